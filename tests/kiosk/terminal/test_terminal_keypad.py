"""The kiosk by four keys and by ear: where one is, what is said of it, and how one goes on."""

from msgspec.structs import replace

from hardware.ports import KeypadKey
from kiosk.protocol import Answer, Fixed, Press, Wipe
from kiosk.terminal.focus import PAGE
from kiosk.terminal.local import Own
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import SECRET, BenchTop

NEXT, PREVIOUS, SELECT, HELP = KeypadKey
MENU = samples.menu()
READING = samples.reading()[0].screen
PICK = next(sample.screen for sample in samples.donation() if sample.name == "07c-don-organes")
WELCOME = samples.before_proof()[0].screen


def test_the_first_key_says_the_page_and_what_the_keys_are_for(terminal: BenchTop) -> None:
    """Whoever can't see learns it without looking (EN 301 549, 5.2)."""
    terminal.site_shows(MENU)
    heard = terminal.press(NEXT)
    assert "Que voulez-vous faire" in heard
    assert "quatre touches : suivant, précédent, choisir, aide" in heard
    assert terminal.showing.local.focused == PAGE


def test_without_a_keypad_nothing_speaks_by_itself(terminal: BenchTop) -> None:
    """The control of the test above: a screen that comes is silent for whoever only looks."""
    terminal.site_shows(MENU)
    assert terminal.speaker.said == []


def test_next_goes_round_with_a_word(terminal: BenchTop) -> None:
    """Page, keys of the middle, bar, page again: nothing holds the focus (EN 301 549, 5.1.6.2)."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    seen = [terminal.showing.local.focused]
    while not terminal.press(NEXT).startswith("Retour au début"):
        seen.append(terminal.showing.local.focused)
    assert seen == [PAGE, *(key.id for key in MENU.keys), "~back", "~listen", "~see", "~help", "~end"]
    assert terminal.press(PREVIOUS).startswith("Fin de la page")
    assert terminal.showing.local.focused == "~end"


def test_the_focus_is_drawn_where_the_voice_is(terminal: BenchTop) -> None:
    """One focus for both: exactly one key wears the ring."""
    terminal.site_shows(MENU)
    terminal.press(NEXT, NEXT)
    ringed = [shape.id for shape in terminal.showing.scene.touchable() if shape.is_focused]
    assert ringed == [MENU.keys[0].id]
    assert "Documents" in terminal.heard


def test_a_key_that_is_off_says_why(terminal: BenchTop) -> None:
    """« Retour » of the menu can be reached, and explains itself; « choisir » on it does nothing but say so."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    terminal.seek("~back")
    assert terminal.heard == "Retour. Pas disponible. Il n’y a rien avant cette page."


def test_select_answers_as_a_touch_does(terminal: BenchTop) -> None:
    """Once, with the number of the screen, however often it is pressed."""
    terminal.site_shows(MENU)
    terminal.press(NEXT, NEXT, SELECT, SELECT)
    assert terminal.sent_of(Answer) == [Answer(screen=MENU.id, keys=(MENU.keys[0].id,))]


def test_a_key_that_is_off_answers_nothing(terminal: BenchTop) -> None:
    """A finger can't touch it; the keypad can't either."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    terminal.seek("~back")
    terminal.sent.clear()
    assert "Pas disponible" in terminal.press(SELECT)
    assert terminal.sent_of(Press) == []


def test_a_new_screen_is_said_when_it_comes(terminal: BenchTop) -> None:
    """By ear one learns that something changed."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    terminal.site_shows(PICK)
    assert PICK.title in terminal.heard
    assert terminal.showing.local.focused == PAGE


def test_ticks_are_told(terminal: BenchTop) -> None:
    """Chosen, then not any more."""
    terminal.site_shows(PICK)
    terminal.press(NEXT, NEXT)
    assert terminal.heard.endswith("Pas choisi.")
    assert terminal.press(SELECT).endswith("C’est choisi.")
    assert terminal.press(SELECT).endswith("Pas choisi.")


def test_where_am_i(terminal: BenchTop) -> None:
    """Place, title, number of choices, and what the keys do."""
    terminal.site_shows(MENU)
    heard = terminal.press(NEXT, HELP)
    assert f"Vous êtes ici : {MENU.band.title}." in heard
    assert f"Nombre de choix : {len(MENU.keys)}." in heard
    assert "tapez deux fois sur aide" in heard


def test_help_twice_opens_the_voice_and_somebody_to_ask(terminal: BenchTop) -> None:
    """From a document too, where no other key changes the voice; five steps each way."""
    terminal.site_shows(READING)
    terminal.press(NEXT, HELP, HELP)
    assert terminal.showing.local.own is Own.VOICE
    terminal.seek("~faster")
    assert [terminal.press(SELECT) for _ in range(3)] == ["Vitesse 4 sur 5.", "Vitesse 5 sur 5.", "Vitesse 5 sur 5."]
    assert terminal.speaker.said[-1].speed > 1.5
    terminal.seek("~quieter")
    assert terminal.press(SELECT) == "Volume 2 sur 5."
    terminal.seek("~ask")
    terminal.press(SELECT)
    assert terminal.sent[-1] == Press(screen=READING.id, key=Fixed.HELP)


def test_the_page_of_the_voice_is_left_to_the_same_screen(terminal: BenchTop) -> None:
    """« Revenir à ma page » and « Retour » both; help twice, but slowly, is where am I twice."""
    terminal.site_shows(MENU)
    terminal.press(NEXT, HELP)
    terminal.wait(11)
    terminal.press(HELP)
    assert terminal.showing.local.own is Own.NONE
    for leave in ("~voice-done", "~back"):
        terminal.press(HELP, HELP)
        terminal.seek(leave)
        assert "Que voulez-vous faire" in terminal.press(SELECT)
        assert terminal.showing.local.own is Own.NONE


def test_speed_and_volume_are_normal_again_after_the_visit(terminal: BenchTop) -> None:
    """The next person starts from the middle (EN 301 549, 5.1.3.13)."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    normal = terminal.speaker.said[-1]
    terminal.press(HELP, HELP)
    terminal.seek("~louder")
    terminal.press(SELECT)
    assert terminal.speaker.said[-1].volume > normal.volume
    terminal.conductor.hear(Wipe())
    assert (terminal.speaker.said[-1].speed, terminal.speaker.said[-1].volume) == (normal.speed, normal.volume)


def test_after_the_visit_the_kiosk_is_silent_for_the_next(terminal: BenchTop) -> None:
    """The end is said; then a screen that comes is not, until a key is pressed."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    terminal.conductor.hear(Wipe())
    terminal.site_shows(WELCOME)
    assert terminal.heard == "La visite est finie. Tout est effacé de la borne."
    before = len(terminal.speaker.said)
    terminal.site_shows(replace(MENU, id=90))
    assert len(terminal.speaker.said) == before


def test_a_code_is_typed_by_keypad(terminal: BenchTop) -> None:
    """« Suite » says why it can't be chosen, until it can."""
    terminal.site_shows(SECRET)
    terminal.press(NEXT)
    terminal.seek("~accept")
    assert terminal.heard == "Suite. Pas disponible. Ce n’est pas encore complet."
    for digit in "482170":
        terminal.seek(f"~type-{digit}")
        terminal.press(SELECT)
    assert terminal.heard == "6 chiffres tapés. Touchez Suite."
    terminal.seek("~accept")
    terminal.press(SELECT)
    assert terminal.sent_of(Answer) == [Answer(screen=SECRET.id, typed="482170")]


def test_two_switches_are_enough(terminal: BenchTop) -> None:
    """Next and select alone: read, come back by « Retour », and end."""
    terminal.site_shows(READING)
    for id_, key in (("~back", Fixed.BACK), ("~end", Fixed.END)):
        terminal.site_shows(replace(READING, id=terminal.showing.screen.id + 1))
        terminal.press(NEXT)
        terminal.seek(id_)
        terminal.press(SELECT)
        assert terminal.sent[-1] == Press(screen=terminal.showing.screen.id, key=key)


def test_are_you_there_is_answered_by_one_key(terminal: BenchTop) -> None:
    """The focus waits on « Je continue », and the voice says so."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    idle = next(sample.screen for sample in samples.others() if sample.name == "10a-etes-vous-la")
    terminal.site_shows(idle)
    first = terminal.showing.local.focused
    assert first == next(key.id for key in idle.keys if key.is_next)
    terminal.press(SELECT)
    assert terminal.sent_of(Answer) == [Answer(screen=idle.id, keys=(first,))]
