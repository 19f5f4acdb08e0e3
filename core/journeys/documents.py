"""My documents: the list, one of them, and on paper its title, date and author. Comments on no value."""

from collections.abc import Sequence
from enum import Enum

from core.acts.list_documents import ListDocuments
from core.acts.read_document import ReadDocument
from core.domain.documents import HealthDocument
from core.journeys.papers import give_document, give_telling_paper
from core.journeys.questions import Journey, choose_from_list, do, read, tell
from core.journeys.served import Served
from core.journeys.steps import Option
from core.texts.facts import Facts, Phrase


class AfterReading(Enum):
    """What to do with a document once open."""

    SHEETS = "sheets"
    PAPER = "paper"
    OTHER = "other"


ON_PAPER = (AfterReading.PAPER, AfterReading.OTHER)
ON_SHEETS = (AfterReading.SHEETS, AfterReading.OTHER)
"""Where A4 sheets come out, the whole document takes the place of the paper with its title."""


def documents(served: Served) -> Journey[None]:
    """List and read until the person goes back to the menu."""
    while True:
        listed = yield from do(ListDocuments())
        if not listed.documents:
            yield from tell("documents-none")
            return
        lines = document_lines(listed.documents)
        document = yield from choose_from_list("documents", lines, count=len(lines))
        yield from one_document(document, served)


def one_document(document: HealthDocument, served: Served) -> Journey[None]:
    """Read one; paper comes only when asked for: no more than the line of the list (issue 2), or all of it on A4."""
    reading = yield from do(ReadDocument(document_id=document.document_id))
    facts = document_facts(document)
    if served.has_sheets:
        while (yield from read("document", reading, ON_SHEETS, **facts)) is AfterReading.SHEETS:
            yield from give_document(reading, **facts)
        return
    while (yield from read("document", reading, ON_PAPER, **facts)) is AfterReading.PAPER:
        yield from give_telling_paper("document-on-paper", ("document-paper",), served, **facts)
        if not served.has_paper:
            # Somebody who hears chooses at the end of the document: it is not read to them a second time.
            return


def document_lines(documents: Sequence[HealthDocument]) -> tuple[Option[HealthDocument], ...]:
    """One option a document, in the order given; `rank` counts from 1."""
    return tuple(
        Option(
            id=document.document_id,
            value=document,
            key="document-line",
            facts={**document_facts(document), "rank": rank},
        )
        for rank, document in enumerate(documents, 1)
    )


def document_facts(document: HealthDocument) -> Facts:
    """What may be said of a document without opening it."""
    author = document.author.shown
    return {
        "title": document.title,
        "kind": document.kind.label,
        "category": document.kind.category,
        "date": document.written_on,
        "author": author or Phrase(key="author-unknown"),
        "state": Phrase(key="document-new" if document.is_new else "document-read"),
    }
