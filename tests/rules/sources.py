"""The files that the house rules are checked on."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSES = ("core", "hardware", "ivr", "kiosk", "service")


def product_files() -> list[Path]:
    """Every Python file of the product; generated migrations have their own form."""
    return [path for house in HOUSES for path in sorted((ROOT / house).rglob("*.py")) if "versions" not in path.parts]


def committed_texts() -> list[Path]:
    """Every text file that is or will be committed, but the lock file and the bytes that parsers are fed."""
    kinds = {".py", ".md", ".toml", ".ftl", ".txt", ".sh", ""}
    caches = {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    skipped = {".venv", ".git", "out", "gallery", "corpus"} | caches
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and path.suffix in kinds and not skipped & set(path.relative_to(ROOT).parts)
    ]
