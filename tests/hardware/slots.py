"""One slot and its card, moved by a program: the same verbs over the virtual reader and over pcscd."""

from abc import abstractmethod

from hardware.card_reader.demonstration_card import FOREIGN_ATR, DemonstrationCard, Mishap, Trouble
from hardware.card_reader.pcsc import PcscCardReader
from hardware.card_reader.pcsc_slot import Context
from hardware.card_reader.virtual import VirtualCardReader
from hardware.card_reader.vpcd import CardInSlot
from hardware.ports import CardHolder, CardReader, CardReading, CardStatus
from tests.hardware.private_pcscd import pcscd
from tests.hardware.watched import Watched


class Slot(Watched[CardReading]):
    """A reader being watched, and what it told."""

    reader: CardReader
    soon_seconds = 6.0
    quiet_seconds = 1.2

    @abstractmethod
    def insert(self, *holders: CardHolder) -> None: ...
    @abstractmethod
    def insert_unreadable(self) -> None: ...
    @abstractmethod
    def insert_foreign(self) -> None: ...
    @abstractmethod
    def insert_and_pull_at_once(self) -> None: ...
    @abstractmethod
    def pull(self) -> None: ...
    @abstractmethod
    def unplug(self) -> None: ...
    @abstractmethod
    def plug_in(self) -> None: ...

    def watch(self) -> None:
        self.reader.watch(self.told.put)

    def next_status(self) -> CardStatus:
        return self.next().status

    def close(self) -> None:
        self.reader.close()


class VirtualSlot(Slot):
    def __init__(self) -> None:
        super().__init__()
        self.reader = self._virtual = VirtualCardReader()

    def insert(self, *holders: CardHolder) -> None:
        self._virtual.insert(*holders)

    def insert_unreadable(self) -> None:
        self._virtual.insert_unreadable()

    def insert_foreign(self) -> None:
        self._virtual.insert_foreign()

    def insert_and_pull_at_once(self) -> None:
        self._virtual.insert_and_pull_at_once()

    def pull(self) -> None:
        self._virtual.pull()

    def unplug(self) -> None:
        self._virtual.unplug()

    def plug_in(self) -> None:
        self._virtual.plug_in()


class PcscSlot(Slot):
    def __init__(self, *, deadline_seconds: float = 1.0) -> None:
        super().__init__()
        self._daemon = pcscd()
        self._card: CardInSlot | None = None
        self.reader = PcscCardReader("Virtual PCD 00 00", deadline_seconds=deadline_seconds)

    def watch(self) -> None:
        # pcscd may still show the card of the test before.
        with Context() as context:
            slot = context.slot("00 00", None)
            while slot.has_card:
                slot = context.slot("00 00", slot)
        super().watch()

    def put(self, card: DemonstrationCard) -> None:
        self._card = CardInSlot(card, self._daemon.port)

    def insert(self, *holders: CardHolder) -> None:
        self.put(DemonstrationCard(holders))

    def insert_unreadable(self) -> None:
        self.put(DemonstrationCard((), mishap=Mishap(Trouble.GARBAGE, at_command=2)))

    def insert_foreign(self) -> None:
        self.put(DemonstrationCard((), atr=FOREIGN_ATR))

    def insert_and_pull_at_once(self) -> None:
        self.put(DemonstrationCard((), mishap=Mishap(Trouble.PULLED, at_command=1)))

    def pull(self) -> None:
        if self._card is not None:
            self._card.pull()
            self._card = None

    def unplug(self) -> None:
        self._daemon.stop()

    def plug_in(self) -> None:
        self.pull()
        self._daemon.start()

    def close(self) -> None:
        super().close()
        self.pull()
