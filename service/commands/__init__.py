"""The `relais` command: one file a word. An expected fault is one line for the operator, never a traceback.

Each word imports what it needs when it runs: a kiosk's machine has neither core nor store, and starts fast.
"""

import sys

import typer

from service.commands import (
    audit,
    backup,
    bench,
    calls,
    card,
    codes,
    demo,
    due,
    erase,
    import_documents,
    keys,
    kiosk,
    outbox,
    outgoing,
    phone,
    receipt,
    reopen,
    restore,
    settings,
    site,
    speech,
    terminal_orders,
    terminals,
)
from service.faults import OperatorError
from service.process import forget_output, keep_to_ourselves

app = typer.Typer(name="relais", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("site")(site.site)
app.add_typer(kiosk.app, name="kiosk")
app.command("phone")(phone.phone)
app.add_typer(audit.audit, name="audit")
app.add_typer(terminals.app)
terminals.app.command()(terminal_orders.restart)
terminals.app.command()(terminal_orders.say)
app.add_typer(calls.app)
app.add_typer(receipt.receipt, name="receipt")
app.command("import")(import_documents.import_documents)
app.command("reopen")(reopen.reopen)
app.command("due")(due.due)
app.command("erase")(erase.erase)
app.add_typer(keys.app)
app.command("codes")(codes.codes)
app.command("card")(card.card)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("outbox")(outbox.outbox)
app.command("outgoing")(outgoing.outgoing)
app.command("demo")(demo.demo)
app.command("bench")(bench.bench)
app.add_typer(speech.app, name="speech")
app.command("settings")(settings.settings)


@app.callback()
def relais() -> None:
    """A health space reached from a kiosk and from a landline."""
    keep_to_ourselves()


def main() -> None:
    """Run one command; exit 2 on a fault that the operator can mend, 1 on a check that found something."""
    try:
        app()
    except OperatorError as fault:
        sys.stderr.write(f"relais: {fault}\n")
        raise SystemExit(fault.exit_code) from None
    except OSError as fault:
        forget_output()
        sys.stderr.write(f"relais: {fault.filename or 'what it had to say'}: {fault.strerror}\n")
        raise SystemExit(OperatorError.exit_code) from None
