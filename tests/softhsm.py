"""A PKCS#11 token for tests: SoftHSM's, in a folder of its own, seen by this process while the block lasts."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11

from core.storage.pkcs11_token import TokenAccess

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "739182"
ENVIRONMENT = "SOFTHSM2_CONF"


@contextmanager
def softhsm_token(folder: Path, label: str = "relais") -> Iterator[TokenAccess]:
    """Make a token and let the library see it alone: it is loaded afresh, and out of this process afterwards."""
    tokens = folder / "tokens"
    tokens.mkdir(parents=True)
    configuration = folder / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n", "utf-8"
    )
    before = os.environ.get(ENVIRONMENT)
    pkcs11.unload(str(MODULE))
    os.environ[ENVIRONMENT] = str(configuration)
    try:
        command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "84736251", "--pin", PIN]
        subprocess.run(command, check=True, capture_output=True)
        yield TokenAccess(module=MODULE, label=label, pin=PIN)
    finally:
        pkcs11.unload(str(MODULE))
        if before is None:
            del os.environ[ENVIRONMENT]
        else:
            os.environ[ENVIRONMENT] = before
