"""What rules are given: whom, where, and what goes wrong."""

from datetime import timedelta

from hypothesis import strategies as st

from core.domain.audit import Channel
from core.domain.organ_donation import Organ
from tests.model.faults import Fate

people = st.integers(0, 5)
"""Taken round the people that there are."""
places = st.integers(0, 7)
channels = st.sampled_from([Channel.KIOSK, Channel.PHONE])
some_organs = st.frozensets(st.sampled_from(Organ), max_size=3)
jumps = st.sampled_from(
    [timedelta(seconds=20), timedelta(hours=1), timedelta(days=1), timedelta(days=366), timedelta(days=3653)]
).flatmap(lambda jump: st.sampled_from([jump, -jump]))

_FATES = (
    (Fate.NOT_BEGUN,),
    (Fate.NOT_KEPT,),
    (Fate.ANSWER_LOST,),
    (Fate.KEPT, Fate.NOT_KEPT),
    (Fate.KEPT, Fate.ANSWER_LOST),
    (Fate.ANSWER_LOST, Fate.NOT_BEGUN),
    (Fate.NOT_KEPT, Fate.ANSWER_LOST, Fate.NOT_BEGUN),
    (Fate.ANSWER_LOST, Fate.ANSWER_LOST, Fate.ANSWER_LOST),
)
_DEATHS = ((Fate.DIES_BEFORE_COMMIT,), (Fate.DIES_AFTER_COMMIT,))
fates = st.sampled_from([*[()] * 1520, *_FATES * 34, *_DEATHS])
"""One act in six meets a fault; one in a thousand kills the process, which takes as long as fifty acts to return."""
