"""The `relais` command: one file a word. An expected fault is one line for the operator, never a traceback."""

import sys

import typer

from core.storage.errors import StoreError
from service.commands import demo, import_documents, kiosk, phone, settings, site
from service.process import keep_to_ourselves
from service.settings import SettingsError

app = typer.Typer(name="relais", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("site")(site.site)
app.command("kiosk")(kiosk.kiosk)
app.command("phone")(phone.phone)
app.command("import")(import_documents.import_documents)
app.command("demo")(demo.demo)
app.command("settings")(settings.settings)


@app.callback()
def relais() -> None:
    """A health space reached from a kiosk and from a landline."""
    keep_to_ourselves()


def main() -> None:
    """Run one command; exit 2 on a fault that the operator can mend."""
    try:
        app()
    except (SettingsError, StoreError) as fault:
        sys.stderr.write(f"relais: {fault}\n")
        raise SystemExit(2) from None
