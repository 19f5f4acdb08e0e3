"""Leads somebody who does not look, or can't touch: one focus on the glass, and the voice on it. Knows no device."""

from dataclasses import replace

from hardware.ports import KeypadKey
from kiosk.protocol import ScreenKind
from kiosk.terminal.announcing import TYPE, Announcer
from kiosk.terminal.focus import PAGE, shape_of, stay, step, stops
from kiosk.terminal.local import Local, Own
from kiosk.terminal.scene import KeyShape, Tone
from kiosk.terminal.showing import Showing
from kiosk.terminal.speech import Voice
from kiosk.terminal.talking import Talk
from kiosk.terminal.touching import ORDERS

State = tuple[int, Local]
"""Which screen, and what was done on it."""


class Guide:
    """On from the first key of a keypad, or from a headset's plug, to the end of the visit."""

    def __init__(self, showing: Showing, voice: Voice, talk: Talk) -> None:
        self.is_on = False
        self._is_ending = False
        self._showing = showing
        self._voice = voice
        self._talk = talk

    @property
    def state(self) -> State:
        """What stands there, to see what a touch changed."""
        return self._showing.screen.id, self._showing.local

    @property
    def focused(self) -> KeyShape | None:
        """The key under the focus; none on the page itself."""
        order = stops(self._showing.scene)
        return shape_of(self._showing.scene, stay(order, self._showing.local.focused))

    # --- What begins and ends -------------------------------------------------------------------------

    def begin(self) -> None:
        """Somebody wants to be led: say the page, and what the keys are for."""
        self.is_on, self._is_ending = True, False
        self._focus(PAGE)
        self._say(f"{self._announcer().page()}\n{self._showing.labels('four-keys')}")

    def end_soon(self) -> None:
        """The visit is over: what follows is still said, until the kiosk is free."""
        self._is_ending = True

    def arrive(self) -> None:
        """Another screen stands there."""
        if not self.is_on:
            return
        if self._is_ending and self._is_free():
            self.is_on = self._is_ending = False
            self._say(self._showing.labels("visit-over"))
            return
        order = stops(self._showing.scene)
        is_idle = self._showing.screen.kind is ScreenKind.IDLE and len(order) > 1
        self._focus(order[1] if is_idle else PAGE)
        shape = self.focused
        self._say(f"{self._announcer().page()}\n{self._announcer().key(shape) if shape else ''}")

    def _is_free(self) -> bool:
        screen = self._showing.screen
        return screen.kind is ScreenKind.CARD and not screen.bar.may_end and not screen.bar.may_go_back

    # --- What a key asks ------------------------------------------------------------------------------

    def hush(self, key: KeypadKey) -> None:
        """Be silent. « Arrêter » under « Choisir » must still know that it was speaking."""
        if key is KeypadKey.SELECT:
            self._voice.stop()
        else:
            self._talk.stop()

    def move(self, by: int) -> None:
        """Go to the next or the previous stop and say it; past an end, say that first."""
        labels = self._showing.labels
        order = stops(self._showing.scene)
        id_, is_round = step(order, self._showing.local.focused, by)
        self._focus(id_)
        passed = labels("round-start" if by > 0 else "round-end") if is_round else ""
        shape = self.focused
        said = self._announcer().key(shape) if shape else self._announcer().page()
        self._say(f"{passed}\n{said}")

    def chosen(self) -> str:
        """The key to touch for « choisir ». On the page, or on a key that is off: none, and it is said again."""
        shape = self.focused
        if shape is not None and shape.tone is not Tone.OFF:
            return shape.id
        self._talk.stop()
        self._say(self._announcer().key(shape) if shape else self._announcer().page())
        return ""

    def say_where(self) -> None:
        """« Où suis-je ? »."""
        if not self.is_on:
            self.is_on, self._is_ending = True, False
            self._focus(PAGE)
        self._say(self._announcer().where())

    def open_voice(self) -> bool:
        """The page of the voice and of help; never over a warning that counts."""
        if self._showing.screen.kind is ScreenKind.IDLE:
            return False
        self._showing.change(replace(self._showing.local, own=Own.VOICE))
        self.arrive()
        return True

    def follow(self, id_: str, before: State) -> None:
        """Say what came of « Choisir », unless another screen or the whole page is being said already."""
        number, local = before
        if self._showing.screen.id != number or self._showing.local.is_waiting:
            return
        if self._showing.local.own is not local.own:
            self._own_page_turned()
        elif id_ not in ORDERS:
            self._say(self._changed(id_, local))

    def _own_page_turned(self) -> None:
        if self._showing.local.is_speaking:
            self._focus(PAGE)
        else:
            self.arrive()

    def _changed(self, id_: str, before: Local) -> str:
        announcer, shape = self._announcer(), self.focused
        is_typed = before.typed != self._showing.local.typed
        if is_typed and (id_.startswith(TYPE) or id_ == "~erase"):
            return announcer.typed()
        if before.page != self._showing.local.page and shape is not None and shape.tone is not Tone.OFF:
            return announcer.turned(self._showing.scene.pages)
        return announcer.key(shape) if shape else announcer.page()

    # --- Focus and voice ------------------------------------------------------------------------------

    def _focus(self, id_: str) -> None:
        if self._showing.local.focused != id_:
            self._showing.change(replace(self._showing.local, focused=id_))

    def _say(self, words: str) -> None:
        if self._voice.is_able:
            self._voice.say(words.strip())

    def _announcer(self) -> Announcer:
        showing = self._showing
        return Announcer(
            screen=showing.shown,
            local=showing.local,
            labels=showing.labels,
            is_alone=self._talk.is_alone,
            may_say_all=self._talk.may_say_all,
        )
