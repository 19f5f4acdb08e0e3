"""What a sealed stream promises: it opens whole, under its key and context, or not at all."""

import itertools
import os
import tracemalloc
from collections.abc import Iterator

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from core.storage.chunked_aead import CHUNK_BYTES, HEADER_BYTES, MARK, open_sealed, seal
from core.storage.errors import DamagedError
from tests.core.storage.sealed_edits import Sealed, cut, edits, unnoticed

KEY = bytes(range(32))
CONTEXT = b"backup|2026"
SEALED_CHUNK = CHUNK_BYTES + 16
SIZES = (0, 1, 40, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5)


def sealed(content: bytes, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    """The whole stream."""
    return b"".join(seal([content], key, context))


def opened(stream: bytes, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    """The whole content."""
    return b"".join(open_sealed([stream], key, context))


def parts(stream: bytes) -> Sealed:
    """The stream as its header and chunks."""
    return cut(stream, HEADER_BYTES, SEALED_CHUNK)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_back(size: int) -> None:
    """Empty, one chunk, exact multiples: the content, and a length that is only the header's and the tags' more."""
    content = os.urandom(size)
    stream = sealed(content)
    assert opened(stream) == content
    assert len(stream) == HEADER_BYTES + size + 16 * max(1, -(-size // CHUNK_BYTES))


@given(content=st.binary(max_size=300), cuts=st.lists(st.integers(0, 400), max_size=6))
def test_how_a_stream_is_cut_on_its_way_changes_nothing(content: bytes, cuts: list[int]) -> None:
    """Whatever pieces a disk or a network gives, empty ones too."""

    def pieces(whole: bytes) -> Iterator[bytes]:
        places = [0, *sorted(cuts), len(whole)]
        yield from (whole[start:end] for start, end in itertools.pairwise(places))

    assert b"".join(open_sealed(pieces(b"".join(seal(pieces(content), KEY, CONTEXT))), KEY, CONTEXT)) == content


def test_pieces_across_chunks_come_back() -> None:
    """Pieces smaller and larger than a chunk, that never fall on its edge."""
    content = os.urandom(3 * CHUNK_BYTES + 777)
    for step in (1021, CHUNK_BYTES - 1, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 3):
        stream = b"".join(seal((content[at : at + step] for at in range(0, len(content), step)), KEY, CONTEXT))
        again = open_sealed((stream[at : at + step] for at in range(0, len(stream), step)), KEY, CONTEXT)
        assert b"".join(again) == content


@pytest.mark.parametrize("size", SIZES)
def test_no_edit_goes_unnoticed(size: int) -> None:
    """Flipped, cut, dropped, doubled, exchanged, appended, spliced: refused, and no byte of a bad chunk given out."""
    content = os.urandom(size)
    tried = edits(parts(sealed(content)), parts(sealed(content)))
    assert list(unnoticed(tried, content, lambda stream: open_sealed([stream], KEY, CONTEXT))) == []


def test_every_bit_of_a_short_stream_counts() -> None:
    """All of them, one after the other."""
    stream = sealed(b"every bit")
    for place in range(len(stream) * 8):
        edited = bytearray(stream)
        edited[place // 8] ^= 1 << place % 8
        with pytest.raises(DamagedError):
            opened(bytes(edited))


def test_the_search_for_unnoticed_edits_finds_some_where_there_are() -> None:
    """Chunks sealed one by one, bound to nothing: moves, cuts and splices pass there, flips do not."""
    cipher, content = AESGCM(KEY), os.urandom(2 * CHUNK_BYTES)
    chunks = (content[:CHUNK_BYTES], content[CHUNK_BYTES:])

    def naive() -> Sealed:
        nonces = [os.urandom(12) for _ in chunks]
        return Sealed(
            b"", [nonce + cipher.encrypt(nonce, each, b"") for nonce, each in zip(nonces, chunks, strict=True)]
        )

    def naive_opener(stream: bytes) -> Iterator[bytes]:
        for chunk in cut(stream, 0, 12 + SEALED_CHUNK).chunks:
            try:
                yield cipher.decrypt(chunk[:12], chunk[12:], b"")
            except (InvalidTag, ValueError):
                raise DamagedError from None

    missed = set(unnoticed(edits(naive(), naive()), content, naive_opener))
    assert {"chunk 1 dropped", "chunk 0 doubled", "chunks 0 and 1 exchanged", "itself after the end"} <= missed
    assert {"the other's chunk 1", f"cut at {12 + SEALED_CHUNK}"} <= missed
    assert not any(name.startswith("bit") for name in missed)


@pytest.mark.parametrize(
    ("key", "context"), [(bytes(32), CONTEXT), (KEY, b"backup|2027"), (KEY, b""), (KEY, CONTEXT + b"\0")]
)
def test_another_key_or_name_does_not_open_it(key: bytes, context: bytes) -> None:
    """A file taken for another is refused."""
    with pytest.raises(DamagedError):
        opened(sealed(b"content"), key, context)


def test_a_header_lends_no_byte_to_the_context() -> None:
    """What is bound cannot be cut elsewhere: a context that starts like the place does not stand for it."""
    with pytest.raises(DamagedError):
        opened(sealed(b"content", context=b"\0" * 9 + CONTEXT))


def test_a_key_has_256_bits() -> None:
    """Another length is a mistake of the caller, not damage."""
    for opener in (seal, open_sealed):
        with pytest.raises(ValueError, match="32 bytes") as raised:
            list(opener([MARK + bytes(60)], b"short", CONTEXT))
        assert not isinstance(raised.value, DamagedError)


def test_the_same_content_never_looks_the_same() -> None:
    """Two sealings, and two chunks of one, share no key stream: nobody can tell that they hold the same."""
    one, other = parts(sealed(bytes(2 * CHUNK_BYTES))), parts(sealed(bytes(2 * CHUNK_BYTES)))
    assert one.header != other.header
    assert len({chunk[:16] for chunk in (*one.chunks, *other.chunks)}) == 4


def test_what_was_never_sealed_here_is_told_so() -> None:
    """Another file, or one of a later version, is not said to be damaged in its first chunk."""
    for stream in (b"PK\x03\x04" + bytes(100), MARK[:-1] + b"\x02" + bytes(100)):
        with pytest.raises(DamagedError, match="not sealed by this program, or by a later one"):
            opened(stream)
    with pytest.raises(DamagedError, match="cut short before the first chunk"):
        opened(MARK)


def peak_while(stream: Iterator[bytes]) -> int:
    """The most memory that was held, in bytes, while a stream was read and dropped."""
    tracemalloc.start()
    try:
        for _ in stream:
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_no_size_has_to_fit_in_memory() -> None:
    """64 MiB go through sealing and opening in less than 1 MiB; keeping them all is seen (control)."""

    def content() -> Iterator[bytes]:
        return (bytes(1 << 16) for _ in range(1024))

    def hoarded() -> Iterator[bytes]:
        yield from list(content())

    assert peak_while(open_sealed(seal(content(), KEY, CONTEXT), KEY, CONTEXT)) < 1 << 20
    assert peak_while(hoarded()) > 64 << 20


def test_a_cut_between_chunks_is_told_at_the_end_only() -> None:
    """Verified chunks are given out as they come; the last word is the error."""
    stream = sealed(bytes(3 * CHUNK_BYTES))
    given = open_sealed([stream[: HEADER_BYTES + 2 * SEALED_CHUNK]], KEY, CONTEXT)
    assert next(given) == bytes(CHUNK_BYTES)
    with pytest.raises(DamagedError):
        next(given)
