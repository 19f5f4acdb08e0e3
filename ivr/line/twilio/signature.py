"""Twilio's signature of a request: HMAC-SHA1 over the public address and every parameter. Knows no route."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable

_PORT = re.compile(r"^((?:https|wss)://[^/:?]+)(:443)?(?=[/?]|$)")

Parameters = Iterable[tuple[str, str]]


def sign(auth_token: str, address: str, parameters: Parameters = ()) -> str:
    """The signature that only the holder of the token can make. Parameters enter as they came, blank ones too."""
    signed = address + "".join(name + value for name, value in sorted(set(parameters)))
    digest = hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_signed(auth_token: str, address: str, parameters: Parameters, signature: str) -> bool:
    """Compare in constant time. Without a token nothing is ever signed.

    Some of Twilio's machines write the port of https into the address that they sign, others leave it out; both are the
    same place.
    """
    pairs = list(parameters)
    given = signature.encode()
    found = [hmac.compare_digest(sign(auth_token, each, pairs).encode(), given) for each in _writings(address)]
    return bool(auth_token) and any(found)


def _writings(address: str) -> list[str]:
    match = _PORT.match(address)
    if match is None:
        return [address]
    rest = address[match.end() :]
    return [match[1] + rest, f"{match[1]}:443{rest}"]
