"""Twilio's signature of a request: HMAC-SHA1 over the public address and every parameter. Knows no route."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

Parameters = Iterable[tuple[str, str]]


def sign(auth_token: str, address: str, parameters: Parameters = ()) -> str:
    """The signature that only the holder of the token can make. Parameters enter as they came, blank ones too."""
    signed = address + "".join(name + value for name, value in sorted(set(parameters)))
    digest = hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_signed(auth_token: str, address: str, parameters: Parameters, signature: str) -> bool:
    """Compare in constant time. Without a token nothing is ever signed."""
    expected = sign(auth_token, address, parameters)
    return bool(auth_token) and hmac.compare_digest(expected.encode(), signature.encode())
