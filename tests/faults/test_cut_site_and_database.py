"""The network between site and database is cut at every round trip of an act: asked again, it has one effect."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from core.acts.read_organ_donation import OrganDonationRecord, ReadOrganDonation
from core.acts.request import Request
from core.acts.state_organ_donation_choice import Stated, StateOrganDonationChoice
from core.demo.people import ODETTE
from core.domain.organ_donation import Position
from core.ports import TransactionLostError
from core.storage.audit_log.sequencer import BATCH
from core.storage.secret_hasher import Argon2Hasher
from core.texts.words import load_words
from kiosk.protocol import ScreenKind
from service.bench.postgres_server import PostgresServer
from tests.conftest import Space
from tests.engines import database_of
from tests.faults.cut_database import CutSite, cut_site
from tests.faults.cut_proxy import Cut, Moment, Side
from tests.faults.postgres_administrator import check_pages
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import SettableTimer
from tests.real_stacks import requires

pytestmark = [requires("postgres"), pytest.mark.timeout(300)]

CHOICE, LOOK = StateOrganDonationChoice(position=Position.REFUSAL), ReadOrganDonation()
ROUND_TRIPS = {CHOICE: 23, LOOK: 15}
"""Of each act on a connection of its own: the login comes first, the last writes and COMMIT last."""
WAYS = ((Side.CLIENT, Moment.BEFORE), (Side.CLIENT, Moment.AFTER), (Side.SERVER, Moment.HALF))
BEFORE_COMMIT = Cut(Side.CLIENT, ROUND_TRIPS[CHOICE], Moment.BEFORE)
AFTER_COMMIT = Cut(Side.SERVER, ROUND_TRIPS[CHOICE], Moment.HALF)
KEPT = "**Gardé :** ce que vous avez confirmé avant."
UNSURE = "**Pas sûr :** votre dernière demande. Vous le verrez à votre prochaine visite."
TO_THE_LAST_QUESTION = ("organ-donation", "next", "next", "refuse", "everything", "right")


def cuts_of(request: Request) -> list[Cut]:
    """Everywhere."""
    trips = range(1, ROUND_TRIPS[request] + 1)
    return [Cut(side, number, moment) for side, moment in WAYS for number in trips]


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CutSite]:
    """One for the whole file; each test counts what it adds."""
    server: PostgresServer = request.getfixturevalue("postgres")
    with (
        database_of("postgres", request) as url,
        cut_site(server, url, tmp_path_factory.mktemp("cut") / "site") as made,
    ):
        yield made


@pytest.fixture(scope="module")
def kiosk_site(site: CutSite) -> Site:
    """A town hall with one terminal, whose records are at the other end of the cable."""
    hasher = Argon2Hasher(time_cost=1, memory_kib=8)
    space = Space(site.folder, site.beside, site.door.keys, site.door.clock, site.door, hasher, site.people)
    return Site(words=load_words(), space=space, timer=SettableTimer(), door=site.door)


@pytest.mark.parametrize("act", ROUND_TRIPS, ids=lambda act: act.entry.name)
def test_an_act_on_a_whole_line_takes_so_many_round_trips(site: CutSite, act: Request) -> None:
    """The control: at each of these the line is cut below. If there are more, cut at more."""
    site.arm(None)
    site.ask(act, "whole")
    assert site.cable.passed == {Side.CLIENT: ROUND_TRIPS[act], Side.SERVER: ROUND_TRIPS[act]}
    assert site.watched.lost == []


@pytest.mark.parametrize("cut", cuts_of(CHOICE), ids=str)
def test_a_choice_cut_anywhere_and_asked_again_is_kept_once(site: CutSite, cut: Cut) -> None:
    """Kept or not when the line broke; under the same key, then, one choice, one receipt, one leaf."""
    receipts, leaves = site.receipts(), site.leaves(CHOICE)
    site.ask_and_lose(CHOICE, cut, f"{cut}")
    assert len(site.watched.lost) == 3, "under a key, the door itself tries again"
    is_kept = cut.number == ROUND_TRIPS[CHOICE] and cut.moment is not Moment.BEFORE
    answer = site.ask(CHOICE, f"{cut}")
    assert isinstance(answer, Stated)
    assert site.receipts() == [*receipts, answer.receipt.square()]
    assert site.leaves(CHOICE) == leaves + 1
    assert bool(site.watched.found) == is_kept
    site.watched.found.clear()


@pytest.mark.parametrize("cut", cuts_of(LOOK), ids=str)
def test_a_look_cut_anywhere_and_asked_again_is_traced_before_it_is_shown(site: CutSite, cut: Cut) -> None:
    """One leaf each time that the store has committed a look, shown or not: only at its COMMIT may it be two."""
    leaves, receipts = site.leaves(LOOK), site.receipts()
    site.ask_and_lose(LOOK, cut, f"{cut}")
    is_committed = cut.number == ROUND_TRIPS[LOOK] and cut.moment is not Moment.BEFORE
    assert isinstance(site.ask(LOOK, f"{cut}"), OrganDonationRecord)
    assert site.leaves(LOOK) == leaves + 1 + is_committed
    assert site.receipts() == receipts


def test_a_choice_without_a_key_is_tried_once_and_asked_again_it_is_done_twice(site: CutSite) -> None:
    """The control: without its key nobody can tell, and the check sees two."""
    committed = Cut(Side.SERVER, trips_without_key(site), Moment.HALF)
    leaves = site.leaves(CHOICE)
    site.ask_and_lose(CHOICE, committed, "")
    assert len(site.watched.lost) == 1
    site.ask(CHOICE, "")
    assert site.leaves(CHOICE) == leaves + 2


def trips_without_key(site: CutSite) -> int:
    """The COMMIT comes sooner when nothing is remembered. Does the act once."""
    site.arm(None)
    site.ask(CHOICE, "")
    return site.cable.passed[Side.SERVER]


@pytest.mark.parametrize(("cut", "kept"), [(BEFORE_COMMIT, 0), (AFTER_COMMIT, 1)], ids=["before", "after"])
def test_whoever_said_yes_is_told_that_nobody_knows_yet(site: CutSite, kiosk_site: Site, cut: Cut, kept: int) -> None:
    """Both truths happen under the same words; the next visit tells which."""
    with kiosk_site.terminal() as kiosk:
        site.arm(None)
        kiosk.call()
        kiosk.prove(ODETTE)
        for key in TO_THE_LAST_QUESTION:
            kiosk.touch(key)
        leaves = site.leaves(CHOICE)
        site.arm(cut)
        sorry = kiosk.touch("yes")
        assert sorry.kind is ScreenKind.APOLOGY
        assert [fact.text.replace("\N{NO-BREAK SPACE}", " ") for fact in sorry.facts][:2] == [KEPT, UNSURE]
        assert site.leaves(CHOICE) == leaves + kept
        site.cable.heal()
        assert kiosk.touch("retry").kind is ScreenKind.CARD


def test_a_turn_that_never_comes_is_no_bug_of_the_act(site: CutSite) -> None:
    """Somebody else holds the person's turn for too long: the act may be asked again, and leaves no failure."""
    engine, leaves = site.far.database.engine, site.leaves()

    def hurry(driver: object, _: object) -> None:
        driver.execute("SET lock_timeout = '50ms'")

    event.listen(engine, "connect", hurry)
    site.arm(None)
    with site.beside.begin(site.people["odette"]), pytest.raises(TransactionLostError, match="LockNotAvailable"):
        site.ask(CHOICE, "late")
    event.remove(engine, "connect", hurry)
    assert site.leaves() == leaves


def test_after_all_this_the_log_verifies_and_no_page_is_damaged(site: CutSite, request: pytest.FixtureRequest) -> None:
    """By the stand-alone verifier, and by PostgreSQL's own check."""
    sequencer = site.log.sequencer()
    while sequencer.catch_up() == BATCH:
        pass
    sequencer.close()
    assert site.log.is_whole(site.leaves())
    check_pages(request.getfixturevalue("postgres"), site.beside.database.engine.url.database)
