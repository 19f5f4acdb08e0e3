"""The terminal's own screens, built of its own words: starting, cut off, sorry, take your card, aloud or not."""

from kiosk.protocol import Band, Bar, Fact, Key, Machine, Screen, ScreenKind
from kiosk.terminal.labels import Labels

OWN_ID = 0
"""No screen of the site has this number: an answer to one of these never leaves the terminal."""


def starting(labels: Labels) -> Screen:
    """Before the first word with the site."""
    return Screen(
        id=OWN_ID,
        kind=ScreenKind.WAIT,
        band=Band(title=labels("product")),
        bar=_quiet(),
        title=labels("starting-title"),
        lead=labels("starting-lead"),
    )


def cut(labels: Labels, *, was_visit: bool, is_unsure: bool, has_card: bool) -> Screen:
    """The site cannot be reached: what is sure first, then the telephone, then another try (words.md 2.13)."""
    phone = Fact(icon="phone", text=labels("cut-phone", number=labels.help_number))
    facts: tuple[Fact, ...]
    if not was_visit:
        title, facts = labels("cut-title"), (Fact(icon="check", text=labels("cut-nothing")),)
    elif is_unsure:
        title, facts = labels("cut-unsure-title"), (Fact(icon="warning-circle", text=labels("cut-unsure-kept")),)
    else:
        kept = Fact(icon="check", text=labels("cut-visit-kept"))
        title, facts = labels("cut-visit-title"), (kept, Fact(icon="x", text=labels("cut-visit-lost")))
    lead = f"{labels('cut-lead')} {labels('cut-card')}" if has_card else labels("cut-lead")
    return _sorry(labels, title, lead, (*facts, phone), labels("cut-detail"))


def person(labels: Labels) -> Screen:
    """« Aide » while the site has nothing to show: somebody to call."""
    phone = Fact(icon="phone", text=labels("cut-phone", number=labels.help_number))
    return _sorry(labels, labels("person-title"), labels("person-lead"), (phone,), labels("person-detail"))


def sorry(labels: Labels) -> Screen:
    """A fault of this program: never a code, never « erreur »."""
    facts = (
        Fact(icon="check", text=labels("sorry-kept")),
        Fact(icon="x", text=labels("sorry-lost")),
        Fact(icon="phone", text=labels("cut-phone", number=labels.help_number)),
    )
    return _sorry(labels, labels("sorry-title"), labels("sorry-lead"), facts, labels("sorry-detail"))


def _sorry(labels: Labels, title: str, lead: str, facts: tuple[Fact, ...], detail: str) -> Screen:
    return Screen(
        id=OWN_ID,
        kind=ScreenKind.APOLOGY,
        band=Band(title=labels("product"), detail=detail),
        bar=_quiet(),
        title=title,
        lead=lead,
        facts=facts,
        keys=(Key(id="~retry", label=labels("retry"), icon="arrows-clockwise", is_next=True),),
        voice=" ".join((f"{title}.", lead, *(fact.text.replace("**", "").replace("\n", " ") for fact in facts))),
    )


def goodbye(labels: Labels, *, has_card: bool, is_unsure: bool = False) -> Screen:
    """After a wipe, until the site shows what follows. Nothing of the person is on it."""
    word = "take-card" if has_card else "goodbye"
    lead = labels("cut-unsure-kept" if is_unsure else f"{word}-lead")
    return Screen(
        id=OWN_ID,
        kind=ScreenKind.DONE,
        band=Band(title=labels("product"), detail=labels(f"{word}-detail")),
        bar=_quiet(),
        title=labels(f"{word}-title"),
        lead=lead,
        machine=Machine.CARD_TAKE if has_card else Machine.NONE,
        machine_label=labels("take-card-label") if has_card else "",
        voice=f"{labels(f'{word}-title')}. {lead}",
    )


def aloud(labels: Labels, under: Screen) -> Screen:
    """Personal words are said aloud only after a choice (EN 301 549, 5.1.3.9)."""
    return Screen(
        id=OWN_ID,
        kind=ScreenKind.CONFIRM,
        band=under.band,
        bar=Bar(may_go_back=True, may_end=under.bar.may_end),
        title=labels("aloud-title"),
        facts=(Fact(icon="users-three", text=labels("aloud-lead")),),
        keys=(
            Key(id="~aloud-yes", label=labels("aloud-yes"), icon="speaker-high"),
            Key(id="~aloud-no", label=labels("aloud-no"), icon="x"),
        ),
        voice=labels("aloud-voice"),
    )


def no_sound(labels: Labels, under: Screen) -> Screen:
    """Nothing can be heard here today: said before anybody waits for it."""
    return Screen(
        id=OWN_ID,
        kind=ScreenKind.TELL,
        band=under.band,
        bar=Bar(may_go_back=True, may_end=under.bar.may_end),
        title=labels("no-sound-title"),
        lead=labels("no-sound-lead"),
        keys=(Key(id="~aloud-no", label=labels("next"), icon="arrow-right", is_next=True),),
    )


def voice(labels: Labels, under: Screen) -> Screen:
    """« Aide » pressed twice on the keypad: how the voice speaks, and somebody to ask. Every screen has this one."""
    keys = (("~ask", "question"), ("~slower", "minus"), ("~faster", "plus"), ("~quieter", "minus"), ("~louder", "plus"))
    names = {"~ask": "ask"}
    return Screen(
        id=OWN_ID,
        kind=ScreenKind.CHOOSE,
        band=Band(title=labels("voice-band")),
        bar=Bar(may_go_back=True, may_end=under.bar.may_end),
        title=labels("voice-title"),
        keys=(
            *(Key(id=id_, label=labels(names.get(id_, id_.removeprefix("~"))), icon=icon) for id_, icon in keys),
            Key(id="~voice-done", label=labels("voice-done"), icon="arrow-left"),
        ),
    )


def _quiet() -> Bar:
    return Bar(may_go_back=False, may_end=False)
