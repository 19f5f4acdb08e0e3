"""Whatever a terminal sends, the gateway stands, and nothing is kept that nobody confirmed."""

import json
from typing import Any

import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.demo.people import MARCEL, ODETTE
from kiosk.protocol import Active, Answer, Card, CardState, Fixed, Press, Printed, Printer, PrinterState, encode
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import card_of, hello

words = st.text(max_size=12)
ids = st.sampled_from(["next", "yes", "no", "no-card", "what-for", "return", "stop", "how", "continue", ""]) | words
numbers = st.integers(-1, 12) | st.integers()
valid = st.one_of(
    st.builds(Answer, screen=numbers, keys=st.lists(ids, max_size=3).map(tuple), typed=words),
    st.builds(Press, screen=numbers, key=st.sampled_from(Fixed)),
    st.builds(Printed, job=words, outcome=words),
    st.builds(Printer, state=st.sampled_from(PrinterState)),
    st.builds(Card, state=st.sampled_from(CardState)),
    st.sampled_from([card_of(ODETTE), card_of(MARCEL, ODETTE), Active(), hello()]),
).map(encode)
plain: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
frames = st.lists(st.one_of(valid, valid, valid, plain.map(json.dumps), st.text(max_size=40)), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=frames)
def test_no_sequence_of_frames_breaks_the_gateway_or_keeps_a_choice(site: Site, said: list[str]) -> None:
    """Valid, late, forged or broken: no fault of ours is logged, and nobody is proved without a code."""
    with structlog.testing.capture_logs() as logs, site.terminal() as terminal:
        terminal.greet()
        for frame in said:
            terminal.socket.send_text(frame)
    assert [line for line in logs if line["event"] == "visit-failed"] == []
    assert site.kept("odette") is None
    assert set(site.acts()) <= {"count-try", "record-proof"}
