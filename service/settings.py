"""Every setting of the product: its default, its meaning, where it may come from. Knows no part that uses it."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from service.faults import OperatorError

PREFIX = "RELAIS_"


class SettingsError(OperatorError, ValueError):
    """A setting that is unknown or has the wrong kind; the message names it and where it came from."""


def _setting(default: Any, meaning: str, *, is_secret: bool = False) -> Any:
    return field(default=default, metadata={"meaning": meaning}, repr=not is_secret)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One TOML file, then `RELAIS_…` environment variables over it."""

    help_number: str = _setting(
        "0199001234", "telephone of the people of the Relais, ten digits, shown on every mishap"
    )
    database: str = _setting(
        "", "postgresql://LOGIN:PASSWORD@HOST/NAME; empty: the records are in the data folder itself", is_secret=True
    )
    keys: str = _setting("", "folder of the key files and of the list of erasures; empty: the data folder")
    pkcs11_module: str = _setting("", "library of a PKCS#11 token that holds the key-encryption keys; empty: files")
    pkcs11_token: str = _setting("", "label of that token")
    pkcs11_pin: str = _setting("", "opens that token", is_secret=True)
    blobs: str = _setting("", "s3://BUCKET/PREFIX where original bytes are kept, sealed; empty: the data folder")
    s3_endpoint: str = _setting("", "https address of an S3-compatible server; empty: Amazon's of the region")
    s3_region: str = _setting("eu-west-3", "region of the bucket")
    s3_access_key_id: str = _setting("", "who we are to that server", is_secret=True)
    s3_secret_access_key: str = _setting("", "proves it", is_secret=True)
    sequencer: bool = _setting(
        default=True, meaning="this site writes the audit log; of several sites on one database, exactly one does"
    )
    identity: str = _setting(
        "", "file of the kiosk's own key (Ed25519, PEM), by which its site knows it; drawn there when it is missing"
    )
    public_origin: str = _setting("", "https origin that the telephone operator calls; empty: no telephone line")
    twilio_auth_token: str = _setting("", "signs what the telephone operator sends", is_secret=True)
    outgoing: bool = _setting(default=False, meaning="the telephone line also calls and writes; it never asks")
    twilio_account_sid: str = _setting("", "the account that calls of ours are made with, AC…")
    twilio_from: str = _setting("", "the number that calls of ours come from, as +33NNNNNNNNN")
    twilio_region: str = _setting("ie1", "where that account is held: ie1 (Ireland), us1 or au1")
    twilio_api: str = _setting("", "https address of another service that speaks as Twilio does; empty: Twilio's")
    sip: str = _setting(
        "", "HOST:PORT on which the SBC of a SIP trunk calls, an address of this machine; empty: no line of one's own"
    )
    sip_peers: str = _setting(
        "127.0.0.1", "addresses of that SBC, separated by commas; whoever else calls is not answered"
    )
    sip_rtp_ports: str = _setting("20000-20999", "UDP ports on which the sound of calls flows: one even port a call")
    human_number: str = _setting(
        "+33199001234", "where a caller is put through to a person, as +33NNNNNNNNN; empty: nobody, ever"
    )
    human_hours: str = _setting(
        "mon-fri 09:00-17:00",
        "when people answer, in French time, public holidays apart: mon-fri 09:00-12:00 14:00-17:00, sat 09:00-12:00",
    )
    phone_recogniser: str = _setting(
        "", "folder of a Vosk model in French, for callers who speak; virtual; empty: keys alone"
    )
    notices_to: str = _setting("", "address of the people of the Relais, told when a human is needed; empty: no e-mail")
    notices_smtp: str = _setting("127.0.0.1:25", "HOST:PORT of the mail server that takes these notices")
    phone_speech: str = _setting("pico", "voice of the telephone: pico, espeak or pyttsx3")
    prompts: str = _setting("", "folder where the telephone's fixed prompts stay between two starts; empty: in memory")
    recordings: str = _setting("", "folder of telephone prompts recorded by a person, `relais speech recordings`")
    notices_sms: str = _setting("", "their mobile, as +33NNNNNNNNN, told too; needs outgoing; empty: no message")
    card_reader: str = _setting("pcsc", "pcsc or virtual")
    printer: str = _setting("virtual", "virtual, or HOST:PORT of an ESC/POS printer")
    page_printer: str = _setting(
        "", "A4 printer beside the kiosk: a CUPS queue, QUEUE or HOST:PORT/QUEUE; virtual; empty: none"
    )
    speech: str = _setting("pico", "pico, espeak, pyttsx3 or none")
    keypad: str = _setting("", "input device of the tactile keypad, /dev/input/by-id/…-event-kbd; virtual; empty: none")
    headset: str = _setting("", "input device of the headset jack, /dev/input/by-path/…; virtual; empty: none is known")
    recogniser: str = _setting(
        "", "folder of a Vosk model in the language of the kiosk, for answers by voice; virtual; empty: none"
    )
    px_per_mm: float = _setting(3.4, "density of the kiosk's screen: measure it, never guess")
    screen: str = _setting("1280x1024", "size of the kiosk's screen in pixels")
    fullscreen: bool = _setting(default=False, meaning="the kiosk fills the screen and hides the pointer")


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the file if one is named, then the environment. Raises `SettingsError`, naming the setting."""
    values: dict[str, Any] = {}
    if file is not None:
        try:
            values.update(tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{file}: {error}") from None
    for item in fields(Settings):
        name = PREFIX + item.name.upper()
        if name in (os.environ if environment is None else environment):
            values[item.name] = _from_text(name, (environment or os.environ)[name], item.type)
    return _checked(values)


def describe() -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each setting, for `relais settings`."""
    for item in fields(Settings):
        yield item.name, repr(item.default), item.metadata["meaning"]


def _checked(values: dict[str, Any]) -> Settings:
    kinds = {item.name: item.type for item in fields(Settings)}
    for name, value in values.items():
        if name not in kinds:
            raise SettingsError(f"{name}: no such setting; `relais settings` lists them")
        kind = kinds[name]
        is_right = isinstance(value, int | float) if kind is float else type(value) is kind
        if not is_right:
            raise SettingsError(f"{name}: a {getattr(kind, '__name__', kind)} is expected")
    return Settings(**values)


def _from_text(name: str, text: str, kind: Any) -> Any:
    if kind is bool:
        if text not in ("0", "1"):
            raise SettingsError(f"{name}: 0 or 1 is expected")
        return text == "1"
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(f"{name}: a {kind.__name__} is expected") from None
