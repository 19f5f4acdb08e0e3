# What a person is told when the service may not do what was asked. The key of a `Refusal` is the key here.

document-not-found = Nous ne pouvons pas ouvrir ce document
    .body =
        Il n'est plus dans votre espace.
        Les autres documents sont toujours là.
        Une personne peut vous aider, au { $help }.
    .spoken =
        Nous ne pouvons pas ouvrir ce document. Il n'est plus dans votre espace.
        Les autres documents sont toujours là.

already-answered = Votre première réponse est gardée
    .body =
        Nous n'avons rien changé depuis.
        Vous pouvez recommencer, et choisir à nouveau.
        Une personne peut vous aider, au { $help }.
    .spoken =
        Votre première réponse est gardée. Nous n'avons rien changé depuis.
        Vous pouvez recommencer, et choisir à nouveau. Pour l'aide d'une personne, tapez 0.

not-permitted = Nous ne pouvons pas faire cela ici
    .body =
        Rien n'a changé dans votre espace.
        Une personne peut vous aider, au { $help }.
    .spoken = Nous ne pouvons pas faire cela ici. Rien n'a changé dans votre espace. Pour l'aide d'une personne, tapez 0.

space-not-open = Votre espace n'est pas ouvert
    .body =
        Rien n'a changé.
        Une personne peut vous dire quoi faire, au { $help }.
    .spoken = Votre espace n'est pas ouvert. Rien n'a changé. Pour l'aide d'une personne, tapez 0.

too-many-at-once = Un instant, s'il vous plaît
    .body =
        Beaucoup de personnes arrivent en même temps.
        Rien n'est perdu. Vous n'avez rien à retaper.
    .spoken =
        Un instant, s'il vous plaît. Beaucoup de personnes arrivent en même temps.
        Rien n'est perdu, et vous n'avez rien à retaper.

organ-donation-too-young = Ce choix est possible dès 13 ans
    .body =
        Rien n'est gardé aujourd'hui.
        Vous pouvez en parler à vos parents, ou à un médecin.
    .spoken =
        Ce choix est possible dès 13 ans. Rien n'est gardé aujourd'hui.
        Vous pouvez en parler à vos parents, ou à un médecin.
    .discreet = Ce choix n'est pas possible aujourd'hui. Rien n'est gardé.

organ-donation-nothing-to-withdraw = Il n'y a pas de refus à retirer
    .body =
        Le Relais ne garde aucun refus.
        Rien n'a changé dans votre espace.
    .spoken = Il n'y a pas de refus à retirer. Rien n'a changé dans votre espace.
    .discreet = Il n'y a rien à retirer. Rien n'a changé.

receipt-not-yours = Ce numéro n'est pas parmi vos reçus
    .body =
        Vérifiez les 6 chiffres de votre reçu.
        Rien n'a changé dans votre espace.
        Une personne peut vous aider, au { $help }.
    .spoken =
        Ce numéro n'est pas parmi vos reçus. Vérifiez ses 6 chiffres.
        Rien n'a changé dans votre espace. Pour l'aide d'une personne, tapez 0.
