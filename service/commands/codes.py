"""`relais codes`: new codes for a person whose old ones are lost, as three papers for three envelopes."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.faults import OperatorError

if TYPE_CHECKING:
    from core.acts.give_credentials import ClearSecrets
    from core.texts.facts import Facts
    from core.texts.words import Words

NEW_PAPER = "\f"


def codes(
    access_number: Annotated[str, typer.Argument(help="the 8 digits on the person's card of the Relais")],
    data: Annotated[Path, typer.Option(help="folder of the records", exists=True, file_okay=False)],
) -> None:
    """Replace a person's number, code and list, and open their access. Printed once, kept nowhere; it is traced.

    The site must be stopped. A form feed stands between two papers: never two of them in one envelope (R25).
    """
    from core.acts.give_credentials import give_new_credentials
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
            place="codes",
            visit_id=VisitId(premises.door.ids.token()),
        )
        clear = give_new_credentials(premises.door, premises.hasher, context)
        typer.echo(NEW_PAPER.join(papers(clear, premises.words)), nl=False)


def papers(clear: "ClearSecrets", words: "Words") -> Iterator[str]:
    """The card with the number, the code, the list: nothing on them tells whose they are."""
    from core.texts.facts import Digits

    def paper(key: str, facts: "Facts", lines: tuple[str, ...] = ()) -> str:
        return "\n".join((words.written(key), "", *words.lines(key, facts, "paper"), *lines, ""))

    yield paper("letter-access-number", {"number": Digits(digits=clear.access_number, by_two=True)})
    yield paper("letter-secret-code", {"code": Digits(digits=clear.secret)})
    rows = enumerate(clear.codes, start=1)
    lines = [words.written("letter-code-line", {"line": line, "code": Digits(digits=code)}) for line, code in rows]
    yield paper("letter-code-list", {}, ("", *lines))
