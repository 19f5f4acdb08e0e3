"""What a choice made by telephone leaves: what was heard, in which French, which keys; sealed, bound to its leaf."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta

from core.demo.people import ODETTE
from core.domain.audit import AuditLeaf
from core.domain.evidence import MOST_TURNS, Evidence, HeardAndPressed, KeptEvidence
from core.domain.identifiers import VisitId
from core.texts.words import Words
from ivr.line.virtual import Early, Event, presses
from ivr.turns import Quiet, Said
from tests.conftest import Space
from tests.ivr.conftest import Ring, Told, proves

REFUSING: list[Event] = [*proves(), *presses("4111")]
"""To the last question, everything refused."""


def leaf_of_choice(told: Told) -> AuditLeaf:
    """The one leaf of the choice."""
    (leaf,) = [leaf for leaf in told.leaves if leaf.act == "state-organ-donation-choice"]
    return leaf


def opened(space: Space, leaf: AuditLeaf) -> tuple[str, KeptEvidence]:
    """What is kept beside a leaf of hers."""
    her = space.people[ODETTE.name]
    with space.store.begin(her) as records:
        salt, digest = records.audit.opening(her, leaf.leaf_id)
        kept = records.audit.evidence(her, leaf.leaf_id)
    assert kept is not None
    assert digest == kept.digest()
    return salt, kept


def test_what_led_to_a_choice_opens_the_commitment_of_its_leaf(ring: Ring, space: Space) -> None:
    """The question with its version, the 7, the moment, the call: read back, they are what the leaf committed to."""
    told = ring(REFUSING, presses("7"))
    leaf = leaf_of_choice(told)
    salt, kept = opened(space, leaf)
    assert kept.opens(leaf, salt)
    last = kept.evidence.turns[-1]
    assert last.pressed == "7"
    assert [key for key, _ in last.heard] == ["organ-donation-keep.spoken"]
    assert last.at <= leaf.at
    assert kept.evidence.visit == leaf.visit
    assert [turn.pressed for turn in kept.evidence.turns][-6:] == ["", "", "1", "1", "1", "7"]


def test_the_french_that_was_heard_is_named_by_its_version(ring: Ring, space: Space, words: Words) -> None:
    """Sixteen digits each, those of the catalogue; a digest of the pattern, the same whoever is spoken to."""
    _, kept = opened(space, leaf_of_choice(ring(REFUSING, presses("7"))))
    for turn in kept.evidence.turns:
        for key, version in turn.heard:
            name, _, form = key.partition(".")
            assert version == words.version(name, form)
            assert re.fullmatch(r"[0-9a-f]{16}", version)


def test_no_code_is_written_down(ring: Ring, space: Space) -> None:
    """An entry is a kind and a length; a code typed where it means nothing is « other », key by key."""
    _, kept = opened(space, leaf_of_choice(ring(REFUSING, presses("42"), presses("7"))))
    pressed = [turn.pressed for turn in kept.evidence.turns]
    assert pressed[:4] == ["1", "digits:8", "secret:6", "secret:6"]
    written = kept.evidence.canonical().decode()
    for code in (ODETTE.access_number, ODETTE.secret, *ODETTE.codes):
        assert code not in written
    assert "Lefort" not in written
    assert {"other"} <= set(pressed)


def test_words_count_as_the_key_that_means_the_same(ring: Ring, space: Space) -> None:
    """She said « tout refuser »: what is kept is that words stood for 1, not the sound of them."""
    by_word = [*proves(), *presses("41"), Said(text="tout refuser"), *presses("1")]
    _, kept = opened(space, leaf_of_choice(ring(by_word, presses("7"))))
    assert [turn.pressed for turn in kept.evidence.turns][-3:] == ["said:1", "1", "7"]


def test_only_the_end_of_a_long_call_is_kept(ring: Ring, space: Space) -> None:
    """Somebody who asks for the menu again and again: the last sixty turns, the yes among them."""
    told = ring(proves(), [Early(key="*") for _ in range(70)], presses("4111"), presses("7"))
    _, kept = opened(space, leaf_of_choice(told))
    assert len(kept.evidence.turns) == MOST_TURNS
    assert kept.evidence.turns[-1].pressed == "7"


def test_a_silence_is_written_as_nothing(ring: Ring, space: Space) -> None:
    """It is never a yes; it is there."""
    _, kept = opened(space, leaf_of_choice(ring(REFUSING, Quiet.QUIET, presses("7"))))
    assert [turn.pressed for turn in kept.evidence.turns][-2:] == ["", "7"]


def test_a_look_and_a_paper_keep_no_evidence(ring: Ring, space: Space) -> None:
    """What nobody chose needs none: the leaves that are not the choice's have nothing beside them."""
    told = ring(REFUSING, presses("7"))
    her = space.people[ODETTE.name]
    with space.store.begin(her) as records:
        others = [leaf for leaf in told.leaves if leaf.act != "state-organ-donation-choice"]
        assert [records.audit.evidence(her, leaf.leaf_id) for leaf in others] == [None] * len(others)


def changes(kept: KeptEvidence) -> Iterator[KeptEvidence]:
    """Every single thing that could be told otherwise."""
    evidence = kept.evidence
    yield replace(kept, request="0" * 64)
    for other in (replace(evidence, visit=VisitId("another")), replace(evidence, line_call="another")):
        yield replace(kept, evidence=other)
    for place, turn in enumerate(evidence.turns):
        for changed in _changes_of(turn):
            turns = (*evidence.turns[:place], *changed, *evidence.turns[place + 1 :])
            yield replace(kept, evidence=replace(evidence, turns=turns))


def _changes_of(turn: HeardAndPressed) -> Iterator[tuple[HeardAndPressed, ...]]:
    yield ()
    yield (turn, turn)
    yield (replace(turn, at=turn.at + timedelta(microseconds=1)),)
    yield (replace(turn, pressed=f"{turn.pressed}8"),)
    yield (replace(turn, heard=(*turn.heard, ("phone-welcome.spoken", "0" * 16))),)
    for place, (key, version) in enumerate(turn.heard):
        for other in ((key, version[::-1]), (f"{key}x", version)):
            yield (replace(turn, heard=(*turn.heard[:place], other, *turn.heard[place + 1 :])),)


def test_any_change_breaks_it(ring: Ring, space: Space) -> None:
    """A key, a version, a moment, a turn more or less, another call, another request: the leaf says no to each."""
    leaf = leaf_of_choice(ring(REFUSING, presses("7")))
    salt, kept = opened(space, leaf)
    tried = list(changes(kept))
    assert len(tried) > 100
    assert not any(other.opens(leaf, salt) for other in tried)
    assert not kept.opens(leaf, salt[::-1])
    assert not kept.opens(replace(leaf, commitment="0" * 64), salt)


def test_it_is_read_back_as_it_was_written(ring: Ring, space: Space) -> None:
    """Its canonical bytes are the same again, and it has no field that they leave out."""
    _, kept = opened(space, leaf_of_choice(ring(REFUSING, presses("7"))))
    assert Evidence.from_canonical(kept.evidence.canonical()) == kept.evidence
    assert {field.name for field in fields(Evidence)} == {"visit", "line_call", "turns"}
    assert {field.name for field in fields(HeardAndPressed)} == {"at", "heard", "pressed"}


def test_the_call_of_the_operator_is_a_pseudonym(ring: Ring, space: Space) -> None:
    """The same call has the same one; its name itself is nowhere."""
    told = ring(REFUSING, presses("7"), line_call="CA0123")
    _, kept = opened(space, leaf_of_choice(told))
    assert kept.evidence.line_call == space.keys.pseudonym("call:CA0123")
    assert "CA0123" not in kept.evidence.canonical().decode()
