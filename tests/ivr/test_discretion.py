"""Mode discret (words.md 1.3): key 5 or a few words, at once; nothing of the content; one question to leave it."""

import asyncio

import pytest

from core.acts.list_documents import ListDocuments
from core.acts.request import Context
from core.demo.people import ODETTE
from core.domain.audit import Channel, PurposeOfUse, Role
from core.journeys.steps import Done
from ivr.line.virtual import presses
from ivr.turns import Aside, Said
from tests.conftest import Space
from tests.ivr.call_graph import Graph, State
from tests.ivr.conftest import Ring, proves
from tests.ivr.graph_rules import asked
from tests.journeys.explorer import BLOOD_TEST, WORLDS
from tests.rules.messages import by_key

HARMLESS = frozenset(
    {
        "at",
        "channel",
        "count",
        "date",
        "day",
        "end",
        "first",
        "help",
        "hours",
        "key",
        "label",
        "last",
        "line",
        "number",
        "person",
        "position",
    }
    | {"rank", "total", "tries", "wait"}
)
"""Facts that tell no type, author, value or right: how many, when, which key, which number."""
TO_OTHERS = ("telephone-outgoing", "telephone-whisper")
"""Said to whoever picks up a call of ours, or to the person who takes over: no caller hears it."""
INSIDE = "statement--"
"""Said inside another message only, which has its own discreet form."""
ASKED_WITH_THE_NAME = "who-hears"
"""The question itself, asked before anybody can tell who listens."""
ARRIVED = Said(text="quelqu'un vient d'arriver")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Every state of somebody with two documents."""
    return asyncio.run(Graph(worlds=WORLDS[:1]).explore())


def is_in_clear(state: State) -> bool:
    """Content may be said, and the call goes on."""
    return state.moment.is_proved and not state.moment.is_discreet and not isinstance(state.step, Done)


def in_company(*keys: str) -> list[object]:
    """Proved, and somebody hears."""
    return [*proves()[:-1], *presses("2"), *(event for part in keys for event in presses(part))]


# --- Into it, and out of it -----------------------------------------------------------------------------


def test_five_is_discreet_at_once_in_every_state_and_without_comment(graph: Graph) -> None:
    """Not a word is said about it: the same question comes again, discreetly."""
    clear = [state for state in asked(graph) if is_in_clear(state)]
    assert len(clear) > 50
    for state in clear:
        turn = state.turns["5"]
        assert turn.to.is_discreet, state.name
        assert turn.to.talk.attempt.before == ()
        assert turn.to.past == state.moment.past


def test_before_proof_five_means_nothing(graph: Graph) -> None:
    """As 6: there is nothing to hide, and nobody learns that there might be."""
    for state in asked(graph):
        if not state.moment.is_proved and state.prompt.entry is None and state.moment.talk.aside is None:
            assert "5" not in state.prompt.keys or state.prompt.keys["5"] == state.prompt.keys.get("6"), state.name


def test_only_the_question_who_hears_leaves_it(graph: Graph) -> None:
    """In every state: no other key, no silence, no way back ends mode discret (words.md 1.3)."""
    left = {
        state.moment.talk.aside or state.step.key
        for state in graph.states.values()
        for turn in state.turns.values()
        if state.moment.is_proved and state.moment.is_discreet and turn.end is None and not turn.to.is_discreet
    }
    assert left == {Aside.WHO_HEARS, ASKED_WITH_THE_NAME}


def test_silence_or_a_hasty_key_does_not_answer_it(graph: Graph) -> None:
    """The question is heard first; without an answer, content stays unsaid."""
    for state in asked(graph):
        if state.moment.talk.aside is Aside.WHO_HEARS:
            assert not state.prompt.interrupts & set("12")
            assert state.turns["silence"].to.is_discreet
            assert state.turns["2"].to.is_discreet
            assert not state.turns["1"].to.is_discreet


@pytest.mark.parametrize("said", ["Je suis accompagnée", "Quelqu'un vient d'arriver.", "euh, on m'écoute"])
def test_saying_it_does_what_five_does(ring: Ring, said: str) -> None:
    """In the middle of a list, at once."""
    told = ring(proves(), presses("1"), Said(text=said))
    assert told.keys[-1][0] == "documents.discreet"


def test_saying_it_counts_where_words_answer_nothing(ring: Ring) -> None:
    """At the last question too; it confirms nothing."""
    told = ring(proves(), presses("4111"), ARRIVED)
    assert told.keys[-1] == ("organ-donation-keep.discreet",)
    assert [act for act in told.acts if "state" in act] == []


def test_saying_that_one_is_alone_asks_the_question(ring: Ring) -> None:
    """One word is not enough: the key is."""
    told = ring(in_company("1"), Said(text="je suis seule"), presses("1"))
    assert told.keys[-2] == ("telephone-who-hears",)
    assert told.keys[-1][0] == "documents.spoken"


def test_help_leads_out_of_it(ring: Ring) -> None:
    """0 then 3: where one is can't be said aloud; who hears can be asked."""
    told = ring(in_company(), presses("03"), presses("1"), presses("1"))
    assert "telephone-help-who-hears" in told.keys[-4]
    assert told.keys[-1][0] == "documents.spoken"


def test_a_relay_operator_says_so_and_types_the_codes(ring: Ring) -> None:
    """Mode discret until told otherwise; a code said aloud is not taken (words.md 1.3)."""
    told = ring(presses("1"), Said(text="482615"), presses(ODETTE.access_number))
    assert told.keys[2][0] == "telephone-unsure"
    assert told.keys[3][0] == "phone-secret-code.spoken"
    told = ring(proves(), Said(text="centre relais"), presses("1"))
    assert told.keys[-1][0] == "documents.discreet"


# --- Nothing of the content -----------------------------------------------------------------------------


def test_no_state_says_content_in_company(graph: Graph) -> None:
    """In any state of mode discret; and the same words are said out of it, or the test would see nothing."""
    content = {BLOOD_TEST.title, BLOOD_TEST.author.shown, "Rien à signaler", "Vous refusez"}
    overheard, heard = set(), set()
    for state in asked(graph):
        if state.step.key != ASKED_WITH_THE_NAME:
            said = " ".join(sentence.text for sentence in state.prompt.says)
            (overheard if state.moment.is_discreet else heard).update(word for word in content if word in said)
    assert heard == content
    assert overheard == set()


def test_a_whole_call_in_company_holds_nothing_of_the_documents(ring: Ring, space: Space) -> None:
    """Lists, a document, a choice and its receipt: no title, author, kind or name of the demonstration person."""
    told = ring(in_company("1", "9", "1", "#", "3", "#", "#", "4", "1", "2", "12222222", "1", "7", "1"))
    said = " ".join(turn.text for turn in told.line.turns if ASKED_WITH_THE_NAME not in turn.keys[0])
    assert "telephone-discreet-document" in {key for keys in told.keys for key in keys}
    assert told.said("organ-donation-kept")
    person = space.people[ODETTE.name]
    context = Context(
        role=Role.PATIENT,
        actor_id=person,
        patient_id=person,
        purpose=PurposeOfUse.SELF_SERVICE,
        channel=Channel.PHONE,
        place="telephone",
        visit_id=told.visit.visit_id,
        idempotency_key="canary",
    )
    documents = space.door.perform(ListDocuments(), context).documents
    canaries = {text for one in documents for text in (one.title, one.author.shown, one.kind.label) if text}
    canaries |= {ODETTE.identity.birth_name, ODETTE.identity.first_names[0], "Vous refusez"}
    assert len(canaries) > 5
    assert not [canary for canary in canaries if canary.lower() in said.lower()]
    aloud = ring(proves(line=2), presses("1"), presses("1"))
    assert [canary for canary in canaries if canary.lower() in aloud.text.lower()]


def test_every_message_that_tells_something_has_a_discreet_form() -> None:
    """A new fact is content until it is named harmless here; a discreet form holds harmless facts only."""
    told, loose = [], []
    for key, forms in by_key().items():
        heard = [forms[form] for form in ("spoken", "again") if form in forms]
        heard += [forms[""]] if key.startswith("telephone-") and "" in forms else []
        if (
            any(text.variables - HARMLESS for text in heard)
            and "discreet" not in forms
            and not key.startswith((INSIDE, *TO_OTHERS))
        ):
            told.append(key)
        if "discreet" in forms and forms["discreet"].variables - HARMLESS:
            loose.append(key)
    assert (told, loose) == ([], [])
