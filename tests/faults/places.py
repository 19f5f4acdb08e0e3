"""Where images and folders of tests are put."""

from pathlib import Path


def in_memory() -> Path | None:
    """A folder in memory where the machine has one: what is tried there is the order of calls, not the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a place for test folders, each made anew with a name of its own
    return memory if memory.is_dir() else None
