"""The telephone of a site: its voice, its people, the lines that calls come through. Chooses; decides nothing else."""

import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.routing import BaseRoute

from core.journeys.phone_visit import phone_visit
from hardware.speech.pico import PicoSynthesizer
from ivr.exchange import Exchange
from ivr.humans import Humans
from ivr.line.phone_service import PhoneService
from ivr.line.sip.endpoint import SipLine
from ivr.line.sip.settings import read_sip_settings
from ivr.line.sound_line import Pace
from ivr.line.twilio.account import TwilioLine, TwilioSettings
from ivr.line.twilio.switchboard import Switchboard
from ivr.line.twilio.webhooks import routes
from ivr.sound import Voice
from service.premises import Premises
from service.settings import Settings, SettingsError

VOICE_NAME = "pico-fr"
LAST_WORDS_SECONDS = 6.0
"""What a call of one's own line gets when the site ends: its last sentence lasts five."""
_WRITTEN = Pace(shows_texts=True, look_ahead=timedelta(minutes=5).total_seconds())
"""The telephone of the window reads what is said: its sound need not be sent at the pace of speech."""


@dataclass(frozen=True, kw_only=True)
class SiteTelephone:
    """What the settings switch on; without a line, nothing."""

    phone: PhoneService | None = None
    routes: tuple[BaseRoute, ...] = field(default=(), repr=False)
    sip: tuple[SipLine, socket.socket] | None = None
    """A line of one's own, and where it listens."""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Take calls while this is held."""
        if self.phone is not None:
            # A daemon: preparing takes some ten seconds, and the end of the site does not wait for it.
            threading.Thread(target=self.phone.prepare, name="prepare-voice", daemon=True).start()
        if self.sip is None:
            yield
            return
        line, listening = self.sip
        async with line.serving(listening, LAST_WORDS_SECONDS):
            yield


def build_telephone(premises: Premises, settings: Settings, *, is_demonstration: bool) -> SiteTelephone:
    """Put the telephone together. Raises `SettingsError` when a line or the number of a person can't serve."""
    if not settings.public_origin and not settings.sip:
        return SiteTelephone()
    phone = PhoneService(
        exchange=Exchange(words=premises.words, clock=premises.door.clock, humans=_humans(settings)),
        voice=Voice(synthesizer=PicoSynthesizer(), name=VOICE_NAME),
        make_visit=premises.visits(phone_visit),
        pace=_WRITTEN if is_demonstration else Pace(),
    )
    return SiteTelephone(
        phone=phone,
        routes=tuple(routes(_twilio(premises, settings, phone))) if settings.public_origin else (),
        sip=_sip(settings, phone) if settings.sip else None,
    )


def _sip(settings: Settings, phone: PhoneService) -> tuple[SipLine, socket.socket]:
    try:
        line = SipLine(
            settings=read_sip_settings(settings.sip, settings.sip_peers, settings.sip_rtp_ports), phone=phone
        )
    except ValueError as fault:
        raise SettingsError(str(fault)) from None
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        listening.bind((line.settings.host, line.settings.port))
    except OSError as fault:
        listening.close()
        raise SettingsError(f"sip: {settings.sip} can't be listened on: {fault}") from None
    return line, listening


def _twilio(premises: Premises, settings: Settings, phone: PhoneService) -> TwilioLine:
    try:
        account = TwilioSettings(public_origin=settings.public_origin, auth_token=settings.twilio_auth_token)
    except ValueError as fault:
        raise SettingsError(f"public_origin: {fault}") from None
    door = premises.door
    return TwilioLine(settings=account, phone=phone, switchboard=Switchboard(door.clock, door.ids))


def _humans(settings: Settings) -> Humans:
    try:
        return Humans(number=settings.human_number)
    except ValueError as fault:
        raise SettingsError(f"human_number: {fault}") from None
