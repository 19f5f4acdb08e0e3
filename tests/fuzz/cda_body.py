"""The narrative of a document, any tree of its elements: every shape is read, and no plain word of it is lost.

The bytes draw the tree, so that every input is sound XML and the time goes into the reader, not into broken tags.
"""

from collections.abc import Callable

from core.interop import intake
from core.interop.cda_body import Body
from core.interop.narrative import letters_of
from core.interop.refused_file import RefusedFile
from tests.core.interop.cda_samples import as_bytes, narrative
from tests.fuzz.cda import judge_blocks

Parse = Callable[[bytes], Body | RefusedFile]

TAGS = (
    *("paragraph", "content", "list", "item", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"),
    *("br", "sup", "sub", "linkHtml", "footnote", "renderMultiMedia", "col", "colgroup", "script", "style", "p", "x"),
)
ATTRIBUTES = (
    *("", ' colspan="2"', ' rowspan="3"', ' colspan="99" rowspan="99"', ' styleCode="Bold"', ' ID="a"'),
    *(' referencedObject="a b"', ' listType="ordered"', ' colspan="-1" rowspan="x"', ' href="file:///etc/hostname"'),
)
TEXTS = ("- a", " : ", "\u00a0", "1", "9", "12/03/2026", "g/L", "•", "  ", "\n", "&lt;", "&#x202e;", "-", "e\u0301")
SILENT = {"script", "style", "col", "colgroup"}
OPENS, CLOSES, WORDS = 24, 4, 2
DEEPEST = 85


def one(data: bytes, parse: Parse = intake.read_body) -> None:
    """Draw one narrative, and read it."""
    text, words = narrative_of(data)
    body = parse(as_bytes(body=narrative(text)))
    assert isinstance(body, Body)
    judge_blocks(body.blocks)
    shown = " ".join(text for block in body.blocks for text in letters_of(block))
    missing = [word for word in words if word not in shown]
    assert not missing, "words of the document that nobody is shown"


def narrative_of(data: bytes) -> tuple[str, list[str]]:
    """A tree drawn by bytes, and the words in it that must be shown: those of elements that hold running text."""
    out: list[str] = []
    words: list[str] = []
    opened: list[str] = []
    steps = iter(data)
    for step in steps:
        kind = step % (OPENS + CLOSES + WORDS + 2)
        if kind < OPENS and len(opened) < DEEPEST:
            opened.append(TAGS[kind])
            out.append(f"<{TAGS[kind]}{ATTRIBUTES[next(steps, 0) % len(ATTRIBUTES)]}>")
        elif kind < OPENS + CLOSES:
            out.append(f"</{opened.pop()}>" if opened else "")
        elif kind < OPENS + CLOSES + WORDS:
            word = f"mot{len(words)}z" if _is_read(opened) else "muet"
            words += [word] if _is_read(opened) else []
            out.append(f" {word} ")
        else:
            out.append(TEXTS[next(steps, 0) % len(TEXTS)])
    out += [f"</{tag}>" for tag in reversed(opened)]
    return "".join(out), words


def _is_read(opened: list[str]) -> bool:
    """Whether words here are running text: lists, rows and tables have none, and scripts are never read."""
    return all(tag in {"paragraph", "content", "p", "x", "footnote", "linkHtml", "sub", "caption"} for tag in opened)
