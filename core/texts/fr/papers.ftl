# Papers and what is known of them. `.paper` is printed, one line of paper a line; the line's first mark says how:
#   # title   ! strong   = number, large   > centred   --- dashed rule   === solid rule   ___ empty line to write on
#   @square the receipt's black and white square   nothing: plain text; empty lines are dropped.
# The brand, the place and « Démonstration » are added by the kiosk. Discreet by default: words.md rule 15 and P1 to P3.

receipt-choice-kept = C'est gardé
    .body =
        Le { $day }, à { $at }.
        Votre reçu s'imprime. Prenez-le.
    .note = Ce reçu ne dit pas votre choix.
    .voice = Votre choix est gardé. Votre reçu s'imprime. Prenez-le. Ce reçu ne dit pas votre choix.
    .spoken = Votre choix est gardé, le { $day }, à { $at }.
    .paper =
        # Un choix est gardé
        { $day }, { $at }
        ---
        Numéro de ce reçu :
        = { $number }
        ---
        ! L'entendre, ou changer d'avis
        À une borne, ou par téléphone :
        = { $help }
        ---
        @square
        > Preuve, sans votre nom.
        > Gardez ce reçu.
        ---
        Ce reçu ne remplace aucune démarche officielle.

receipt--no-paper = Votre choix est gardé
    .body = Vous pouvez lire ou écouter votre numéro de reçu.
    .note = Il n'y a plus de papier : le reçu n'est pas sorti.
    .spoken = Votre choix est gardé. Il n'y a plus de papier : le reçu n'est pas sorti.
receipt--not-printed = Votre choix est gardé
    .body = Vous pouvez lire ou écouter votre numéro de reçu.
    .note = L'imprimante ne répond pas : le reçu n'est pas sorti.
    .spoken = Votre choix est gardé. L'imprimante ne répond pas : le reçu n'est pas sorti.
receipt--unknown = Votre choix est gardé
    .body = Regardez la fente.
    .note = Nous ne savons pas si le reçu est sorti.
    .spoken = Votre choix est gardé. Nous ne savons pas si le reçu est sorti. Regardez la fente.

after-paper--number = Mon numéro de reçu
    .spoken = Pour votre numéro de reçu, tapez { $key }.
    .words = mon numéro de reçu, le numéro de reçu, le numéro
after-paper--try-again = Imprimer encore
    .spoken = Pour imprimer encore, tapez { $key }.
    .words = imprimer encore, imprimez encore une fois, essayer encore, essayez encore
after-paper--continue = Continuer sans papier
    .spoken = Pour continuer sans papier, tapez { $key }.
    .words = continuer, je continue, sans papier, continuer sans papier
ask-paper--print = Imprimer
    .spoken = Pour imprimer, tapez { $key }.
    .words = imprimer, oui
ask-paper--do-not-print = Ne pas imprimer
    .spoken = Pour ne pas imprimer, tapez { $key }.
    .words = ne pas imprimer, non

receipt-number = Votre numéro de reçu
    .statement = { $number }
    .body = Vous pouvez le noter.
    .spoken = Votre numéro de reçu est : { $number }.

# --- Receipts heard again --------------------------------------------------------------------------------

receipts = Quel reçu revoir ?
    .detail = { $count ->
            [one] 1 reçu
           *[other] { $count } reçus
        }
    .body = du plus récent au plus ancien
    .voice = { $count ->
            [one] Vous avez un reçu. Quel reçu revoir ?
           *[other] Voici vos { $count } derniers reçus. Quel reçu revoir ?
        }
    .spoken = { $count ->
            [one] Vous avez un reçu.
           *[other] Voici vos { $count } derniers reçus, du plus récent au plus ancien.
        }
receipt-line = Un choix gardé
    .hint = { $day }, { $at }
    .spoken = Un choix gardé le { $day }, à { $at } : tapez { $key }.
receipts-none = Aucun reçu pour le moment
    .body =
        Un reçu vient après chaque choix gardé.
        Il sera rangé ici.
    .spoken = Vous n'avez aucun reçu pour le moment. Un reçu vient après chaque choix gardé.
receipt-heard = Un choix est gardé
    .body = Il date du { $day }, à { $at }.
    .spoken = Un choix est gardé. Il date du { $day }, à { $at }.
after-hearing--menu = Revenir au menu
    .spoken = Pour revenir aux choix, tapez { $key }.
    .words = revenir au menu, retour au menu, le menu, au menu, aux choix, revenir aux choix
    .key = 2
after-hearing--withdraw = Retirer ce choix
    .spoken = Pour retirer ce choix, tapez { $key }.
    .words = retirer ce choix, retirer mon choix, je retire ce choix, je retire mon choix, je veux le retirer, je veux retirer mon choix, retirer mon refus, je retire mon refus, changer d'avis, je change d'avis, j'ai changé d'avis, je veux changer d'avis
    .key = 1
after-hearing--paper = Imprimer le reçu
    .spoken = Pour imprimer le reçu, tapez { $key }.
    .words = imprimer le reçu, imprimer
    .key = 3

paper--printed = Prenez votre papier
    .body =
        Le papier est imprimé.
        Gardez-le dans un endroit sûr.
    .spoken = Le papier est imprimé. Prenez-le.
paper--no-paper = Ce papier n'est pas sorti
    .body =
        Ce qui était gardé reste gardé.
        Prévenez l'accueil, ou continuez sans papier.
    .note = Il n'y a plus de papier.
    .spoken = Il n'y a plus de papier. Ce papier n'est pas sorti. Ce qui était gardé reste gardé.
paper--not-printed = Ce papier n'est pas sorti
    .body =
        Ce qui était gardé reste gardé.
        Prévenez l'accueil, ou continuez sans papier.
    .note = L'imprimante ne répond pas.
    .spoken = L'imprimante ne répond pas. Ce papier n'est pas sorti. Ce qui était gardé reste gardé.
paper--unknown = Nous ne savons pas si le papier est sorti
    .body =
        Ce qui était gardé reste gardé.
        Regardez la fente.
    .spoken = Nous ne savons pas si le papier est sorti. Regardez la fente. Ce qui était gardé reste gardé.
paper--not-here = Ce papier sort à une borne
    .body = Venez à une borne avec votre carte Vitale.
    .spoken = Ce papier sort à une borne. Venez avec votre carte Vitale.

sheets--printed = Prenez vos feuilles
    .body =
        Elles sont à côté de la borne.
        Prenez-les toutes : d'autres personnes peuvent les voir.
    .spoken = Vos feuilles sont à côté de la borne. Prenez-les toutes.
sheets--no-paper = Rien n'est sorti
    .body =
        Ce qui était gardé reste gardé.
        Prévenez l'accueil, ou continuez sans papier.
    .note = L'imprimante n'a plus de papier.
    .spoken = L'imprimante n'a plus de papier. Rien n'est sorti. Ce qui était gardé reste gardé.
sheets--not-printed = Rien n'est sorti
    .body =
        Ce qui était gardé reste gardé.
        Prévenez l'accueil, ou continuez sans papier.
    .note = L'imprimante ne répond pas.
    .spoken = L'imprimante ne répond pas. Rien n'est sorti. Ce qui était gardé reste gardé.
sheets--unknown = Nous ne savons pas si tout est sorti
    .body =
        Ce qui était gardé reste gardé.
        Regardez l'imprimante, à côté de la borne.
        Prenez tout ce qui est sorti.
    .spoken = Nous ne savons pas si tout est sorti. Regardez l'imprimante. Ce qui était gardé reste gardé.

# The whole document on A4: these lines, then the document as it was read.
document-sheets = Votre document s'imprime
    .body =
        Les feuilles sortent à côté de la borne.
        Laissez votre carte jusqu'à la dernière feuille.
    .voice = Votre document s'imprime. Laissez votre carte jusqu'à la dernière feuille.
    .spoken = Ce document sort à une borne.
    .paper =
        # { $title }
        { $date }
        { $author }

document-paper = Votre papier s'imprime
    .body = Prenez-le quand il est sorti.
    .voice = Votre papier s'imprime. Prenez-le quand il est sorti.
    .spoken = Ce papier sort à une borne.
    .paper =
        # { $title }
        { $date }
        { $author }
        ---
        Ce papier montre le titre, la date et l'auteur.
        Pour lire le document, venez à une borne, ou appelez :
        = { $help }

# P1: the request to the register (R112, R116, CSP R1232-7). The Relais never sends it.
register-request = Votre demande s'imprime
    .body = Prenez-la quand elle est sortie.
    .voice = Votre demande s'imprime. Prenez-la quand elle est sortie.
    .spoken = Ce papier sort à une borne.
    .paper =
        # Demande au registre national des refus
        Agence de la biomédecine
        Registre national des refus
        Adresse, à vérifier avant l'envoi :
        ___
        ---
        Je demande mon inscription au registre national des refus.
        ! { $statement }
        ---
        Nom : { $name }
        Prénoms : { $first-names }
        Naissance : { $birth-date }
        Lieu : { $birth-place }
        Adresse :
        ___
        ___
        Date :
        ___
        Signature :
        ___
        ===
        ! À faire
        1. Relisez.
        2. Datez et signez.
        3. Joignez la photocopie d'une pièce d'identité.
        4. Envoyez en recommandé, avec avis de réception : la date compte.
        ---
        Le Relais n'envoie pas cette demande à votre place.
        Sans cet envoi, rien n'est écrit au registre.

# P2: the paper left with a relative (R113).
relative-paper = Votre écrit s'imprime
    .body = Prenez-le quand il est sorti.
    .voice = Votre écrit s'imprime. Prenez-le quand il est sorti.
    .spoken = Ce papier sort à une borne.
    .paper =
        # Écrit pour un proche
        ! { $statement }
        ---
        Nom : { $name }
        Prénoms : { $first-names }
        Naissance : { $birth-date }
        Lieu : { $birth-place }
        Date :
        ___
        Signature :
        ___
        ===
        ! À faire
        Datez et signez. Remettez cet écrit à un proche, et parlez-lui.
        Écrire est impossible ? Deux témoins peuvent attester, avec nom, qualité et signature.
        ---
        Ceci n'est pas le registre national des refus.

# The same, for somebody who keeps no refusal here: the position is written by hand, none is suggested.
relative-position-paper = Votre écrit s'imprime
    .body = Prenez-le quand il est sorti.
    .voice = Votre écrit s'imprime. Prenez-le quand il est sorti.
    .spoken = Ce papier sort à une borne.
    .paper =
        # Écrit pour un proche
        Ma position sur le don d'organes, après ma mort :
        ___
        ___
        ___
        ---
        Nom : { $name }
        Prénoms : { $first-names }
        Naissance : { $birth-date }
        Lieu : { $birth-place }
        Date :
        ___
        Signature :
        ___
        ===
        ! À faire
        Écrivez, datez et signez. Remettez cet écrit à un proche, et parlez-lui.
        Écrire est impossible ? Deux témoins peuvent attester, avec nom, qualité et signature.
        ---
        Ceci n'est pas le registre national des refus.
