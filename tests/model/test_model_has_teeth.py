"""Planted defects: the model must catch each, and the search for words must find them in every spelling."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from core.acts.perform import Door
from core.acts.request import Context, Request
from core.domain.audit import OutcomeClass
from core.domain.identifiers import PatientId
from core.ports import Records, TransactionLostError
from tests.model.canaries import spellings
from tests.model.faults import Fate, FaultyStore
from tests.model.known import FINDING, NAME, TITLE
from tests.model.run import SEARCH, demand_silence, live
from tests.model.site import Site

T = TypeVar("T")
STEPS, SEED = 3000, 1
"""The slowest to be caught needs some hundreds."""


class ForgetsKeys(Door):
    """Does again what is asked again."""

    def perform(self, request: Request[T], context: Context) -> T:
        return super().perform(request, replace(context, idempotency_key=""))


class RefusesInSilence(Door):
    """Leaves nothing when it says no."""

    def _leave(self, request: Request[Any], context: Context, outcome: OutcomeClass, reason: str) -> None:
        if outcome is not OutcomeClass.REFUSED:
            super()._leave(request, context, outcome, reason)


class LetsEverybodyIn(Door):
    """Asks nobody who they are."""

    def _decide(self, records: Records, request: Request[Any], context: Context) -> None:
        del records, request, context


class TriesForEver(Door):
    """Asks again whatever it is, keys or not: what was durable is done twice."""

    def _perform_again(self, request: Request[T], context: Context) -> T:
        while True:
            try:
                return self._perform_once(request, context)
            except TransactionLostError:
                continue


class SaysItIsKept(FaultyStore):
    """Swallows the failure of a commit."""

    @contextmanager
    def begin(self, patient_id: PatientId | None = None) -> Iterator[Records]:
        try:
            with super().begin(patient_id) as records:
                yield records
        except TransactionLostError:
            if self.met[-1] is not Fate.NOT_KEPT:
                raise


DOORS = (ForgetsKeys, RefusesInSilence, LetsEverybodyIn, TriesForEver)


@pytest.mark.parametrize("door", DOORS)
def test_a_planted_door_is_caught(tmp_path: Path, door: type[Door]) -> None:
    """Control: the model has teeth."""
    planted = type("Planted", (Site,), {"make_door": door})
    with pytest.raises(AssertionError):
        live(planted(tmp_path, "", SEED), STEPS, SEED, SEARCH)


def test_a_planted_store_is_caught(tmp_path: Path) -> None:
    """Control: what was not kept, and told as if it were, is missed."""
    planted = type("Planted", (Site,), {"make_store": SaysItIsKept})
    with pytest.raises(AssertionError):
        live(planted(tmp_path, "", SEED), STEPS, SEED, SEARCH)


def test_a_word_in_clear_is_found(tmp_path: Path) -> None:
    """Control: in each spelling, in the middle of other bytes; a folder without any is silent."""
    (tmp_path / "file").write_bytes(b"nothing")
    demand_silence(tmp_path)
    for word in (NAME, TITLE, FINDING):
        for before in range(3):
            shown = base64.b64encode(bytes(range(before)) + word.encode() + b"after")
            for spelt in (*spellings(word), shown):
                (tmp_path / "file").write_bytes(b"before" + spelt + b"after")
                with pytest.raises(AssertionError):
                    demand_silence(tmp_path)
