"""Document types as facts: code to plain label, class and category, from `document_kinds.toml`. Knows no document."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.domain.documents import Category, DocumentKind

_FACTS = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, kw_only=True)
class KnownKind:
    """One type of the French value set JDV_J07, with the label we show and the official one."""

    kind: DocumentKind
    official_label: str
    system: str
    """OID of the code system: LOINC or TRE_A05."""
    class_label: str
    depositor: str
    """professional, patient or insurer."""


@cache
def known_kinds() -> Mapping[str, KnownKind]:
    """Every known type, by code."""
    facts = tomllib.loads(_FACTS.read_text(encoding="utf-8"))
    return {
        code: KnownKind(
            kind=DocumentKind(
                type_code=code, label=fact["label"], class_code=fact["class"], category=Category(fact["category"])
            ),
            official_label=fact["official"],
            system=facts["systems"][fact["system"]],
            class_label=facts["classes"][fact["class"]],
            depositor=fact["by"],
        )
        for code, fact in facts["kinds"].items()
    }


def kind_of(type_code: str, system: str = "") -> tuple[DocumentKind, bool]:
    """The kind to file a document under; the flag tells whether the type is known.

    A code from another system than the value set's is another type. An unknown type stands among the reports, with
    no class: the access matrix then refuses it to professionals (an unknown cell refuses).
    """
    known = known_kinds().get(type_code)
    if known is not None and system in ("", known.system):
        return known.kind, True
    return DocumentKind(type_code=type_code, label="Document", class_code="", category=Category.REPORT), False
