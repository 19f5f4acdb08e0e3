"""The terminal without its window: takes what the site, the devices and the finger say, and decides what follows.

Knows no Kivy, no socket and no driver; understands no screen. All its methods are called from one thread.
"""

from collections.abc import Callable
from dataclasses import replace

from hardware.ports import CardReading, CardStatus, HeadsetStatus
from kiosk.protocol import (
    Active,
    Answer,
    Certified,
    Challenge,
    Fixed,
    Press,
    Print,
    Restart,
    Screen,
    ScreenKind,
    Settled,
    Show,
    SiteMessage,
    Wipe,
)
from kiosk.terminal import own_pages
from kiosk.terminal.answering import Answering, Ear
from kiosk.terminal.guide import Guide
from kiosk.terminal.keying import Keying
from kiosk.terminal.labels import Labels
from kiosk.terminal.papers import Papers
from kiosk.terminal.showing import Showing
from kiosk.terminal.site import Site
from kiosk.terminal.slot import card_message
from kiosk.terminal.speech import Voice
from kiosk.terminal.talking import Talk
from kiosk.terminal.theme import times
from kiosk.terminal.touching import Order, Touched, TouchFilter, touched


class Conductor:
    """One terminal. Holds nothing of a visit but the screen shown, and that for as long as it is shown."""

    def __init__(
        self, showing: Showing, site: Site, voice: Voice, papers: Papers, now: Callable[[], float], ear: Ear
    ) -> None:
        self.showing = showing
        self._site = site
        self._voice = voice
        self.answering = Answering(showing, voice, ear, self.touch, now)
        self._talk = Talk(showing, voice, self.answering)
        self._papers = papers
        self._now = now
        self.filter = TouchFilter()
        self._guide = Guide(showing, voice, self._talk)
        self.keys = Keying(self._guide, self.touch, lambda: site.send(Active()), now)
        self._is_connected = False
        self._reading = CardReading(status=CardStatus.ABSENT)
        self._is_closed_to_people = False
        """After a card left: what is still on its way about its holder is not drawn."""
        self._is_unsure = False
        """A grave answer left, and nothing came back yet: neither « gardé » nor « pas gardé » may be said."""
        self._was_visit = False
        """Somebody was served when the line was cut, and may still be reading what is sure."""
        self._cut_at = 0.0
        """When the cut was told, or the card taken back since."""
        self._counted_at = 0.0
        self._sent_at = 0.0
        self._sorry_until = 0.0
        self._held: Screen | None = None
        """What the site showed while an apology stands."""

    @property
    def _has_card(self) -> bool:
        return self._reading.status not in {CardStatus.ABSENT, CardStatus.NO_READER}

    # --- What the site says -------------------------------------------------------------------------

    def hear(self, message: SiteMessage) -> None:
        """Do what the site asks."""
        match message:
            case Settled():
                self._is_connected = True
                self.showing.labels = Labels(message)
                self._is_closed_to_people = self._is_unsure = self._was_visit = False
                self._site.send(card_message(self._reading))
            case Show(screen=screen):
                self._show(screen)
            case Print():
                self._papers.print(message, self._site.send)
                self._site.send(Active())
            case Wipe():
                self.forget()
                self._is_closed_to_people = False
            case Challenge() | Certified() | Restart():
                pass  # between the site and the program: nothing stands on the glass for it

    def cut(self) -> None:
        """The site is gone: silence, wipe, say what is sure."""
        self._is_connected = False
        known = self.showing.screen
        if self.showing.is_own and known.kind is ScreenKind.APOLOGY:
            return
        # Our own goodbye follows a visit; a site's screen that can't be ended waits for somebody.
        self._was_visit = known.kind is ScreenKind.DONE if self.showing.is_own else known.bar.may_end
        self._cut_at = self._now()
        self._put_instead(self._cut_page())

    def _cut_page(self) -> Screen:
        is_unsure, has_card = self._is_unsure, self._has_card
        return own_pages.cut(self.showing.labels, was_visit=self._was_visit, is_unsure=is_unsure, has_card=has_card)

    def _show(self, screen: Screen) -> None:
        if self._is_closed_to_people:
            if screen.band.person:
                return
            self._is_closed_to_people = screen.bar.may_end
        if self._now() < self._sorry_until:
            self._held = screen
            return
        # A wait is no answer: the act may still end either way.
        self._is_unsure = self._is_unsure and screen.kind is ScreenKind.WAIT
        is_same = screen.id == self.showing.screen.id
        self._voice.stop()
        self.answering.stop()
        self.filter.shown(self._now())
        self.showing.put(screen)
        self._counted_at = self._now()
        if screen.kind is ScreenKind.IDLE:
            self._voice.say(screen.voice)
        if not is_same:
            self._guide.arrive()

    # --- What the devices say -----------------------------------------------------------------------

    def see_card(self, reading: CardReading) -> None:
        """The slot changed. When a card leaves, everything of its holder goes before anything is drawn or sent."""
        was_in, before = self._has_card, self._reading
        self._reading = reading
        # A hand may change cards faster than the reader looks.
        is_anothers = before.status is CardStatus.READ and reading != before
        if was_in and (is_anothers or not self._has_card):
            self._is_closed_to_people = True
            self.forget()
        self._site.send(card_message(reading))

    def see_headset(self, status: HeadsetStatus) -> None:
        """A plug came or went. In: this person wants to be led by ear. Out: silence at once."""
        if self._talk.hear_headset(status):
            self._guide.begin()
            self._site.send(Active())

    def look_at_printer(self) -> None:
        """Ask the printers, from time to time, and say what is not as it was."""
        self._papers.look(self._site.send)

    def forget(self) -> None:
        """Silence, drop the visit, put settings back, show a page that is nobody's: only what is sure stays said."""
        labels = self.showing.labels
        self._cut_at = self._now()
        if self._is_connected:
            self._put_instead(own_pages.goodbye(labels, has_card=self._has_card, is_unsure=self._is_unsure))
        else:
            self._put_instead(self._cut_page())

    def apologise(self) -> None:
        """A fault of ours: forget everything, leave the site so that it ends the visit, and say so for a while."""
        self._put_instead(own_pages.sorry(self.showing.labels))
        self._sorry_until = self._now() + SORRY_S
        self._site.hang_up()

    def _put_instead(self, page: Screen) -> None:
        self._voice.reset()
        self._papers.forget()
        self.answering.stop()
        self.filter.shown(self._now())
        self.showing.wipe(page)
        self._guide.end_soon()
        self._guide.arrive()

    def _end_apology(self) -> None:
        self._sorry_until = 0.0
        held, self._held = self._held, None
        if held is not None:
            self._show(held)
        elif not self._is_connected:
            self._put_instead(self._cut_page())

    # --- What the finger says -----------------------------------------------------------------------

    def touch(self, id_: str) -> None:
        """A key was touched and released."""
        if not self.filter.lets_through(id_, self._now()):
            return
        stops = {"~listen": self.showing.local.is_speaking, "~speak": self.answering.is_listening}
        self._talk.stop()
        if self.showing.local.is_waiting or stops.get(id_, False):
            return
        showing = self.showing
        done = touched(showing.screen, showing.local, showing.look, id_, showing.scene.pages)
        if done.send is not None:
            self._send(done)
        else:
            self._site.send(Active())
            if (done.local, done.look) != (showing.local, showing.look):
                showing.change(done.local, done.look)
        if done.order is Order.RETRY:
            self._site.retry()
            self._end_apology()
        elif done.order is Order.SPEAK:
            self.answering.start(is_led=self._guide.is_on)
        elif done.order is not None:
            self._talk.obey(done.order)

    def _send(self, done: Touched) -> None:
        if self.showing.is_own or done.send is None:
            if done.send == Press(screen=own_pages.OWN_ID, key=Fixed.HELP):
                self._put_instead(own_pages.person(self.showing.labels))
            return
        kind = self.showing.screen.kind
        if isinstance(done.send, Answer):
            self._is_unsure = kind in {ScreenKind.CONFIRM, ScreenKind.SIGN}
        self._sent_at = self._now()
        self._site.send(done.send)
        self.showing.local = replace(done.local, is_waiting=True)

    # --- What time says -----------------------------------------------------------------------------

    def tick(self) -> None:
        """A moment passed: called a few times a second."""
        now = self._now()
        if self._sorry_until and now >= self._sorry_until:
            self._end_apology()
        if self._was_visit and not self._is_connected and not self._has_card and now - self._cut_at >= SORRY_S:
            self._free()
        self._talk.tick()
        local = self.showing.local
        if self._voice.is_speaking() or self._papers.is_printing or self.answering.is_listening:
            self._stay_active(now)
        step = times().idle_count_step
        if self.showing.is_counting and now - self._counted_at >= step:
            self._counted_at += step
            self.showing.change(replace(local, left_s=max(local.left_s - step, 0)))
            if self.showing.local.left_s == WARNED_AGAIN_AT_S:
                self._voice.say(self.showing.screen.voice)
        if local.is_waiting and now - self._sent_at > PATIENCE_S:
            self.showing.local = replace(local, is_waiting=False)

    def _free(self) -> None:
        """Whoever was served when the line was cut has gone, and has had time to read: the next one reads their own."""
        self._was_visit = self._is_unsure = False
        self._put_instead(self._cut_page())

    def _stay_active(self, now: float) -> None:
        if now - self._sent_at >= ACTIVE_EVERY_S:
            self._sent_at = now
            self._site.send(Active())


PATIENCE_S = 5.0
"""After that, an answer to which nothing came may be given again: the site ignores the second one."""
ACTIVE_EVERY_S = 5.0
SORRY_S = 20.0
WARNED_AGAIN_AT_S = 15
"""« Êtes-vous toujours là ? » is said at once and half-way (words.md 2.11)."""
