"""The data files of this house. Knows nothing of what they hold."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read_toml(name: str) -> dict[str, Any]:
    """One file, by its path inside this house."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
