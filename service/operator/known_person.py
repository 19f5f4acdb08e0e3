"""The person that an operator names by the number on their card, as an act needs it."""

from core.acts.request import Context
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.identifiers import PatientId, VisitId
from service.faults import OperatorError
from service.premises import Premises


def about_person(premises: Premises, access_number: str, place: str) -> Context:
    """An act of the operator on one person; `place` names the command in the trace.

    Raises `OperatorError` when nobody has the number, which is never said back.
    """
    return Context(
        role=Role.OPERATOR,
        patient_id=known_person(premises, access_number),
        purpose=PurposeOfUse.FILING,
        channel=Channel.SITE,
        place=place,
        visit_id=VisitId(premises.door.ids.token()),
    )


def known_person(premises: Premises, access_number: str) -> PatientId:
    """Whose number it is; `OperatorError` when nobody's."""
    with premises.door.store.begin() as records:
        credential = records.credentials.by_access_number(access_number)
    if credential is None:
        raise OperatorError("nobody has this access number; nothing was changed")
    return credential.patient_id
