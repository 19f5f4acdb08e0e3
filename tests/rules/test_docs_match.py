"""What the pages say is so: commands, options, folders, links, the generated page. Planted lies are found."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.audit_page import PAGE, write_page
from service.bench.postgres_cluster import ROLES
from service.commands import app
from service.process import OWNER_ONLY
from service.settings import describe
from tests.rules.sources import HOUSES, ROOT
from tests.service.relais_command import environment

README = ROOT / "README.md"
OPERATIONS = ROOT / "docs" / "operations.md"
LONGEST_README = 200
BLOCK = re.compile(r"^```sh( run)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PICTURES = ("docs/pictures/documents.png", "docs/pictures/confirm.png")
HELP_WIDTH = "200"
GROUPS = ("audit", "calls", "keys", "kiosk", "receipt", "speech", "terminals")
"""Commands of two words."""

pages = [README, *sorted((ROOT / "docs").rglob("*.md"))]
each_page = pytest.mark.parametrize("page", pages, ids=lambda page: str(page.relative_to(ROOT)))


def commands_in(text: str) -> Iterator[list[str]]:
    """Every `relais …` line of the shell blocks, cut into words, without remarks."""
    for _, block in BLOCK.findall(text):
        for line in block.splitlines():
            for part in line.partition(" #")[0].split("&&"):
                words = part.split()
                if "relais" in words:
                    yield words[words.index("relais") + 1 :]


def unknown_words(words: list[str]) -> list[str]:
    """What a documented command says that the program does not know: the command itself, or its options."""
    named = [word for word in words[:2] if not word.startswith("-")] if words[0] in GROUPS else words[:1]
    known = help_of(*named)
    if known is None:
        return named
    return [word for word in words if word.startswith("--") and not re.search(rf"{word}\b", known)]


@cache
def help_of(*command: str) -> str | None:
    """The help of one command; None when there is no such command. Other tests keep their own mask of rights."""
    mask = os.umask(OWNER_ONLY)
    try:
        asked = CliRunner().invoke(
            app, [*command, "--help"], env={"COLUMNS": HELP_WIDTH, "TERM": "dumb", "NO_COLOR": "1"}
        )
    finally:
        os.umask(mask)
    return asked.stdout if asked.exit_code == 0 else None


def folders_of_the_map(text: str) -> set[str]:
    """The paths that a folder map names, its indents read as depth."""
    found, parents = set(), list[str]()
    for line in text.splitlines():
        named = re.match(r"^( *)([\w./]+)(?:\s{2,}|$)", line)
        if named:
            depth = len(named[1]) // 2
            parents = [*parents[:depth], named[2].rstrip("/")]
            found.add("/".join(parents))
    return found


def broken_links(page: Path, text: str) -> list[str]:
    """Links to files that are not there; other sites are not visited."""
    links = [link for link in LINK.findall(text) if not link.startswith(("http://", "https://", "mailto:"))]
    return [link for link in links if link not in PICTURES and not (page.parent / link).exists()]


def map_of(readme: str) -> str:
    """The folder map of the README."""
    (found,) = re.findall(r"^```\n(core/.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_readme_is_short() -> None:
    """At most 200 lines."""
    assert len(README.read_text(encoding="utf-8").splitlines()) <= LONGEST_README


@each_page
def test_every_command_of_a_page_exists(page: Path) -> None:
    """With every option that the page gives it."""
    unknown = [unknown_words(words) for words in commands_in(page.read_text(encoding="utf-8"))]
    assert [words for words in unknown if words] == []


@each_page
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """Inside the repository."""
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


def test_every_target_of_make_in_the_readme_exists() -> None:
    """`make …` lines."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", README.read_text(encoding="utf-8")))
    assert {"demo", "test"} <= named <= targets


def test_the_map_of_the_readme_is_that_of_the_code() -> None:
    """Nothing named that is not there; every house and every part of the core is named."""
    named = folders_of_the_map(map_of(README.read_text(encoding="utf-8")))
    assert [path for path in named if not (ROOT / path).exists()] == []
    parts = {f"core/{path.name}" for path in (ROOT / "core").iterdir() if (path / "__init__.py").exists()}
    assert {*HOUSES, *parts, "tests", "docs"} <= named


@pytest.mark.parametrize("picture", PICTURES)
def test_the_readme_shows_pictures_of_the_product(picture: str) -> None:
    """Two of those that the demonstration leaves."""
    assert f"]({picture})" in README.read_text(encoding="utf-8")
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_the_page_of_the_trace_is_that_of_the_catalogue() -> None:
    """`make docs` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == write_page()


def test_settings_named_by_the_operators_page_exist() -> None:
    """`name = …` and RELAIS_… are settings."""
    text = OPERATIONS.read_text(encoding="utf-8")
    known = {name for name, _, _ in describe()}
    assert set(re.findall(r"`([a-z_]+) = ", text)) <= known
    assert {name.lower() for name in re.findall(r"RELAIS_([A-Z_]+)", text)} <= known


def test_the_commands_of_the_operators_page_run(tmp_path: Path) -> None:
    """Blocks marked « run », one after the other in one folder, as a shell does; each leaves what it says."""
    blocks = [block for is_run, block in BLOCK.findall(OPERATIONS.read_text(encoding="utf-8")) if is_run]
    assert len(blocks) == 5
    shim = tmp_path / "bin" / "relais"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m service "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    path = f"{shim.parent}:{os.environ['PATH']}"
    for block in blocks:
        ended = subprocess.run(
            ["bash", "-eu", "-c", block],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment(PATH=path),
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
    assert {path.name for path in tmp_path.iterdir()} >= {"site", "monday.relais", "restored", "import.json"}


def test_the_roles_of_the_operators_page_are_those_of_the_tests() -> None:
    """What an administrator types is what every test of PostgreSQL runs on, its password apart."""
    (block,) = re.findall(r"^```sql\n(.*?)^```", OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    typed, ours = ({re.sub(r"'.*'", "''", line) for line in text.splitlines() if line} for text in (block, ROLES))
    assert {line for line in typed if "DATABASE" not in line} == ours


def test_the_rules_find_planted_lies() -> None:
    """A command, an option, a folder and a link that are not there."""
    (words,) = commands_in("```sh\nrelais conquer --world  # soon\n```\n")
    assert unknown_words(words) == ["conquer"]
    assert unknown_words(["audit", "conquer", "--data", "x"]) == ["audit", "conquer"]
    assert unknown_words(["audit", "verify", "--data", "x", "--gold"]) == ["--gold"]
    assert unknown_words(["site", "--data", "x", "--gold"]) == ["--gold"]
    assert folders_of_the_map("core/  the space\n  gold/   not there\ndocs/\n") == {"core", "core/gold", "docs"}
    assert broken_links(README, "[a](docs/nowhere.md) [b](https://example.org) [c](Makefile#x)") == ["docs/nowhere.md"]
