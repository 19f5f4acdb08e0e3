"""Messages found and filled, for readers and for listeners."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.domain.organ_donation import Organ
from core.texts.facts import Digits, Phrase
from core.texts.words import MissingTextError, Words, load_words

NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def words(tmp_path: Path, text: str) -> Words:
    """One small catalogue."""
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "small.ftl").write_text(text, encoding="utf-8")
    return load_words(tmp_path)


@pytest.mark.parametrize(
    ("fact", "written", "said"),
    [
        (date(2026, 3, 12), "12\N{NO-BREAK SPACE}mars 2026", "douze mars deux mille vingt-six"),
        (date(1940, 7, 1), "1er\N{NO-BREAK SPACE}juillet 1940", "premier juillet mille neuf cent quarante"),
        (NOW, "0\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30", "minuit trente"),
        (timedelta(seconds=15), "15 secondes", "quinze secondes"),
        (timedelta(minutes=2), "2 minutes", "2 minutes"),
        (Digits(digits="472183"), "472 183", "quatre, sept, deux ; un, huit, trois"),
        (
            Digits(digits="0199001234", by_two=True),
            "01 99 00 12 34",
            "zéro un, quatre-vingt-dix-neuf, zéro zéro, douze, trente-quatre",
        ),
        ("Odette", "Odette", "Odette"),
        (84, "84", "quatre-vingt-quatre"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_fact_is_written_for_readers_and_said_for_listeners(
    tmp_path: Path, fact: object, written: str, said: str
) -> None:
    """Digits on screen and paper, words in speech; hours are those of France."""
    small = words(tmp_path, "a = { $fact }")
    assert small.written("a", {"fact": fact}) == written  # type: ignore[dict-item] - the table's facts are of every kind
    assert small.spoken("a", {"fact": fact}) == said  # type: ignore[dict-item] - same


def test_several_things_end_with_et(tmp_path: Path) -> None:
    """Each in the form that stands inside a sentence."""
    text = "a = { $organs }\norgan--heart = Cœur\n    .inside = le cœur\norgan--liver = Foie\n    .inside = le foie"
    assert words(tmp_path, text).written("a", {"organs": (Organ.HEART, Organ.LIVER)}) == "le cœur et le foie"


def test_a_phrase_takes_the_form_of_the_text_around_it(tmp_path: Path) -> None:
    """Read in the first person, heard in the second, printed as the paper wants; bold is never heard."""
    forms = "\n    .spoken = { $p }\n    .paper = { $p }"
    text = f"a = {{ $p }}{forms}\np = **Je** lis\n    .spoken = Vous lisez\n    .paper = Lu"
    small = words(tmp_path, text)
    facts = {"p": Phrase(key="p")}
    assert small.written("a", facts) == "**Je** lis"
    assert small.written("a", facts, "paper") == "Lu"
    assert small.spoken("a", facts) == "Vous lisez"
    assert small.spoken("a", facts, "") == "Vous lisez"


def test_the_number_of_the_relais_may_stand_anywhere(tmp_path: Path) -> None:
    """The operator gives it once."""
    (tmp_path / "small.ftl").write_text("a = Appelez le { $help }.", encoding="utf-8")
    assert load_words(tmp_path, "0188991122").written("a") == "Appelez le 01 88 99 11 22."


def test_a_missing_text_is_a_bug(tmp_path: Path) -> None:
    """Key, attribute or fact: nothing is shown half-filled."""
    small = words(tmp_path, "a = { $fact }")
    for key, attribute in (("b", ""), ("a", "note"), ("a", "")):
        with pytest.raises(MissingTextError):
            small.written(key, {}, attribute)


@pytest.mark.parametrize("text", ["a = 1\na = 2", "a = {"], ids=["twice", "broken"])
def test_a_wrong_file_is_refused_when_it_is_read(tmp_path: Path, text: str) -> None:
    """Not when somebody stands in front of it."""
    with pytest.raises(ValueError, match=r"small\.ftl"):
        words(tmp_path, text)


def test_a_key_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    """Nobody's text is replaced silently."""
    (tmp_path / "another.ftl").write_text("a = 1", encoding="utf-8")
    with pytest.raises(ValueError, match="twice"):
        words(tmp_path, "a = 2")


def test_a_version_follows_the_french_and_nothing_else(tmp_path: Path) -> None:
    """A letter changed makes another version of that form alone; another layout, or a message beside it, does not."""
    first = words(tmp_path / "a", "asked = Garder ?\n    .spoken = Voulez-vous garder { $what } ?\n")
    laid_out = words(
        tmp_path / "b",
        "other = Autre\nasked = Garder ?\n    .spoken =\n        Voulez-vous\n        garder { $what } ?\n",
    )
    changed = words(tmp_path / "c", "asked = Garder ?\n    .spoken = Voulez-vous garder { $that } ?\n")
    assert first.version("asked", "spoken") == laid_out.version("asked", "spoken")
    assert first.version("asked", "spoken") != changed.version("asked", "spoken")
    assert first.version("asked") == changed.version("asked")
    with pytest.raises(MissingTextError):
        first.version("asked", "again")
