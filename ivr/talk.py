"""Where a conversation stands, and how wishes and troubles move it. Pure: the visit's own moves are the call's."""

from dataclasses import dataclass, field, replace

from ivr.turns import Aside, Attempt, Trouble, Wish
from ivr.voice.sound import Manner

STRIKES = 3
AT_ONCE_AGAIN = 2

_WORDS_AFTER = {
    Wish.SLOWER: "telephone-slower",
    Wish.NORMAL_SPEED: "telephone-normal-speed",
    Wish.LOUDER: "telephone-louder",
    Wish.NORMAL_SOUND: "telephone-normal-sound",
    Wish.EMERGENCY: "telephone-emergency",
    Wish.DOES_NOT_KNOW: "telephone-take-your-time",
}
_ASIDE_AFTER = {Wish.HELP: Aside.HELP, Wish.EMERGENCY: Aside.HELP, Wish.WHO_HEARS: Aside.WHO_HEARS}
_MANNER_AFTER = {
    Wish.SLOWER: {"is_slow": True},
    Wish.NORMAL_SPEED: {"is_slow": False},
    Wish.LOUDER: {"is_loud": True},
    Wish.NORMAL_SOUND: {"is_loud": False},
}
_WORDS_OF_TROUBLE = {
    Trouble.WRONG_KEY: "telephone-unused-key",
    Trouble.WRONG_CONFIRM_KEY: "telephone-confirm-keys",
    Trouble.INCOMPLETE: "telephone-incomplete",
    Trouble.NO_SUCH_DATE: "telephone-no-such-date",
    Trouble.UNSURE: "telephone-unsure",
}


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The question's attempt, what the telephone itself asks meanwhile, and how this caller wants to be spoken to."""

    attempt: Attempt = field(default_factory=Attempt)
    aside: Aside | None = None
    manner: Manner = field(default_factory=Manner)

    @property
    def has_struck_out(self) -> bool:
        """Three keys or utterances that led nowhere: time for a person."""
        return self.attempt.misses >= STRIKES

    def next_question(self) -> "Talk":
        """Something new is asked; the manner stays."""
        return Talk(manner=self.manner)

    def told_first(self, *before: str) -> "Talk":
        """The same place, after other words, without its troubles."""
        calm = replace(self.attempt, before=before, silences=0, misses=0, repeats=0)
        return replace(self, attempt=calm, aside=None)

    def repeated(self) -> "Talk":
        """« Répéter »: no strike; at once again, slower, and so for the rest of the call."""
        repeats = self.attempt.repeats + 1
        manner = replace(self.manner, is_slow=self.manner.is_slow or repeats >= AT_ONCE_AGAIN)
        return replace(self, attempt=replace(self.attempt, before=(), repeats=repeats), manner=manner)

    def granted(self, wish: Wish) -> "Talk":
        """What a wish changes in how the conversation goes on."""
        if wish is Wish.REPEAT:
            return self.repeated()
        words = _WORDS_AFTER.get(wish)
        talk = replace(self.told_first(*([words] if words else [])), aside=_ASIDE_AFTER.get(wish))
        return replace(talk, manner=replace(self.manner, **_MANNER_AFTER.get(wish, {})))

    def stumbled(self, trouble: Trouble) -> "Talk":
        """A silence takes its own ladder (words.md 2.11); anything else is a strike with its own words."""
        attempt = replace(self.attempt, repeats=0, before=())
        if trouble is not Trouble.SILENCE:
            words = _WORDS_OF_TROUBLE[trouble]
            return replace(self, attempt=replace(attempt, misses=attempt.misses + 1, before=(words,)))
        silences = attempt.silences + 1
        before = ("telephone-silence",) if silences == 1 else ()
        aside = Aside.STILL_THERE if silences >= STRIKES else self.aside
        return replace(self, attempt=replace(attempt, silences=silences, before=before), aside=aside)
