"""The same walk through a line of one's own and without a telephone: the same words by their ids, the same acts."""

import dataclasses

from core.demo.people import MARCEL, ODETTE
from core.texts.words import Words
from ivr.line.virtual import Event, presses
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.conftest import proves
from tests.ivr.recorded import RecordedVoice, ShortSynthesizer, walk_without_a_telephone
from tests.ivr.sip_caller import calling
from tests.ivr.sip_site import sip_site

KIDNEYS_AND_CORNEAS = [*presses("4"), *presses("12"), *presses("22212212"), *presses("1"), *presses("7"), *presses("2")]


def test_a_whole_refusal_by_sip_says_and_does_the_same(space: Space, words: Words) -> None:
    """Two people, one walk: a secret code and a printed one, organ by organ, the grave key, the receipt's number."""
    phone = site.phone(space, words, ShortSynthesizer(), patience=0.4).phone
    walk: list[Event] = [*proves(ODETTE), *KIDNEYS_AND_CORNEAS]
    expected, leaves = walk_without_a_telephone(phone, space, walk)
    voice = RecordedVoice(ShortSynthesizer(), "short")
    before = len(space.leaves())
    pressed = "".join(event.keys for event in [*proves(MARCEL), *KIDNEYS_AND_CORNEAS])  # type: ignore[union-attr]
    with sip_site(dataclasses.replace(phone, voice=voice)) as line, calling(line.address) as caller:
        caller.call()
        reception = line.endpoint.reception
        assert reception is not None
        (call,) = reception.calls.values()
        for key, (_, said) in zip(pressed, expected.before, strict=True):
            # Until all that comes before this key was said, and heard.
            assert site.until(lambda said=said: len(voice.keys) >= said and call.line.playout.is_heard)
            caller.press(key)
        assert site.until(lambda: len(voice.keys) >= len(expected.keys))
        caller.hang_up()
        assert site.until(lambda: phone.talking == 0)
    assert voice.keys[: len(expected.keys)] == expected.keys
    assert [leaf.act for leaf in space.leaves(before)] == [leaf.act for leaf in leaves]
    assert "state-organ-donation-choice" in [leaf.act for leaf in leaves]
