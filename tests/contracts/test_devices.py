"""What every store promises of terminals: kept whole, found by their key, one key in one place."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from core.domain.devices import MOST_NOTICE_LETTERS, MOST_WRONG_CODES, OFFER_LASTS, Device, Offer
from core.domain.identifiers import DeviceId
from core.storage.unit_of_work import Store

NOW = datetime(2026, 11, 27, 9, 42, tzinfo=UTC)
KEY = bytes(range(32))
TILLEULS = Device(device_id=DeviceId("kiosk-1"), place="Pharmacie des Tilleuls")
WHOLE = Device(
    device_id=DeviceId("kiosk-2"),
    place="Mairie d'Aubigny",
    public_key=KEY,
    enrolled_at=NOW,
    revoked_at=NOW,
    seen_at=NOW,
    offer=Offer(code_digest="d", until_at=NOW + OFFER_LASTS, wrong_codes=3),
    restart_asked_at=NOW,
    notice="Fermé à midi.",
    notice_until_at=NOW + timedelta(hours=24),
)


def put(store: Store, *devices: Device) -> None:
    with store.begin() as records:
        for device in devices:
            records.devices.put(device)


def test_a_terminal_is_found_as_it_was_put(store: Store) -> None:
    """By name, by key, in the list; again replaces it."""
    put(store, WHOLE, TILLEULS)
    with store.begin() as records:
        assert records.devices.get(WHOLE.device_id) == WHOLE
        assert records.devices.by_key(KEY) == WHOLE
        assert records.devices.all() == (TILLEULS, WHOLE)
        assert records.devices.some({TILLEULS.device_id, DeviceId("kiosk-9")}) == (TILLEULS,)
        assert records.devices.offered() == (WHOLE,)
    put(store, Device(device_id=WHOLE.device_id, place="Mairie"))
    with store.begin() as records:
        assert records.devices.get(WHOLE.device_id) == Device(device_id=WHOLE.device_id, place="Mairie")
        assert records.devices.by_key(KEY) is None


def test_who_is_not_known_is_nobody(store: Store) -> None:
    """Neither by name nor by key; terminals without a machine have no key in common."""
    put(store, TILLEULS, Device(device_id=DeviceId("kiosk-3"), place="Mairie"))
    with store.begin() as records:
        assert records.devices.get(DeviceId("kiosk-2")) is None
        assert records.devices.by_key(KEY) is None


def test_a_key_stands_in_one_place(store: Store) -> None:
    """The table itself refuses a second one."""
    put(store, WHOLE)
    with pytest.raises(IntegrityError):
        put(store, Device(device_id=DeviceId("kiosk-3"), place="Mairie", public_key=KEY))


def test_who_is_connected_is_noted_and_nobody_else(store: Store) -> None:
    """Nothing else of them changes."""
    put(store, WHOLE, TILLEULS)
    with store.begin() as records:
        records.devices.hold()
        records.devices.mark_seen((TILLEULS.device_id,), NOW + timedelta(minutes=1))
        seen = records.devices.get(TILLEULS.device_id)
        assert seen is not None
        assert (seen.seen_at, seen.place) == (NOW + timedelta(minutes=1), TILLEULS.place)
        assert records.devices.get(WHOLE.device_id) == WHOLE


@pytest.mark.parametrize(
    ("name", "place", "notice"),
    [
        ("", "Mairie", ""),
        ("Kiosk", "Mairie", ""),
        ("kiosk 1", "Mairie", ""),
        ("k" * 41, "Mairie", ""),
        ("../etc", "Mairie", ""),
        ("kiosk-1", "", ""),
        ("kiosk-1", "  ", ""),
        ("kiosk-1", "Mairie\nde Bourg", ""),
        ("kiosk-1", "M" * 61, ""),
        ("kiosk-1", "Mairie", "a\x1b[31m"),
        ("kiosk-1", "Mairie", "a" * (MOST_NOTICE_LETTERS + 1)),
    ],
)
def test_what_can_not_be_shown_or_traced_is_no_terminal(name: str, place: str, notice: str) -> None:
    """Refused before it is kept."""
    with pytest.raises(ValueError, match="letters"):
        Device(device_id=DeviceId(name), place=place, notice=notice)


def test_a_code_is_open_until_its_time_or_too_many_guesses() -> None:
    """Whichever comes first."""
    offer = Offer(code_digest="d", until_at=NOW)
    assert offer.is_open(NOW - timedelta(seconds=1))
    assert not offer.is_open(NOW)
    guessed = Offer(code_digest="d", until_at=NOW, wrong_codes=MOST_WRONG_CODES)
    assert not guessed.is_open(NOW - timedelta(seconds=1))
