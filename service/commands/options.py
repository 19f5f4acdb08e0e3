"""Options that several commands share, and how the settings that they name are read."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from service.settings import Settings, load_settings

DataFolder = Annotated[Path, typer.Option("--data", help="folder of the records", exists=True, file_okay=False)]
NewDataFolder = Annotated[Path, typer.Option("--data", help="folder of the records; made at the first start")]
Database = Annotated[
    str,
    typer.Option(
        help="postgresql://LOGIN@HOST/NAME, when the records are there; with a password, use RELAIS_DATABASE instead"
    ),
]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="TOML file")]


def read_settings(file: Path | None, database: str) -> Settings:
    """The settings, and over them the database that the command names."""
    settings = load_settings(file)
    return replace(settings, database=database) if database else settings
