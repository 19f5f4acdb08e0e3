"""As written, as spoken: the sixty rows of words.md section 5, on any text, documents included."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts.spoken import RULES, in_words

TABLE = (
    (1, "12/03/2026", "le douze mars deux mille vingt-six"),
    (2, "01/07/1940", "le premier juillet mille neuf cent quarante"),
    (3, "lun. 08/09", "lundi huit septembre"),
    (4, "03/2026", "mars deux mille vingt-six"),
    (5, "du 03 au 05/02", "du trois au cinq février"),
    (6, "14h30", "quatorze heures trente"),
    (7, "08:05", "huit heures cinq"),
    (8, "12h00, 00h15", "midi, minuit quinze"),
    (9, "9h-12h / 14h-17h", "de neuf heures à midi, puis de quatorze à dix-sept heures"),
    (10, "J+2", "deux jours après"),
    (11, "48 h, 6 sem.", "quarante-huit heures, six semaines"),
    (12, "84 ans", "quatre-vingt-quatre ans"),
    (13, "3e, 1re", "troisième, première"),
    (14, "n° 3, doc. 2/7", "numéro trois, document deux sur sept"),
    (15, "1 850,50 €", "mille huit cent cinquante euros cinquante"),
    (16, "3-5 jours", "trois à cinq jours"),
    (17, "< 0,4 · > 100", "moins de zéro virgule quatre, plus de cent"),
    (18, "≤ 5 · ≥ 90", "cinq ou moins, quatre-vingt-dix ou plus"),
    (19, "75011 Paris", "soixante-quinze mille onze, Paris"),
    (20, "01 99 00 12 34", "zéro un, quatre-vingt-dix-neuf, zéro zéro, douze, trente-quatre"),
    (21, "le 15, le 112, le 3422", "le quinze, le cent douze, le trente-quatre vingt-deux"),
    (
        22,
        "2 40 07 99 999 001 37",
        (
            "deux, quarante, zéro sept, quatre-vingt-dix-neuf, neuf cent quatre-vingt-dix-neuf, zéro zéro un, "
            "clé trente-sept"
        ),
    ),
    (23, "reçu 472183", "reçu quatre, sept, deux ; un, huit, trois"),
    (24, "0,5 mg", "zéro virgule cinq milligramme"),
    (25, "1000 mg, 1 g", "mille milligrammes, un gramme"),
    (26, "500 µg, 500 mcg", "cinq cents microgrammes, cinq cents microgrammes"),
    (27, "10 mL, 20 UI", "dix millilitres, vingt unités internationales"),
    (28, "1/2 cp", "un demi-comprimé"),
    (29, "1 cp x 3/j pdt 7 j", "un comprimé, trois fois par jour, pendant sept jours"),
    (30, "1-0-1", "un le matin, rien à midi, un le soir"),
    (31, "2 bouff. 2x/j", "deux bouffées, deux fois par jour"),
    (32, "20 gtt le soir", "vingt gouttes le soir"),
    (33, "collyre 1 gtte OD/OG", "collyre une goutte dans chaque œil"),
    (34, "1 sach./j avt repas", "un sachet par jour, avant le repas"),
    (35, "ttes les 6 h, max 4/j", "toutes les six heures, quatre fois par jour au plus"),
    (36, "si besoin (SB)", "seulement si besoin"),
    (37, "QSP 3 mois", "quantité suffisante pour trois mois"),
    (38, "AR 2 fois", "à renouveler deux fois"),
    (39, "per os", "par la bouche"),
    (40, "inj. SC, IM, IV", "piqûre sous la peau, dans le muscle, dans la veine"),
    (41, "TA 135/85 mmHg", "tension : cent trente-cinq sur quatre-vingt-cinq"),
    (42, "FC 72/min", "cœur : soixante-douze battements par minute"),
    (43, "SpO2 96 %", "oxygène du sang : quatre-vingt-seize pour cent"),
    (44, "38,2 °C", "trente-huit virgule deux degrés"),
    (45, "62,5 kg, 1,62 m", "soixante-deux virgule cinq kilos, un mètre soixante-deux"),
    (46, "Hb 12,4 g/dL", "hémoglobine : douze virgule quatre grammes par décilitre"),
    (47, "glycémie 1,05 g/L", "glycémie, le sucre du sang : un virgule zéro cinq gramme par litre"),
    (48, "HbA1c 6,8 %", "hémoglobine glyquée : six virgule huit pour cent"),
    (49, "créat. 78 µmol/L", "créatinine : soixante-dix-huit micromoles par litre"),
    (
        50,
        "DFG 64 mL/min/1,73 m²",
        "filtre des reins, D F G : soixante-quatre millilitres par minute, pour un mètre carré soixante-treize",
    ),
    (51, "CRP 3 mg/L", "C R P, inflammation : trois milligrammes par litre"),
    (52, "TSH 2,1 mUI/L", "T S H, thyroïde : deux virgule un milli-unités internationales par litre"),
    (53, "INR 2,5", "I N R, fluidité du sang : deux virgule cinq"),
    (54, "Na 140 mmol/L", "sodium : cent quarante millimoles par litre"),
    (55, "leuco. 6,2 G/L", "globules blancs : six virgule deux milliards par litre"),
    (56, "réf. 12,0–16,0", "valeurs du laboratoire : de douze à seize"),
    (57, "NFS, ECBU, ECG", "numération du sang, analyse d'urine, électrocardiogramme"),
    (58, "Dr, Pr, IDE, kiné", "docteur, professeur, infirmière ou infirmier, kinésithérapeute"),
    (
        59,
        "HTA, AVC, ATCD, ALD",
        "hypertension, accident vasculaire cérébral, antécédents, affection de longue durée",
    ),
    (60, "CR, RDV, IRM, TDM", "compte rendu, rendez-vous, I R M, scanner"),
)
"""Row 23 keeps « reçu », and its pause is a semicolon; row 33 keeps « collyre »: nothing written is dropped."""

SENTENCES = (
    ("Prise de sang du 14 novembre 2026, à jeun.", "Prise de sang du quatorze novembre deux mille vingt-six, à jeun."),
    ("Vu le 12/03/2026 à 14 h 30.", "Vu le douze mars deux mille vingt-six à quatorze heures trente."),
    ("Sucre (glycémie) : 0,98 g/L.", "Sucre (glycémie) : zéro virgule quatre-vingt-dix-huit gramme par litre."),
    ("de 0,70 à 1,10", "de zéro virgule soixante-dix à un virgule dix"),
    ("moins de 2,00", "moins de deux"),
    ("Amlodipine 5 mg : 1 comprimé le matin.", "Amlodipine cinq milligrammes : 1 comprimé le matin."),
    ("Tapez les 8 chiffres. Pour confirmer, tapez 7.", "Tapez les 8 chiffres. Pour confirmer, tapez 7."),
    ("Avant 18 ans, raccrochez et faites le 15.", "Avant dix-huit ans, raccrochez et faites le quinze."),
    ("GGT 21 UI/L", "G G T, abréviation du soignant vingt et une unités internationales par litre"),
    ("COMPTE RENDU DE CONSULTATION", "COMPTE RENDU DE CONSULTATION"),
    ("Vitamine B12, vertèbres L4-L5", "Vitamine B12, vertèbres L4-L5"),
    ("31/02/2026", "31/02/2026"),
    ("Dr Anne Roussel", "docteur Anne Roussel"),
    ("135/85 mmHg", "cent trente-cinq sur quatre-vingt-cinq"),
    ("à 21 h 41", "à vingt et une heures quarante et une"),
)


@pytest.mark.parametrize(("row", "written", "said"), TABLE, ids=lambda value: str(value)[:24])
def test_a_written_expression_is_said_as_people_say_it(row: int, written: str, said: str) -> None:
    """One row of the table."""
    assert 1 <= row <= 60
    assert in_words(written) == said


@pytest.mark.parametrize(("written", "said"), SENTENCES, ids=lambda value: str(value)[:24])
def test_expressions_are_found_inside_sentences(written: str, said: str) -> None:
    """What is not an expression stays; what is impossible is not guessed."""
    assert in_words(written) == said


@given(st.text(max_size=200))
def test_any_text_can_be_put_in_words(text: str) -> None:
    """No document is so odd that the voice stops."""
    in_words(text)


PIECES = st.sampled_from(
    [written for _, written, _ in TABLE] + [written for written, _ in SENTENCES] + list("0123456789 ,./-xhjmgL%")
)


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join))
def test_expressions_in_any_order_can_be_put_in_words(text: str) -> None:
    """Numbers, units and marks thrown together raise nothing."""
    in_words(text)


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=50))
def test_a_rule_that_needs_a_digit_finds_nothing_without_one(text: str) -> None:
    """Not to try it there changes nothing but the time a long list takes."""
    without = re.sub(r"\d", "", text)
    assert [rule.wanted for rule in RULES if rule.needs_digit and rule.wanted.search(without)] == []


@pytest.mark.parametrize("written", [written for _, written, _ in TABLE] + [written for written, _ in SENTENCES])
def test_words_stay_words(written: str) -> None:
    """What is in words already is not changed a second time."""
    once = in_words(written)
    assert in_words(once) == once
