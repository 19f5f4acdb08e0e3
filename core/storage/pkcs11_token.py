"""A PKCS#11 token: how it is opened, which keys of ours it holds, how they are drawn. Knows no wrapped key."""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, MechanismFlag, ObjectClass

from core.storage.errors import StoreError

ROOT_LABEL = "relais-root"
_KEK_LABEL = "relais-kek-"
_BITS = 256
_VERSION = re.compile(rf"{_KEK_LABEL}([1-9]\d*)")
_STAYS_INSIDE = {Attribute.PRIVATE: True, Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
_PIN_REFUSED = (
    pkcs11.PinExpired,
    pkcs11.PinIncorrect,
    pkcs11.PinInvalid,
    pkcs11.PinLenRange,
    pkcs11.PinLocked,
    pkcs11.UserPinNotInitialized,
)

# python-pkcs11 starts the library with C_Initialize(NULL), by which an application promises that no two of its threads
# are inside at once (PKCS#11 2.40, 5.4): one lock for the process, not one a session.
_turn = threading.RLock()


@dataclass(frozen=True, kw_only=True)
class TokenAccess:
    """Which token, and how it knows us."""

    module: Path
    """The maker's library, such as /usr/lib/softhsm/libsofthsm2.so."""
    label: str
    pin: str = field(repr=False)


class KeyToken:
    """Our keys on one token, through one session that all threads take turns at; keys are of the library's kind."""

    def __init__(self, session: pkcs11.Session) -> None:
        self._session = session

    def versions(self) -> Sequence[int]:
        """The versions of the key-encryption key that are there, oldest first."""
        wanted = {Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.KEY_TYPE: KeyType.AES}
        with taking_turns():
            labels = [str(each[Attribute.LABEL]) for each in list(self._session.get_objects(wanted))]
        return sorted(int(found[1]) for label in labels if (found := _VERSION.fullmatch(label)))

    def kek(self, version: int) -> Any:
        """A key-encryption key, None when there is none of that version."""
        return self._find(f"{_KEK_LABEL}{version}")

    def root(self) -> Any:
        """The key of the site's secrets, None when there is none."""
        return self._find(ROOT_LABEL)

    def make_kek(self, version: int) -> None:
        """Draw a key-encryption key on the token."""
        with taking_turns():
            self._session.generate_key(
                KeyType.AES,
                _BITS,
                label=f"{_KEK_LABEL}{version}",
                store=True,
                capabilities=MechanismFlag.ENCRYPT | MechanismFlag.DECRYPT,
                template=_STAYS_INSIDE,
            )

    def make_root(self) -> None:
        """Draw the key of the site's secrets on the token."""
        with taking_turns():
            self._session.generate_key(
                KeyType.GENERIC_SECRET,
                _BITS,
                label=ROOT_LABEL,
                store=True,
                mechanism=Mechanism.GENERIC_SECRET_KEY_GEN,
                capabilities=MechanismFlag.SIGN,
                template=_STAYS_INSIDE,
            )

    def close(self) -> None:
        """Log out of the token."""
        with taking_turns():
            self._session.close()

    def _find(self, label: str) -> Any:
        wanted = {Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.LABEL: label}
        with taking_turns():
            found = list(self._session.get_objects(wanted))
            if len(found) > 1:
                raise StoreError(f"the token has {len(found)} keys called {label}: which one counts?")
            for key in found:
                if key[Attribute.EXTRACTABLE] or not key[Attribute.SENSITIVE]:
                    raise StoreError(f"{label} could leave the token: it was not drawn by this program, nor is it safe")
            return found[0] if found else None


@contextmanager
def taking_turns() -> Iterator[None]:
    """Be alone inside the library; what it complains of becomes a `StoreError` that quotes neither key nor PIN."""
    with _turn:
        try:
            yield
        except pkcs11.PKCS11Error as error:
            raise StoreError(f"the token does not answer as it should: {type(error).__name__}") from None


def open_token(access: TokenAccess) -> KeyToken:
    """Log in to the token. Raises `StoreError` when there is no such library or token, or when it refuses the PIN."""
    with taking_turns():
        try:
            token = pkcs11.lib(str(access.module)).get_token(token_label=access.label)
            return KeyToken(token.open(rw=True, user_pin=access.pin))
        except pkcs11.NoSuchToken:
            raise StoreError(f"no token is called {access.label}") from None
        except pkcs11.UserAlreadyLoggedIn:
            raise StoreError(f"this process has the token {access.label} open already") from None
        except _PIN_REFUSED as error:
            raise StoreError(f"the token {access.label} refuses the PIN: {type(error).__name__}") from None
        except (pkcs11.PKCS11Error, OSError) as error:
            raise StoreError(f"{access.module.name} cannot be used: {type(error).__name__}") from None
