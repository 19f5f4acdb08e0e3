"""Screens when a visit does not go on by itself: silence, trouble, help. French, because people read it."""

from kiosk.protocol import Band, Fact, Key, Note, NoteTone, Screen, ScreenKind
from kiosk.terminal.local import Local, Own
from tests.gallery.sample import FULL, MENU, Sample, band
from tests.gallery.samples_reading import menu


def trouble() -> list[Sample]:
    """Silence, no paper, no service."""
    return [
        Sample(
            "10a-etes-vous-la",
            Screen(
                id=31,
                kind=ScreenKind.IDLE,
                band=Band(title=""),
                bar=MENU,
                title="Êtes-vous\ntoujours là ?",
                lead="Sans réponse, nous fermons votre espace.\nCe que vous avez confirmé reste gardé.",
                countdown_s=30,
                keys=(
                    Key(id="stay", label="Je continue", is_next=True),
                    Key(id="leave", label="Terminer et reprendre ma carte"),
                ),
            ),
            Local(left_s=30),
        ),
        Sample(
            "10b-plus-de-papier",
            Screen(
                id=32,
                kind=ScreenKind.MISHAP,
                band=band("Don d’organes", "reçu non imprimé"),
                bar=MENU,
                title="Votre choix est bien gardé",
                note=Note(text="**L’imprimante n’a plus de papier.**", tone=NoteTone.BEFORE, icon="printer"),
                lead="Comment voulez-vous votre reçu ?",
                keys=(
                    Key(
                        id="hear",
                        label="L’écouter maintenant",
                        hint="au casque, ou à voix haute si vous le voulez",
                        icon="speaker-high",
                    ),
                    Key(id="wait", label="Attendre du papier", hint="nous prévenons la pharmacie", icon="hand-palm"),
                    Key(
                        id="without",
                        label="Continuer sans reçu",
                        hint="vous l’imprimerez une autre fois",
                        icon="arrow-fat-right",
                    ),
                ),
            ),
        ),
        Sample(
            "10c-service-coupe",
            Screen(
                id=33,
                kind=ScreenKind.APOLOGY,
                band=Band(title="Relais santé", detail="pas de liaison"),
                bar=MENU,
                title="Excusez-nous, le service est coupé",
                lead="Ce n’est pas votre faute.",
                facts=(
                    Fact(icon="check", text="**Gardé :** un document masqué, à 10 h 31."),
                    Fact(icon="x", text="**Pas gardé :** votre dernière demande. Elle est à refaire."),
                    Fact(icon="phone", text="Vous pouvez aussi téléphoner :\n**01 99 00 12 34**"),
                ),
                keys=(Key(id="retry", label="Essayer encore", icon="arrows-clockwise", is_next=True),),
            ),
        ),
    ]


def helping() -> list[Sample]:
    """To see better, and to be helped."""
    return [
        Sample("17-voir-mieux", menu(), Local(own=Own.SEE)),
        Sample(
            "18-aide",
            Screen(
                id=35,
                kind=ScreenKind.HELP,
                band=band("Aide", "votre visite continue"),
                bar=FULL,
                title="De quoi avez-vous besoin ?",
                keys=(
                    Key(
                        id="come",
                        label="Faire venir quelqu’un",
                        hint="de la pharmacie, tout de suite",
                        icon="hand-palm",
                    ),
                    Key(
                        id="where",
                        label="Savoir où je suis",
                        hint="menu, puis don d’organes, étape 2",
                        icon="map-pin",
                    ),
                    Key(id="call", label="Continuer par téléphone", hint="01 99 00 12 34", icon="phone"),
                    Key(id="stop", label="Je préfère m’arrêter", icon="sign-out"),
                ),
            ),
        ),
    ]
