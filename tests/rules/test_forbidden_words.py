"""Words that are denied: everywhere, by telephone, for organ donation, before proof (words.md 1.1 to 1.4, R121)."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.rules.messages import Text, texts
from tests.rules.sources import ROOT

DENIED = (
    r"cliqu\w+",
    r"liens?",
    r"pages? web",
    r"sites?",
    r"login",
    r"mots? de passe",
    r"identifiants?",
    r"e-?mails?",
    r"applis?",
    r"téléchar\w+",
    r"upload\w*",
    r"valid(?:er|ez|é|ée)",
    r"saisi\w*",
    r"connect(?:er|ez|é|ée)",
    r"connexion",
    r"paramètres?",
    r"options?",
    r"interfaces?",
    r"bugs?",
    r"erreurs?",
    r"échecs?",
    r"invalides?",
    r"usagers?",
    r"veuillez",
    r"merci de (?!votre)\w+",
    r"qr code",
    r"en ligne",
    r"appuy\w+",
    r"sélectionn\w+",
    r"attention",
    r"numériques?",
    r"sauvegard\w+",
    r"enregistr\w+",
)
"""Denied everywhere. « Enregistré » is denied by telephone only (heard as « l'appel est enregistré »); one word for one
thing makes it « gardé » on screen too."""

ORGAN_DONATION = (
    r"s'inscrire comme donneur",
    r"registre des donneurs",
    r"autoris\w+ le don",
    r"carte de donneur",
    r"votre famille décid\w+",
    r"refus enregistré au registre",
    r"consentement obligatoire",
    r"devenir donneur",
    r"vous n'êtes plus donneur",
    r"c'est officiel",
    r"définitif\w*",
)
"""Wrong in law, or pushing (R121, and ours)."""

BEFORE_PROOF = ("arriving.ftl",)
AFTER_PROOF = ("who-hears", "called--")
PERSONAL_BEFORE_PROOF = (
    r"madame",
    r"monsieur",
    r"docteur",
    r"reconn\w+",
    r"inconnu\w*",
    r"dernière visite",
    r"analyse",
)
FIRST_PERSON_OF_PEOPLE = r"\(e\)|·e\b|·s\b"


def forms() -> Iterator[Text]:
    """What people read or hear; not what they say."""
    yield from (text for text in texts() if text.attribute not in ("words", "not") and text.file != "said.ftl")


def found(patterns: tuple[str, ...], said: str) -> list[str]:
    """The denied words of a text, whole words only."""
    plain = said.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return [match[0] for pattern in patterns for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", plain)]


def test_no_denied_word_is_read_or_heard() -> None:
    """The web's words and the office's words are nobody's here."""
    assert not [(text.name, words) for text in forms() for line in text.lines() if (words := found(DENIED, line))]


def test_no_denied_word_is_in_the_terminals_own_words() -> None:
    """The terminal's fallback speaks like the site."""
    fallback = ROOT / "kiosk" / "terminal" / "fallback.toml"
    if not fallback.exists():
        pytest.skip("needs kiosk/terminal")
    labels = tomllib.loads(fallback.read_text(encoding="utf-8"))["labels"]
    assert not [(key, words) for key, label in labels.items() if (words := found(DENIED, label))]


def test_no_wording_against_the_law_of_organ_donation_stands_anywhere() -> None:
    """Neither in the texts nor in the code (R121)."""
    houses = ("core", "kiosk", "ivr", "hardware", "service")
    files = [path for house in houses for path in (ROOT / house).rglob("*") if path.suffix in {".py", ".ftl", ".toml"}]
    assert len(files) > 50
    assert not [(path.name, words) for path in files if (words := found(ORGAN_DONATION, path.read_text("utf-8")))]


def test_no_capitals_and_no_exclamation() -> None:
    """Calm: no emphasis by capitals, no « ! » (the mark of strong paper lines apart), no ellipsis."""
    for text in forms():
        for line in text.lines():
            plain = line.removeprefix("! ") if text.attribute == "paper" else line
            assert "!" not in plain, text.name
            assert not re.search(r"\b[A-ZÀÉÈÊÇ]{4,}\b", plain), text.name


def test_nobody_is_given_a_gender_by_a_text() -> None:
    """No « (e) », no median dot (words.md rule 6)."""
    assert not [text.name for text in forms() for line in text.lines() if re.search(FIRST_PERSON_OF_PEOPLE, line)]


def test_nothing_personal_is_said_before_proof() -> None:
    """No civility, no health word, nothing about a number being known (words.md 1.2)."""
    for text in forms():
        if text.file in BEFORE_PROOF and not text.key.startswith(AFTER_PROOF):
            assert not [words for line in text.lines() if (words := found(PERSONAL_BEFORE_PROOF, line))], text.name
            assert text.variables <= {"help", "hours", "key", "line", "tries", "wait"}, text.name


def test_the_kiosk_is_touched_and_the_telephone_is_typed() -> None:
    """« Touchez » on screen, « tapez » by telephone; digits are typed on both (words.md rule 4)."""
    for text in forms():
        if text.attribute in ("spoken", "again", "discreet") or text.file == "telephone.ftl":
            assert not [line for line in text.lines() if "touchez" in line.lower()], text.name


def test_the_key_comes_last() -> None:
    """The result first, the key at the end of its sentence (words.md rule 4)."""
    for text in forms():
        if text.attribute == "spoken" and "key" in text.variables:
            first = next(text.spoken_sentences())
            assert re.search(r"tapez X\.$", first), text.name


@pytest.mark.parametrize(
    "said", ["Cliquez sur ce lien", "Une erreur est survenue", "Veuillez saisir", "C'est enregistré"]
)
def test_the_rule_sees_what_it_denies(said: str) -> None:
    """A rule that sees nothing would be no rule."""
    assert found(DENIED, said)
