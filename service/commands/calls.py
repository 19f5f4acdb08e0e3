"""`relais calls`: who calls now, who waits to be called back, where people leave; the site may be running."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import tell
from service.operator.operation import Operation

if TYPE_CHECKING:
    from core.domain.call_backs import CallBack
    from core.ports import Records
    from ivr.live_calls import LiveCall
    from service.premises import Premises

app = typer.Typer(name="calls", no_args_is_help=True, help="See calls without content; the site may be running.")

USUAL_DAYS = 30
COLUMNS = ("day", "step", "reached", "hung up", "fell silent", "wanted a person", "strikes")


class ListCalls(Operation, frozen=True, kw_only=True):
    """Every call that goes on: step, counts and times."""

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """One line each, oldest first."""
        now = premises.door.clock.now()
        calls = premises.live_calls.all()
        yield from (_call(each, now) for each in calls)
        if not calls:
            yield "no call goes on"


class ListCallBacks(Operation, frozen=True, kw_only=True):
    """Those who wait to be called."""

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """One line each, oldest first."""
        with premises.store.begin() as records:
            waiting = records.call_backs.all()
        yield from map(_call_back, waiting)
        if not waiting:
            yield "nobody waits to be called back"


class EndCallBack(Operation, frozen=True, kw_only=True):
    """Somebody was called back and answered."""

    call_back_id: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Nothing of it is kept."""
        with premises.store.begin() as records:
            records.call_backs.hold()
            records.call_backs.forget(_waiting(records, self.call_back_id).call_back_id)
        yield f"{self.call_back_id} is done, and forgotten"


class MissCallBack(Operation, frozen=True, kw_only=True):
    """Somebody was called back and did not answer."""

    call_back_id: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """It waits on, with one try more."""
        with premises.store.begin() as records:
            records.call_backs.hold()
            known = _waiting(records, self.call_back_id)
            tried = replace(known, tries=known.tries + 1, tried_at=premises.door.clock.now())
            records.call_backs.put(tried)
        yield f"{self.call_back_id} waits on: tried {tried.tries} times"


class CountSteps(Operation, frozen=True, kw_only=True):
    """How often each step was met, and how people left there."""

    since: date | None = None

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """A table by day and step; small sums are hidden."""
        from core.domain.call_steps import shown
        from core.texts.written import paris_day

        since = self.since or paris_day(premises.door.clock.now()) - timedelta(days=USUAL_DAYS)
        with premises.store.begin() as records:
            sums = records.call_steps.since(since)
        rows = [COLUMNS, *((f"{each.day}", each.step, *map(shown, astuple(each.count))) for each in sums)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield from ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
        if not sums:
            yield f"no step was counted since {since}"


@app.command("list")
def list_calls(data: DataFolder, database: Database = "", settings_file: SettingsFile = None) -> None:
    """Say which calls go on: line, language, step, how long, strikes, silences. Never who calls, nor what is said."""
    tell(ListCalls(), data, read_settings(settings_file, database))


@app.command()
def back(
    data: DataFolder,
    done: Annotated[str, typer.Option(help="this one was called and answered: forget it")] = "",
    missed: Annotated[str, typer.Option(help="this one was called and did not answer")] = "",
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """List who waits to be called back, oldest first; or say what became of one. Never ask them for a code."""
    if done and missed:
        raise OperatorError("--done or --missed: one of them; nothing was changed")
    settings = read_settings(settings_file, database)
    if done:
        tell(EndCallBack(call_back_id=done), data, settings)
    elif missed:
        tell(MissCallBack(call_back_id=missed), data, settings)
    else:
        tell(ListCallBacks(), data, settings)


@app.command()
def steps(
    data: DataFolder,
    since: Annotated[str, typer.Option(help="first day, 2026-11-26; empty: 30 days ago")] = "",
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Show where callers get and where they leave, by day and step. Sums of 1 to 4 are hidden: it can be shared."""
    tell(CountSteps(since=_day(since)), data, read_settings(settings_file, database))


def _call(call: "LiveCall", now: datetime) -> str:
    minutes, seconds = divmod(int((now - call.since).total_seconds()), 60)
    parts = [f"{minutes} min {seconds:02d} s", f"strikes {call.strikes}", f"silences {call.silences}"]
    parts += ["asks for a person"] if call.asks_for_human else []
    return f"{call.call_id}  {call.line}  {call.language}  {call.step}  {', '.join(parts)}"


def _call_back(waiting: "CallBack") -> str:
    from core.texts.facts import Digits
    from core.texts.written import write_digits

    parts = [f"asked {waiting.asked_at:%Y-%m-%d %H:%M} UTC", *([waiting.topic] if waiting.topic else [])]
    parts += [f"tried {waiting.tries} times, last {waiting.tried_at:%Y-%m-%d %H:%M} UTC"] if waiting.tried_at else []
    return f"{waiting.call_back_id}  {write_digits(Digits(digits=waiting.number, by_two=True))}  {', '.join(parts)}"


def _waiting(records: "Records", call_back_id: str) -> "CallBack":
    known = records.call_backs.get(call_back_id)
    if known is None:
        raise OperatorError("nobody waits under this number: `relais calls back`; nothing was changed")
    return known


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise OperatorError(f"--since {said}: a day is expected, such as 2026-11-26") from None
