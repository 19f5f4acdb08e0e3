"""Files damaged at random: a value comes out, always, and soon."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.interop.cda_body import Body
from core.interop.intake import Received, read_body, take_in
from core.interop.refused_file import RefusedFile
from tests.core.interop.cda_samples import as_bytes, narrative

SOUND = as_bytes()
TABLES = as_bytes(
    body=narrative(
        """<list><item>a</item><item>b<list><item>c</item></list></item></list><table><caption>t</caption><thead><tr>
    <th colspan="2">x</th><th>y</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>2<br/>3</td><td/></tr><tr>
    <td>4</td><td><table><tr><td>5</td></tr></table></td></tr></tbody></table>10<sup>9</sup>"""
    )
)
PIECES = [
    b"<",
    b">",
    b"&",
    b"</td>",
    b"<td>",
    b"<tr>",
    b"<table>",
    b'colspan="3"',
    b"\x00",
    b"\xff",
    b"<!--",
    b"]]>",
    b"'",
]

damage = st.lists(
    st.tuples(
        st.integers(0, max(len(SOUND), len(TABLES))),
        st.integers(0, 40),
        st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)),
    ),
    min_size=1,
    max_size=5,
)


def damaged(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Some bytes cut out and others put in their place."""
    for at, length, instead in changes:
        data = data[:at] + instead + data[at + length :]
    return data


@settings(max_examples=300, deadline=2_000)
@given(st.sampled_from([SOUND, TABLES]), damage)
def test_a_damaged_file_is_taken_or_refused_never_a_crash(data: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    """Both doors answer with a value of theirs."""
    broken = damaged(data, changes)
    assert isinstance(take_in(broken), Received | RefusedFile)
    assert isinstance(read_body(broken), Body | RefusedFile)


@settings(max_examples=200, deadline=2_000)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_value(data: bytes) -> None:
    """Not even XML is needed."""
    assert isinstance(take_in(data), RefusedFile)


CELLS = st.builds(
    lambda tag, span, text: f"<{tag} {span}>{text}</{tag}>",
    st.sampled_from(["td", "th"]),
    st.sampled_from(["", 'colspan="2"', 'rowspan="2"', 'colspan="3" rowspan="3"']),
    st.sampled_from(["", "-", "Ramipril", "12/03/2026", "<content styleCode='Bold'>Gras</content>", "a<br/>b"]),
)
ROWS = st.lists(CELLS, max_size=6).map(lambda cells: f"<tr>{''.join(cells)}</tr>")


@settings(max_examples=600, deadline=2_000)
@given(st.lists(ROWS, max_size=3), st.lists(ROWS, max_size=6))
def test_no_shape_of_table_loses_a_word(head: list[str], body: list[str]) -> None:
    """Every word of every cell under a head is shown, whatever spans say."""
    text = f"<table><thead>{''.join(head)}</thead><tbody>{''.join(body)}</tbody></table>"
    found = read_body(as_bytes(body=narrative(text)))
    assert isinstance(found, Body)
    shown = "".join(
        str(getattr(block, part, "")) for block in found.blocks for part in ("text", "items", "header", "rows")
    )
    for word in ("Ramipril", "12/03/2026", "Gras"):
        assert (word in "".join(body)) <= (word in shown)
