# The menu and the documents. Facts of a document: $title $kind $category $date $author $state, $rank in the list.

main-menu = Que voulez-vous faire ?
    .spoken = Voici les choix.
    .again = Choisissez avec les touches de votre téléphone.
main-menu--documents = Vos documents
    .hint = les lire ou les écouter
    .spoken = Pour vos documents, tapez { $key }.
    .words = mes documents, documents, les documents, pour mes documents, voir mes documents, lire mes documents, écouter mes documents, je voudrais mes documents, je veux voir mes documents
    .key = 1
main-menu--organ-donation = Don d'organes
    .hint = la loi et votre position
    .spoken = Pour le don d'organes, tapez { $key }.
    .words = don d'organes, don d'organe, le don d'organes, le don d'organe, pour le don d'organes
    .key = 4
main-menu--other = Autres choix
    .hint = vos reçus
    .spoken = Pour les autres choix, tapez { $key }. Pour l'aide, tapez 0.
    .words = autres choix, les autres choix, d'autres choix, un autre choix, autre chose, je voudrais autre chose, c'est pour autre chose
    .key = 9

other-choices = Autres choix
    .spoken = Autres choix.
other-choices--receipts = Vos reçus
    .hint = les revoir, changer d'avis
    .spoken = Pour vos reçus, tapez { $key }. Pour revenir, tapez la touche dièse.
    .words = mes reçus, vos reçus, les reçus, mon reçu, voir mes reçus, entendre mes reçus, écouter mes reçus, je voudrais mes reçus, je veux entendre mes reçus
    .key = 4

documents = Quel document ouvrir ?
    .detail = { $count ->
            [one] 1 document
           *[other] { $count } documents
        }
    .body = du plus récent au plus ancien
    .voice = { $count ->
            [one] Vous avez un document. Quel document ouvrir ?
           *[other] Vous avez { $count } documents, du plus récent au plus ancien. Quel document ouvrir ?
        }
    .spoken = { $count ->
            [one] Vous avez un document.
           *[other] Vous avez { $count } documents. Voici les plus récents.
        }
    .discreet = Voici vos documents.
document-line = { $title }
    .hint = { $date }, { $author }
    .spoken = { $title }, du { $date }, { $author }{ $state } : tapez { $key }.
    .discreet = Document { $rank }, du { $date } : tapez { $key }.

document-new = nouveau
    .spoken = , nouveau
document-read = { "" }
    .spoken = { "" }
author-unknown = auteur non indiqué
    .spoken = auteur non indiqué

documents-none = Aucun document pour le moment
    .body =
        Vos soignants peuvent en déposer.
        Ils seront rangés ici.
    .spoken = Votre espace ne contient aucun document pour le moment. Vos soignants peuvent en déposer.
    .discreet = La liste est vide pour le moment.

document = { $title }
    .detail = { $category }
    .body = { $date }, { $author }
    .note = La borne montre ce qui est écrit. Votre médecin peut vous l'expliquer.
    .spoken = { $title }, du { $date }, { $author }. Je lis ce qui est écrit, sans l'expliquer.
    .discreet = Document du { $date }. Quelqu'un entend : je ne lis pas son contenu.
document--paper = Imprimer
    .hint = titre, date et auteur
    .spoken = Pour l'avoir sur papier, tapez { $key }.
    .words = sur papier, l'avoir sur papier, je le voudrais sur papier, je le veux sur papier, imprimer, imprimez-le
document--sheets = Imprimer
    .hint = tout le document, sur A4
    .spoken = Pour imprimer tout le document, tapez { $key }.
    .words = imprimer, tout le document
document--other = La liste
    .hint = pour un autre document
    .spoken = Pour un autre document, tapez { $key }.
    .words = un autre document, la liste, la liste des documents, revenir à la liste

document-on-paper = Imprimer ce papier maintenant ?
    .body =
        Ce papier montre le titre, la date et l'auteur.
        Il ne montre pas le contenu.
    .spoken = Ce papier montre le titre, la date et l'auteur. Il ne montre pas le contenu. L'imprimer maintenant ?
document-on-sheets = Imprimer tout le document ?
    .body =
        Les feuilles montrent tout ce que vous avez lu.
        Elles sortent de l'imprimante, à côté de la borne.
        D'autres personnes peuvent les voir : prenez-les aussitôt.
    .spoken =
        Les feuilles montrent tout ce que vous avez lu.
        Elles sortent à côté de la borne : d'autres personnes peuvent les voir.
        Imprimer maintenant ?
document-on-paper-elsewhere = Le papier sort à une borne
    .body =
        Le téléphone ne peut pas l'imprimer.
        Venez à une borne avec votre carte Vitale.
    .spoken =
        Le papier sort à une borne, avec le titre, la date et l'auteur.
        Venez avec votre carte Vitale.
