"""Calls and short messages of a site: what the settings switch on. Decides nothing else."""

from core.texts.words import Words
from ivr.line.outgoing import NoOutgoingLine, OutgoingLine
from ivr.line.twilio.account import TwilioSettings
from ivr.line.twilio.rest_account import RestAccount
from ivr.line.twilio.switchboard import Switchboard
from service.chance import SystemChance
from service.clock import SystemClock
from service.settings import Settings, SettingsError


def choose_outgoing(settings: Settings, words: Words, switchboard: Switchboard | None = None) -> OutgoingLine:
    """Nothing leaves the machine unless the operator said so. Raises `SettingsError`, naming the setting.

    A code is kept by the switchboard of the line that will say it; fixed sentences need none.
    """
    if not settings.outgoing:
        return NoOutgoingLine()
    from ivr.line.twilio.rest import TwilioOutgoing

    try:
        return TwilioOutgoing(
            settings=TwilioSettings(public_origin=settings.public_origin, auth_token=settings.twilio_auth_token),
            account=RestAccount(
                account_sid=settings.twilio_account_sid,
                auth_token=settings.twilio_auth_token,
                number=settings.twilio_from,
                region=settings.twilio_region,
                api=settings.twilio_api,
            ),
            switchboard=switchboard or Switchboard(SystemClock(), SystemChance()),
            words=words,
        )
    except ValueError as fault:
        raise SettingsError(f"outgoing: {fault}") from None
