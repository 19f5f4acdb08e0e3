"""The telephone of a site: its voice, its people, the lines that calls come through. Chooses; decides nothing else."""

import socket
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from starlette.routing import BaseRoute

from core.acts.perform import Door
from core.acts.request import Context
from core.acts.request_call_back import RequestCallBack
from core.domain.audit import PurposeOfUse, Role
from core.domain.call_steps import Tally
from core.domain.identifiers import VisitId
from core.domain.refusals import Refusal
from core.journeys.phone_visit import phone_visit, phone_visit_after_no_answer
from core.journeys.visit import Terminal
from core.ports import TransactionLostError
from ivr.exchange import Exchange
from ivr.humans import Humans
from ivr.line.outgoing import NoOutgoingLine, OutgoingLine
from ivr.line.phone_service import PhoneService
from ivr.line.playout import Pace
from ivr.line.sip.endpoint import SipLine
from ivr.line.sip.settings import read_sip_settings
from ivr.line.twilio.account import TwilioLine, TwilioSettings
from ivr.line.twilio.switchboard import Switchboard
from ivr.line.twilio.webhooks import routes
from service.human_hours import human_hours
from service.outgoing import choose_outgoing
from service.phone_ear import choose_ear
from service.phone_voice import choose_voice
from service.premises import Premises
from service.settings import Settings, SettingsError

LAST_WORDS_SECONDS = 6.0
"""What a call of one's own line gets when the site ends: its last sentence lasts five."""
_WRITTEN = Pace(shows_texts=True, look_ahead=timedelta(minutes=5).total_seconds())
"""The telephone of the window reads what is said: its sound need not be sent at the pace of speech."""


@dataclass(frozen=True, kw_only=True)
class SiteTelephone:
    """What the settings switch on; without a line, nothing."""

    phone: PhoneService | None = None
    outgoing: OutgoingLine = field(default_factory=NoOutgoingLine, repr=False)
    """Calls and messages of ours. Nothing in the core asks for a code by telephone yet: `relais outgoing` tries it."""
    routes: tuple[BaseRoute, ...] = field(default=(), repr=False)
    sip: tuple[SipLine, socket.socket] | None = None
    """A line of one's own, and where it listens."""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Take calls while this is held."""
        if self.phone is not None:
            # A daemon: preparing takes some ten seconds, and the end of the site does not wait for it.
            threading.Thread(target=self.phone.prepare, name="prepare-voice", daemon=True).start()
        async with AsyncExitStack() as open_now:
            if self.phone is not None and self.phone.ear is not None:
                self.phone.ear.ear.start()
                open_now.callback(self.phone.ear.ear.close)
            if self.sip is not None:
                line, listening = self.sip
                await open_now.enter_async_context(line.serving(listening, LAST_WORDS_SECONDS))
            yield


def build_telephone(premises: Premises, settings: Settings, *, is_demonstration: bool) -> SiteTelephone:
    """Put the telephone together. Raises `SettingsError` when a setting of it can't serve."""
    if not settings.public_origin and not settings.sip:
        return SiteTelephone()
    ear = choose_ear(settings, premises.words, is_demonstration=is_demonstration)
    phone = PhoneService(
        exchange=Exchange(
            words=premises.words,
            clock=premises.door.clock,
            humans=_humans(settings),
            live=premises.live_calls,
            keep_steps=lambda day, tally: _add_steps(premises, day, tally),
            hears_words=ear is not None or is_demonstration,
        ),
        voice=choose_voice(settings, premises.words),
        make_visit=premises.visits(phone_visit),
        make_visit_after_no_answer=premises.visits(phone_visit_after_no_answer),
        ear=ear,
        pace=_WRITTEN if is_demonstration else Pace(),
    )
    twilio = _twilio(premises, settings, phone) if settings.public_origin else None
    return SiteTelephone(
        phone=phone,
        outgoing=choose_outgoing(settings, premises.words, twilio.switchboard) if twilio else NoOutgoingLine(),
        routes=tuple(routes(twilio)) if twilio else (),
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

    async def note_call_back(caller: str) -> bool:
        return bool(await phone.exchange.in_worker(lambda: _note_call_back(door, phone.terminal(caller))))

    return TwilioLine(
        settings=account, phone=phone, switchboard=Switchboard(door.clock, door.ids), call_backs=note_call_back
    )


def _note_call_back(door: Door, terminal: Terminal) -> bool:
    """A key pressed on a call that has no stream any more; whether the caller's own number waits now."""
    context = Context(
        role=Role.STRANGER,
        purpose=PurposeOfUse.IDENTIFICATION,
        channel=terminal.channel,
        place=terminal.place,
        device=terminal.device,
        caller=terminal.caller,
        visit_id=VisitId(door.ids.token()),
    )
    try:
        door.perform(RequestCallBack(), context)
    except (Refusal, TransactionLostError):
        return False
    return True


def _add_steps(premises: Premises, day: date, tally: Tally) -> None:
    with premises.store.begin() as records:
        records.call_steps.add(day, tally)


def _humans(settings: Settings) -> Humans:
    try:
        return Humans(number=settings.human_number, hours=human_hours(settings))
    except ValueError as fault:
        raise SettingsError(f"human_number: {fault}") from None
