"""`relais erase`: nothing of a person stays, on their demand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.naming import AccessNumber, WithoutCard, whom
from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import tell
from service.operator.operation import Operation
from service.operator.whom import Whom

if TYPE_CHECKING:
    from service.premises import Premises


class Erase(Operation, frozen=True, kw_only=True):
    """Destroy what one person has here; or, not confirmed, say how much that is."""

    whom: Whom
    is_confirmed: bool

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Counts only: no title, no name, and the number is never said back."""
        from service.erasing import erase
        from service.log_keeping import publish_log
        from service.operator.known_person import known_person

        patient_id = known_person(premises, self.whom)
        with premises.store.begin(patient_id) as records:
            documents = records.documents.newest_first(patient_id)
            receipts = records.receipts.chain(patient_id)
        if not self.is_confirmed:
            yield f"to be destroyed: {len(documents)} documents, {len(receipts)} receipts, every choice, code and trace"
            raise OperatorError("nothing was changed: it can't be undone; say --yes when you are sure of the person")
        erase(premises.door, patient_id)
        yield f"erased: {len(documents)} documents, {len(receipts)} receipts, every choice, code and trace"
        yield "copies made before still open with the keys of then: see docs/operations.md, Erasing a person"
        publish_log(premises)


def erase(
    data: DataFolder,
    access_number: AccessNumber = "",
    yes: Annotated[bool, typer.Option("--yes", help="destroy; without it, say what would be destroyed")] = False,  # noqa: FBT002 - typer's way to write a flag
    without_card: WithoutCard = False,  # noqa: FBT002 - the same
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Erase a person on their own demand, for ever; the site may be running. It is traced, under a pseudonym."""
    tell(
        Erase(whom=whom(access_number, without_card=without_card), is_confirmed=yes),
        data,
        read_settings(settings_file, database),
    )
