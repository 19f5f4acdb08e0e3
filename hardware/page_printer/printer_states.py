"""What IPP says of a printer (RFC 8011, 5.4.11 and 5.4.12), as our status. Knows no line and no page."""

from collections.abc import Iterable

from hardware.ports import PrinterStatus

STOPPED = 5
"""`printer-state` of a printer that takes jobs and prints none."""

_SEVERITIES = ("-error", "-warning", "-report")
_COVER = frozenset({"cover-open", "door-open", "interlock-open"})
_NO_PAPER = frozenset({"media-empty", "media-needed"})
_FAULT = frozenset(
    {
        "media-jam",
        "input-tray-missing",
        "output-tray-missing",
        "output-area-full",
        "marker-supply-empty",
        "marker-waste-full",
        "toner-empty",
        "developer-empty",
        "fuser-over-temp",
        "fuser-under-temp",
        "paused",
        "shutdown",
        "stopped-partly",
        "spool-area-full",
        "other",
    }
)
_LOW = frozenset({"media-low"})


def status_of(state: int, reasons: Iterable[str]) -> PrinterStatus:
    """Say what state and reasons mean together, the reason a hand can mend first; low toner still prints."""
    said = {_plain(reason) for reason in reasons}
    for names, status in (
        (_COVER, PrinterStatus.COVER_OPEN),
        (_NO_PAPER, PrinterStatus.NO_PAPER),
        (_FAULT, PrinterStatus.FAULTY),
    ):
        if said & names:
            return status
    if state == STOPPED:
        return PrinterStatus.FAULTY
    return PrinterStatus.PAPER_LOW if said & _LOW else PrinterStatus.READY


def _plain(reason: str) -> str:
    for severity in _SEVERITIES:
        reason = reason.removesuffix(severity)
    return reason
