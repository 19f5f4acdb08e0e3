"""`relais phone --script`: a caller made of lines, whose expectations decide the exit code."""

from pathlib import Path

import pytest

from tests.service.relais_command import relais, site

GREETED = "expect Relais santé\npress 1\nexpect numéro d'accès\nhangup\n"
DISAPPOINTED = "expect Relais santé\npress 1\nexpect une licorne\nhangup\n"


@pytest.mark.parametrize(
    ("script", "code", "last"),
    [(GREETED, 0, "= the call is over"), (DISAPPOINTED, 1, "! not heard: une licorne")],
)
def test_an_expectation_decides(tmp_path: Path, script: str, code: int, last: str) -> None:
    """0 when everything was heard, 1 when something was not; every prompt is printed with its message id."""
    lines = tmp_path / "call.script"
    lines.write_text(script, encoding="utf-8")
    with site(tmp_path / "site", "--demo") as running:
        ended = relais("phone", "--site", running.address, "--script", lines)
    assert ended.returncode == code, ended.stdout + ended.stderr
    assert ended.stdout.startswith("[phone-welcome.spoken] ")
    assert ended.stdout.splitlines()[-1] == last


def test_a_script_with_an_unknown_order_is_told(tmp_path: Path) -> None:
    """The line is named; nothing is called."""
    lines = tmp_path / "call.script"
    lines.write_text("shout hello\n", encoding="utf-8")
    ended = relais("phone", "--site", "http://127.0.0.1:9", "--script", lines)
    assert ended.returncode == 1
    assert "call.script, line 1: no such order: shout" in ended.stdout


def test_a_site_that_is_not_there_is_told() -> None:
    """On one line, code 1."""
    ended = relais("phone", "--site", "http://127.0.0.1:9", "--script", "/dev/null")
    assert ended.returncode == 1
    assert ended.stdout == "! the site does not answer\n"
