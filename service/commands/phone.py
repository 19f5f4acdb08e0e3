"""`relais phone`: a telephone in the terminal window, or a scripted caller."""

from pathlib import Path
from typing import Annotated

import typer

from service.settings import load_settings


def phone(  # noqa: PLR0913, PLR0917 - one argument an option
    site: Annotated[str, typer.Option(help="address of the site, http://…")],
    script: Annotated[Path | None, typer.Option(help="what the caller does, line by line", exists=True)] = None,
    wav: Annotated[Path | None, typer.Option(help="where to keep the sound of the call")] = None,
    transcript: Annotated[Path | None, typer.Option(help="where to keep the words of the call")] = None,
    twiml: Annotated[bool, typer.Option("--twiml", help="no stream: hear what the line says without one")] = False,  # noqa: FBT002 - typer's way to write a flag
    fallback: Annotated[bool, typer.Option("--fallback", help="the same, as when the site fails at once")] = False,  # noqa: FBT002 - same
    settings_file: Annotated[Path | None, typer.Option("--settings", help="TOML file")] = None,
) -> None:
    """Call a demonstration site; exit 1 when an `expect` of the script is not met."""
    from ivr.line.window.written_telephone import run_phone
    from service.demonstration.settings import demonstrate

    token = demonstrate(load_settings(settings_file), site).twilio_auth_token
    if twiml or fallback:
        from ivr.line.window.twiml_telephone import run_twiml

        raise typer.Exit(run_twiml(site, script, auth_token=token, transcript=transcript, is_fallback=fallback))
    raise typer.Exit(run_phone(site, script, auth_token=token, out_wav=wav, transcript=transcript))
