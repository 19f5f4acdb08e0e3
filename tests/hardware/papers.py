"""Papers as a kiosk hands them out, for fictional people: a receipt as in look/12a, codes as in look/12b."""

from hardware.ports import BlankLine, CodeGrid, LineStyle, Paper, RuleLine, SquareCode, TextLine

PROOF = "|".join(
    ("RS2", "choice", "done", "20261123T1042Z", "P" * 40, "482170", "7f" * 32, "9999999999", "3e" * 32, "Zx" * 43)
)


def _line(text: str, style: LineStyle = LineStyle.TEXT, strong: str = "") -> TextLine:
    return TextLine(text=text, style=style, strong=strong)


RECEIPT = Paper(
    parts=(
        _line("Relais santé\nPharmacie des Tilleuls", LineStyle.BRAND),
        RuleLine(dashed=False),
        _line("C’est enregistré", LineStyle.TITLE),
        _line("Lundi 23 novembre 2026, 10\u202fh\u202f42"),
        _line("Votre choix sur le don d’organes."),
        _line("M. L., née en 1942", LineStyle.STRONG),
        RuleLine(),
        _line("Ce qu’il reste à faire", LineStyle.STRONG),
        _line("Signer le papier du registre, puis l’envoyer."),
        RuleLine(),
        _line("Changer d’avis", LineStyle.STRONG),
        _line("Ici, ou par téléphone\u00a0:"),
        _line("01 99 00 12 34", LineStyle.NUMBER),
        _line("Numéro de ce reçu\u00a0:"),
        _line("48 21 70", LineStyle.NUMBER),
        RuleLine(),
        SquareCode(content=PROOF),
        _line("Preuve, sans votre nom.\nGardez ce reçu.", LineStyle.CENTRED),
        RuleLine(dashed=False),
        _line("Démonstration", LineStyle.CENTRED, strong="Démonstration"),
    )
)

CODES = Paper(
    parts=(
        _line("Vos codes pour\u00a0le\u00a0téléphone", LineStyle.BRAND),
        RuleLine(dashed=False),
        _line("Chaque code sert une seule fois. Barrez-le après.", strong="une seule fois"),
        CodeGrid(codes=("418 205", "730 961", "286 574", "915 037", "602 849", "157 320", "843 716")),
        RuleLine(),
        _line("Gardez cette liste chez vous, loin de votre carte."),
        BlankLine(height_mm=8),
        _line("Liste du 23 novembre 2026.\nElle remplace l’ancienne.", LineStyle.CENTRED),
    )
)

SHORT = Paper(parts=(_line("Bonjour"),))
