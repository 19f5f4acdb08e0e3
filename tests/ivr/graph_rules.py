"""What must hold in every state of a call. Each rule gives the names of the states that break it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from core.journeys.steps import Choose, Confirm, Done, GivePaper, Read, Tell
from ivr.exchange import CallEnd
from ivr.line.virtual import Event, presses
from ivr.talk import Talk
from ivr.turns import Answer, Aside, Meaning, Prompt, Quiet, Trouble, Wish
from tests.ivr.call_graph import KEYS, SILENCE, Graph, State, Turn

FEW = 4
"""Keys to a person, or to the end, at most: 0, 0, the topic or not, and one more to « êtes-vous toujours là »."""
MOST = 20
"""Turns before a call without an answer, or without a right one, is over: a few things told, then three strikes."""
OWN = "telephone-"
"""How the names of the telephone's own messages begin."""
MEANS = {"0": Wish.HELP, "*": Wish.REPEAT, "#": Wish.BACK}
HANDS_OVER = frozenset({"after-miss--person", "after-lock--person"})
"""Answers of the journey that are a person, on a person's key."""


def no_person(graph: Graph) -> list[str]:
    """Promise 5: a person, by a few keys alone."""
    return _far_from(graph, lambda turn: turn.end is CallEnd.HUMAN)


def no_end(graph: Graph) -> list[str]:
    """Promise 5: « stop everything », by a few keys alone."""
    return _far_from(graph, lambda turn: turn.end in (CallEnd.STOPPED, CallEnd.DONE, CallEnd.HUMAN))


def no_repeat(graph: Graph) -> list[str]:
    """Star says the same again and changes nothing; to « êtes-vous toujours là », any key brings back the question."""
    return [
        state.name
        for state in asked(graph)
        if state.turns["*"].to.past != state.moment.past
        or (graph.after(state, "*") is not state and state.moment.talk.aside is not Aside.STILL_THERE)
    ]


def no_back(graph: Graph) -> list[str]:
    """Hash leads to what was asked before, and before that; in the end it says that nothing is before."""
    return [state.name for state in asked(graph) if not _leads_back(graph, state)]


def other_meaning(graph: Graph) -> list[str]:
    """0, star and hash mean the same everywhere, but where the rules of words.md say otherwise."""
    return [
        f"{state.name}: {key}"
        for state in asked(graph)
        for key, meaning in MEANS.items()
        if state.prompt.keys.get(key) not in (meaning, *_otherwise(state, key))
    ]


def grave_keys(graph: Graph) -> list[str]:
    """7 and 8 answer a confirmation and nothing else; nothing else answers it, nor cuts it, nor the law's words."""
    wrong = []
    for state in steps_asked(graph):
        answers = {key for key, meaning in state.prompt.keys.items() if isinstance(meaning, Answer)}
        if isinstance(state.step, Confirm):
            is_wrong = answers != {"7", "8"} or state.prompt.on_silence is not None or state.prompt.may_speak
            is_wrong = is_wrong or state.prompt.wrong_key is not Trouble.WRONG_CONFIRM_KEY
        else:
            # What is only told goes on at any key: it chooses nothing.
            is_wrong = bool(answers & {"7", "8"}) and not isinstance(state.step, Tell | GivePaper)
        is_uncut = isinstance(state.step, Confirm) or (isinstance(state.step, Tell) and state.step.is_legal)
        if is_wrong or (is_uncut and state.prompt.interrupts & set("12346789")):
            wrong.append(state.name)
    return wrong


def too_many_choices(graph: Graph) -> list[str]:
    """Four choices at most; of a list three, then 9 (voice.md A5)."""
    return [
        state.name
        for state in steps_asked(graph)
        if not isinstance(state.step, Tell | GivePaper | Done)
        if len(_choices(state.prompt)) > (3 if isinstance(state.step, Choose) and state.step.is_list else 4)
        or not set(_choices(state.prompt)) <= set("01234789")
        or ("9" in state.prompt.keys and not isinstance(state.step, Choose | Read))
    ]


def unsaid(graph: Graph) -> list[str]:
    """Every message that is said exists, in a form made for the ear."""
    said = {key for state in asked(graph) for key in _said(state)}
    return sorted(key for key in said if not _is_spoken(graph, key))


async def endless_silence(graph: Graph) -> list[str]:
    """Without a key, the call ends by itself: after « êtes-vous toujours là » and twenty seconds, or as it was told."""
    return [
        state.name
        for state in one_of_each(graph)
        if not _ends_with_warning(await graph.run(state, lambda _: [Quiet.QUIET], MOST))
    ]


async def endless_wrong_keys(graph: Graph) -> list[str]:
    """Keys that mean nothing lead to a person, silences between them or not."""
    stuck = []
    for state in one_of_each(graph):
        turns = await graph.run(state, _wrong, MOST)
        if turns[-1].end not in (CallEnd.HUMAN, CallEnd.DONE) or _repeats_without_words(turns):
            stuck.append(state.name)
    return stuck


async def leaks(graph: Graph) -> list[str]:
    """A question is asked as ever, whatever trouble the one before gave (jambonz 282): cuts, waits, speed, words."""
    leaking = []
    for state in one_of_each(graph):
        before = graph.state(state.world, replace(state.moment, talk=_troubled(state.moment.talk)))
        key = next((key for key, meaning in before.prompt.keys.items() if isinstance(meaning, Answer)), None)
        if key is None or state.prompt.entry is not None:
            continue
        turn = await graph.turn(before, presses(key))
        if turn.end is None and _settings(graph.state(state.world, turn.to)) != _settings(
            graph.at(state.world, turn.to)
        ):
            leaking.append(state.name)
    return leaking


def asked(graph: Graph) -> list[State]:
    """The states in which something is said."""
    return [state for state in graph.states.values() if not state.is_passed_over]


def steps_asked(graph: Graph) -> list[State]:
    """Those in which the journey asks, rather than the telephone."""
    return [state for state in asked(graph) if state.moment.talk.aside is None]


def one_of_each(graph: Graph) -> list[State]:
    """One state of each name: for what does not depend on how one came there."""
    return list({state.name: state for state in asked(graph)}.values())


def _far_from(graph: Graph, is_there: Callable[[Turn], bool]) -> list[str]:
    far: dict[int, int] = {}
    for _ in range(2 * FEW):
        for state in graph.states.values():
            costs = [_cost(graph, state, label, is_there, far) for label in _by_keys(state)]
            far[id(state)] = min([*costs, far.get(id(state), MOST)])
    return [state.name for state in asked(graph) if far[id(state)] > FEW]


def _cost(graph: Graph, state: State, label: str, is_there: Callable[[Turn], bool], far: dict[int, int]) -> int:
    turn, keys = state.turns[label], 0 if label == SILENCE else len(label)
    if is_there(turn):
        return keys
    return MOST if turn.end is not None else keys + far.get(id(graph.after(state, label)), MOST)


def _by_keys(state: State) -> Iterator[str]:
    """Without digits that must be known: what is passed over, or only told, goes on by itself."""
    if state.is_passed_over or not state.prompt.is_question:
        yield SILENCE
    if not state.is_passed_over:
        yield from (label for label in state.turns if label in (*KEYS, "00"))


def _leads_back(graph: Graph, state: State) -> bool:
    for _ in range(MOST):
        label = SILENCE if state.is_passed_over else "#"
        turn = state.turns[label]
        if turn.end is not None or turn.to.talk.attempt.before == ("telephone-no-back",):
            return True
        state = graph.after(state, label)
    return False


def _otherwise(state: State, key: str) -> tuple[Meaning, ...]:
    """What a fixed key may mean instead: 0 again, any key, a goodbye, a person whom the journey offers."""
    if state.moment.talk.aside is Aside.HELP:
        return {"0": (Wish.HUMAN,), "#": (Wish.RESUME,)}.get(key, ())
    if state.moment.talk.aside is Aside.STILL_THERE:
        return (Wish.RESUME,)
    if isinstance(state.step, Done):
        return {"0": (Wish.HUMAN, Wish.FINISH), "#": (Wish.FINISH,)}.get(key, ())
    options = getattr(state.step, "options", ())
    return tuple(Answer(value=option.value) for option in options if key == "0" and option.key in HANDS_OVER)


def _choices(prompt: Prompt) -> list[str]:
    """The keys that lead on."""
    return [key for key, meaning in prompt.keys.items() if isinstance(meaning, Answer) and key not in MEANS]


def _said(state: State) -> Iterator[str]:
    yield from (sentence.key for sentence in state.prompt.says)
    yield from (key for turn in state.turns.values() for key in turn.said if key.startswith(OWN))


def _is_spoken(graph: Graph, key: str) -> bool:
    """The telephone's own words and what is written in a document have one form; all others one for the ear."""
    name, _, form = key.partition(".")
    return graph.words.has(name, form) and bool(form or name.startswith(OWN) or name == "document")


def _ends_with_warning(turns: list[Turn]) -> bool:
    last = turns[-1]
    if last.end is CallEnd.NOBODY_THERE:
        is_warned = last.said[0] == "telephone-still-there" and last.waits[0] >= 20
        return is_warned and last.said[-1] == "telephone-silence-end"
    return last.end in (CallEnd.DONE, CallEnd.HUMAN)


def _wrong(state: State) -> list[Event]:
    """A key that means nothing here; of an entry, too few digits."""
    return presses("6") if state.prompt.entry is None else [*presses("12"), Quiet.QUIET]


def _repeats_without_words(turns: list[Turn]) -> bool:
    """The same thing twice, and nothing that says why."""
    said = [turn.said for turn in turns]
    return any(one == other and not one[0].startswith(OWN) for one, other in pairwise(said))


def _troubled(talk: Talk) -> Talk:
    """The same place, with everything that two silences and two wrong keys change."""
    before = ("telephone-unused-key",)
    return replace(talk, attempt=replace(talk.attempt, silences=2, misses=2, repeats=2, before=before))


def _settings(state: State) -> object:
    prompt = state.prompt
    said = tuple(sentence.key for sentence in prompt.says)
    return (said, prompt.is_slow, prompt.interrupts, prompt.first_wait, prompt.next_wait, prompt.may_speak)
