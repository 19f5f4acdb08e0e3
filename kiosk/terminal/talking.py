"""The voice on a screen: listen, again, slower, louder; personal words only after a choice. Knows no site."""

from dataclasses import replace

from kiosk.terminal.local import Own
from kiosk.terminal.showing import Showing
from kiosk.terminal.speech import Voice, spoken
from kiosk.terminal.touching import Order

_FASTER = {Order.SLOWER: -1, Order.FASTER: 1}
_LOUDER = {Order.QUIETER: -1, Order.LOUDER: 1}


class Talk:
    """Says the present screen, and shows that it is being said."""

    def __init__(self, showing: Showing, voice: Voice) -> None:
        self._showing = showing
        self._voice = voice

    def obey(self, order: Order) -> None:
        """Do what a key of the voice asks."""
        match order:
            case Order.LISTEN:
                self._listen()
            case Order.ALOUD:
                self._close()
                self._speak(spoken(self._showing.screen))
            case Order.SILENT:
                self._close()
            case _:
                self._voice.again(faster=_FASTER.get(order, 0), louder=_LOUDER.get(order, 0))
                self._mark(is_speaking=True)

    def stop(self) -> None:
        """Be silent: any touch does that (EN 301 549, 5.1.3.5)."""
        self._voice.stop()
        self._mark(is_speaking=False)

    def tick(self) -> None:
        """The words came to their end."""
        if self._showing.local.is_speaking and not self._voice.is_speaking():
            self._mark(is_speaking=False)

    def _listen(self) -> None:
        """Until a headset is known, every sound is a loudspeaker's: personal words are asked about first."""
        if self._showing.screen.voice_is_private:
            self._showing.change(replace(self._showing.local, own=Own.ALOUD))
            self._speak(self._showing.labels("aloud-voice"))
        else:
            self._speak(spoken(self._showing.screen))

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
