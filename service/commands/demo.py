"""`relais demo`: everything on one machine. With a display, a kiosk to touch; without, a visit and a call played."""

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from service.settings import load_settings

LEFT_BY_US = ("visit", "receipts", "call", "site", "report.json", "visit.json", "site.log", "kiosk.log")


def demo(
    out: Annotated[Path, typer.Option(help="where pictures, papers, sound and report are left")] = Path("out"),
    call: Annotated[
        Path | None, typer.Option(help="another call to play, in the lines of `relais phone --script`", exists=True)
    ] = None,
) -> None:
    """Open the kiosk with its dock, or play the scripted visit and call; exit 1 if a single step did not happen."""
    from service.commands.kiosk import run_kiosk
    from service.demonstration.play import play
    from service.demonstration.processes import running_site
    from service.demonstration.settings import demonstrate
    from service.journal import configure_journal

    configure_journal()
    out.mkdir(parents=True, exist_ok=True)
    _clear(out)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        with running_site(out / "site", out / "site.log") as address:
            run_kiosk(address, demonstrate(load_settings(), address), demo=True)
        return
    report = play(out) if call is None else play(out, call)
    for step in report.steps:
        typer.echo(f"{'ok  ' if step.happened else 'LOST'} {step.name}{'' if step.happened else ': ' + step.fault}")
    if not report.is_whole:
        raise typer.Exit(1)


def _clear(out: Path) -> None:
    """Take away what an earlier demonstration left, and nothing else."""
    for name in LEFT_BY_US:
        path = out / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
