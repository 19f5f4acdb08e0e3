"""`relais kiosk`: the terminal, in a window or on the whole screen; `relais kiosk check`: the machine under it."""

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.terminal.settings import DemonstrationCard
from service.faults import BadNewsError
from service.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from kiosk.terminal.identity import Identity

app = typer.Typer(invoke_without_command=True, no_args_is_help=True)


@app.callback()
def kiosk(
    context: typer.Context,
    site: Annotated[str, typer.Option(help="address of the site, http://… or https://…")] = "",
    settings_file: Annotated[Path | None, typer.Option("--settings", help="TOML file")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="a dock beside the glass plays the devices")] = False,  # noqa: FBT002 - typer's way to write a flag
) -> None:
    """Run one kiosk until its window is closed."""
    if context.invoked_subcommand is not None:
        return
    if not site:
        raise typer.BadParameter("the address of the site is expected", param_hint="--site")
    from service.demonstration.settings import demonstrate
    from service.journal import configure_journal

    configure_journal()
    settings = load_settings(settings_file)
    run_kiosk(site, demonstrate(settings, site) if demo else settings, demo=demo)


@app.command("check")
def check(
    root: Annotated[Path, typer.Option(help="root of an image that is not started yet", exists=True)] = Path("/"),
) -> None:
    """Hold this machine, or an image, to the list of docs/kiosk-machine.md: one line a point, 1 when one is not met."""
    from service.machine.points import POINTS
    from service.machine.tree import Tree

    tree = Tree(root=root, loaded_rules=_loaded_rules() if root == Path("/") else None)
    found = [(name, point(tree)) for name, point in POINTS]
    for name, wrong in found:
        typer.echo(f"NOT MET  {name}: {wrong}" if wrong else f"met      {name}")
    unmet = sum(bool(wrong) for _, wrong in found)
    if unmet:
        raise BadNewsError(f"{unmet} of {len(found)} points are not met")


def _loaded_rules() -> str:
    try:
        return subprocess.run(["nft", "list", "ruleset"], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


def run_kiosk(site: str, settings: Settings, *, demo: bool) -> None:
    """Open the terminal program on the devices that the settings name."""
    from kiosk.terminal.program import run
    from kiosk.terminal.settings import TerminalSettings
    from kiosk.terminal.theme import Glass
    from service.devices import choose_devices

    try:
        width, height = (int(side) for side in settings.screen.split("x"))
    except ValueError:
        raise SettingsError("screen: a size such as 1280x1024 is expected") from None
    devices = choose_devices(settings)
    terminal = TerminalSettings(
        site=site,
        identity=_identity(settings, demo=demo),
        help_number=" ".join(re.findall("..?", settings.help_number)),
        glass=Glass(width_px=width, height_px=height, px_per_mm=settings.px_per_mm),
        is_demonstration=demo,
        is_full_screen=settings.fullscreen,
        cards=_cards() if demo else (),
    )
    run(terminal, devices)


def _identity(settings: Settings, *, demo: bool) -> "Identity":
    from kiosk.terminal.identity import IdentityError, open_identity
    from service.demonstration.settings import demonstration_identity

    if demo and not settings.identity:
        return demonstration_identity()
    if not settings.identity:
        raise SettingsError("identity: the file of this kiosk's own key is expected")
    try:
        return open_identity(Path(settings.identity))
    except IdentityError as fault:
        raise SettingsError(f"identity: {fault}") from None


def _cards() -> tuple[DemonstrationCard, ...]:
    # Only here: a public terminal has no core to import them from.
    from service.demonstration.cards import demonstration_cards

    return demonstration_cards()
