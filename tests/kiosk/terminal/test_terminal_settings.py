"""What a terminal is told before it starts, and the bench beside it."""

import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from hardware.card_reader.virtual import VirtualCardReader
from hardware.headset.virtual import VirtualHeadset
from hardware.keypad.virtual import VirtualKeypad
from hardware.ports import HeadsetStatus, KeyMove, KeypadKey, PrinterStatus
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from kiosk.protocol import Lapse, Settled, TerminalMessage
from kiosk.terminal.identity import IdentityError, open_identity
from kiosk.terminal.labels import Labels
from kiosk.terminal.link import Link
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
    assert TerminalSettings(site=site).url == url


def test_a_machine_draws_its_key_once_and_keeps_it_from_others(tmp_path: Path) -> None:
    """The same after a restart; a file of its owner's, and nothing of it in a trace."""
    file = tmp_path / "identity.pem"
    identity = open_identity(file)
    assert open_identity(file).public_key == identity.public_key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "identity" not in repr(TerminalSettings(site="", identity=identity))


def test_a_key_made_with_openssl_is_taken(tmp_path: Path) -> None:
    """The image recipe writes it so: its disk can't be written to later."""
    file = tmp_path / "identity.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(file)], check=True)
    assert len(open_identity(file).public_key) == 32


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not an Ed25519 key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "not an Ed25519 key"),
        (X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), "another kind"),
    ],
)
def test_a_file_that_is_no_key_is_told_and_left_as_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    """Nothing is drawn over what may be somebody's."""
    file = tmp_path / "identity.pem"
    file.write_bytes(content)
    with pytest.raises(IdentityError, match=said):
        open_identity(file)
    assert file.read_bytes() == content


def test_a_place_that_can_not_be_written_to_is_told(tmp_path: Path) -> None:
    """By the file's name and the system's reason."""
    with pytest.raises(IdentityError, match="No such file or directory"):
        open_identity(tmp_path / "nowhere" / "identity.pem")


def test_demonstration_cards_come_from_a_file(tmp_path: Path) -> None:
    """One card may carry two people."""
    file = tmp_path / "cards.toml"
    holder = '[[card.holder]]\nnir = "146109999905507"\nfamily_name = "CARON"\n'
    paul = f'{holder}first_name = "PAUL"\nbirth_date = 1946-10-03\n'
    jeanne = f'{holder}first_name = "JEANNE"\nbirth_date = "1948-02-11"\n'
    file.write_text(f'[[card]]\nname = "Paul et Jeanne"\n{paul}{jeanne}', encoding="utf-8")
    (card,) = read_cards(file)
    assert [holder.birth_date for holder in card.holders] == [date(1946, 10, 3), date(1948, 2, 11)]


class KeptLink(Link):
    """A way to a site that nobody calls: keeps what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[TerminalMessage | bool] = []

    def bar(self, *, is_barred: bool) -> None:
        self.asked.append(is_barred)

    def send(self, message: TerminalMessage) -> None:
        self.asked.append(message)


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
    settings = TerminalSettings(site="", is_demonstration=True, cards=read_cards(file))
    link = KeptLink()
    play = Player(settings, Devices(card_reader=reader, printer=printer), link)
    for id_ in ("card-0", "pull", "unreadable", "pull", "foreign", "no_paper", "cut_network", "join_network", "wait"):
        play(id_)
    assert readings == ["absent", "read", "absent", "unreadable", "absent", "foreign"]
    assert printer.status() is PrinterStatus.NO_PAPER
    assert link.asked == [True, False, Lapse(seconds=60.0)]


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
    settings = TerminalSettings(site="", is_demonstration=True)
    devices = Devices(card_reader=reader, printer=printer, keypad=keypad, headset=headset)
    play = Player(settings, devices, KeptLink())
    bare = Player(settings, Devices(card_reader=reader, printer=printer), KeptLink())
    own = [name for name, _ in play.names() if name not in dict(bare.names())]
    assert len(own) == 6
    for id_ in own:
        play(id_)
        bare(id_)
    assert [move.key for move in moves if move.is_down] == list(KeypadKey)
    assert plugs == [HeadsetStatus.UNPLUGGED, HeadsetStatus.PLUGGED, HeadsetStatus.UNPLUGGED]
