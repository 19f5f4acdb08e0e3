"""A program that starts a site anew for each folder named on its standard input, and says when it was ended.

It imports everything once and then forks: a start takes as long as opening the records, not as loading Python. The
site is the real one, but for its terminals: a demonstration lets one in, and a crowd needs several.
"""

import os
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from core.domain.devices import Device
from core.domain.identifiers import DeviceId
from core.journeys.kiosk_visit import kiosk_visit
from core.storage.unit_of_work import Store
from kiosk.gateway import Authority, KioskGateway, Register
from service.demonstration.settings import demonstration_identity
from service.journal import configure_journal
from service.log_keeping import keeping_log
from service.premises import open_premises
from service.server import AnnouncingServer
from tests.faults.busy_kiosks import DEVICES, PLACE


def put_in(store: Store) -> None:
    """Every kiosk of the crowd, with the key that everybody knows."""
    with store.begin() as records:
        for name in DEVICES:
            key = demonstration_identity(name).public_key
            records.devices.put(Device(device_id=DeviceId(name), place=PLACE, public_key=key))


def serve(folder: Path) -> None:
    """Be a site, until killed."""
    with socket.create_server(("127.0.0.1", 0)) as listening, open_premises(folder) as premises:
        put_in(premises.store)
        register = Register(premises.door, Authority(bytes(32)))
        gateway = KioskGateway(premises.words, premises.visits(kiosk_visit), register)
        application = Starlette(routes=[WebSocketRoute("/kiosk/terminal", gateway.serve)])
        config = uvicorn.Config(application, log_config=None, access_log=False, lifespan="off")
        address = f"ws://127.0.0.1:{listening.getsockname()[1]}/kiosk/terminal {os.getpid()}"
        with keeping_log(premises):
            AnnouncingServer(config, address).run(sockets=[listening])


def main() -> None:
    configure_journal()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                serve(Path(line.strip()))
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the harness reads it


if __name__ == "__main__":
    main()
