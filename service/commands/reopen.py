"""`relais reopen`: a human lets somebody try their codes again, after too many wrong ones."""

from pathlib import Path
from typing import Annotated

import typer

from service.faults import OperatorError


def reopen(
    access_number: Annotated[str, typer.Argument(help="the 8 digits on the person's card of the Relais")],
    data: Annotated[Path, typer.Option(help="folder of the records", exists=True, file_okay=False)],
) -> None:
    """Reopen an access closed by too many tries, on every channel. The site must be stopped; it is traced."""
    from core.acts.reopen_access import ReopenAccess
    from core.acts.request import Context
    from core.domain.audit import Channel, PurposeOfUse, Role
    from core.domain.identifiers import VisitId
    from service.premises import open_premises

    with open_premises(data) as premises:
        with premises.door.store.begin() as records:
            credential = records.credentials.by_access_number(access_number)
        if credential is None:
            raise OperatorError("nobody has this access number; nothing was changed")
        context = Context(
            role=Role.OPERATOR,
            patient_id=credential.patient_id,
            purpose=PurposeOfUse.FILING,
            channel=Channel.SITE,
            place="reopen",
            visit_id=VisitId(premises.door.ids.token()),
        )
        done = premises.door.perform(ReopenAccess(), context)
    typer.echo(f"reopened; tries forgotten: {done.tries_forgotten}")
