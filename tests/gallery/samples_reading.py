"""Screens from the menu to an open document. French, because people read it."""

from io import BytesIO

from PIL import Image, ImageDraw

from kiosk.protocol import Block, BlockKind, Key, Note, Screen, ScreenKind
from kiosk.terminal.local import Local
from tests.gallery.sample import FULL, MENU, Sample, band


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
