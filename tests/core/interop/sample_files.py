"""Where the real sample documents are, when this machine has them."""

import os
from pathlib import Path

import pytest

SAMPLE_DATA = Path(os.environ.get("RELAIS_SAMPLE_DATA") or Path(__file__).parents[4] / "shared" / "data")

needs_samples = pytest.mark.skipif(
    not SAMPLE_DATA.is_dir() and os.environ.get("RELAIS_REQUIRE_REAL") != "1",
    reason="needs the sample documents (RELAIS_SAMPLE_DATA)",
)


def cda_files() -> list[Path]:
    """The sample CDA documents, in a fixed order; none where the folder is absent."""
    return sorted((SAMPLE_DATA / "cda").rglob("*.xml"))
