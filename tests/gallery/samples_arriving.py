"""Screens before anybody is known: welcome, card, code. French, because people read it."""

from kiosk.protocol import Band, Bar, EntryShape, Fact, Field, Key, Machine, Screen, ScreenKind
from kiosk.terminal.local import Local
from tests.gallery.sample import FULL, Sample, band


def before_proof() -> list[Sample]:
    """Nobody is known yet."""
    free = Bar(may_go_back=False, may_end=False)
    quiet = Bar(may_go_back=False)
    return [
        Sample(
            "01-accueil",
            Screen(
                id=1,
                kind=ScreenKind.CARD,
                band=Band(title="Relais santé"),
                bar=free,
                title="Votre espace santé,\nsans internet",
                lead="Vos documents, vos messages,\nvos volontés, et qui les voit.",
                machine=Machine.CARD_WANTED,
                machine_label="Insérez votre carte Vitale\nLa puce vers le bas",
                keys=(
                    Key(id="no-card", label="Je n’ai pas ma carte", icon="identification-card"),
                    Key(id="what", label="À quoi ça sert ?", icon="question"),
                ),
                facts=(
                    Fact(icon="phone", text="Aide par téléphone\n**01 99 00 12 34**"),
                    Fact(icon="headphones", text="Casque\n**prise à droite**"),
                    Fact(icon="printer", text="Imprimante\n**prête**"),
                ),
            ),
            is_demonstration=True,
        ),
        Sample(
            "02-carte-illisible",
            Screen(
                id=2,
                kind=ScreenKind.CARD,
                band=band("Votre carte", "pas encore lue", is_known=False),
                bar=FULL,
                title="Nous n’arrivons pas\nà lire votre carte",
                lead="Cela arrive souvent. Essayons encore.",
                machine=Machine.CARD_UNREADABLE,
                facts=(
                    Fact(icon="1", text="Retirez la carte."),
                    Fact(icon="2", text="Tournez la puce vers le bas."),
                    Fact(icon="3", text="Insérez-la jusqu’au bout."),
                ),
                keys=(
                    Key(id="no-card", label="Continuer sans carte", icon="identification-card"),
                    Key(id="somebody", label="Appeler quelqu’un", icon="hand-palm"),
                ),
            ),
        ),
        Sample(
            "02-carte-lecture",
            Screen(
                id=3,
                kind=ScreenKind.WAIT,
                band=band("Votre carte", "lecture en cours", is_known=False),
                bar=quiet,
                title="Laissez votre carte\ndans le lecteur",
                lead="Cela prend quelques secondes.",
                machine=Machine.CARD_READING,
                machine_label="Ne la retirez pas",
                facts=(
                    Fact(icon="check", text="Carte trouvée"),
                    Fact(icon="hourglass", text="Nous lisons votre carte"),
                    Fact(icon="", text="Ensuite : votre code secret"),
                ),
            ),
        ),
        Sample("03-code", code(), Local(typed="4821")),
        Sample("03-code-complet", code(), Local(typed="482170")),
        Sample(
            "03-date",
            Screen(
                id=5,
                kind=ScreenKind.ENTER,
                band=band("Votre carte", "plusieurs personnes", is_known=False),
                bar=FULL,
                title="Quelle est votre\ndate de naissance ?",
                lead="Jour, mois, année.",
                field=Field(shape=EntryShape.DATE, length=8),
            ),
            Local(typed="12031942"),
        ),
        Sample(
            "03-numero",
            Screen(
                id=6,
                kind=ScreenKind.ENTER,
                band=band("Sans carte", is_known=False),
                bar=FULL,
                title="Tapez votre\nnuméro d’accès",
                field=Field(shape=EntryShape.DIGITS, length=8, hint="8 chiffres, sur votre carte du Relais"),
                keys=(Key(id="lost", label="Je ne l’ai pas", icon="question"),),
            ),
            Local(typed="402"),
        ),
    ]


def code() -> Screen:
    """The secret code."""
    return Screen(
        id=4,
        kind=ScreenKind.ENTER,
        band=band("Votre code secret", "carte lue", is_known=False),
        bar=FULL,
        title="Tapez votre\ncode secret",
        field=Field(shape=EntryShape.SECRET, length=6, hint="6 chiffres", care="Cachez le clavier avec votre main."),
        keys=(Key(id="forgotten", label="J’ai oublié mon code", icon="key"),),
    )
