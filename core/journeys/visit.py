"""One person's use of one terminal: channel, place, who is proved, the walk. At its end everything of it is gone."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from core.acts.end_visit import EndVisit
from core.acts.perform import Door
from core.acts.prove_identity import ProofStatus, ProveIdentity, prove_identity
from core.acts.request import Ask, Context, Request
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.evidence import MOST_TURNS, Evidence, HeardAndPressed
from core.domain.identifiers import VisitId
from core.domain.last_visits import VisitEnd
from core.domain.patients import Patient
from core.domain.phone_numbers import called_back_at
from core.journeys.asking_person import SHOWN_DIGITS, LookAtCaller
from core.journeys.discretion import SpeakDiscreetly
from core.journeys.questions import Journey
from core.journeys.served import LookForSheets
from core.journeys.steps import ShownStep
from core.journeys.walks import Walks
from core.ports import SecretHasher, TransactionLostError


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Where a visit happens."""

    channel: Channel
    place: str
    """As the trace names it."""
    device: str = ""
    """As the site names it: a kiosk, or a telephone line."""
    caller: str = field(default="", repr=False)
    """The calling number; empty when withheld, and at a kiosk. A limit on tries, never a proof."""
    line_call: str = field(default="", repr=False)
    """The call, as the telephone operator names it; kept as a pseudonym. Empty where a line has no name for it."""
    has_sheets: Callable[[], bool] = field(default=lambda: False, repr=False)
    """Whether A4 sheets come out here now."""


class VisitStoppedError(RuntimeError):
    """The person left while a journey was about to ask for one more thing: it is not done."""


class Visit:
    """Holds a visit while it lasts. Blocks on the store and on hashing: call it from a worker thread."""

    def __init__(
        self, terminal: Terminal, journey: Callable[[], Journey[None]], door: Door, hasher: SecretHasher
    ) -> None:
        self.visit_id = VisitId(door.ids.token())
        self.terminal = terminal
        self.patient: Patient | None = None
        """The person proved, or None."""
        self.is_discreet = terminal.channel is Channel.PHONE
        """Somebody may hear: say no content. A call is discreet until the person says that nobody else hears; the
        channel sets it again at once when the person asks (key 5, words.md 1.3)."""
        self._door = door
        self._hasher = hasher
        self._asked = 0
        self._turns = deque[HeardAndPressed](maxlen=MOST_TURNS)
        self._is_stopped = False
        self._turn = threading.Lock()
        """A call that is cut short ends its visit while an answer may still be worked on in a thread."""
        self._walks = Walks(journey, self._carry_out)

    @property
    def step(self) -> ShownStep:
        """The question that waits."""
        return self._walks.step

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be answered."""
        return self._walks.is_over

    @property
    def may_go_back(self) -> bool:
        """Whether « Retour » leads anywhere."""
        return self._walks.may_go_back

    @property
    def is_aside(self) -> bool:
        """Whether a side conversation is held; back leads out of it, to the question that waits behind it."""
        return self._walks.aside is not None

    @property
    def topic(self) -> str:
        """Key of the general words for what the person is busy with; empty before proof, and at the menu."""
        return self._walks.main.topic if self.patient else ""

    def start(self) -> ShownStep:
        """Ask the first question."""
        with self._turn:
            return self._walks.start()

    def answer(self, value: object) -> ShownStep:
        """Take an answer; see `Walk.answer`."""
        with self._turn:
            return self._walks.answer(value)

    def witness(self, turn: HeardAndPressed) -> None:
        """Remember what was heard and pressed just now: a choice made next commits to it."""
        self._turns.append(turn)

    def back(self) -> ShownStep:
        """Go one question back; see `Walks.back`."""
        with self._turn:
            return self._walks.back()

    def turn_aside(self, journey: Callable[[], Journey[None]]) -> ShownStep:
        """Hold a side conversation before the question that waits; see `Walks.turn_aside`."""
        with self._turn:
            return self._walks.turn_aside(journey)

    def restart(self, journey: Callable[[], Journey[None]]) -> ShownStep:
        """Forget the person and the walk, and walk another one as a stranger: what trouble still lets us offer."""
        with self._turn:
            self._forget()
            return self._walks.restart(journey)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is under way: at the menu, to leave is to have ended."""
        return self._walks.is_at_rest

    def close(self, end: VisitEnd) -> None:
        """Note how it ended, for its person to be told the next time; what is not noted counts as cut."""
        if end is VisitEnd.UNTOLD:
            return
        with self._turn, suppress(TransactionLostError):
            if self.patient is not None:
                self._asked += 1
                self._door.perform(EndVisit(end=end), self._context())

    def stop(self) -> None:
        """Let nothing more be done; from any thread, while an answer is being worked on. `end` comes after it.

        An act already begun ends as it must: committed whole, or not at all.
        """
        self._is_stopped = True

    def end(self) -> None:
        """Forget the person and the walk, once what runs has come back; nothing pending is ever committed."""
        with self._turn:
            self._forget()
            self.terminal = replace(self.terminal, caller="", line_call="")

    def _forget(self) -> None:
        self._walks.end()
        self.patient = None
        self._turns.clear()

    def _carry_out(self, ask: Ask[Any]) -> Any:
        if isinstance(ask, LookForSheets):
            return self.terminal.has_sheets()
        if isinstance(ask, LookAtCaller):
            return called_back_at(self.terminal.caller)[-SHOWN_DIGITS:]
        if self._is_stopped:
            raise VisitStoppedError
        self._asked += 1
        if isinstance(ask, ProveIdentity):
            proof = prove_identity(self._door, self._hasher, ask, self._context())
            if proof.status is ProofStatus.PROVED:
                self.patient = proof.patient
            return proof
        if isinstance(ask, SpeakDiscreetly):
            self.is_discreet = ask.is_discreet
            return None
        if isinstance(ask, Request):
            return self._door.perform(ask, self._context())
        raise TypeError(type(ask).__name__)

    def _context(self) -> Context:
        patient_id = self.patient.patient_id if self.patient else None
        return Context(
            role=Role.PATIENT if patient_id else Role.STRANGER,
            actor_id=patient_id,
            patient_id=patient_id,
            purpose=PurposeOfUse.SELF_SERVICE if patient_id else PurposeOfUse.IDENTIFICATION,
            channel=self.terminal.channel,
            place=self.terminal.place,
            device=self.terminal.device,
            caller=self.terminal.caller,
            visit_id=self.visit_id,
            idempotency_key=str(self._asked),
            evidence=self._evidence() if patient_id else None,
        )

    def _evidence(self) -> Evidence | None:
        """None where the channel tells nothing of what is heard and pressed."""
        if not self._turns:
            return None
        call = self.terminal.line_call
        name = self._door.keys.pseudonym(f"call:{call}") if call else ""
        return Evidence(visit=self.visit_id, line_call=name, turns=tuple(self._turns))
