"""Public halves of keys, as an operator gives them: a wrong file is a mistake of the command, never a finding."""

from pathlib import Path

from service.faults import OperatorError


def read_log_key(path: Path) -> str:
    """A verifying key of an audit log, as one line; `OperatorError` when the file holds anything else."""
    from core.domain.checkpoints import VerifyingKey

    vkey = read_text(path).strip()
    try:
        return VerifyingKey.parse(vkey).text()
    except ValueError:
        raise OperatorError(f"{path} is not the public key of an audit log (audit.vkey)") from None


def read_receipt_key(path: Path) -> str:
    """The public key of receipts, as PEM; `OperatorError` when the file holds anything else."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    pem = read_text(path)
    try:
        is_of_receipts = isinstance(load_pem_public_key(pem.encode()), Ed25519PublicKey)
    except (ValueError, UnsupportedAlgorithm):
        is_of_receipts = False
    if not is_of_receipts:
        raise OperatorError(f"{path} is not the public key of receipts (receipts.pem)")
    return pem


def read_text(path: Path) -> str:
    """What a small file says; `OperatorError` when it is missing, closed to us, or no text."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise OperatorError(f"{path} is missing or cannot be read") from None
