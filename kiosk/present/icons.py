"""Which drawing stands beside which words, by name in the icon set (look/tokens.toml). An unknown key has none."""

from core.domain.documents import Category

OF_CATEGORY = {
    Category.SUMMARY: "files",
    Category.REPORT: "stethoscope",
    Category.BIOLOGY: "flask",
    Category.IMAGING: "image",
    Category.PRESCRIPTION: "pill",
    Category.VACCINATION: "syringe",
    Category.PREVENTION: "heartbeat",
    Category.CERTIFICATE: "file-text",
    Category.MEASURES: "heartbeat",
    Category.REIMBURSEMENT: "receipt",
    Category.WISHES: "chats-circle",
    Category.PERSONAL: "user",
    Category.PROFILE: "user-gear",
    Category.ADMINISTRATIVE: "file-text",
}

_OF_KEY = {
    "kiosk-idle--continue": "hand-tap",
    "kiosk-help--how": "hand-tap",
    "main-menu--documents": "files",
    "main-menu--organ-donation": "users-three",
    "main-menu--other": "list-bullets",
    "other-choices--receipts": "receipt",
    "receipt-line": "receipt",
    "after-hearing--withdraw": "arrows-counter-clockwise",
    "without-card--no-card": "identification-card",
    "without-card--what-for": "question",
    "secret-code--forgotten": "key",
    "document--paper": "printer",
    "document--sheets": "printer",
    "document--other": "list-bullets",
    "organ-donation-wish--refuse": "hand-palm",
    "organ-donation-wish--tell-relatives": "chats-circle",
    "organ-donation-wish--papers": "printer",
    "organ-donation-wish--nothing-today": "clock",
    "organ-donation-wish--leave-as-is": "check",
    "organ-donation-wish--withdraw": "arrows-counter-clockwise",
    "organ-donation-extent--everything": "hand-palm",
    "organ-donation-extent--some-organs": "list-checks",
    "organ-donation-extent--some-purposes": "list-checks",
}

_OF_ANSWER = {
    "print": "printer",
    "do-not-print": "x",
    "register-request": "printer",
    "relative-paper": "printer",
    "both-papers": "printer",
    "paper": "printer",
    "number": "receipt",
    "try-again": "arrows-clockwise",
    "retry": "arrows-clockwise",
    "continue": "arrow-right",
    "return": "arrow-left",
    "menu": "house",
    "person": "phone",
    "finish": "sign-out",
    "end": "sign-out",
    "stop": "hand-palm",
    "how": "question",
    "right": "check",
    "correct": "pencil-simple",
    "yes": "check",
    "no": "x",
    "next": "arrow-right",
}

_OF_LAST_LINES = {
    "card-unreadable": ("1", "2", "3"),
    "card-foreign": ("1", "2"),
    "card-worn": ("check", "arrows-clockwise", "phone"),
    "card-no-reader": ("check", "phone"),
    "about-no-card": ("phone", "list-bullets", "users-three"),
    "about-what-for": ("files", "chats-circle", "identification-card"),
    "about-person": ("house", "phone", "lock-key"),
    "kiosk-help-person": ("house", "phone", "lock-key"),
    "documents-none": ("stethoscope", "files"),
    "document-not-found": ("x", "files", "phone"),
    "not-permitted": ("check", "phone"),
    "space-not-open": ("check", "phone"),
    "organ-donation-too-young": ("check", "chats-circle"),
    "organ-donation-nothing-to-withdraw": ("info", "check"),
    "organ-donation-nothing-kept": ("check", "clock"),
    "organ-donation-held-nothing": ("info",),
    "organ-donation-held-withdrawal": ("calendar-blank", "info"),
    "organ-donation-relatives": ("chats-circle", "users-three", "info"),
    "organ-donation-law": ("check", "hand-palm", "arrows-clockwise"),
    "organ-donation-law-minor": ("hand-palm", "list-checks", "arrows-clockwise"),
}
_OF_FACTS = {
    "kiosk-help-how": ("speaker-high", "text-aa", "arrow-left"),
    "kiosk-apology": ("check", "warning-circle"),
    "organ-donation-recap": ("receipt", "arrows-clockwise"),
    "organ-donation-recap-withdrawal": ("receipt", "clock"),
}


def icon_of(key: str) -> str:
    """The drawing of a key on screen, by the key of its words: its own, else that of its answer."""
    return _OF_KEY.get(key) or _OF_ANSWER.get(key.rpartition("--")[2], "")


def icon_of_note(key: str) -> str:
    """The drawing of a screen's note; empty for the one that goes with its tone."""
    return "printer" if key.startswith(("receipt--", "paper--", "sheets--")) else ""


def icons_of_facts(key: str, count: int) -> tuple[str, ...]:
    """The drawings of a screen's facts, one each."""
    known = _OF_FACTS.get(key, ())
    return (known + ("check",) * count)[:count]


def icons_of_last_lines(key: str) -> tuple[str, ...]:
    """Drawings, or numbers of gestures, for the last sentences of a screen: they become its facts. Most have none."""
    return _OF_LAST_LINES.get(key, ())
