"""A planted site of each engine, and one on SQLCipher alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.storage.planted import (
    PlantedSite,
    planted_site,
)
from tests.engines import ENGINES


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlantedSite]:
    """One of each engine; temporary files, if any, are made where the test looks."""
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    with planted_site(request.param, tmp_path / "site", request) as planted:
        yield planted


@pytest.fixture
def embedded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlantedSite]:
    """On SQLCipher alone."""
    with planted_site("sqlcipher", tmp_path / "site", request) as planted:
        yield planted
