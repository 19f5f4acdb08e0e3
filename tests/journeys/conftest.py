"""The walks, on each channel. Here they are bare; touch and voice play the same stories with their own hands."""

import pytest

from core.demo.people import ODETTE
from core.domain.audit import Channel
from tests.conftest import Space
from tests.journeys.walks import Walk


@pytest.fixture(params=[Channel.KIOSK, Channel.PHONE], ids=["kiosk", "phone"])
def walk(request: pytest.FixtureRequest, space: Space) -> Walk:
    """Odette's story, at a kiosk and by telephone."""
    return Walk(space=space, channel=request.param, person=ODETTE)


@pytest.fixture
def kiosk_walk(space: Space) -> Walk:
    """Odette's story at a kiosk, where papers come out."""
    return Walk(space=space, channel=Channel.KIOSK, person=ODETTE)


@pytest.fixture
def phone_walk(space: Space) -> Walk:
    """Odette's story by telephone, where papers must be fetched elsewhere."""
    return Walk(space=space, channel=Channel.PHONE, person=ODETTE)
