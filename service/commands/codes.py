"""`relais codes`: new codes for a person whose old ones are lost, as three papers for three envelopes."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.commands.naming import AccessNumber, WithoutCard, whom
from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import ask
from service.operator.operation import Operation
from service.operator.whom import Whom
from service.process import forget_output

if TYPE_CHECKING:
    from core.acts.give_credentials import ClearSecrets
    from core.texts.facts import Facts
    from core.texts.words import Words
    from service.premises import Premises

NEW_PAPER = "\f"


class NewCodes(Operation, frozen=True, kw_only=True):
    """Draw new codes for one person."""

    whom: Whom

    def run_on(self, premises: "Premises") -> Iterator[str | bytes]:
        """The new number, then the papers, once: they are kept nowhere. Traced; the old number is never said back."""
        from core.acts.give_credentials import give_new_credentials
        from service.log_keeping import publish_log
        from service.operator.known_person import about_person

        context = about_person(premises, self.whom, "codes")
        clear = give_new_credentials(premises.door, premises.hasher, context)
        yield clear.access_number.encode()
        yield NEW_PAPER.join(papers(clear, premises.words)).removesuffix("\n")
        publish_log(premises)


def codes(
    data: DataFolder,
    access_number: AccessNumber = "",
    without_card: WithoutCard = False,  # noqa: FBT002 - typer's way to write a flag
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Replace a person's number, code and list, and open their access. Printed once, kept nowhere; it is traced.

    The site may be running. A form feed stands between two papers: never two of them in one envelope (R25).
    """
    number = ""
    asked = NewCodes(whom=whom(access_number, without_card=without_card))
    for said in ask(asked, data, read_settings(settings_file, database)):
        if isinstance(said, bytes):
            number = said.decode()
        else:
            _print(said, number)


def _print(paper: str, number: str) -> None:
    """On standard output; the number that leads to the person is said when it does not take them, or nothing would."""
    try:
        sys.stdout.write(f"{paper}\n")
        sys.stdout.flush()
    except OSError as fault:
        forget_output()
        raise OperatorError(
            f"the papers could not be written ({fault.strerror}), and the old codes are void: "
            f"mend that, then `relais codes {number}`"
        ) from None


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
