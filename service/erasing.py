"""Erases somebody, now or at the start that follows a cut. Knows no command line."""

from core.acts.erase_space import EraseSpace
from core.acts.perform import Door
from core.acts.request import Context
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.identifiers import PatientId, VisitId
from core.storage.erasures import recorded_erasures
from core.storage.unit_of_work import Store


def erase(door: Door, patient_id: PatientId) -> None:
    """Through the door, traced; lost to somebody else's transaction, it is tried again."""
    context = Context(
        role=Role.OPERATOR,
        patient_id=patient_id,
        purpose=PurposeOfUse.FILING,
        channel=Channel.SITE,
        place="erase",
        visit_id=VisitId(door.ids.token()),
        idempotency_key="erase",
    )
    door.perform(EraseSpace(), context)


def finish_erasures(door: Door, store: Store) -> None:
    """Erase whoever is in the list of erasures and here all the same: it was cut, or an older copy was put back."""
    with store.transaction() as transaction:
        here = [each for each in recorded_erasures(store.keys) if transaction.has_key(each)]
    for patient_id in here:
        erase(door, patient_id)
