# Organ donation (rules R111 to R122). Ours is never the national register: said before choosing and after keeping.
# Wordings of R121 and of words.md 1.4 are refused by tests/rules/test_forbidden_words.py.
# $statement is one of the messages statement--…: first person when read, spoken to the person when heard.

organ-donation-law = Le don d'organes
    .body =
        Donner une partie de son corps après la mort.
        Chacun est présumé donneur, sauf refus de son vivant.
        La loi appelle cela le consentement présumé.
        { "" }**Vous n'avez rien à faire si vous êtes d'accord.**
        Vous pouvez refuser, en tout ou en partie.
        Vous pouvez changer d'avis à tout moment.
    .note = Ceci n'est pas le registre national des refus. Ici, vous notez votre position et préparez vos papiers.
    .spoken =
        Le don d'organes, c'est donner une partie de son corps après la mort.
        Chacun est présumé donneur, sauf s'il a refusé de son vivant.
        La loi appelle cela le consentement présumé.
        Vous n'avez rien à faire si vous êtes d'accord.
        Vous pouvez refuser, en tout ou en partie.
        Vous pouvez changer d'avis à tout moment.
        Ceci n'est pas le registre national des refus.

organ-donation-law-minor = Le don d'organes avant 18 ans
    .body =
        Donner une partie de son corps après la mort.
        Avant 18 ans, il faut l'accord écrit de chaque parent.
        La loi dit : les titulaires de l'autorité parentale.
        Dès 13 ans, vous pouvez faire connaître un refus.
        Vous pouvez refuser, en tout ou en partie.
        Vous pouvez changer d'avis à tout moment.
    .note = Ceci n'est pas le registre national des refus. Ici, vous notez votre position et préparez vos papiers.
    .spoken =
        Le don d'organes, c'est donner une partie de son corps après la mort.
        Avant 18 ans, il faut l'accord écrit de chaque parent.
        La loi dit : les titulaires de l'autorité parentale.
        Dès 13 ans, vous pouvez faire connaître un refus.
        Vous pouvez refuser, en tout ou en partie.
        Vous pouvez changer d'avis à tout moment.
        Ceci n'est pas le registre national des refus.

# --- What is kept now -------------------------------------------------------------------------------

organ-donation-held-nothing = Le Relais ne garde aucune position
    .body = Vous n'avez rien noté ici sur le don d'organes.
    .note = Nous ne voyons pas le registre national des refus.
    .spoken =
        Le Relais ne garde aucune position de votre part.
        Nous ne voyons pas le registre national des refus.
    .discreet = Rien n'est gardé ici pour le moment.

organ-donation-held-refusal = Voici votre position gardée au Relais
    .statement = { $statement }
    .body = Position gardée le { $day }.
    .note = Nous ne voyons pas le registre national des refus.
    .spoken =
        Le Relais garde votre position du { $day }. { $statement }
        Nous ne voyons pas le registre national des refus.
    .discreet = Un choix est gardé. Il date du { $day }.

organ-donation-held-withdrawal = Votre refus est retiré du Relais
    .body =
        Retiré le { $day }.
        Le Relais ne garde plus de refus.
    .note = Nous ne voyons pas le registre national des refus.
    .spoken =
        Votre refus est retiré du Relais depuis le { $day }.
        Nous ne voyons pas le registre national des refus.
    .discreet = Un choix est gardé. Il date du { $day }.

# --- The choice ---------------------------------------------------------------------------------------

organ-donation-wish = Que voulez-vous faire ?
    .note = Ceci n'est pas le registre national des refus.
    .spoken = Que voulez-vous faire ?
organ-donation-wish--refuse = Faire connaître mon refus
    .hint = en tout ou en partie
    .spoken = Pour faire connaître votre refus, tapez { $key }.
    .words = faire connaître mon refus, je refuse, je veux refuser, mon refus
    .key = 1
organ-donation-wish--tell-relatives = Dire ma position à mes proches
    .hint = rien n'est gardé ici
    .spoken = Pour dire votre position à vos proches, tapez { $key }.
    .words = dire ma position à mes proches, mes proches, le dire à mes proches, en parler à mes proches
    .key = 2
organ-donation-wish--papers = Préparer mes papiers
    .hint = pour le registre, pour un proche
    .spoken = Pour préparer vos papiers, tapez { $key }.
    .words = préparer mes papiers, mes papiers
    .key = 2
organ-donation-wish--nothing-today = Ne rien dire aujourd'hui
    .hint = vous pourrez revenir
    .spoken = Pour ne rien dire aujourd'hui, tapez { $key }.
    .words = ne rien dire, rien aujourd'hui, ne rien dire aujourd'hui, je ne dis rien aujourd'hui, pas aujourd'hui
    .key = 3
organ-donation-wish--leave-as-is = Ne rien changer
    .hint = votre position reste gardée
    .spoken = Pour ne rien changer, tapez { $key }.
    .words = ne rien changer, ne changez rien
    .key = 3
organ-donation-wish--withdraw = Retirer ma position
    .hint = la dernière position compte
    .spoken = Pour retirer votre position, tapez { $key }.
    .words = retirer ma position, retirer mon refus
    .key = 4

organ-donation-extent = Que concerne votre refus ?
    .spoken = Que concerne votre refus ?
organ-donation-extent--everything = Tout
    .hint = tous les organes, tous les usages
    .spoken = Votre refus concerne tout : tapez { $key }.
    .words = tout, tous, tout refuser, je refuse tout, tous les organes
organ-donation-extent--some-organs = Certains organes seulement
    .hint = vous direz lesquels
    .spoken = Certains organes seulement : tapez { $key }.
    .words = certains organes, certains organes seulement, quelques organes
organ-donation-extent--some-purposes = Certains usages seulement
    .hint = comme la recherche
    .spoken = Certains usages seulement, comme la recherche : tapez { $key }.
    .words = certains usages, certains usages seulement, quelques usages

organ-donation-organs = Touchez ce que vous refusez
    .body = Rien n'est coché d'avance.
    .spoken = Je cite 8 organes ou tissus, un par un. Pour refuser, tapez 1. Pour passer, tapez 2.
organ-donation-purposes = Touchez ce que vous refusez
    .body = La justice peut toujours demander un examen.
    .spoken =
        Je cite 3 usages, un par un. La justice peut toujours demander un examen.
        Pour refuser, tapez 1. Pour passer, tapez 2.

# --- Read back, then asked apart ------------------------------------------------------------------------

organ-donation-recap = Voici ce que nous avons compris
    .statement = { $statement }
    .facts =
        Le reçu ne dira pas votre choix.
        Vous pourrez changer d'avis.
    .note = Rien n'est encore gardé.
    .spoken = Je récapitule. { $statement } Rien n'est encore gardé.
    .discreet = Votre réponse est comprise. Quelqu'un entend : je ne la répète pas. Rien n'est encore gardé.
organ-donation-recap-withdrawal = Voici ce que nous avons compris
    .statement = { $statement }
    .facts =
        Le reçu ne dira pas votre choix.
        Votre dernière position compte.
    .note = Rien n'a encore changé.
    .spoken = Je récapitule. { $statement } Rien n'a encore changé.
    .discreet = Votre réponse est comprise. Quelqu'un entend : je ne la répète pas. Rien n'a encore changé.
recap--right = C'est juste
    .spoken = Si c'est bien cela, tapez { $key }.
    .words = c'est juste, oui c'est juste, c'est exact, oui c'est ça, oui, oui oui, ouais, mais oui, oui bien sûr, bien sûr, c'est ça, c'est bien ça, tout à fait, d'accord, c'est d'accord, exactement, voilà, je veux bien, volontiers
recap--correct = Corriger
    .spoken = Pour corriger, tapez { $key }.
    .words = corriger, je veux corriger, c'est faux, c'est pas ça, ce n'est pas ça, non, non non, non merci, mais non, ah non, surtout pas, pas du tout, pas question, je ne veux pas, je veux pas, non pas ça, certainement pas, jamais de la vie

organ-donation-keep = Garder cette position au Relais ?
    .statement = { $statement }
    .body = Sans réponse, rien n'est gardé.
    .yes = Oui, la garder
    .no = Non, ne rien garder
    .spoken =
        Dernière question. { $statement } Voulez-vous garder cette position au Relais ?
        Pour confirmer, tapez 7. Pour ne rien garder, tapez 8. Sans réponse, rien n'est gardé.
    .discreet =
        Dernière question. Voulez-vous garder ce choix ?
        Pour confirmer, tapez 7. Pour ne rien garder, tapez 8. Sans réponse, rien n'est gardé.
organ-donation-keep-withdrawal = Retirer votre position du Relais ?
    .statement = { $statement }
    .body = Sans réponse, rien ne change.
    .yes = Oui, la retirer
    .no = Non, ne rien changer
    .spoken =
        Dernière question. { $statement } Voulez-vous retirer cette position du Relais ?
        Pour confirmer, tapez 7. Pour ne rien changer, tapez 8. Sans réponse, rien ne change.
    .discreet =
        Dernière question. Voulez-vous garder ce choix ?
        Pour confirmer, tapez 7. Pour ne rien changer, tapez 8. Sans réponse, rien ne change.

organ-donation-nothing-kept = Ce choix n'est pas gardé
    .body =
        Rien n'a changé dans votre espace.
        Vous pourrez revenir quand vous voulez.
    .spoken = Ce choix n'est pas gardé. Rien n'a changé dans votre espace. Vous pourrez revenir quand vous voulez.

# --- Kept ---------------------------------------------------------------------------------------------

organ-donation-kept = C'est gardé
    .body =
        Votre position est gardée au Relais, à { $at }.
        Pour le registre, il faut une demande signée, avec une copie d'identité.
    .note = Ceci n'est pas le registre national des refus.
    .spoken =
        Votre position est gardée au Relais, à { $at }.
        Ceci n'est pas le registre national des refus.
        Pour le registre, il faut une demande signée, avec une copie d'identité.
    .discreet = Un choix est gardé, à { $at }. Ceci n'est pas un registre officiel.
organ-donation-withdrawn = C'est fait
    .body =
        Votre refus est retiré du Relais, à { $at }.
        Votre dernière position est celle qui compte.
        Au registre aussi ? Écrivez à l'Agence de la biomédecine.
    .note = Ceci n'est pas le registre national des refus.
    .spoken =
        Votre refus est retiré du Relais, à { $at }.
        Ceci n'est pas le registre national des refus.
        Au registre aussi ? Écrivez à l'Agence de la biomédecine.
    .discreet = Un choix est gardé, à { $at }. Ceci n'est pas un registre officiel.
after-keeping--register-request = Préparer ma demande
    .hint = inscription au registre national des refus
    .spoken = Pour cette demande, tapez { $key }.
    .words = préparer ma demande, préparer la demande, ma demande, la demande, pour la demande
    .discreet = Pour le premier papier, tapez { $key }.
after-keeping--relative-paper = Écrit pour un proche
    .spoken = Pour l'écrit à un proche, tapez { $key }.
    .words = l'écrit pour un proche, un écrit pour un proche, l'écrit à un proche, pour l'écrit à un proche, un papier pour un proche
    .discreet = Pour le second papier, tapez { $key }.
after-keeping--both-papers = Préparer mes deux papiers
    .hint = la demande au registre national, l'écrit pour un proche
    .spoken = Pour la demande et l'écrit à un proche, tapez { $key }.
    .words = préparer mes papiers, mes papiers, les deux papiers
    .discreet = Pour vos papiers, tapez { $key }.
after-keeping--number = Mon numéro de reçu
    .spoken = Pour votre numéro de reçu, tapez { $key }.
    .words = mon numéro de reçu, le numéro de reçu, le numéro
after-keeping--menu = Revenir au menu
    .spoken = Pour revenir aux choix, tapez { $key }.
    .words = revenir au menu, retour au menu, le menu, au menu, aux choix, revenir aux choix

# --- Heard again, from a receipt -------------------------------------------------------------------------

organ-donation-heard = Votre dernier choix, du { $day }
    .statement = { $statement }
    .note = Ceci n'est pas le registre national des refus.
    .spoken =
        Votre choix du { $day }, à { $at }. { $statement }
        C'est votre dernière position.
        Ceci n'est pas le registre national des refus.
    .discreet = Un choix est gardé. Il date du { $day }, à { $at }.
organ-donation-heard-before = Ancien choix, du { $day }
    .statement = { $statement }
    .body = Vous avez changé d'avis depuis.
    .note = Ceci n'est pas le registre national des refus.
    .spoken =
        Voici votre choix du { $day }, à { $at }. { $statement }
        Vous avez changé d'avis depuis : il ne compte plus.
        Ceci n'est pas le registre national des refus.
    .discreet = Un choix était gardé le { $day }, à { $at }. Il a changé depuis.

# --- Relatives, and papers that tell something ------------------------------------------------------------

organ-donation-relatives = Dire ma position à mes proches
    .body =
        Parlez-en à vos proches.
        Après la mort, un proche peut faire connaître votre refus.
        Un proche ne décide pas. Il rapporte ce que vous avez dit.
    .note = Ceci n'est pas le registre national des refus.
    .spoken =
        Parlez-en à vos proches.
        Après la mort, un proche peut faire connaître votre refus.
        Un proche ne décide pas. Il rapporte ce que vous avez dit.
organ-donation-relatives-paper = Voulez-vous un écrit pour un proche ?
    .body = Vous le datez, vous le signez, vous le remettez.
    .spoken = Voulez-vous un écrit à remettre à un proche ? Il faut le dater et le signer.
organ-donation-relatives-paper--paper = Imprimer l'écrit pour un proche
    .spoken = Pour l'écrit à remettre à un proche, tapez { $key }.
    .words = l'écrit pour un proche, un écrit pour un proche, l'écrit à un proche, pour l'écrit à un proche, un papier pour un proche
organ-donation-relatives-paper--menu = Revenir au menu
    .spoken = Pour revenir aux choix, tapez { $key }.
    .words = revenir au menu, retour au menu, le menu, au menu, aux choix, revenir aux choix

organ-donation-held-papers = Quel papier voulez-vous ?
    .body =
        Pour le registre, il faut une demande signée.
        Un écrit signé peut aussi être remis à un proche.
    .note = Ceci n'est pas le registre national des refus.
    .spoken =
        Le registre national des refus demande un écrit signé.
        Il faut y joindre une copie d'identité.
        Un écrit signé peut aussi être remis à un proche.
    .discreet = Deux papiers peuvent sortir à une borne.
organ-donation-paper = Imprimer ce papier maintenant ?
    .body =
        Ce papier dit votre nom et votre choix.
        D'autres personnes pourraient le lire.
    .spoken = Ce papier dit votre nom et votre choix. L'imprimer maintenant ?
organ-donation-papers = Imprimer ces papiers maintenant ?
    .body =
        Ces papiers disent votre nom et votre choix.
        D'autres personnes pourraient les lire.
    .spoken = Ces papiers disent votre nom et votre choix. Les imprimer maintenant ?
organ-donation-paper-on-sheets = Imprimer ce papier maintenant ?
    .body =
        Ce papier dit votre nom et votre choix.
        Il sort de l'imprimante, à côté de la borne.
        D'autres personnes peuvent le voir : prenez-le aussitôt.
    .spoken =
        Ce papier dit votre nom et votre choix.
        Il sort à côté de la borne : d'autres personnes peuvent le voir.
        L'imprimer maintenant ?
organ-donation-papers-on-sheets = Imprimer ces papiers maintenant ?
    .body =
        Ces papiers disent votre nom et votre choix.
        Ils sortent de l'imprimante, à côté de la borne.
        D'autres personnes peuvent les voir : prenez-les aussitôt.
    .spoken =
        Ces papiers disent votre nom et votre choix.
        Ils sortent à côté de la borne : d'autres personnes peuvent les voir.
        Les imprimer maintenant ?
organ-donation-paper-elsewhere = Le papier sort à une borne
    .body =
        Le téléphone ne peut pas l'imprimer.
        Venez à une borne avec votre carte Vitale.
    .spoken = Ce papier sort à une borne. Venez avec votre carte Vitale. La borne vous guide.
organ-donation-papers-elsewhere = Les papiers sortent à une borne
    .body =
        Le téléphone ne peut pas les imprimer.
        Venez à une borne avec votre carte Vitale.
    .spoken = Ces deux papiers sortent à une borne. Venez avec votre carte Vitale. La borne vous guide.
