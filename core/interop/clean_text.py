"""Text as people read it: composed letters, plain spaces, French no-break spaces kept. Knows no XML."""

import re
import unicodedata

NO_BREAK = "\N{NO-BREAK SPACE}"
_NARROW = "\N{NARROW NO-BREAK SPACE}"
_SPACES = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
_AROUND_NO_BREAK = re.compile(r"[^\S\N{NO-BREAK SPACE}]*\N{NO-BREAK SPACE}\s*")
_BRACKETS = re.compile(r"(\([^()]*\))")
_WORD = re.compile(r"\w+")
_ACRONYM_LENGTH = 5
_ACRONYMS = frozenset(
    {"AIT", "ALD", "AMM", "AVC", "CHU", "CR", "CRP", "ECBU", "ECG", "EHPAD", "HAD", "HTA", "IRM", "IV", "NFS"}
    | {"ORL", "PDF", "RCP", "SSR", "TEP", "TROD", "TSH", "VIH", "VSM"}
)
"""Seen in titles; lower-case letters would hide them from the eye and from the voice."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Controls, invisible marks and unassigned code points: they have no glyph and can turn a text around."""


def visible(text: str) -> str:
    """Drop what has no glyph, compose letters (NFC); line breaks stay."""
    composed = unicodedata.normalize("NFC", text).replace(_NARROW, NO_BREAK)
    if composed.isprintable():
        return composed
    return "".join(
        letter if letter in "\n\t" or unicodedata.category(letter) not in _HIDDEN else _instead_of(letter)
        for letter in composed
    )


def hides_marks(text: str) -> bool:
    """Tell whether there is something without a glyph; the spaces and line ends of a file's layout are none."""
    shown = text.replace("\n", "").replace("\t", "").replace("\r", "")  # many times faster than to translate
    return not shown.isprintable() and any(unicodedata.category(letter) in _HIDDEN for letter in shown)


def one_line(text: str) -> str:
    """The text on one line: every run of spaces is one space, none at the ends."""
    if text.isprintable() and "  " not in text and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()  # nearly every field of a header: the rate of the intake hangs on it
    return _AROUND_NO_BREAK.sub(NO_BREAK, _SPACES.sub(" ", visible(text))).strip()


def lines(text: str) -> list[str]:
    """The lines that hold something, each cleaned."""
    return [line for line in map(one_line, visible(text).split("\n")) if line]


def calm(title: str) -> str:
    """A title shouted in capitals, in ordinary letters (words.md rule 11); what stands in brackets stays as it is."""
    parts = _BRACKETS.split(title)
    shouted = "".join(parts[::2])
    if not shouted.isupper() or (" " not in shouted.strip() and len(shouted.strip()) <= _ACRONYM_LENGTH):
        return title
    parts[::2] = [_WORD.sub(_quietly, part) for part in parts[::2]]
    spoken = "".join(parts)
    return spoken[:1].upper() + spoken[1:]


def _quietly(word: re.Match[str]) -> str:
    """One word in small letters, unless it is an acronym."""
    return word[0] if word[0] in _ACRONYMS else word[0].lower()


def _instead_of(hidden: str) -> str:
    """A control such as a carriage return parted words; an invisible mark did not."""
    return " " if unicodedata.category(hidden) == "Cc" else ""
