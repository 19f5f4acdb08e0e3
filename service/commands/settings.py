"""`relais settings`: every setting, its default and its meaning."""

import typer

from service.settings import PREFIX, describe


def settings() -> None:
    """List every setting with its default, as it stands in a TOML file or in a RELAIS_… variable."""
    for name, default, meaning in describe():
        typer.echo(f"{name} = {default}\n    {PREFIX}{name.upper()}: {meaning}")
