"""What the process must not leave behind: files that others may read, pictures of its memory. Knows no record."""

import os
import resource

OWNER_ONLY = 0o077


def keep_to_ourselves() -> None:
    """Whatever this process and its children write is their owner's alone; a crash writes no memory to the disk."""
    os.umask(OWNER_ONLY)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
