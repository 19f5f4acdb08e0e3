"""Writes `printed_lists.toml` again after a change in `people.toml`: `python -m core.demo.make_lists`.

Hashes are kept with the public secrets they come from, so that a demonstration starts without 280 slow hashes,
and asks the same thing each time.
"""

import hashlib

from argon2 import PasswordHasher

from core.demo.data_files import FOLDER, read_toml
from core.domain.credentials import ONE_TIME_DIGITS, ONE_TIME_LINES
from core.storage.secret_hasher import MEMORY_KIB, TIME_COST

_HEADER = "# Written by `python -m core.demo.make_lists`. Public codes of fictional people, and their hashes.\n"


def code(name: str, line: int) -> str:
    """The code on a line of a person's printed list: fixed, so that pages and scripts can state it."""
    digest = hashlib.sha256(f"{name}-{line}".encode()).hexdigest()
    return f"{int(digest, 16) % 10**ONE_TIME_DIGITS:0{ONE_TIME_DIGITS}d}"


def _lists() -> str:
    argon2 = PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=1)
    parts = [_HEADER]
    for name, facts in read_toml("people.toml").items():
        codes = [code(name, line) for line in range(1, ONE_TIME_LINES + 1)]
        parts.append(f'\n[{name}]\nsecret_hash = "{argon2.hash(str(facts["secret"]))}"\n')
        parts.append("codes = [\n" + "".join(f'  "{each}",\n' for each in codes) + "]\n")
        parts.append("code_hashes = [\n" + "".join(f'  "{argon2.hash(each)}",\n' for each in codes) + "]\n")
    return "".join(parts)


if __name__ == "__main__":
    (FOLDER / "printed_lists.toml").write_text(_lists(), encoding="utf-8")
