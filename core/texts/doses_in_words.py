"""Doses, measures and units put in words: the unit stays the written one, nothing is converted (words.md section 5)."""

import re

from core.texts.expressions import AMOUNT, Rule, any_of, said_as
from core.texts.numbers_in_words import is_singular, say_amount, say_group, say_number

_UNITS = said_as()["units"]
_PER = said_as()["per"]
_MEASURES = said_as()["measures"]
_IONS = said_as()["ions"]
_FRACTIONS = {"1/2": "un demi", "1/4": "un quart", "3/4": "trois quarts"}
_SHORT = {"pdt": "pendant", "avt": "avant le", "ap.": "après le"}
_SIGNS = {"≤": "au plus ", "≥": "au moins ", "<": "moins de ", ">": "plus de "}
_TAKEN = r"cpr?s?|comprimés?|gél|gélules?|patchs?|inj|injections?|bouff|bouffées?|sach|sachets?|suppo|doses?|[mµ]?g|UI"
_METRE_PARTS = 2
_ONLY_IN_BLOOD = ("G", "T")
"""« G/L » counts cells; a bare « T » is a tesla or a letter."""
_A = rf"(?P<amount>{AMOUNT})"
_END = r"(?![\w])"


def _times_a_day(count: str) -> str:
    return f"{say_number(int(count))} fois par jour"


def _with_unit(found: re.Match[str]) -> str:
    """« zéro virgule cinq milligramme », « douze grammes par décilitre »."""
    if found["unit"] in _ONLY_IN_BLOOD and not found["per"]:
        return found[0]
    singular, *rest = _UNITS[found["unit"]]
    plural = rest[0] if rest else f"{singular}s"
    amount = say_amount(found["amount"], is_feminine=rest[-1:] == ["f"])
    # « un milliard de » would want another word after it: the laboratory's « G/L » has none.
    said = f"{amount} {singular if is_singular(found['amount']) else plural}"
    return f"{said} par {_PER[found['per']]}" if found["per"] else said


def _metres(found: re.Match[str]) -> str:
    """« un mètre soixante-deux », « un virgule cinq mètre »."""
    whole, _, part = found["amount"].replace(".", ",").partition(",")
    if len(part) == _METRE_PARTS or not part:
        return _height(whole, part)
    return f"{say_amount(found['amount'])} mètre{'' if is_singular(found['amount']) else 's'}"


def _height(whole: str, part: str) -> str:
    said = f"{say_amount(whole)} mètre{'' if is_singular(whole) else 's'}"
    return f"{said} {say_group(part)}" if part else said


def _fraction(found: re.Match[str]) -> str:
    said = _FRACTIONS[found["fraction"]]
    if not found["unit"]:
        return said
    noun = _UNITS[found["unit"]][0]
    return f"un demi-{noun}" if found["fraction"] == "1/2" else f"{said} de {noun}"


def _moments(found: re.Match[str]) -> str:
    doses = zip(found.groups(), ("le matin", "à midi", "le soir"), strict=True)
    return ", ".join(f"{'rien' if dose == '0' else say_number(int(dose))} {moment}" for dose, moment in doses)


def _after_comma(found: re.Match[str]) -> str:
    words = _SHORT[found["short"]]
    return f"{found['before']}, {words}" if found["before"] else words


def _compared(found: re.Match[str]) -> str:
    amount = say_amount(found["amount"])
    return {
        "<": f"moins de {amount}",
        ">": f"plus de {amount}",
        "≤": f"{amount} ou moins",
        "≥": f"{amount} ou plus",
    }[found["sign"]]


def _range(found: re.Match[str]) -> str:
    """« trois à cinq »; « de douze à seize » after the words of the laboratory."""
    of = "de " if found["of"] else ""
    return f"{found['of'] or ''}{of}{say_amount(found['low'])} à {say_amount(found['high'])}"


RULES: tuple[Rule, ...] = (
    Rule(re.compile(r"(?<!\w)(\d{1,2})j/7(?!\w)"), lambda found: f"{say_number(int(found[1]))} jours sur sept"),
    Rule(re.compile(r"(?<!\w)24 ?h/24(?!\w)"), lambda _: "vingt-quatre heures sur vingt-quatre"),
    # Of what is taken only: « 9h/12h » opens and closes, « 40 mL/12 h » was measured.
    Rule(
        re.compile(rf"(?<![^\W\d])(?P<taken>{_TAKEN})\.? ?/ ?(?!24)(?=\d{{1,2}} ?h(?!\w))"),
        lambda found: f"{found['taken']} toutes les ",
    ),
    Rule(re.compile(r"(?<=[gL])/(?=\d+(?:[.,]\d+)? ?[mµ]?g(?!\w))"), lambda _: ", "),
    Rule(
        re.compile(r"(?<!\w)(\d{1,3}) (ans?|mois) (?:et )?1/2(?![\w/])"),
        lambda found: f"{say_number(int(found[1]))} {found[2]} et demi",
    ),
    Rule(re.compile(r"(?<!\w)B/(\d{1,3})(?!\w)"), lambda found: f"boîte de {say_number(int(found[1]))}"),
    Rule(
        re.compile(r"(?<!\w)(\d{2})°(\d)C?(?!\w)"),
        lambda found: f"{say_number(int(found[1]))} degrés {say_number(int(found[2]))}",
    ),
    Rule(
        re.compile(r"(?<!\w)(?P<whole>\d)m(?P<part>\d\d)(?!\w)"), lambda found: _height(found["whole"], found["part"])
    ),
    Rule(
        re.compile(r"(?<=\d) ?[x×] ?(?=\d+(?:[.,]\d+)?(?: ?[x×] ?\d+(?:[.,]\d+)?)? ?[cm]?m(?!\w))"), lambda _: " sur "
    ),
    Rule(re.compile(r"(?<![\w)])-(?=\d+(?:[.,]\d+)? ?°|\d{1,2},\d\d(?! ?\w))"), lambda _: "moins "),
    Rule(re.compile(r"(?<!\S)\+ ?(?=\d)"), lambda _: "plus "),
    Rule(re.compile(r"± ?(?=\d)"), lambda _: "plus ou moins "),
    Rule(
        re.compile(rf"(?<!\w)(?P<ion>{any_of(_IONS)}) ?:? ?(?=\d+(?:[.,]\d+)? ?(?:[mµ]mol|mEq))"),
        lambda found: f"{_IONS[found['ion']]} : ",
    ),
    Rule(re.compile(r"\A\s*(\d)-(\d)-(\d)\s*\Z"), _moments),
    Rule(
        re.compile(r"(?<!\w)(?:TA|PA|[Tt]ension) ?:? ?(\d{1,3}) ?/ ?(\d{1,3})(?: ?mmHg)?(?![\w/])"),
        lambda found: f"tension : {say_number(int(found[1]))} sur {say_number(int(found[2]))}",
    ),
    Rule(
        re.compile(r"(?<![\w/])(\d{2,3}) ?/ ?(\d{2,3}) ?mmHg(?!\w)"),
        lambda found: f"{say_number(int(found[1]))} sur {say_number(int(found[2]))}",
    ),
    Rule(
        re.compile(r"(?<!\w)FC ?:? ?(\d{2,3}) ?/ ?min(?!\w)"),
        lambda found: f"cœur : {say_number(int(found[1]))} battements par minute",
    ),
    Rule(
        re.compile(rf"(?<!\w)(?P<name>{any_of(_MEASURES)}) ?(?::|=)? ?(?=[<>≤≥]? ?\d)"),
        lambda found: f"{_MEASURES[found['name']]} : ",
    ),
    Rule(
        re.compile(rf"{_A} ?m[Ll]/min/1[,.]73 ?m²"),
        lambda found: f"{say_amount(found['amount'])} millilitres par minute, pour un mètre carré soixante-treize",
    ),
    Rule(re.compile(r"(?<!\w)max\.? (\d{1,2}) ?/ ?j(?:our)?(?!\w)"), lambda found: f"{_times_a_day(found[1])} au plus"),
    Rule(
        re.compile(r"(?P<before>\w)?\.? ?(?<!\w)[x×] ?(?P<count>\d{1,2}) ?/ ?j(?:our)?(?!\w)"),
        lambda found: (f"{found['before']}, " if found["before"] else "") + _times_a_day(found["count"]),
    ),
    Rule(
        re.compile(r"(?P<before>\w)?\.? ?(?<![\w,])(?P<count>\d{1,2}) ?(?:x|×|fois) ?(?:/|par) ?j(?:our)?(?!\w)"),
        lambda found: (f"{found['before']}, " if found["before"] else "") + _times_a_day(found["count"]),
    ),
    Rule(re.compile(r"[Ss]i besoin \(SB\)|(?<!\w)SB(?!\w)"), lambda _: "seulement si besoin", needs_digit=False),
    Rule(re.compile(r"(?<!\w)AR (\d{1,2}) fois"), lambda found: f"à renouveler {say_number(int(found[1]))} fois"),
    Rule(
        re.compile(r"(?P<before>\w)? ?(?<!\w)(?P<short>pdt|(?:avt|ap\.)(?= repas))(?!\w)"),
        _after_comma,
        needs_digit=False,
    ),
    Rule(
        re.compile(rf"(?<![\w/])(?P<fraction>1/2|1/4|3/4)(?: ?(?P<unit>{any_of(_UNITS)}))?(?![\w/])"),
        _fraction,
    ),
    Rule(
        re.compile(
            r"(?P<of>(?:[Vv]aleurs|[Rr]epère) du laboratoire : )?(?<![\w.,/-])(?P<low>\d+(?:[.,]\d+)?)"
            r" ?- ?(?P<high>\d+(?:[.,]\d+)?)(?![\w/-]|[.,]\d)"
        ),
        _range,
    ),
    Rule(re.compile(rf"(?P<sign>[<>≤≥]) ?{_A}(?= |$|[,;.])(?! ?(?:{any_of(_UNITS)}){_END})"), _compared),
    Rule(re.compile(rf"{_A} ?m{_END}(?![²³/])"), _metres),
    Rule(
        re.compile(rf"{_A} ?(?P<unit>{any_of(_UNITS)})(?: ?/ ?(?P<per>{any_of(_PER)}))?(?![\w/²])"),
        _with_unit,
    ),
    Rule(
        re.compile(rf"{_A} ?/ ?(?P<per>{any_of(_PER)})(?![\w/])"),
        lambda found: f"{say_amount(found['amount'])} par {_PER[found['per']]}",
    ),
    Rule(
        re.compile(r"(?P<sign>[≤≥]) ?|(?:(?<= )|\A)(?P<strict>[<>]) ?(?=\w)"),
        lambda found: _SIGNS[found["sign"] or found["strict"]],
        needs_digit=False,
    ),
)
