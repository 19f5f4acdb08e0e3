"""`python -m hardware.bench`: try each device by hand, step by step, real or virtual.

For whoever installs a kiosk: each step says what to do, then what the device answered.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from hardware.bench.devices import Devices, real_devices, virtual_devices
from hardware.bench.tries import try_card, try_ear, try_headset, try_keypad, try_pages, try_printer, try_voice


def main(  # noqa: PLR0913 - one option a device
    device: Annotated[str, typer.Argument(help="card, printer, pages, voice, keypad, headset, ear, or all")] = "all",
    *,
    virtual: Annotated[bool, typer.Option(help="without hardware")] = False,
    printer: Annotated[str, typer.Option(help="HOST or HOST:PORT of the printer")] = "127.0.0.1:9100",
    keypad: Annotated[Path | None, typer.Option(help="input device of the keypad")] = None,
    headset: Annotated[Path | None, typer.Option(help="input device of the headset jack")] = None,
    pages: Annotated[str | None, typer.Option(help="CUPS queue of the A4 printer")] = None,
    model: Annotated[Path | None, typer.Option(help="folder of a Vosk model, for the ear")] = None,
    out: Annotated[Path | None, typer.Option(help="where the virtual printers leave their papers")] = None,
) -> None:
    """Try the devices of a kiosk by hand; exit 1 when one of them did not do its part."""
    devices = virtual_devices(out) if virtual else real_devices(printer, keypad, headset, pages, model)
    tries = _tries(devices)
    chosen = list(tries) if device == "all" else [device]
    if any(name not in tries for name in chosen):
        raise typer.BadParameter(f"{', '.join(tries)}, or all; --keypad, --headset, --pages and --model name theirs")
    results = {name: tries[name]() for name in chosen}
    for name, is_good in results.items():
        typer.echo(f"{name}: {'good' if is_good else 'NOT good'}")
    raise typer.Exit(0 if all(results.values()) else 1)


def _tries(devices: Devices) -> dict[str, Callable[[], bool]]:
    tries: dict[str, Callable[[], bool]] = {
        "card": lambda: try_card(devices.reader),
        "printer": lambda: try_printer(devices.printer),
        "voice": lambda: try_voice(devices.speaker),
    }
    if (keypad := devices.keypad) is not None:
        tries["keypad"] = lambda: try_keypad(keypad)
    if (headset := devices.headset) is not None:
        tries["headset"] = lambda: try_headset(headset)
    if (page_printer := devices.page_printer) is not None:
        tries["pages"] = lambda: try_pages(page_printer)
    if (recogniser := devices.recogniser) is not None:
        tries["ear"] = lambda: try_ear(recogniser)
    return tries


if __name__ == "__main__":
    typer.run(main)
