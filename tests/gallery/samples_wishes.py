"""Screens of what somebody decides: organ donation, directives, whom to block. French, because people read it."""

from kiosk.protocol import EntryShape, Fact, Field, Key, Machine, Note, NoteTone, Screen, ScreenKind
from kiosk.terminal.local import Local
from tests.gallery.sample import BORN, FULL, MENU, WHO, Sample, band, next_key


def donation() -> list[Sample]:
    """A grave choice, from the law to the paper."""
    organs = ("Le cœur", "Les poumons", "Le foie", "Les reins", "Le pancréas", "Les intestins")
    boxes = (*organs, "Les cornées (yeux)", "La peau, les os")
    said = "Je refuse de donner **les reins** et **les cornées** après ma mort."
    pick = Screen(
        id=22,
        kind=ScreenKind.PICK,
        band=band("Don d’organes", step=2),
        bar=FULL,
        title="Que refusez-vous de donner ?",
        lead="Touchez une ou plusieurs cases.",
        keys=tuple(Key(id=f"organ-{at}", label=name) for at, name in enumerate(boxes)),
    )
    return [
        Sample(
            "07a-don-explication",
            Screen(
                id=20,
                kind=ScreenKind.TELL,
                band=band("Don d’organes", step=1),
                bar=FULL,
                title="Ce que dit la loi",
                lead="En France, chacun est donneur après sa mort,\nsauf s’il a fait connaître son refus.",
                facts=(
                    Fact(icon="check", text="Vous êtes d’accord ? **Vous n’avez rien à faire.**"),
                    Fact(icon="hand-palm", text="Vous n’êtes pas d’accord ? **Faites connaître votre refus.**"),
                    Fact(icon="arrows-clockwise", text="Vous pouvez changer d’avis **à tout moment.**"),
                ),
                note=Note(
                    text=(
                        "Ici, nous gardons votre position. "
                        "Nous imprimons le papier pour le registre national des refus."
                    )
                ),
                keys=(next_key(),),
            ),
        ),
        Sample(
            "07b-don-choix",
            Screen(
                id=21,
                kind=ScreenKind.CHOOSE,
                band=band("Don d’organes", step=2),
                bar=FULL,
                title="Que voulez-vous faire ?",
                keys=(
                    Key(
                        id="all",
                        label="Refuser de donner mes organes",
                        hint="Nous préparons le papier à envoyer.",
                        icon="hand-palm",
                    ),
                    Key(
                        id="some",
                        label="Refuser de donner certains organes",
                        hint="Vous choisirez lesquels.",
                        icon="list-checks",
                    ),
                    Key(
                        id="tell",
                        label="Dire à mes proches que je suis d’accord",
                        hint="Nous préparons un papier pour eux.",
                        icon="chats-circle",
                    ),
                    Key(
                        id="nothing",
                        label="Ne rien changer",
                        hint="Vous pourrez revenir quand vous voulez.",
                        icon="clock",
                    ),
                ),
            ),
        ),
        Sample("07c-don-organes", pick, Local(picked=("organ-3", "organ-6"))),
        Sample(
            "07d-don-relire",
            Screen(
                id=23,
                kind=ScreenKind.RECAP,
                band=band("Don d’organes", step=3),
                bar=FULL,
                title="Relisez votre choix",
                statement=said,
                facts=(
                    Fact(icon="lock-key", text="Nous le gardons dans votre espace."),
                    Fact(icon="printer", text="Nous imprimons le papier pour le registre."),
                    Fact(icon="arrows-clockwise", text="Vous pourrez changer d’avis."),
                ),
                keys=(Key(id="change", label="Modifier", icon="pencil-simple"), next_key()),
            ),
        ),
        Sample(
            "07e-don-confirmer",
            Screen(
                id=24,
                kind=ScreenKind.CONFIRM,
                band=band("Don d’organes", step=4),
                bar=FULL,
                title="Voulez-vous le garder ?",
                statement=said,
                statement_by=f"{WHO}, {BORN}",
                keys=(
                    Key(id="yes", label="Oui, garder", icon="check"),
                    Key(id="no", label="Non, pas maintenant", icon="x"),
                ),
            ),
        ),
        Sample(
            "07f-don-fait",
            Screen(
                id=25,
                kind=ScreenKind.DONE,
                band=band("Don d’organes", "terminé"),
                bar=MENU,
                title="C’est gardé",
                lead="Le lundi 23 novembre 2026 à 10 h 42.\nVotre reçu s’imprime. Prenez-le.",
                note=Note(
                    text="Pour le registre national des refus, il faut envoyer le papier signé.", tone=NoteTone.BEFORE
                ),
                machine=Machine.PAPER,
                machine_label="Reçu en cours",
                keys=(
                    Key(id="print", label="Imprimer ce papier", icon="printer", is_next=True),
                    Key(id="menu", label="Revenir au menu", icon="house"),
                ),
            ),
        ),
    ]


def directives() -> Screen:
    """Words of their own, typed."""
    return Screen(
        id=34,
        kind=ScreenKind.ENTER,
        band=band("Mes directives", step=2, steps=5),
        bar=FULL,
        title="Écrivez ce que vous voulez",
        field=Field(shape=EntryShape.TEXT, length=500),
    )


def blocking() -> Screen:
    """Somebody will see nothing any more."""
    return Screen(
        id=30,
        kind=ScreenKind.CONFIRM,
        band=band("Qui voit mes documents", "bloquer quelqu’un"),
        bar=FULL,
        title="Bloquer le Dr Rémi Sablon ?",
        lead="urgences, Clinique du Lac",
        facts=(
            Fact(icon="prohibit", text="Il ne verra plus vos documents, **même en urgence.**"),
            Fact(icon="file-text", text="Il garde ce qu’il a écrit lui-même."),
            Fact(icon="arrows-clockwise", text="Vous pourrez le débloquer à tout moment."),
        ),
        keys=(
            Key(id="yes", label="Oui, bloquer", icon="prohibit"),
            Key(id="no", label="Non, ne rien changer", icon="x"),
        ),
    )
