"""`relais site`: serves terminals and calls until it is told to stop."""

import socket
from pathlib import Path
from typing import Annotated

import typer

from service.settings import SettingsError, load_settings

LARGEST_FRAME = 2**17
"""Bytes of what a terminal or the telephone operator sends at once; each surface allows half of it."""
STOP_SECONDS = 3
"""A call or a visit that goes on is cut after that; nothing pending of it is kept."""


def site(
    data: Annotated[Path, typer.Option(help="folder of the records; made at the first start")],
    port: Annotated[int, typer.Option(help="port to listen on; 0 takes a free one")] = 8080,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    settings_file: Annotated[Path | None, typer.Option("--settings", help="TOML file")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="fictional people, public secrets")] = False,  # noqa: FBT002 - typer's way to write a flag
) -> None:
    """Serve the space. Prints one line `ready http://…`; SIGTERM ends it cleanly."""
    import uvicorn

    from core.demo.seed import seed
    from service.application import build_application
    from service.demonstration.settings import demonstrate
    from service.journal import configure_journal
    from service.premises import open_premises
    from service.server import AnnouncingServer

    configure_journal()
    settings = load_settings(settings_file)
    with _listen(host, port) as listening:
        address = f"http://{host}:{listening.getsockname()[1]}"
        if demo:
            settings = demonstrate(settings, address)
        with open_premises(data, help_number=settings.help_number) as premises:
            if demo:
                seed(premises.door)
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
            AnnouncingServer(config, address).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except (OSError, OverflowError) as fault:
        raise SettingsError(f"{host}:{port} can't be listened on: {fault}") from None
