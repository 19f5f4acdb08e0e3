"""`relais import`: files a folder of received documents and says, file by file, what became of each."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, NewDataFolder, SettingsFile, read_settings
from service.faults import OperatorError

if TYPE_CHECKING:
    from service.intake import IntakeReport


def import_documents(
    paths: Annotated[list[Path], typer.Argument(help="CDA files, or folders of them")],
    data: NewDataFolder,
    report: Annotated[Path | None, typer.Option(help="where to write one JSON object a file")] = None,
    known_only: Annotated[bool, typer.Option(help="never open a space: set unknown identities aside")] = False,  # noqa: FBT002 - typer's way to write a flag
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """File every document; a bad file is reported and never stops the batch. On SQLCipher the site must be stopped."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from core.domain.identifiers import VisitId
    from service.intake import IntakeDesk
    from service.log_keeping import publish_log
    from service.premises import open_premises

    files = _files(paths)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), *Progress.get_default_columns()[1:2], MofNCompleteColumn())
    done: list[IntakeReport] = []
    progress = Progress(*columns, TimeElapsedColumn(), console=console)
    with open_premises(data, read_settings(settings_file, database)) as premises:
        with progress:
            task = progress.add_task("documents", total=len(files))
            desk = IntakeDesk(door=premises.door, visit_id=VisitId(premises.door.ids.token()), known_only=known_only)
            for each in desk.take_all(files):
                done.append(each)
                progress.advance(task)
        counts = Counter(each.outcome.value for each in done)
        typer.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "no file")
        try:
            publish_log(premises)
        finally:
            if report is not None:
                _write(report, done)


def _files(paths: list[Path]) -> list[Path]:
    """The files named, and every XML file under the folders named, in a stable order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.rglob("*") if each.suffix.lower() == ".xml" and not each.is_dir())
        else:
            found.append(path)
    return found


def _write(report: Path, done: "list[IntakeReport]") -> None:
    plain = [{**asdict(each), "outcome": each.outcome.value} for each in done]
    try:
        report.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as fault:
        raise OperatorError(
            f"{report}: {fault.strerror}; what was filed is filed: import it again for a report"
        ) from None
