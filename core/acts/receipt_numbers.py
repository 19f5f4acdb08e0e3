"""How a receipt gets its number, its place in the chain and its signature, in the transaction of the act it proves."""

from core.acts.request import Scene
from core.domain.receipts import Receipt, ReceiptKind

NUMBER_DIGITS = 6


def give_receipt(scene: Scene, kind: ReceiptKind, subject: str) -> Receipt:
    """Draw a number, sign, keep. Six digits, because they are said aloud and typed, after proof (words.md 2.14)."""
    number = scene.ids.digits(NUMBER_DIGITS)
    while scene.records.receipts.is_taken(scene.patient_id, number):
        number = scene.ids.digits(NUMBER_DIGITS)
    last = scene.records.receipts.last(scene.patient_id)
    plain = Receipt(
        number=number,
        kind=kind,
        at=scene.now,
        place=scene.context.place,
        leaf_hash=scene.leaf.digest().hex(),
        checkpoint_size=scene.records.audit.checkpoint_size(),
        previous=last.chain_hash() if last else "",
        subject=subject,
    )
    receipt = Receipt(**{**vars(plain), "signature": scene.keys.sign(plain.signed_text())})
    scene.records.receipts.add(scene.patient_id, receipt)
    return receipt
