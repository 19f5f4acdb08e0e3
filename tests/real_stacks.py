"""Real programs that some tests need: a named skip where they are absent, a failure where they are required (CI)."""

import os
import shutil

import pytest


def requires(*programs: str) -> pytest.MarkDecorator:
    """Skip, with the reason, when a program is missing; run all the same, and fail, when RELAIS_REQUIRE_REAL=1."""
    missing = [program for program in programs if shutil.which(program, path=_path()) is None]
    is_required = os.environ.get("RELAIS_REQUIRE_REAL") == "1"
    return pytest.mark.skipif(bool(missing) and not is_required, reason=f"needs {', '.join(missing)}")


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
