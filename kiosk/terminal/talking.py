"""The voice on a screen: listen, again, slower, louder; personal words only alone or after a choice. No site."""

from dataclasses import replace

from hardware.ports import HeadsetStatus
from kiosk.terminal.answering import Answering
from kiosk.terminal.local import Own
from kiosk.terminal.showing import Showing
from kiosk.terminal.speech import SPEEDS, VOLUMES, Voice, spoken
from kiosk.terminal.touching import Order

_FASTER = {Order.SLOWER: -1, Order.FASTER: 1}
_LOUDER = {Order.QUIETER: -1, Order.LOUDER: 1}


class Talk:
    """Says the present screen, and shows that it is being said."""

    def __init__(self, showing: Showing, voice: Voice, answering: Answering) -> None:
        self._showing = showing
        self._voice = voice
        self._answering = answering
        self._headset: HeadsetStatus | None = None

    @property
    def is_alone(self) -> bool:
        """Whether only a headset sounds."""
        return self._headset is HeadsetStatus.PLUGGED

    @property
    def may_say_all(self) -> bool:
        """Nothing personal here, or nobody else hears, or it was chosen (EN 301 549, 5.1.3.9)."""
        return not self._showing.shown.voice_is_private or self.is_alone or self._showing.local.is_aloud

    def hear_headset(self, status: HeadsetStatus) -> bool:
        """The plug moved; true when somebody has just put it in. Out, or unsure: silence, and nothing to repeat."""
        before, self._headset = self._headset, status
        if status is not HeadsetStatus.PLUGGED:
            self._voice.forget()
            self.stop()
        return status is HeadsetStatus.PLUGGED and before is not None

    def obey(self, order: Order) -> None:
        """Do what a key of the voice asks."""
        match order:
            case Order.LISTEN:
                self._listen()
            case Order.ALOUD:
                self._showing.change(replace(self._showing.local, own=Own.NONE, is_aloud=True))
                self._speak(spoken(self._showing.screen))
            case Order.SILENT:
                self._close()
            case _ if self._showing.local.own is Own.VOICE:
                self._adjust(order)
            case _:
                self._voice.again(faster=_FASTER.get(order, 0), louder=_LOUDER.get(order, 0))
                self._mark(is_speaking=True)

    def stop(self) -> None:
        """Be silent, and listen to nobody: any touch does that (EN 301 549, 5.1.3.5)."""
        self._voice.stop()
        self._answering.stop()
        self._mark(is_speaking=False)

    def tick(self) -> None:
        """The words came to their end."""
        self._answering.tick()
        if self._showing.local.is_speaking and not self._voice.is_speaking():
            self._mark(is_speaking=False)

    def _adjust(self, order: Order) -> None:
        """On the page of the voice, the new step is said in the new voice."""
        speed, volume = self._voice.adjust(faster=_FASTER.get(order, 0), louder=_LOUDER.get(order, 0))
        is_speed = order in _FASTER
        key, at, most = ("speed-now", speed, len(SPEEDS)) if is_speed else ("volume-now", volume, len(VOLUMES))
        self._voice.say(self._showing.labels(key, at=at, most=most))

    def _listen(self) -> None:
        """But for a headset, every sound is a loudspeaker's: personal words are asked about first."""
        if self.may_say_all:
            self._speak(spoken(self._showing.shown))
        else:
            self._showing.change(replace(self._showing.local, own=Own.ALOUD))
            self._speak(self._showing.labels("aloud-voice"))

    def _close(self) -> None:
        self._showing.change(replace(self._showing.local, own=Own.NONE))

    def _speak(self, words: str) -> None:
        if self._voice.is_able:
            self._voice.say(words)
            self._mark(is_speaking=True)
        else:
            self._showing.change(replace(self._showing.local, own=Own.NO_SOUND))

    def _mark(self, *, is_speaking: bool) -> None:
        if self._showing.local.is_speaking is not is_speaking:
            self._showing.change(replace(self._showing.local, is_speaking=is_speaking))
