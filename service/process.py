"""What the process must not leave behind: files that others may read, pictures of its memory. Knows no record."""

import os
import resource
import sys

OWNER_ONLY = 0o077


def keep_to_ourselves() -> None:
    """Whatever this process and its children write is their owner's alone; a crash writes no memory to the disk."""
    os.umask(OWNER_ONLY)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forget_output() -> None:
    """Let go of what standard output did not take: the interpreter would fail on it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
