"""What a voice remembers: within its bound, prepared sounds for ever; files only the site can read."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ivr.voice.kept_sounds import KeptSounds, SoundFolder

DIGEST = "ab" * 32


def test_the_least_recently_asked_for_goes_first() -> None:
    """One that was just said again stays."""
    kept = KeptSounds(most_bytes=3000)
    for name in "abc":
        kept.keep(name, b"x" * 1000)
    assert kept.get("a") is not None
    kept.keep("d", b"x" * 1000)
    assert [name for name in "abcd" if name in kept] == ["a", "c", "d"]
    assert kept.other_bytes == 3000


def test_prepared_sounds_stay_whatever_comes() -> None:
    """And do not count against the others."""
    kept = KeptSounds(most_bytes=2000)
    kept.keep("late", b"x" * 900)
    kept.keep_always("late", b"x" * 900)
    for number in range(50):
        kept.keep_always(f"prepared-{number}", b"x" * 1000)
        kept.keep(f"other-{number}", b"x" * 700)
        assert kept.other_bytes <= 2000
    assert all(f"prepared-{number}" in kept for number in range(50))
    assert "late" in kept
    assert len(kept) == 51 + 2


def test_what_is_larger_than_the_bound_is_not_kept() -> None:
    """The bound is a bound."""
    kept = KeptSounds(most_bytes=100)
    kept.keep("a", b"x" * 101)
    assert kept.get("a") is None
    assert kept.other_bytes == 0


def test_many_calls_at_once_never_pass_the_bound() -> None:
    """Bytes are counted under one lock."""
    kept = KeptSounds(most_bytes=5000)

    def say(number: int) -> None:
        kept.keep(str(number % 37), b"x" * 400)
        kept.get(str(number % 11))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say, range(2000)))
    assert kept.other_bytes == len(kept) * 400 <= 5000


def test_files_are_for_the_site_alone(tmp_path: Path) -> None:
    """0600 in 0700."""
    folder = SoundFolder(tmp_path / "prompts")
    folder.write(DIGEST, b"sound")
    (file,) = (tmp_path / "prompts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert folder.read(DIGEST) == b"sound"


def test_a_file_that_is_not_what_was_written_is_none(tmp_path: Path) -> None:
    """Cut anywhere, changed anywhere, or another prompt's."""
    folder = SoundFolder(tmp_path)
    folder.write(DIGEST, b"sound of a prompt")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert folder.read(DIGEST) is None
    file.write_bytes(whole[:-1] + b"!")
    assert folder.read(DIGEST) is None
    (tmp_path / f"{'cd' * 32}.ulaw").write_bytes(whole)
    assert folder.read("cd" * 32) is None
    assert folder.read("ef" * 32) is None


def test_a_disk_that_takes_nothing_is_no_fault(tmp_path: Path) -> None:
    """The memory serves alone; no half of a file is left."""
    (tmp_path / "prompts").write_text("a file where the folder should be", encoding="utf-8")
    SoundFolder(tmp_path / "prompts").write(DIGEST, b"sound")
    busy = tmp_path / f"{DIGEST}.ulaw"
    busy.mkdir()
    SoundFolder(tmp_path).write(DIGEST, b"sound")
    assert {path.name for path in tmp_path.iterdir()} == {"prompts", busy.name}
