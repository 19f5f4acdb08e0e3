"""What keys on a token promise beyond the contract: they never leave it, and what is wrong with it is told."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from pkcs11 import Attribute, KeyType, MechanismFlag

from core.storage.errors import StoreError
from core.storage.pkcs11_keys import open_pkcs11_keys
from core.storage.pkcs11_token import ROOT_LABEL, TokenAccess, open_token
from tests.real_stacks import requires
from tests.softhsm import MODULE, PIN, softhsm_token

pytestmark = requires("softhsm")

_ROTATE = """
import sys
from pathlib import Path
from core.storage.pkcs11_keys import open_pkcs11_keys
from core.storage.pkcs11_token import TokenAccess
module, label, pin = sys.argv[1:]
keys = open_pkcs11_keys(TokenAccess(module=Path(module), label=label, pin=pin), may_make=False)
print(keys.rotate())
keys.close()
"""


@pytest.fixture
def access(tmp_path: Path) -> Iterator[TokenAccess]:
    """An empty token."""
    with softhsm_token(tmp_path) as made:
        yield made


def session(access: TokenAccess) -> pkcs11.Session:
    """The token as any program with the PIN sees it."""
    return pkcs11.lib(str(access.module)).get_token(token_label=access.label).open(rw=True, user_pin=access.pin)


def test_keys_cannot_leave_the_token(access: TokenAccess) -> None:
    """Not even for a program that has the PIN: drawn inside, sensitive, never extractable, for their one use."""
    keys = open_pkcs11_keys(access, may_make=True)
    keys.rotate()
    keys.close()
    with session(access) as opened:
        found = list(opened.get_objects())
        assert sorted(each[Attribute.LABEL] for each in found) == ["relais-kek-1", "relais-kek-2", ROOT_LABEL]
        for key in found:
            assert key[Attribute.ALWAYS_SENSITIVE]
            assert key[Attribute.NEVER_EXTRACTABLE]
            assert key[Attribute.PRIVATE]
            assert not key[Attribute.WRAP]
            with pytest.raises(pkcs11.AttributeSensitive):
                key[Attribute.VALUE]


def test_a_key_that_could_leave_is_refused(access: TokenAccess) -> None:
    """Somebody else drew it, or brought it from outside."""
    open_pkcs11_keys(access, may_make=True).close()
    with session(access) as opened:
        opened.generate_key(
            KeyType.AES,
            256,
            label="relais-kek-2",
            store=True,
            capabilities=MechanismFlag.ENCRYPT | MechanismFlag.DECRYPT,
            template={Attribute.EXTRACTABLE: True, Attribute.SENSITIVE: False},
        )
    with pytest.raises(StoreError, match="relais-kek-2 could leave the token"):
        open_pkcs11_keys(access, may_make=True)


def test_two_keys_of_one_name_are_refused(access: TokenAccess) -> None:
    """Which of them opens what is not for a program to guess."""
    open_pkcs11_keys(access, may_make=True).close()
    token = open_token(access)
    token.make_kek(1)
    token.close()
    with pytest.raises(StoreError, match="2 keys called relais-kek-1"):
        open_pkcs11_keys(access, may_make=False)


def told(access: TokenAccess) -> str:
    """What the operator reads; never the PIN."""
    with pytest.raises(StoreError) as raised:
        open_pkcs11_keys(access, may_make=True)
    assert PIN not in str(raised.value)
    assert not access.pin or access.pin not in str(raised.value)
    return str(raised.value)


def test_what_is_wrong_with_a_token_is_told(access: TokenAccess) -> None:
    """PIN, name, library; and after each, the right ones work."""
    assert told(replace(access, pin="000000")) == "the token relais refuses the PIN: PinIncorrect"
    assert told(replace(access, pin="")).startswith("the token relais refuses the PIN")
    assert told(replace(access, label="other")) == "no token is called other"
    assert told(replace(access, module=MODULE.with_name("nobody.so"))).startswith("nobody.so cannot be used")
    open_pkcs11_keys(access, may_make=True).close()


def test_one_opening_a_process(access: TokenAccess) -> None:
    """Logging one out would log the other out too: told at once, and the first goes on."""
    keys = open_pkcs11_keys(access, may_make=True)
    assert "open already" in told(access)
    assert keys.unwrap(*keys.wrap(b"k" * 32, b"c"), b"c") == b"k" * 32
    keys.close()


def test_a_rotation_by_another_process_is_seen_at_once(access: TokenAccess) -> None:
    """Or this one would go on closing keys under a version that is about to be destroyed."""
    keys = open_pkcs11_keys(access, may_make=True)
    assert keys.wrap(b"k" * 32, b"c")[0] == 1
    asked = [sys.executable, "-c", _ROTATE, str(access.module), access.label, access.pin]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "2\n"
    version, wrapped = keys.wrap(b"k" * 32, b"c")
    assert version == 2
    assert keys.unwrap(version, wrapped, b"c") == b"k" * 32
    keys.close()


def test_a_token_that_is_gone_is_told(access: TokenAccess) -> None:
    """Its library is taken away under a running site: an error for the operator, not a forged key."""
    keys = open_pkcs11_keys(access, may_make=True)
    version, wrapped = keys.wrap(b"k" * 32, b"c")
    pkcs11.lib(str(access.module)).reinitialize()
    for ask in (
        lambda: keys.unwrap(version, wrapped, b"c"),
        lambda: keys.wrap(b"k" * 32, b"c"),
        lambda: keys.derive("backup"),
        keys.rotate,
    ):
        with pytest.raises(StoreError, match="the token does not answer as it should"):
            ask()


def test_a_pin_is_not_printed(access: TokenAccess) -> None:
    """The access to a token lands in a log sooner or later."""
    assert PIN not in repr(access)


def test_tokens_of_two_tests_never_meet(access: TokenAccess, tmp_path: Path) -> None:
    """The control of this file's bench: another folder, another token, none of the first one's keys."""
    keys = open_pkcs11_keys(access, may_make=True)
    backup = keys.derive("backup")
    keys.close()
    with softhsm_token(tmp_path / "second") as second:
        with pytest.raises(StoreError, match="missing on the token"):
            open_pkcs11_keys(second, may_make=False)
        again = open_pkcs11_keys(second, may_make=True)
        assert again.derive("backup") != backup
        again.close()
