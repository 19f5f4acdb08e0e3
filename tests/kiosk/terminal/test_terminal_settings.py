"""What a terminal is told before it starts, and the bench beside it."""

from datetime import date
from pathlib import Path

import pytest

from hardware.card_reader.virtual import VirtualCardReader
from hardware.headset.virtual import VirtualHeadset
from hardware.keypad.virtual import VirtualKeypad
from hardware.ports import HeadsetStatus, KeyMove, KeypadKey, PrinterStatus
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from kiosk.protocol import Settled
from kiosk.terminal.labels import Labels
from kiosk.terminal.settings import Devices, TerminalSettings, read_cards


@pytest.mark.parametrize(
    ("site", "url"),
    [
        ("http://127.0.0.1:8080", "ws://127.0.0.1:8080/kiosk/terminal"),
        ("https://relais.example/", "wss://relais.example/kiosk/terminal"),
        ("wss://relais.example/other/way", "wss://relais.example/other/way"),
    ],
)
def test_the_sites_address_leads_to_its_websocket(site: str, url: str) -> None:
    """An operator writes the site's address, as for a page."""
    assert TerminalSettings(site=site, device="d", token="t").url == url


def test_the_devices_secret_is_in_no_trace() -> None:
    """The token is not printed."""
    assert "hidden-token" not in repr(TerminalSettings(site="", device="d", token="hidden-token"))


def test_demonstration_cards_come_from_a_file(tmp_path: Path) -> None:
    """One card may carry two people."""
    file = tmp_path / "cards.toml"
    holder = '[[card.holder]]\nnir = "146109999905507"\nfamily_name = "CARON"\n'
    paul = f'{holder}first_name = "PAUL"\nbirth_date = 1946-10-03\n'
    jeanne = f'{holder}first_name = "JEANNE"\nbirth_date = "1948-02-11"\n'
    file.write_text(f'[[card]]\nname = "Paul et Jeanne"\n{paul}{jeanne}', encoding="utf-8")
    (card,) = read_cards(file)
    assert [holder.birth_date for holder in card.holders] == [date(1946, 10, 3), date(1948, 2, 11)]


def test_the_bench_plays_cards_paper_and_network(tmp_path: Path) -> None:
    """Each key of the dock moves one virtual device."""
    from kiosk.terminal.dock import Player

    reader, printer = VirtualCardReader(), VirtualReceiptPrinter()
    readings: list[str] = []
    reader.watch(lambda reading: readings.append(reading.status.value))
    file = tmp_path / "cards.toml"
    file.write_text(
        '[[card]]\nname = "Odette"\n[[card.holder]]\nnir = "242039999904228"\n'
        'family_name = "LEFORT"\nfirst_name = "ODETTE"\nbirth_date = 1942-03-12\n',
        encoding="utf-8",
    )
    settings = TerminalSettings(site="", device="d", token="t", is_demonstration=True, cards=read_cards(file))
    barred: list[bool] = []
    play = Player(settings, Devices(card_reader=reader, printer=printer), lambda *, is_barred: barred.append(is_barred))
    for id_ in ("card-0", "pull", "unreadable", "pull", "foreign", "no_paper", "cut_network", "join_network"):
        play(id_)
    assert readings == ["absent", "read", "absent", "unreadable", "absent", "foreign"]
    assert printer.status() is PrinterStatus.NO_PAPER
    assert barred == [True, False]


def test_the_sites_words_win_and_none_is_ever_missing() -> None:
    """A label that the site sends replaces ours; one that it lacks is ours."""
    settled = Settled(
        version=1,
        place="",
        help_number="",
        is_demonstration=False,
        labels={"back": "Revenir", "listen": "", "odd": "x"},
    )
    labels = Labels(settled)
    assert (labels("back"), labels("listen")) == ("Revenir", "Écouter")
    assert labels.help_number


def test_the_bench_presses_keys_and_moves_the_headset() -> None:
    """Each key of the dock once; without virtual devices the dock has no such key."""
    from kiosk.terminal.dock import Player

    keypad, headset = VirtualKeypad(), VirtualHeadset()
    moves: list[KeyMove] = []
    plugs: list[HeadsetStatus] = []
    keypad.watch(moves.append)
    headset.watch(plugs.append)
    reader, printer = VirtualCardReader(), VirtualReceiptPrinter()
    settings = TerminalSettings(site="", device="d", token="t", is_demonstration=True)
    devices = Devices(card_reader=reader, printer=printer, keypad=keypad, headset=headset)
    play = Player(settings, devices, lambda **_: None)
    bare = Player(settings, Devices(card_reader=reader, printer=printer), lambda **_: None)
    own = [name for name, _ in play.names() if name not in dict(bare.names())]
    assert len(own) == 6
    for id_ in own:
        play(id_)
        bare(id_)
    assert [move.key for move in moves if move.is_down] == list(KeypadKey)
    assert plugs == [HeadsetStatus.UNPLUGGED, HeadsetStatus.PLUGGED, HeadsetStatus.UNPLUGGED]
