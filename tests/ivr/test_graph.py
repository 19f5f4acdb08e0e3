"""What holds in every state of a call, whatever was pressed before; and a telephone made wrong, which is caught."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core.journeys.steps import ShownStep
from core.texts.words import Words
from ivr.asides import next_prompt
from ivr.talk import Talk
from ivr.turns import Answer, Aside, CallView, Prompt, Sentence, Wish
from tests.ivr import graph_rules
from tests.ivr.call_graph import Graph
from tests.journeys.explorer import WORLDS

Rule = Callable[[Graph], list[str] | Awaitable[list[str]]]
RULES: tuple[Rule, ...] = (
    graph_rules.no_person,
    graph_rules.no_end,
    graph_rules.no_repeat,
    graph_rules.no_back,
    graph_rules.other_meaning,
    graph_rules.grave_keys,
    graph_rules.too_many_choices,
    graph_rules.unsaid,
    graph_rules.endless_silence,
    graph_rules.endless_wrong_keys,
    graph_rules.leaks,
)


def broken(rule: Rule, graph: Graph) -> list[str]:
    """Where a rule does not hold."""

    async def judge() -> list[str]:
        found = rule(graph)
        return found if isinstance(found, list) else await found

    return asyncio.run(judge())


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Every state, in every world."""
    return asyncio.run(Graph().explore())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_in_every_state(graph: Graph, rule: Rule) -> None:
    """No state breaks it."""
    assert broken(rule, graph) == []


def test_everything_was_visited(graph: Graph) -> None:
    """Strangers and people proved, in clear and discreet; every aside; some hundred states at least."""
    moments = [state.moment for state in graph.states.values()]
    assert len({(moment.is_proved, moment.is_discreet) for moment in moments}) == 3
    assert len({moment.talk.aside for moment in moments}) == len(Aside) + 1
    assert len(moments) > 300


# --- A telephone made wrong: each fault at one step, each caught by its rule ----------------------------


def _without_hash(prompt: Prompt) -> Prompt:
    return replace(prompt, keys={key: meaning for key, meaning in prompt.keys.items() if key != "#"})


def _only_digits(prompt: Prompt) -> Prompt:
    return replace(prompt, keys={key: meaning for key, meaning in prompt.keys.items() if key in "12"})


def _seven_chooses(prompt: Prompt) -> Prompt:
    first = next(meaning for meaning in prompt.keys.values() if isinstance(meaning, Answer))
    return replace(prompt, keys={**prompt.keys, "7": first})


def _five_choices(prompt: Prompt) -> Prompt:
    first = next(meaning for meaning in prompt.keys.values() if isinstance(meaning, Answer))
    return replace(prompt, keys={**prompt.keys, **dict.fromkeys(("1", "2", "3", "4", "8"), first)})


def _zero_only_repeats(prompt: Prompt) -> Prompt:
    return replace(prompt, keys={**prompt.keys, "0": Wish.REPEAT})


NOT_FOR_THE_EAR = "kiosk-demonstration"
"""A message that is only read."""


def _mute(prompt: Prompt) -> Prompt:
    return replace(prompt, says=(Sentence(key=NOT_FOR_THE_EAR, text="", is_personal=False),))


def _star_goes_back(prompt: Prompt) -> Prompt:
    return replace(prompt, keys={**prompt.keys, "*": Wish.BACK})


def _silence_repeats(prompt: Prompt) -> Prompt:
    return replace(prompt, on_silence=Wish.REPEAT)


def _wrong_keys_repeat(prompt: Prompt) -> Prompt:
    return replace(prompt, keys={**prompt.keys, "6": Wish.REPEAT})


FAULTS: dict[str, tuple[Callable[[Prompt], Prompt], Rule]] = {
    "organ-donation-organs": (_only_digits, graph_rules.no_person),
    "organ-donation-purposes": (_only_digits, graph_rules.no_end),
    "who-hears": (_silence_repeats, graph_rules.endless_silence),
    "main-menu": (_wrong_keys_repeat, graph_rules.endless_wrong_keys),
    "documents": (_without_hash, graph_rules.no_back),
    "document": (_star_goes_back, graph_rules.no_repeat),
    "organ-donation-wish": (_zero_only_repeats, graph_rules.other_meaning),
    "organ-donation-kept": (_five_choices, graph_rules.too_many_choices),
    "organ-donation-recap": (_seven_chooses, graph_rules.grave_keys),
    "organ-donation-relatives-paper": (_mute, graph_rules.unsaid),
}
"""What is made wrong at which step, and who must say so."""


class FaultyPrompts:
    """Prompts with every fault, and one that remembers: the question after a trouble is asked slowly too."""

    def __init__(self) -> None:
        self._was_troubled = False

    def __call__(self, step: ShownStep, talk: Talk, words: Words, view: CallView) -> Prompt:
        prompt = next_prompt(step, talk, words, view)
        is_troubled, self._was_troubled = self._was_troubled, talk.attempt.misses > 1
        if is_troubled and talk.attempt.misses == 0:
            prompt = replace(prompt, is_slow=True)
        return FAULTS[step.key][0](prompt) if step.key in FAULTS and talk.aside is None else prompt


@pytest.fixture(scope="module")
def faulty() -> Graph:
    """Every state of a call with the faults."""
    return asyncio.run(Graph(FaultyPrompts(), WORLDS[:1]).explore())


@pytest.mark.parametrize("step", FAULTS)
def test_a_fault_is_caught_where_it_is(faulty: Graph, step: str) -> None:
    """The rule names the step, or the words that nobody can hear."""
    found = broken(FAULTS[step][1], faulty)
    assert any(name.startswith(f"{step}, ") or name == NOT_FOR_THE_EAR for name in found)


def test_a_setting_that_leaks_is_caught(faulty: Graph) -> None:
    """A question asked slowly because the one before went wrong."""
    assert broken(graph_rules.leaks, faulty)
