"""The person that an operator names, as an act needs them."""

from core.acts.request import Context
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.identifiers import PatientId, VisitId
from core.domain.patients import Nir, Patient
from core.interop.matching import has_first_name
from core.ports import Records
from service.faults import OperatorError
from service.operator.whom import ByCard, ByPapers, Whom
from service.premises import Premises


def about_person(premises: Premises, whom: Whom, place: str) -> Context:
    """An act of the operator on one person; `place` names the command in the trace.

    Raises `OperatorError` when they are not known here; what names them is never said back.
    """
    return Context(
        role=Role.OPERATOR,
        patient_id=known_person(premises, whom),
        purpose=PurposeOfUse.FILING,
        channel=Channel.SITE,
        place=place,
        visit_id=VisitId(premises.door.ids.token()),
    )


def known_person(premises: Premises, whom: Whom) -> PatientId:
    """Who that is; `OperatorError` when nobody, or when their papers do not tell two people apart."""
    with premises.door.store.begin() as records:
        return _by_card(records, whom) if isinstance(whom, ByCard) else _by_papers(records, whom)


def _by_card(records: Records, card: ByCard) -> PatientId:
    credential = records.credentials.by_access_number(card.access_number)
    if credential is None:
        raise OperatorError("nobody has this access number; nothing was changed")
    return credential.patient_id


def _by_papers(records: Records, papers: ByPapers) -> PatientId:
    same = records.patients.find(Nir(papers.nir), papers.birth_date)
    found: list[Patient] = [each for each in same if has_first_name(each.identity, papers.first_name)]
    if not found:
        raise OperatorError("nobody here has this number, birth date and first name; nothing was changed")
    if len(found) > 1:
        raise OperatorError("several people have this number, birth date and first name; nothing was changed")
    return found[0].patient_id
