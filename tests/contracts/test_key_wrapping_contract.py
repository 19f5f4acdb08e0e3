"""What every keeper of key-encryption keys promises: in files, and on a PKCS#11 token (SoftHSM)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.ports import KeyWrapping
from core.storage.errors import KeyWrappingError, StoreError
from core.storage.key_wrapping import open_file_keys
from core.storage.pkcs11_keys import open_pkcs11_keys
from tests.real_stacks import requires
from tests.softhsm import softhsm_token

KEY = bytes(range(32))
CONTEXT = b"patient-key|yvonne|1"

Opener = Callable[[bool], KeyWrapping]


@pytest.fixture(params=["files", pytest.param("softhsm", marks=requires("softhsm"))])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the same keys each time; its argument says whether they may be made."""
    if request.param == "files":
        yield lambda may_make: open_file_keys(tmp_path, may_make=may_make)
    else:
        with softhsm_token(tmp_path) as access:
            yield lambda may_make: open_pkcs11_keys(access, may_make=may_make)


@pytest.fixture
def keys(opener: Opener) -> Iterator[KeyWrapping]:
    """Keys just made."""
    opened = opener(True)
    yield opened
    opened.close()


def test_a_wrapped_key_opens_under_its_version_and_context(keys: KeyWrapping) -> None:
    """Nothing of it shows, and it never looks the same twice."""
    version, wrapped = keys.wrap(KEY, CONTEXT)
    assert (version, list(keys.versions)) == (1, [1])
    assert keys.unwrap(version, wrapped, CONTEXT) == KEY
    assert KEY[:8] not in wrapped
    assert keys.wrap(KEY, CONTEXT)[1] != wrapped


def test_every_bit_of_a_wrapped_key_counts(keys: KeyWrapping) -> None:
    """A changed one is refused, and the keys go on working."""
    version, wrapped = keys.wrap(KEY, CONTEXT)
    for place in range(len(wrapped) * 8):
        edited = bytearray(wrapped)
        edited[place // 8] ^= 1 << place % 8
        with pytest.raises(KeyWrappingError):
            keys.unwrap(version, bytes(edited), CONTEXT)
    assert keys.unwrap(version, wrapped, CONTEXT) == KEY


def test_every_length_but_its_own_is_refused(keys: KeyWrapping) -> None:
    """Cut anywhere, or with bytes after the end."""
    version, wrapped = keys.wrap(KEY, CONTEXT)
    for length in range(len(wrapped)):
        with pytest.raises(KeyWrappingError):
            keys.unwrap(version, wrapped[:length], CONTEXT)
    for more in (b"\0", bytes(16), wrapped):
        with pytest.raises(KeyWrappingError):
            keys.unwrap(version, wrapped + more, CONTEXT)
    assert keys.unwrap(version, wrapped, CONTEXT) == KEY


@pytest.mark.parametrize("context", [b"", b"patient-key|yvonne|2", b"patient-key|other|1", CONTEXT + b"\0"])
def test_another_context_does_not_open_it(keys: KeyWrapping, context: bytes) -> None:
    """A key moved to another person's row stays closed."""
    version, wrapped = keys.wrap(KEY, CONTEXT)
    with pytest.raises(KeyWrappingError):
        keys.unwrap(version, wrapped, context)


def test_after_a_rotation_the_next_version_closes_and_both_open(keys: KeyWrapping) -> None:
    """Nobody has to be wrapped anew at once; a version does not open what is under another."""
    old = keys.wrap(KEY, CONTEXT)
    assert keys.rotate() == 2
    new = keys.wrap(KEY, CONTEXT)
    assert (old[0], new[0], list(keys.versions)) == (1, 2, [1, 2])
    assert keys.unwrap(*old, CONTEXT) == keys.unwrap(*new, CONTEXT) == KEY
    for version, (_, wrapped) in ((2, old), (1, new)):
        with pytest.raises(KeyWrappingError):
            keys.unwrap(version, wrapped, CONTEXT)


@pytest.mark.parametrize("version", [0, 2, 10, -1])
def test_an_unknown_version_opens_nothing(keys: KeyWrapping, version: int) -> None:
    """Nor is it made because somebody asks for it."""
    wrapped = keys.wrap(KEY, CONTEXT)[1]
    with pytest.raises(KeyWrappingError):
        keys.unwrap(version, wrapped, CONTEXT)
    assert list(keys.versions) == [1]


def test_what_is_under_a_retired_version_is_lost(keys: KeyWrapping) -> None:
    """It was wrapped anew before, or never opens again; retiring again changes nothing."""
    wrapped = keys.wrap(KEY, CONTEXT)[1]
    keys.rotate()
    for _ in range(2):
        keys.retire(1)
        assert list(keys.versions) == [2]
        with pytest.raises(KeyWrappingError):
            keys.unwrap(1, wrapped, CONTEXT)
    assert keys.wrap(KEY, CONTEXT)[0] == 2
    assert keys.rotate() == 3


def test_the_current_version_is_not_retired(keys: KeyWrapping) -> None:
    """Whoever tries has taken one version for another."""
    wrapped = keys.wrap(KEY, CONTEXT)[1]
    with pytest.raises(ValueError, match="rotate first"):
        keys.retire(1)
    assert keys.unwrap(1, wrapped, CONTEXT) == KEY


def test_secrets_of_the_site_stay_the_same(opener: Opener) -> None:
    """Through rotation, retirement and a new start; each label has its own, of 256 bits."""
    keys = opener(True)
    first = {label: keys.derive(label) for label in ("blind-index", "backup", "backup-", "")}
    assert len({*first.values()}) == 4
    assert {len(secret) for secret in first.values()} == {32}
    keys.rotate()
    keys.retire(1)
    assert {label: keys.derive(label) for label in first} == first
    keys.close()
    again = opener(False)
    assert {label: again.derive(label) for label in first} == first
    again.close()


def test_keys_are_there_at_the_next_start(opener: Opener) -> None:
    """All versions; and nothing is drawn a second time, even when it might be."""
    keys = opener(True)
    old = keys.wrap(KEY, CONTEXT)
    keys.rotate()
    new = keys.wrap(KEY, CONTEXT)
    keys.close()
    for may_make in (False, True):
        again = opener(may_make)
        assert list(again.versions) == [1, 2]
        assert again.unwrap(*old, CONTEXT) == again.unwrap(*new, CONTEXT) == KEY
        again.close()


def test_missing_keys_are_not_drawn_anew_beside_a_store(opener: Opener) -> None:
    """It would open empty, and people would believe that all is lost."""
    with pytest.raises(StoreError, match=r"put it back|the right token"):
        opener(False)
    opener(True).close()


def test_another_site_opens_nothing(keys: KeyWrapping, tmp_path: Path) -> None:
    """Nor makes the same secrets."""
    (tmp_path / "other").mkdir()
    other = open_file_keys(tmp_path / "other", may_make=True)
    with pytest.raises(KeyWrappingError):
        other.unwrap(*keys.wrap(KEY, CONTEXT), CONTEXT)
    assert other.derive("backup") != keys.derive("backup")


def test_threads_may_share_them(keys: KeyWrapping) -> None:
    """While one rotates, the others go on, and what each wrapped opens under the version that it was told."""

    def work(worker: int) -> bool:
        contexts = [f"{worker}|{number}".encode() for number in range(100)]
        secrets = [os.urandom(32) for _ in contexts]
        wrapped = [keys.wrap(secret, context) for secret, context in zip(secrets, contexts, strict=True)]
        assert len(keys.derive(str(worker))) == 32
        opened = [keys.unwrap(*each, context) for each, context in zip(wrapped, contexts, strict=True)]
        return opened == secrets

    with ThreadPoolExecutor(5) as pool:
        working = [pool.submit(work, worker) for worker in range(4)]
        rotated = pool.submit(lambda: [keys.rotate() for _ in range(3)])
        assert all(each.result() for each in working)
        assert rotated.result() == [2, 3, 4]
    assert list(keys.versions) == [1, 2, 3, 4]
