"""`relais speech script` and `relais speech recordings`: from the texts to a folder that callers may hear."""

import csv
import wave
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from ivr.voice.recordings import Line, read_ties
from service.commands import app
from service.faults import BadNewsError, OperatorError
from service.recording_check import Fault, faults, tie, write_script

LINES = [Line(id="main-menu.spoken", text="Voici les choix."), Line(id="phone-welcome.spoken", text="Bonjour.")]


def speech(*words: str) -> Result:
    return CliRunner().invoke(app, ["speech", *words])


def record(file: Path, seconds: float = 1.0, level: float = 0.2, rate: int = 16_000) -> None:
    """A tone; beyond 1.0, its tops are cut."""
    tone = np.clip(np.sin(2 * np.pi * 700 * np.arange(round(rate * seconds)) / rate) * level, -1, 1) * 32767
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(tone.astype("<i2").tobytes())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good recordings, tied to their texts."""
    made = tmp_path / "recordings"
    made.mkdir()
    for line in LINES:
        record(made / f"{line.id}.wav")
    write_script(tmp_path / "script.csv", LINES)
    assert tie(made, tmp_path / "script.csv") == [line.id for line in LINES]
    return made


def found(folder: Path, lines: list[Line] | None = None) -> dict[str, Fault]:
    return dict(faults(folder, lines or LINES))


def test_a_whole_folder_has_no_fault(folder: Path) -> None:
    """Ties are kept in one file beside the recordings."""
    assert found(folder) == {}
    assert set(read_ties(folder)) == {line.id for line in LINES}


def test_each_fault_is_told(folder: Path) -> None:
    """Missing, too long by the prompt's own limit, clipped, too low, another format, no prompt."""
    script = folder.parent / "script.csv"
    file = folder / "main-menu.spoken.wav"
    for fault, spoil in (
        (Fault.TOO_LONG, lambda: record(file, seconds=21)),
        (Fault.CLIPPED, lambda: record(file, level=1.5)),
        (Fault.TOO_LOW, lambda: record(file, level=0.001)),
        (Fault.TOO_LOW, lambda: record(file, level=0.0)),
        (Fault.WRONG_FORMAT, lambda: file.write_bytes(b"RIFF no sound")),
        (Fault.WRONG_FORMAT, lambda: record(file, rate=4000)),
    ):
        spoil()
        assert found(folder) == {"main-menu.spoken": Fault.NOT_TIED}
        tie(folder, script)
        assert found(folder) == {"main-menu.spoken": fault}
    file.rename(folder / "main-menu.wav")
    assert found(folder) == {"main-menu.spoken": Fault.MISSING, "main-menu": Fault.UNKNOWN}


def test_the_welcome_may_last_longer(folder: Path) -> None:
    """35 s, others 20."""
    record(folder / "phone-welcome.spoken.wav", seconds=30)
    tie(folder, folder.parent / "script.csv")
    assert found(folder) == {}


def test_a_newer_script_does_not_make_an_old_recording_right(folder: Path) -> None:
    """The text changed, the file did not: it stays out of date until it is recorded again."""
    changed = [Line(id=LINES[0].id, text="Voici vos choix."), LINES[1]]
    newer = folder.parent / "newer.csv"
    write_script(newer, changed)
    assert found(folder, changed) == {LINES[0].id: Fault.OUT_OF_DATE}
    assert tie(folder, newer) == []
    assert found(folder, changed) == {LINES[0].id: Fault.OUT_OF_DATE}
    record(folder / f"{LINES[0].id}.wav", seconds=1.5)
    assert tie(folder, newer) == [LINES[0].id]
    assert found(folder, changed) == {}


def test_the_commands_go_from_the_texts_to_a_checked_folder(tmp_path: Path) -> None:
    """With the operator's own number in the texts; 1 as long as something is wrong."""
    settings = tmp_path / "relais.toml"
    settings.write_text('help_number = "0199005678"\n', encoding="utf-8")
    script, folder = tmp_path / "script.csv", tmp_path / "recordings"
    folder.mkdir()
    said = speech("script", str(script), "--settings", str(settings))
    assert said.exit_code == 0, said.output
    rows = list(csv.DictReader(script.open(encoding="utf-8")))
    assert list(rows[0]) == ["id", "text", "digest"]
    assert any("cinquante-six" in row["text"] for row in rows)
    assert len({row["text"] for row in rows}) == len(rows) > 200
    record(folder / "main-menu.spoken.wav")
    checked = speech("recordings", str(folder), "--script", str(script), "--settings", str(settings))
    assert isinstance(checked.exception, BadNewsError)
    assert "tied to their texts: 1" in checked.output
    assert "main-menu.again: missing" in checked.output
    assert f"good: 1 of {len(rows)}" in checked.output
    for row in rows:
        record(folder / f"{row['id']}.wav", seconds=0.2)
    whole = speech("recordings", str(folder), "--script", str(script), "--settings", str(settings))
    assert whole.exit_code == 0, whole.output
    assert f"good: {len(rows)} of {len(rows)}" in whole.output


def test_what_is_no_script_is_told(tmp_path: Path) -> None:
    """And a place where nothing can be written."""
    (tmp_path / "script.csv").write_text("who,what\n", encoding="utf-8")
    (tmp_path / "x.csv").write_text("id,words\na,b\n", encoding="utf-8")
    for name in ("x.csv", "none.csv"):
        refused = speech("recordings", str(tmp_path), "--script", str(tmp_path / name))
        assert isinstance(refused.exception, OperatorError)
        assert "not a script" in str(refused.exception)
    unwritten = speech("script", str(tmp_path / "no" / "folder.csv"))
    assert isinstance(unwritten.exception, OperatorError)
