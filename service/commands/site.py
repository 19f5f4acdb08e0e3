"""`relais site`: serves terminals and calls until it is told to stop."""

import socket
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, NewDataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.settings import SettingsError

if TYPE_CHECKING:
    from service.premises import Premises

STOP_SECONDS = 3
"""A visit that goes on is cut after that, a call over Media Streams too; nothing pending of it is kept."""
LARGEST_FRAME = 2**17
"""Bytes of what a terminal or the telephone operator sends at once; each surface allows half of it."""


def site(  # noqa: PLR0913, PLR0917 - typer's way to write options
    data: NewDataFolder,
    port: Annotated[int, typer.Option(help="port to listen on; 0 takes a free one")] = 8080,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    database: Database = "",
    settings_file: SettingsFile = None,
    sip: Annotated[str, typer.Option(help="HOST:PORT on which an SBC calls; overrides the setting")] = "",
    demo: Annotated[bool, typer.Option("--demo", help="fictional people, public secrets")] = False,  # noqa: FBT002 - typer's way to write a flag
) -> None:
    """Serve the space. Prints one line `ready http://…`; SIGTERM ends it cleanly."""
    import uvicorn

    from service.application import build_application
    from service.demonstration.device import put_out_demonstration
    from service.demonstration.settings import demonstrate
    from service.dispatcher import dispatching
    from service.journal import configure_journal
    from service.log_keeping import keeping_log
    from service.operator.listener import listening_to_operator
    from service.premises import open_premises
    from service.server import AnnouncingServer

    configure_journal()
    settings = read_settings(settings_file, database)
    if sip:
        settings = replace(settings, sip=sip)
    with _listen(host, port) as listening:
        address = f"http://{host}:{listening.getsockname()[1]}"
        if demo:
            settings = demonstrate(settings, address)
        with open_premises(data, settings) as premises:
            if demo:
                _seed(premises, data)
            else:
                put_out_demonstration(premises)
            application = build_application(premises, settings, is_demonstration=demo)
            config = uvicorn.Config(
                application,
                log_config=None,
                access_log=False,
                server_header=False,
                ws_max_size=LARGEST_FRAME,
                lifespan="on",
                timeout_graceful_shutdown=STOP_SECONDS,
            )
            with (
                keeping_log(premises),
                dispatching(premises.dispatcher(settings)),
                listening_to_operator(premises),
            ):
                AnnouncingServer(config, address).run(sockets=[listening])


def _seed(premises: "Premises", data: Path) -> None:
    from core.demo.seed import seed
    from core.domain.refusals import Refusal
    from service.demonstration.device import put_in_demonstration

    if _holds_others_only(premises):
        raise OperatorError(f"{data}: people are here already: --demo would add some whose codes everybody knows")
    try:
        seed(premises.door)
    except (KeyError, Refusal):
        raise OperatorError(
            f"{data}: the people of the demonstration were changed or erased here: use a new folder"
        ) from None
    put_in_demonstration(premises)


def _holds_others_only(premises: "Premises") -> bool:
    """Whether people are here, and none of the demonstration's among them."""
    from core.demo.people import PEOPLE
    from core.storage.opening import key_versions

    keys_of_the_site = 1
    if sum(key_versions(premises.store.database).values()) <= keys_of_the_site:
        return False
    with premises.store.begin() as records:
        return not any(records.patients.find(each.identity.nir, each.identity.birth_date) for each in PEOPLE)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except (OSError, OverflowError) as fault:
        raise SettingsError(f"{host}:{port} can't be listened on: {fault}") from None
