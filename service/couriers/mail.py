"""Tells the people of the Relais by e-mail that a human is needed: what happened, where and when, never to whom."""

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

import structlog

from core.domain.outbox import Errand
from core.ports import Courier, DeliveryError
from core.texts.facts import Facts
from core.texts.words import Words
from core.texts.written import paris_day
from service.settings import Settings, SettingsError

PATIENCE_SECONDS = 10
_ADDRESS = re.compile(r"[^@\s<>\",;:]+@([A-Za-z0-9.-]+)")
_log = structlog.get_logger()


class Unsent(Courier):
    """The operator named no address: nothing leaves, and nothing is owed; the journal says what happened."""

    def deliver(self, errand: Errand) -> None:
        """One line in the journal."""
        if is_about_somebody(errand):
            _log.warning(errand.topic, place=errand.payload["place"])


@dataclass(frozen=True, kw_only=True)
class MailCourier(Courier):
    """Hands notices to a mail server, encrypted on the way when that server can."""

    words: Words = field(repr=False)
    to: str
    host: str
    port: int

    @classmethod
    def of(cls, settings: Settings, words: Words) -> "MailCourier":
        """Read the two settings; `SettingsError` names the one that is wrong."""
        if not _ADDRESS.fullmatch(settings.notices_to):
            raise SettingsError("notices_to: one address is expected, name@example.org")
        host, _, port = settings.notices_smtp.rpartition(":")
        if not host or not port.isdecimal():
            raise SettingsError("notices_smtp: HOST:PORT is expected")
        return cls(words=words, to=settings.notices_to, host=host, port=int(port))

    def deliver(self, errand: Errand) -> None:
        """Send it; whoever gets it twice recognises it by its Message-ID, which is the errand's own."""
        if not is_about_somebody(errand):
            return
        message = self._write(errand)
        try:
            with smtplib.SMTP(self.host, self.port, self._domain, PATIENCE_SECONDS) as server:
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=ssl.create_default_context())
                server.send_message(message)
        except smtplib.SMTPResponseException as refused:
            raise DeliveryError(f"the mail server answers {refused.smtp_code}") from None
        except smtplib.SMTPRecipientsRefused:
            raise DeliveryError("the mail server refuses the address of notices_to") from None
        except (smtplib.SMTPException, OSError) as fault:
            raise DeliveryError(f"the mail server can't be reached ({type(fault).__name__})") from None

    @property
    def _domain(self) -> str:
        """Where the address is: the machine's own name is nobody's business."""
        return self.to.rpartition("@")[2]

    def _write(self, errand: Errand) -> EmailMessage:
        at = datetime.fromisoformat(errand.payload["at"])
        facts: Facts = {"day": paris_day(at), "at": at, "place": errand.payload["place"]}
        key = f"notice--{errand.topic}"
        message = EmailMessage()
        message["Subject"] = self.words.written(key)
        message["From"] = message["To"] = self.to
        message["Message-ID"] = f"<{errand.entry_id}@{self._domain}>"
        message["Date"] = at
        message.set_content("\n".join(self.words.lines(key, facts)) + "\n")
        return message


def is_about_somebody(errand: Errand) -> bool:
    """A claim that leads to nobody was closed like any other, so that it costs the same; no human is needed."""
    return errand.payload["is_known"] == "yes"
