"""Where the settings put keys and blobs. Knows no key."""

from pathlib import Path

from core.storage.blobs import S3Access
from core.storage.pkcs11_token import TokenAccess
from core.storage.places import Places, within
from service.settings import Settings, SettingsError


def choose_places(folder: Path, settings: Settings) -> Places:
    """The places of a site; what is not set is in its data folder. `SettingsError` names what is half set."""
    here = within(folder)
    return Places(
        keys=Path(settings.keys) if settings.keys else here.keys,
        blobs=settings.blobs or here.blobs,
        s3=S3Access(
            endpoint=settings.s3_endpoint,
            region=settings.s3_region,
            access_key_id=settings.s3_access_key_id,
            secret_access_key=settings.s3_secret_access_key,
        ),
        token=_token(settings),
    )


def _token(settings: Settings) -> TokenAccess | None:
    if not settings.pkcs11_module:
        return None
    for name in ("pkcs11_token", "pkcs11_pin"):
        if not getattr(settings, name):
            raise SettingsError(f"{name}: needed with pkcs11_module")
    return TokenAccess(module=Path(settings.pkcs11_module), label=settings.pkcs11_token, pin=settings.pkcs11_pin)
