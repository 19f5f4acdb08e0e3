"""The social security number as typed or read (`parse_nir`): a number with its right key, or a clear no."""

from collections.abc import Callable

from core.domain.patients import Nir, parse_nir
from tests.fuzz.promises import demand_own_words

Parse = Callable[[str], tuple[Nir, bool]]

OWN_WORDS = frozenset(
    {
        "a NIR has 13 characters, digits but for the Corsican departments",
        "a NIR has 13 characters, and 2 more with its key",
    }
)
CORSICA = {"2A": "19", "2B": "18"}


def one(data: bytes, parse: Parse = parse_nir) -> None:
    """Try one text."""
    typed = data.decode("utf-8", "replace")
    try:
        nir, is_key_right = parse(typed)
    except ValueError as refused:
        demand_own_words(refused, OWN_WORDS)
        return
    assert nir.number.isascii()
    assert len(nir.number) == 13
    assert repr(nir) == "Nir()"
    assert _is_key(nir.number, nir.key)
    assert parse(nir.with_key) == (nir, True)
    assert parse(" ".join(nir.with_key).lower()) == (nir, True)
    kept = "".join(letter for letter in typed.upper() if letter.isalnum())
    assert kept in ({nir.with_key} if is_key_right else {nir.number, nir.number + kept[13:]})
    wrong = f"{(int(nir.key) + 1) % 100:02d}"
    assert parse(nir.number + wrong) == (nir, False)


def _is_key(number: str, key: str) -> bool:
    """The rule read the other way round: number and key together make a multiple of 97, and the key is 1 to 97."""
    department = CORSICA.get(number[5:7], number[5:7])
    return (int(number[:5] + department + number[7:]) + int(key)) % 97 == 0 and 1 <= int(key) <= 97
