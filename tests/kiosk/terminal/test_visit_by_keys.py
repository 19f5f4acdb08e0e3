"""A whole visit by four keys and by ear: real gateway, real journeys, seeded store, and not one touch."""

import pytest

from core.demo.people import ODETTE
from hardware.ports import KeypadKey
from kiosk.protocol import Answer, Fixed, Press, ScreenKind
from tests.kiosk.conftest import Site
from tests.kiosk.terminal.bench_top import ODETTE as HOLDER
from tests.kiosk.terminal.by_keys import KeysKiosk

NEXT, PREVIOUS, SELECT, HELP = KeypadKey


@pytest.fixture
def kiosk(site: Site) -> KeysKiosk:
    """At the welcome, a headset in, as somebody who does not see begins."""
    made = KeysKiosk(site)
    made.headset.plug_in()
    made.put_card(HOLDER)
    return made


def test_the_plug_alone_begins_to_lead(site: Site) -> None:
    """Nothing has to be seen first (EN 301 549, 5.1.3.2 and 5.2)."""
    kiosk = KeysKiosk(site)
    assert kiosk.speaker.said == []
    kiosk.headset.plug_in()
    assert "carte Vitale" in kiosk.heard
    assert "quatre touches" in kiosk.heard


def test_she_opens_a_document_and_hears_it(kiosk: KeysKiosk, site: Site) -> None:
    """Card, code, list, document, back, end: every screen says where she is."""
    assert "code" in kiosk.heard
    menu = kiosk.type(ODETTE.secret)
    assert "Nombre de choix : 3." in menu
    kiosk.choose("documents")
    assert kiosk.showing.screen.kind is ScreenKind.LIST
    first = kiosk.showing.screen.keys[0].id
    heard = kiosk.choose(first)
    assert kiosk.showing.screen.kind is ScreenKind.READ
    assert kiosk.showing.screen.title in heard
    kiosk.choose("~back")
    assert kiosk.showing.screen.kind is ScreenKind.LIST
    assert "read-document" in site.acts()
    kiosk.choose("~end")
    kiosk.reader.pull()
    kiosk.settle()
    assert kiosk.heard == "La visite est finie. Tout est effacé de la borne."
    assert "Lefort" not in kiosk.text


def test_she_refuses_two_organs_and_it_is_kept_once(kiosk: KeysKiosk, site: Site) -> None:
    """Ticks, recap, the grave yes, the receipt: nothing is kept before the last « choisir »."""
    kiosk.type(ODETTE.secret)
    for id_ in ("organ-donation", "next", "next", "refuse", "some-organs", "kidneys", "corneas"):
        kiosk.choose(id_)
    assert kiosk.heard.endswith("C’est choisi.")
    next_ = next(shape.id for shape in kiosk.showing.scene.touchable() if shape.id in {"~picked", "next"})
    assert "les reins et les cornées" in kiosk.choose(next_)
    kiosk.choose("right")
    assert site.kept("odette") is None
    kiosk.choose("yes")
    assert site.acts().count("state-organ-donation-choice") == 1
    assert "gardé" in kiosk.heard
    assert len(kiosk.printer.papers) == 1


def test_no_finger_touched_the_glass(kiosk: KeysKiosk) -> None:
    """The control of this file: what is pressed is a key, and an answer to its screen leaves, once."""
    kiosk.type(ODETTE.secret)
    before = len(kiosk.sent_of(Answer))
    kiosk.choose("documents")
    kiosk.choose("~help")
    assert len(kiosk.sent_of(Answer)) == before + 1
    assert [message.key for message in kiosk.sent_of(Press) if isinstance(message, Press)] == [Fixed.HELP]


def test_without_a_headset_her_documents_are_not_heard_by_the_queue(site: Site) -> None:
    """On the loudspeaker: no name, no title, no digit of the code. The control: the headset makes them heard."""
    kiosk = KeysKiosk(site)
    kiosk.put_card(HOLDER)
    kiosk.press(NEXT)
    kiosk.type(ODETTE.secret)
    kiosk.choose("documents")
    titles = [key.label for key in kiosk.showing.screen.keys]
    kiosk.press(*[NEXT] * 12)
    heard = "\n".join(said.text for said in kiosk.speaker.said)
    assert len(titles) > 3
    assert [title for title in (*titles, "Lefort", "Odette") if title in heard] == []
    assert not any(line.strip(".") == digit for line in heard.splitlines() for digit in ODETTE.secret)
    kiosk.headset.plug_in()
    assert titles[0] in kiosk.press(NEXT)
