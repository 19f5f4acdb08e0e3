"""What the people of the Relais want of a terminal between two visits. Reaches nobody who is being served."""

from dataclasses import dataclass

from kiosk.gateway.sitting import Sitting
from kiosk.protocol import Certified


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What holds from now on."""

    notice: str = ""
    """On the welcome."""
    is_restart_wanted: bool = False
    certificate: str = ""
    """A new one, most often none."""


def obey(sitting: Sitting, orders: Orders) -> None:
    """Take orders; what would disturb somebody waits until they have gone."""
    if orders.certificate:
        sitting.showing.send(Certified(certificate=orders.certificate))
    is_new = sitting.showing.notice != orders.notice
    sitting.showing.notice = orders.notice
    sitting.is_restart_wanted = orders.is_restart_wanted
    stay = sitting.stay
    if stay is None or stay.has_begun or sitting.showing.page is not None:
        return
    if is_new and stay.waits_for_card:
        sitting.showing.step(stay)
    sitting.restart_if_wanted()
