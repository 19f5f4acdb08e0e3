"""The opening hours that the settings give, for whoever counts with them and for whoever says them."""

from core.domain.opening_hours import OpeningHours, read_hours
from service.settings import Settings, SettingsError


def human_hours(settings: Settings) -> OpeningHours:
    """When people answer. Raises `SettingsError`, which says how hours are written."""
    try:
        return read_hours(settings.human_hours)
    except ValueError as fault:
        raise SettingsError(f"human_hours: {fault}") from None
