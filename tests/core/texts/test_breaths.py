"""A voice draws breath before a key, and nowhere else."""

import pytest

from core.texts.breaths import with_breaths


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Si c'est juste, tapez 1.", "Si c'est juste, tapez, 1."),
        ("Pour répéter, tapez étoile.", "Pour répéter, tapez, étoile."),
        ("Tapez dièse : vous revenez.", "Tapez, dièse : vous revenez."),
        ("Pour une personne, tapez encore 0", "Pour une personne, tapez encore, 0"),
        ("Est-ce juste ? Tapez 1. Sinon, tapez 2.", "Est-ce juste ? Tapez, 1. Sinon, tapez, 2."),
        ("Tapez les 8 chiffres.", "Tapez les 8 chiffres."),
        ("Pour la suite, tapez le 9.", "Pour la suite, tapez le 9."),
        ("Tapez 12 pour décembre.", "Tapez 12 pour décembre."),
        ("Tapez 2 chiffres.", "Tapez 2 chiffres."),
        ("Vous tapez 1, puis 2.", "Vous tapez, 1, puis 2."),
        ("", ""),
    ],
)
def test_a_breath_before_a_key(text: str, said: str) -> None:
    """A number that is no key is not torn from its word."""
    assert with_breaths(text) == said
