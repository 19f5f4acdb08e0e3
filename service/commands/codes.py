"""`relais codes`: new codes for a person whose old ones are lost, as three papers for three envelopes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.operator.asking import tell
from service.operator.operation import Operation

if TYPE_CHECKING:
    from core.acts.give_credentials import ClearSecrets
    from core.texts.facts import Facts
    from core.texts.words import Words
    from service.premises import Premises

NEW_PAPER = "\f"


class NewCodes(Operation, frozen=True, kw_only=True):
    """Draw new codes for one person."""

    access_number: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """The papers, once: they are kept nowhere. Traced like any other act; the old number is never said back."""
        from core.acts.give_credentials import give_new_credentials
        from service.log_keeping import publish_log
        from service.operator.known_person import about_person

        context = about_person(premises, self.access_number, "codes")
        clear = give_new_credentials(premises.door, premises.hasher, context)
        yield NEW_PAPER.join(papers(clear, premises.words)).removesuffix("\n")
        publish_log(premises)


def codes(
    access_number: Annotated[str, typer.Argument(help="the 8 digits on the person's card of the Relais")],
    data: DataFolder,
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Replace a person's number, code and list, and open their access. Printed once, kept nowhere; it is traced.

    The site may be running. A form feed stands between two papers: never two of them in one envelope (R25).
    """
    tell(NewCodes(access_number=access_number), data, read_settings(settings_file, database))


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
