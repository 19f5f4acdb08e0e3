"""Every parser keeps its promise on all seeds, on all that ever broke it, and on thousands of altered inputs."""

import logging
import time

import pytest
import structlog

from tests.fuzz.altered import altered
from tests.fuzz.harnesses import ALTERED, CORPUS, DICTIONARIES, harness, seeds, words

ONE_INPUT_S = 2.0
"""Of processor; the slowest is a thousandth of it."""

each_parser = pytest.mark.parametrize("name", ALTERED)


@each_parser
def test_every_seed_keeps_the_promise(name: str) -> None:
    """Those once found to break it included; an error names the file."""
    for path in seeds(name):
        _try(name, path.read_bytes(), path.name)


@each_parser
def test_altered_seeds_keep_the_promise(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Soon, without an error that nobody documented, and without a word in any log."""
    caplog.set_level(logging.DEBUG)
    start = [path.read_bytes() for path in seeds(name)]
    with structlog.testing.capture_logs() as logs:
        for number, data in enumerate(altered(start, list(words(name)), ALTERED[name])):
            _try(name, data, f"altered input {number}: {data[:2_000]!r}")
    assert logs == []
    assert caplog.records == []


def _try(name: str, data: bytes, which: str) -> None:
    begun = time.process_time()
    try:
        harness(name).one(data)
    except Exception as broken:
        broken.add_note(which)
        raise
    assert time.process_time() - begun < ONE_INPUT_S, which


@each_parser
def test_seeds_are_small_and_many(name: str) -> None:
    """A search begins well from a dozen inputs of a few kilobytes, and the repository stays small."""
    sizes = [path.stat().st_size for path in seeds(name)]
    assert len(sizes) >= 12
    assert max(sizes) <= 8_192
    assert sum(sizes) <= 40_000


def test_every_parser_has_its_corpus_and_its_words() -> None:
    """Nothing is left over either: a corpus that no harness reads would look tried."""
    assert {path.name for path in CORPUS.iterdir()} == set(ALTERED)
    assert {path.stem for path in DICTIONARIES.iterdir()} == set(ALTERED)
    assert all(len(list(words(name))) >= 10 for name in ALTERED)


def test_the_same_inputs_are_tried_every_time() -> None:
    """A failure in CI is the same failure at a desk."""
    tried = [list(altered([b"abc", b""], [b"word"], 200)) for _ in range(2)]
    assert tried[0] == tried[1]
    assert len(set(tried[0])) > 100
