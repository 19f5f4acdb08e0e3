"""One fictional screen for every kind and state, after the design team's pictures. French, because people read it."""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from kiosk.protocol import (
    Band,
    Bar,
    Block,
    BlockKind,
    EntryShape,
    Fact,
    Field,
    Key,
    Machine,
    Note,
    NoteTone,
    Progress,
    Screen,
    ScreenKind,
    Settled,
)
from kiosk.terminal import own_pages
from kiosk.terminal.labels import Labels
from kiosk.terminal.local import Local, Own

WHO, BORN = "Odette Lefort", "née le 12 mars 1942 à Aubigny"
FULL, MENU = Bar(may_go_back=True), Bar(may_go_back=False)


@dataclass(frozen=True)
class Sample:
    """A name for the picture, a screen, and what was done on it."""

    name: str
    screen: Screen
    local: Local = field(default_factory=Local)


def settled() -> Settled:
    """The place of the pictures."""
    return Settled(
        version=1, place="Pharmacie des Tilleuls", help_number="01 99 00 12 34", is_demonstration=True, labels={}
    )


def band(title: str, detail: str = "", *, step: int = 0, steps: int = 4, is_known: bool = True) -> Band:
    """The top of a screen."""
    progress = Progress(step=step, steps=steps) if step else None
    said = f"étape {step} sur {steps}" if step else detail
    who, born = (WHO, BORN) if is_known else ("", "")
    return Band(title=title, detail=said, progress=progress, person=who, person_detail=born)


def _next(label: str = "Continuer") -> Key:
    return Key(id="next", label=label, is_next=True)


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


def menu() -> Screen:
    """Six choices in two columns."""
    return Screen(
        id=10,
        kind=ScreenKind.CHOOSE,
        band=band("Menu", "lundi 23 novembre"),
        bar=MENU,
        title="Bonjour, que voulez-vous faire ?",
        keys=(
            Key(id="documents", label="Documents\net messages", icon="files", badge="2 nouveaux"),
            Key(id="health", label="Votre santé", icon="heartbeat", hint="Tension, vaccins"),
            Key(id="access", label="Qui voit\nvotre espace", icon="eye", hint="Accès, historique"),
            Key(id="wishes", label="Vos volontés\net vos proches", icon="users-three", hint="Don d’organes"),
            Key(id="services", label="Rendez-vous\net services", icon="calendar-blank"),
            Key(id="account", label="Codes, reçus\net espace", icon="user-gear", hint="Code, papiers, fermeture"),
        ),
        voice="Que voulez-vous faire ?",
    )


def documents(count: int = 18) -> Screen:
    """A list of four a page."""
    rows = (
        ("Analyse de sang", "14 novembre 2026, Laboratoire du Marché", "flask", "Nouveau"),
        ("Ordonnance", "9 novembre 2026, Dr Inès Valmont", "pill", ""),
        ("Compte rendu de consultation", "2 octobre 2026, Dr Hugo Sablon", "stethoscope", "Masqué"),
        ("Sortie d’hôpital", "18 septembre 2026, Clinique du Lac", "hospital", ""),
    )
    return Screen(
        id=11,
        kind=ScreenKind.LIST,
        band=band("Mes documents", f"{count} documents"),
        bar=FULL,
        title="Quel document ouvrir ?",
        lead="du plus récent au plus ancien",
        keys=tuple(
            Key(
                id=f"row-{at}", label=rows[at % 4][0], hint=rows[at % 4][1], icon=rows[at % 4][2], badge=rows[at % 4][3]
            )
            for at in range(count)
        ),
    )


def page_picture() -> bytes:
    """A page as an old scanner would give it."""
    image = Image.new("L", (620, 877), 250)
    pen = ImageDraw.Draw(image)
    for at in range(28):
        pen.rectangle((60, 80 + at * 26, 180 + (at * 97) % 380, 90 + at * 26), fill=60)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


_READ_KEYS = (Key(id="print", label="Imprimer", icon="printer"), Key(id="who", label="Qui le voit", icon="eye"))


def reading() -> list[Sample]:
    """Documents."""
    text = Screen(
        id=12,
        kind=ScreenKind.READ,
        band=band("Mes documents", "Compte rendu"),
        bar=FULL,
        title="Compte rendu de consultation",
        subtitle="2 octobre 2026, Dr Hugo Sablon, cardiologue",
        keys=_READ_KEYS,
        blocks=(
            Block(
                kind=BlockKind.PARAGRAPH,
                text="Madame Lefort vient pour le suivi de sa tension. Elle se sent bien. Elle marche chaque jour.",
            ),
            Block(
                kind=BlockKind.PARAGRAPH,
                text=(
                    "La tension est bonne : 134 sur 78.\nLe traitement ne change pas.\n"
                    "Prochain rendez-vous : avril 2027."
                ),
            ),
            Block(kind=BlockKind.HEADING, text="Ce qui a été fait"),
            Block(kind=BlockKind.LIST, items=("Mesure de la tension, assise puis debout.", "Électrocardiogramme.")),
            Block(kind=BlockKind.HEADING, text="Image jointe"),
            Block(kind=BlockKind.PICTURE, png=page_picture()),
        ),
        voice_is_private=True,
    )
    results = (
        ("Sucre (glycémie)", "0,98 g/L", "de 0,70 à 1,10", ""),
        ("Cholestérol", "2,31 g/L", "moins de 2,00", "haut"),
        ("Reins (créatinine)", "8 mg/L", "de 5 à 10", ""),
        ("Fer (ferritine)", "64 ng/mL", "de 15 à 150", ""),
        ("Recherche d’anticorps anti-nucléaires", "négative", "", ""),
    )
    table = Screen(
        id=13,
        kind=ScreenKind.READ,
        band=band("Mes documents", "Analyse de sang"),
        bar=FULL,
        title="Analyse de sang",
        subtitle="14 novembre 2026, Laboratoire du Marché",
        keys=_READ_KEYS,
        blocks=(Block(kind=BlockKind.TABLE, header=("Analyse", "Résultat", "repère", "laboratoire"), rows=results),),
        note=Note(text="Parlez de ces résultats à votre médecin."),
    )
    return [
        Sample("06-lecture", text),
        Sample("06-lecture-page-2", text, Local(page=1)),
        Sample("06-lecture-image", text, Local(page=2)),
        Sample("06-lecture-plus-grand", text, Local(is_bigger=True)),
        Sample("06-lecture-biologie", table),
        Sample("06-lecture-biologie-2", table, Local(page=1)),
    ]


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
                keys=(_next(),),
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
                keys=(Key(id="change", label="Modifier", icon="pencil-simple"), _next()),
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


def others() -> list[Sample]:
    """Blocking, help, trouble."""
    return [
        Sample(
            "08b-bloquer",
            Screen(
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
            ),
        ),
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
        Sample(
            "16-saisie-texte",
            Screen(
                id=34,
                kind=ScreenKind.ENTER,
                band=band("Mes directives", step=2, steps=5),
                bar=FULL,
                title="Écrivez ce que vous voulez",
                field=Field(shape=EntryShape.TEXT, length=500),
            ),
            Local(typed="Je veux rester chez moi le plus longtemps possible. Je ne veux pas de"),
        ),
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


def own() -> list[Sample]:
    """The terminal's own pages."""
    labels = Labels(settled())
    lost = {"was_visit": True, "has_card": True}
    return [
        Sample("20-demarrage", own_pages.starting(labels)),
        Sample("20-coupe-libre", own_pages.cut(labels, was_visit=False, is_unsure=False, has_card=False)),
        Sample("20-coupe-visite", own_pages.cut(labels, is_unsure=False, **lost)),
        Sample("20-coupe-choix", own_pages.cut(labels, is_unsure=True, **lost)),
        Sample("20-aide-sans-site", own_pages.person(labels)),
        Sample("20-excuses", own_pages.sorry(labels)),
        Sample("20-reprenez", own_pages.goodbye(labels, has_card=True)),
        Sample("20-merci", own_pages.goodbye(labels, has_card=False)),
        Sample("20-voix-haute", own_pages.aloud(labels, menu())),
        Sample("20-pas-de-son", own_pages.no_sound(labels, menu())),
    ]


def every() -> list[Sample]:
    """All of them, in the order of the pictures."""
    return [
        *before_proof(),
        Sample("04-menu", menu()),
        Sample("04-menu-voix", menu(), Local(is_speaking=True, focused="health")),
        Sample("05-documents", documents()),
        Sample("05-documents-fin", documents(), Local(page=4)),
        *reading(),
        *donation(),
        *others(),
        *own(),
    ]
