"""`relais bench`: the table of measures, each beside its peer or its limit."""

import logging
from pathlib import Path
from typing import Annotated

import typer


def bench(
    json_file: Annotated[Path | None, typer.Option("--json", help="where to leave the table for a machine")] = None,
    page: Annotated[Path | None, typer.Option(help="where to leave the table for the documentation")] = None,
) -> None:
    """Measure everything, some three minutes; exit 1 when a target is missed or a measure broke off."""
    from service.bench.run import run_all
    from service.bench.table import FAILING, write_json, write_line, write_page, write_table
    from service.journal import configure_journal

    configure_journal(logging.WARNING)
    typer.echo(write_table(()))
    rows = []
    for row in run_all():
        rows.append(row)
        typer.echo(write_line(row))
    if json_file is not None:
        write_json(rows, json_file)
    if page is not None:
        page.write_text(write_page(rows) + "\n", encoding="utf-8")
    if any(row.verdict in FAILING for row in rows):
        raise typer.Exit(1)
