"""An answer by voice: push to talk, one answer, then what a touch of that key does. Knows no engine and no site."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from hardware.recogniser.port import Hearing, HearingOutcome, Recogniser, RecogniserStatus
from kiosk.terminal.local import Own, Spoken
from kiosk.terminal.showing import Showing
from kiosk.terminal.speech import Voice

ANSWER_S = 8.0
"""How long the microphone stays open when nothing is said (voice.md A5: 7 to 10 s for a first answer)."""
LOST_S = 15.0
"""An ear that has not answered by then never will: the visit's own clock goes on, and the answer is touched."""
_AFTER = {
    HearingOutcome.UNSURE: Spoken.UNSURE,
    HearingOutcome.SILENCE: Spoken.SILENCE,
    HearingOutcome.UNABLE: Spoken.UNABLE,
}

Work = Callable[[Callable[[], None]], None]


class Ear:
    """A recogniser, used from one worker. `work` runs something there, `home` runs something back on the glass."""

    def __init__(self, recogniser: Recogniser | None, work: Work, home: Work) -> None:
        self._recogniser = recogniser
        self._work = work
        self._home = home
        self._turn = 0

    def look(self, told: Callable[[bool], None]) -> None:
        """Ask, from time to time, whether it can hear."""
        recogniser = self._recogniser
        if recogniser is None:
            return

        def run() -> None:
            is_ready = recogniser.status() is RecogniserStatus.READY
            self._home(lambda: told(is_ready))

        self._work(run)

    def listen(self, phrases: Sequence[str], traps: Sequence[str], told: Callable[[Hearing], None]) -> None:
        """Open the microphone; `told` is called unless it was stopped meanwhile."""
        recogniser = self._recogniser
        if recogniser is None:
            return
        self._turn += 1
        turn = self._turn

        def is_wanted() -> bool:
            return turn == self._turn

        def run() -> None:
            if not is_wanted():
                return
            try:
                heard = recogniser.listen(phrases, seconds=ANSWER_S, traps=traps, still=is_wanted)
            except (OSError, ValueError):
                heard = Hearing(outcome=HearingOutcome.UNABLE)
            self._home(lambda: told(heard) if is_wanted() else None)

        self._work(run)

    def stop(self) -> None:
        """Close the microphone: what it heard goes nowhere."""
        self._turn += 1


class Answering:
    """« Parler » on the present screen. What is heard is a touch like any other, or nothing."""

    def __init__(
        self, showing: Showing, voice: Voice, ear: Ear, touch: Callable[[str], None], now: Callable[[], float]
    ) -> None:
        self._showing = showing
        self._voice = voice
        self._ear = ear
        self._touch = touch
        self._now = now
        self._opened_at = 0.0

    @property
    def is_listening(self) -> bool:
        """Whether somebody is being listened to, or about to be."""
        return self._showing.local.spoken in {Spoken.SOON, Spoken.NOW}

    def look(self) -> None:
        """Show the key where it can be used, and only there."""
        self._ear.look(self._seen)

    def start(self, *, is_led: bool) -> None:
        """Listen to one answer. The voice is silent first; it says when to begin to somebody who is led by ear."""
        self._voice.stop()
        if not self._showing.hears or self._showing.local.own is not Own.NONE or not self._meanings():
            return
        if is_led and self._voice.is_able:
            self._mark(Spoken.SOON)
            self._voice.say(self._showing.labels("speak-now"))
        else:
            self._open()

    def stop(self) -> None:
        """Any touch does that; what was said about the last answer goes too."""
        self._ear.stop()
        self._mark(Spoken.NO)

    def tick(self) -> None:
        """The voice has said when to begin; or the microphone is open past its time, and nobody may wait for it."""
        if self._showing.local.spoken is Spoken.NOW and self._now() - self._opened_at > LOST_S:
            self._ear.stop()
            self._told(Hearing(outcome=HearingOutcome.UNABLE))
        if self._showing.local.spoken is Spoken.SOON and not self._voice.is_speaking():
            self._open()

    def _open(self) -> None:
        self._opened_at = self._now()
        self._mark(Spoken.NOW)
        traps = [trap.strip() for trap in self._showing.labels("speak-traps").split(",")]
        phrases = list(self._meanings())
        self._ear.listen(phrases, [trap for trap in traps if trap not in phrases], self._told)

    def _meanings(self) -> dict[str, str]:
        """Each phrase and the key it stands for, on the screen of now."""
        return {phrase: entry.id for entry in self._showing.screen.keys for phrase in entry.words}

    def _told(self, heard: Hearing) -> None:
        id_ = self._meanings().get(heard.phrase, "") if heard.outcome is HearingOutcome.HEARD else ""
        self._mark(Spoken.NO if id_ else _AFTER.get(heard.outcome, Spoken.UNSURE))
        if id_:
            self._touch(id_)
        else:
            self._voice.say(self._showing.labels(f"speak-{self._showing.local.spoken.value}"))

    def _seen(self, is_ready: bool) -> None:  # noqa: FBT001 - one answer, of the port's own status
        if is_ready is not self._showing.hears:
            self._showing.hears = is_ready
            if not self.is_listening:
                self._showing.draw(is_fresh=False)

    def _mark(self, spoken: Spoken) -> None:
        if self._showing.local.spoken is not spoken:
            self._showing.change(replace(self._showing.local, spoken=spoken))
