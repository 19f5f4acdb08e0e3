"""Notices to the people of the Relais, against a real mail server: what they say, what they never say, once."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from core.domain.outbox import ACCESS_CLOSED, Errand
from core.ports import DeliveryError
from core.storage.blobs import open_blobs
from core.texts.words import load_words
from service.couriers import choose_couriers
from service.couriers.mail import MailCourier
from service.settings import Settings, SettingsError
from tests.service.canary import found_in, spellings

TO = "accueil@relais.example"
ERRAND = Errand(
    entry_id="6e8f0a1b",
    topic=ACCESS_CLOSED,
    payload={
        "place": "Pharmacie des Tilleuls",
        "channel": "kiosk",
        "at": "2026-11-23T09:42:00+00:00",
        "is_known": "yes",
    },
    attempts=1,
)


class Letterbox:
    """What the mail server took, and how it answers."""

    def __init__(self) -> None:
        self.taken = list[EmailMessage]()
        self.answer = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - as aiosmtpd calls it
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
        return self.answer


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def courier(letterbox: Letterbox) -> Iterator[MailCourier]:
    """The one that the settings choose, before a real server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    server = Controller(letterbox, hostname="127.0.0.1", port=port)
    server.start()
    yield courier_of(f"127.0.0.1:{port}")
    server.stop()


def courier_of(smtp: str, to: str = TO) -> MailCourier:
    settings = Settings(notices_to=to, notices_smtp=smtp)
    courier = choose_couriers(settings, load_words(), open_blobs("memory:///"))[ACCESS_CLOSED]
    assert isinstance(courier, MailCourier)
    return courier


def test_a_notice_says_what_where_and_when(courier: MailCourier, letterbox: Letterbox) -> None:
    """In French, in French time; nothing about whom, and nothing of the machine."""
    courier.deliver(ERRAND)
    (message,) = letterbox.taken
    body = message.get_content().replace("\N{NO-BREAK SPACE}", " ")
    assert message["Subject"] == "Un accès est fermé au Relais"
    assert message["To"] == TO
    assert "le 23 novembre 2026, à 10 h 42." in body
    assert "Pharmacie des Tilleuls" in body
    whole = message.as_bytes()
    assert found_in(whole, spellings(())) == []
    assert socket.gethostname().encode() not in whole


def test_nobody_is_told_of_a_number_that_is_nobodys(courier: MailCourier, letterbox: Letterbox) -> None:
    """Whoever tries numbers at random fills no letterbox; the errand is done all the same."""
    courier.deliver(replace(ERRAND, payload={**ERRAND.payload, "is_known": "no"}))
    assert letterbox.taken == []


def test_a_notice_sent_twice_is_one_for_its_reader(courier: MailCourier, letterbox: Letterbox) -> None:
    """Same Message-ID, of the errand's own name: mail programs show it once."""
    courier.deliver(ERRAND)
    courier.deliver(ERRAND)
    assert [message["Message-ID"] for message in letterbox.taken] == ["<6e8f0a1b@relais.example>"] * 2


@pytest.mark.parametrize("answer", ["451 busy Odette", "550 no such Odette"])
def test_a_refusal_is_told_by_its_code(courier: MailCourier, letterbox: Letterbox, answer: str) -> None:
    """What the other side says is not quoted: it may be anything."""
    letterbox.answer = answer
    with pytest.raises(DeliveryError, match=answer[:3]) as fault:
        courier.deliver(ERRAND)
    assert "Odette" not in str(fault.value)


def test_a_server_that_is_not_there_is_told() -> None:
    """It is asked again later."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(DeliveryError, match="can't be reached"):
        courier_of(f"127.0.0.1:{port}").deliver(ERRAND)


def test_nothing_leaves_unless_the_operator_said_where(capfd: pytest.CaptureFixture[str]) -> None:
    """Promise 7: without an address no mail server is called; the journal says what happened, and nothing is owed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        settings = Settings(notices_smtp=f"127.0.0.1:{listener.getsockname()[1]}")
        choose_couriers(settings, load_words(), open_blobs("memory:///"))[ACCESS_CLOSED].deliver(ERRAND)
        with pytest.raises(TimeoutError):
            listener.accept()
    assert "access-closed" in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("to", "smtp", "named"),
    [("accueil", "a:25", "notices_to"), ("a@b, c@d", "a:25", "notices_to"), (TO, "mail", "notices_smtp")],
)
def test_a_wrong_setting_is_named(to: str, smtp: str, named: str) -> None:
    """At the start of the site, not at the first notice."""
    with pytest.raises(SettingsError, match=named):
        courier_of(smtp, to)
