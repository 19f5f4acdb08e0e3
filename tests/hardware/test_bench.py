"""The bench that installers use, on virtual devices."""

from pathlib import Path

import typer
from typer.testing import CliRunner

from hardware.bench import tries
from hardware.bench.__main__ import main
from hardware.ports import PrinterStatus, SpeechStatus
from hardware.receipt_printer.drawing import words
from hardware.receipt_printer.virtual import VirtualReceiptPrinter
from hardware.speech.virtual import VirtualSpeaker

DEVICES = ("card", "printer", "voice", "keypad", "headset", "pages", "ear")
app = typer.Typer()
app.command()(main)


def test_every_device_is_tried_and_said_good(tmp_path: Path) -> None:
    """Every step passes without hardware, and the paper is left to be looked at."""
    result = CliRunner().invoke(app, ["--virtual", "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert [f"{device}: good" in result.output for device in DEVICES] == [True] * len(DEVICES)
    assert (tmp_path / "01.png").exists()
    assert (tmp_path / "pages" / "01.png").exists()


def test_the_bench_names_nobody() -> None:
    """A card tried on the bench leaves no name on the installer's screen."""
    result = CliRunner().invoke(app, ["card", "--virtual"])
    assert "1 holder(s)" in result.output
    assert "ESSAI" not in result.output


def test_a_device_that_fails_its_try_is_not_good() -> None:
    """No paper, no sound: the bench says so."""
    printer, speaker = VirtualReceiptPrinter(), VirtualSpeaker()
    printer.set_status(PrinterStatus.NO_PAPER)
    speaker.set_status(SpeechStatus.NO_SOUND)
    assert not tries.try_printer(printer)
    assert not tries.try_voice(speaker)


def test_an_unknown_device_is_refused() -> None:
    """A typing mistake is said, not ignored."""
    assert CliRunner().invoke(app, ["scanner", "--virtual"]).exit_code == 2


def test_the_bench_paper_has_every_french_letter() -> None:
    """What a hand compares is complete."""
    assert set("àâäéèêëîïôöùûüçœæŒÉ’€«»") <= set(words(tries.bench_paper()))
