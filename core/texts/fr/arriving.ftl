# Before proof, at the kiosk and by telephone: nothing about anybody (words.md 1.2).
# Attributes are listed in core/texts/words.py. One sentence a line in .body. { $key } is a telephone key.
# { $help } is the number of the Relais; it may stand in any message.

# --- The card -------------------------------------------------------------------------------------

card-wanted = Votre espace santé, sans internet
    .body =
        Glissez votre carte Vitale.
        Vous pourrez lire vos documents et dire vos choix.
    .voice =
        Bonjour. Glissez votre carte Vitale, puce vers le bas.
    .spoken =
        La carte Vitale se lit à une borne. Par téléphone, tapez votre numéro d'accès.

card-unreadable = La borne ne lit pas cette carte
    .body =
        Cela arrive souvent. Essayons encore.
        Retirez la carte.
        Tournez la puce vers le bas.
        Glissez-la jusqu'au bout.
    .spoken = La borne ne lit pas cette carte. Retirez-la, retournez-la, puis essayez encore.

card-worn = Votre carte est peut-être usée
    .body =
        La borne n'a pas pu la lire.
        Rien n'est perdu.
        Vous pouvez essayer encore la carte.
        Le téléphone reste possible, au { $help }.
    .spoken = Votre carte est peut-être usée. Rien n'est perdu. Le téléphone reste possible, au { $help }.

card-foreign = Cette carte n'est pas une carte Vitale
    .body =
        Reprenez cette carte.
        Glissez votre carte verte de l'Assurance maladie.
    .spoken = Cette carte n'est pas une carte Vitale. Reprenez-la. Glissez votre carte verte de l'Assurance maladie.

card-no-reader = Le lecteur de cartes ne marche pas
    .body =
        Rien n'a changé dans votre espace.
        Le téléphone reste possible, au { $help }.
    .spoken = Le lecteur de cartes ne marche pas. Rien n'a changé. Le téléphone reste possible, au { $help }.

without-card--no-card = Je n'ai pas ma carte
    .spoken = Sans carte, tapez { $key }.
    .words = sans carte, je n'ai pas ma carte
without-card--what-for = À quoi ça sert ?
    .spoken = Pour savoir à quoi sert le Relais, tapez { $key }.
    .words = à quoi ça sert
without-card--person = Aide d'une personne
    .spoken = Pour l'aide d'une personne, tapez { $key }.
    .words = une personne, parler à quelqu'un

about-no-card = Sans carte, le téléphone reste possible
    .body =
        Appelez le { $help }.
        Préparez votre numéro d'accès et votre liste de codes.
        Vous n'avez pas encore de codes ? Une personne vous aide.
    .note = Vous pouvez aussi revenir avec votre carte Vitale.
    .spoken =
        Sans carte, le téléphone reste possible, au { $help }.
        Préparez votre numéro d'accès et votre liste de codes.
        Vous pouvez aussi revenir avec votre carte Vitale.

about-what-for = Le Relais garde votre espace santé
    .body =
        Votre espace est l'endroit où vos documents sont rangés.
        Vous les lisez ici, ou vous les écoutez.
        Vous pouvez aussi dire vos choix.
        Il faut votre carte Vitale et votre code secret.
    .spoken =
        Le Relais garde votre espace santé.
        Votre espace est l'endroit où vos documents sont rangés.
        Vous pouvez aussi dire vos choix.

about-person = Une personne peut vous aider
    .body =
        Demandez à l'accueil.
        Vous pouvez aussi appeler le { $help }.
        Ne dites jamais votre code secret.
    .spoken = Une personne peut vous aider. Demandez à l'accueil, ou appelez le { $help }. Ne dites jamais votre code secret.

birth-date = Tapez votre date de naissance
    .body = Le jour, le mois, puis l'année.
    .hint = 8 chiffres
    .spoken = Tapez votre date de naissance, 8 chiffres. Le jour, le mois, puis l'année.
    .again = Tapez le jour, deux chiffres. Puis le mois, deux chiffres. Puis l'année, quatre chiffres.

# --- The codes ------------------------------------------------------------------------------------

secret-code = Tapez votre code secret
    .hint = 6 chiffres
    .care = Cachez vos doigts avec l'autre main.
    .spoken = Tapez votre code secret, 6 chiffres. Ne le dites pas à voix haute.
    .again = Votre code secret a 6 chiffres. Tapez-les un par un. Prenez votre temps.
secret-code--forgotten = J'ai oublié mon code
    .spoken = Pour un code oublié, tapez { $key }.
    .words = j'ai oublié mon code, code oublié

secret-forgotten = Cela arrive, rien n'est perdu
    .body =
        Une personne peut vous donner un nouveau code.
        Vous pouvez aussi essayer encore.
    .spoken = Cela arrive, rien n'est perdu. Une personne peut vous donner un nouveau code.

access-number = Tapez votre numéro d'accès
    .body = Il est sur votre carte du Relais.
    .hint = 8 chiffres
    .spoken = Tapez les 8 chiffres de votre numéro d'accès. Il est sur votre carte du Relais. Prenez votre temps.
    .again = Votre numéro d'accès a 8 chiffres. Il est écrit sur votre carte du Relais. Tapez-le maintenant.

phone-secret-code = Tapez votre code secret
    .hint = 6 chiffres
    .care = Cachez vos doigts avec l'autre main.
    .spoken = Merci. Tapez maintenant votre code secret, 6 chiffres. Ne le dites pas à voix haute.
    .again = Votre code secret a 6 chiffres. Tapez-les un par un. Prenez votre temps.

one-time-code = Tapez le code de la ligne { $line }
    .body = Cherchez la ligne { $line } de votre liste de codes.
    .hint = 6 chiffres
    .spoken = Prenez votre liste de codes. Cherchez la ligne { $line }. Tapez les 6 chiffres de cette ligne.
    .again = Regardez bien la ligne { $line } de votre liste de codes. Tapez ses 6 chiffres.

# --- When a try came to nothing: the same words whoever is there -------------------------------------

not-proved = Ce code ne va pas avec cette carte
    .body =
        Cela arrive, rien n'est perdu.
        { $tries ->
            [one] Il reste un essai pour cette visite.
           *[other] Il reste { $tries } essais pour cette visite.
        }
    .spoken =
        Ces numéros ne vont pas ensemble. Cela arrive, rien n'est perdu.
        { $tries ->
            [one] Il reste un essai pour cet appel.
           *[other] Reprenons ensemble.
        }

must-wait = Par précaution, attendez { $wait }
    .body =
        Rien n'est perdu.
        Après, vous pourrez essayer encore.
    .spoken = Par précaution, attendez { $wait } avant d'essayer encore. Rien n'est perdu.

tries-over = Par précaution, les essais s'arrêtent
    .body =
        Rien n'est perdu.
        Une personne peut vous aider.
        Vous pourrez revenir plus tard, avec votre carte Vitale.
    .spoken =
        Par précaution, nous arrêtons les essais pour cet appel. Rien n'est perdu.
        Vous pouvez aussi venir à une borne, avec votre carte Vitale.

access-closed = Par précaution, cet accès est fermé
    .body =
        Rien n'est perdu.
        Une personne peut le rouvrir avec vous.
        Appelez le { $help }.
    .spoken = Par précaution, cet accès est fermé. Rien n'est perdu. Une personne peut le rouvrir avec vous.

after-miss--try-again = Essayer encore
    .spoken = Pour essayer encore, tapez { $key }.
    .words = essayer encore, recommencer, encore
    .key = 1
after-miss--person = Aide d'une personne
    .spoken = Pour l'aide d'une personne, tapez { $key }.
    .words = une personne, parler à quelqu'un
    .key = 0
after-lock--person = Aide d'une personne
    .spoken = Pour parler à une personne, tapez { $key }.
    .words = une personne, parler à quelqu'un
    .key = 0
after-lock--finish = Terminer
    .spoken = Pour terminer, tapez { $key }.
    .words = terminer, au revoir
    .key = 2

# --- The telephone's welcome ------------------------------------------------------------------------

phone-welcome = Bonjour, vous êtes au Relais santé
    .spoken =
        Bonjour, vous êtes au Relais santé. Une voix automatique vous guide.
        En cas d'urgence, raccrochez et faites le 15.
    .again = Vous êtes au Relais santé. Choisissez avec les touches de votre téléphone.
phone-welcome--open-space = Ouvrir mon espace
    .spoken = Pour ouvrir votre espace, tapez { $key }.
    .words = ouvrir mon espace, mon espace, je voudrais ouvrir mon espace, je veux ouvrir mon espace, mon espace santé
    .key = 1
phone-welcome--letter-or-receipt = Une lettre ou un reçu
    .spoken = Pour une lettre ou un reçu, tapez { $key }.
    .words = une lettre ou un reçu, une lettre, la lettre, pour une lettre, j'ai reçu une lettre, répondre à une lettre, un courrier, j'ai reçu un courrier, un reçu, mon reçu, le reçu, pour un reçu, j'ai un reçu
    .key = 2
phone-welcome--first-time = Première fois, ou code perdu
    .spoken = Pour une première fois, ou un code perdu, tapez { $key }.
    .words = première fois, c'est la première fois, code perdu, j'ai perdu mon code, code oublié, j'ai oublié mon code
    .key = 3
phone-welcome--places = Lieux et horaires
    .spoken =
        Pour les lieux et les horaires, tapez { $key }.
        Pour parler à une personne, tapez 0. Pour répéter, tapez la touche étoile.
    .words = lieux et horaires, les lieux, les lieux et les horaires, les horaires, horaires, vos horaires, les heures d'ouverture, trouver une borne, les touches
    .key = 4

phone-letter-or-receipt = Lettre ou reçu
    .spoken = Lettre ou reçu.
phone-letter-or-receipt--letter = Répondre à une lettre du Relais
    .spoken = Pour répondre à une lettre du Relais, tapez { $key }.
    .words = une lettre, la lettre, pour une lettre, j'ai reçu une lettre, j'ai une lettre, une lettre du Relais, répondre à une lettre, répondre à la lettre, je veux répondre à une lettre, un courrier, j'ai reçu un courrier
    .key = 1
phone-letter-or-receipt--receipt = Un numéro de reçu
    .spoken = Pour un numéro de reçu, tapez { $key }. Pour revenir, tapez la touche dièse.
    .words = un reçu, le reçu, mon reçu, pour un reçu, j'ai un reçu, un numéro de reçu, le numéro de reçu, mon numéro de reçu, le numéro du reçu
    .key = 2
phone-letter = Répondre à une lettre du Relais
    .body =
        La voix automatique ne peut pas noter cette réponse.
        Répondez par écrit, à l'adresse de la lettre.
        Une personne peut aussi vous aider, au { $help }.
    .spoken =
        La voix automatique ne peut pas noter cette réponse.
        Répondez par écrit, à l'adresse de la lettre.
        Une personne peut aussi vous aider. Pour lui parler, tapez 0.
phone-receipt-number = Tapez les 6 chiffres de votre reçu
    .body = Après, nous vérifions que c'est bien vous.
    .hint = 6 chiffres
    .spoken = Tapez les 6 chiffres de votre reçu. Après, nous vérifions que c'est bien vous.
    .again = Le numéro d'un reçu a 6 chiffres. Tapez-les un par un. Prenez votre temps.

phone-first-time = Première fois, ou code perdu
    .spoken = Première fois, ou code perdu.
phone-first-time--new-space = Ouvrir mon espace la première fois
    .spoken = Pour ouvrir votre espace la première fois, tapez { $key }.
    .words = première fois, la première fois, c'est la première fois, ouvrir mon espace, ouvrir mon espace la première fois, ouvrir un espace, je n'ai pas d'espace, je n'ai pas encore d'espace
    .key = 1
phone-first-time--access-number = Numéro d'accès perdu
    .spoken = Pour un numéro d'accès perdu, tapez { $key }.
    .words = numéro perdu, numéro d'accès perdu, le numéro d'accès, mon numéro d'accès, j'ai perdu mon numéro, j'ai perdu mon numéro d'accès, j'ai oublié mon numéro, j'ai oublié mon numéro d'accès, je n'ai plus mon numéro
    .key = 2
phone-first-time--secret-code = Code secret oublié
    .spoken = Pour un code secret oublié, tapez { $key }.
    .words = code oublié, code perdu, code secret oublié, code secret perdu, j'ai oublié mon code, j'ai oublié mon code secret, j'ai perdu mon code, j'ai perdu mon code secret, je ne me souviens plus de mon code, je me rappelle plus de mon code, je ne sais plus mon code
    .key = 3
phone-first-time--code-list = Liste de codes perdue
    .spoken = Pour une liste de codes perdue, tapez { $key }. Pour revenir, tapez la touche dièse.
    .words = liste perdue, liste de codes perdue, j'ai perdu ma liste, j'ai perdu ma liste de codes, j'ai perdu la liste, ma liste de codes, la liste de codes, je n'ai plus ma liste, je n'ai plus de liste
    .key = 4
phone-new-space = Une personne ouvre votre espace avec vous
    .body = Préparez votre carte Vitale.
    .spoken = Une personne ouvre votre espace avec vous. Préparez votre carte Vitale.
phone-new-codes = Une personne vous aide
    .body =
        Cela arrive, rien n'est perdu.
        Une personne vérifie que c'est bien vous.
        Vous recevez ensuite de nouveaux codes.
    .spoken =
        Cela arrive, rien n'est perdu. Une personne vérifie que c'est bien vous.
        Vous recevez ensuite de nouveaux codes, sur papier.

phone-places = Lieux et horaires
    .spoken = Lieux et horaires.
phone-places--kiosks = Trouver une borne
    .spoken = Pour trouver une borne, tapez { $key }.
    .words = trouver une borne, je cherche une borne, une borne, la borne, les bornes, où est la borne, où sont les bornes, une borne près de chez moi, la borne la plus proche, où y a-t-il une borne
    .key = 1
phone-places--hours = Horaires du téléphone
    .spoken = Pour les horaires du téléphone, tapez { $key }.
    .words = les horaires, horaires, vos horaires, les horaires du téléphone, quels sont vos horaires, les heures d'ouverture, à quelle heure vous ouvrez, à quelle heure vous répondez, quand est-ce que vous répondez
    .key = 2
phone-places--keys = Comment utiliser les touches
    .spoken = Pour savoir comment utiliser les touches, tapez { $key }. Pour revenir, tapez la touche dièse.
    .words = les touches, les touches du téléphone, comment utiliser les touches, comment marchent les touches, à quoi servent les touches, expliquez-moi les touches
    .key = 3
phone-kiosks = Trouver une borne
    .body =
        Les bornes sont en pharmacie, en mairie, en maison France services.
        Votre mairie sait où est la plus proche.
        Une personne peut aussi vous le dire, au { $help }.
    .spoken =
        Les bornes sont en pharmacie, en mairie, ou en maison France services.
        Votre mairie sait où est la plus proche.
        Une personne peut aussi vous le dire. Pour lui parler, tapez 0.
phone-keys = Les touches du téléphone
    .body =
        De 1 à 4 pour choisir, 9 pour la suite.
        7 pour confirmer, 8 pour ne rien garder.
        Étoile pour répéter, dièse pour revenir.
        0 pour l'aide, 5 si quelqu'un arrive.
    .spoken =
        Les touches de 1 à 4 sont les choix. 9 donne la suite.
        7 confirme, 8 ne garde rien.
        La touche étoile répète, la touche dièse revient, 0 donne l'aide.
        Si quelqu'un arrive, 5 cache vos informations.

phone-hours = Horaires du téléphone
    .body =
        Nous répondons { $hours }, sauf les jours fériés.
        La voix automatique répond tout le temps.
    .spoken =
        Une personne répond { $hours }. Elle ne répond pas les jours fériés.
        La voix automatique répond tout le temps.

who-hears = Quelqu'un d'autre entend-il cet appel ?
    .spoken = Merci, { $person }. Votre espace est ouvert. Quelqu'un d'autre entend-il cet appel ?
    .again = Dites-nous seulement si une autre personne écoute.
who-hears--nobody-else = Personne d'autre n'entend
    .spoken = Si personne d'autre n'entend, tapez { $key }.
    .words = personne d'autre n'entend, personne d'autre, personne n'entend, non, non personne, il n'y a personne, y a personne, je suis seul, je suis seule, je suis tout seul, je suis toute seule
who-hears--somebody = Quelqu'un entend
    .spoken = Si quelqu'un entend, tapez { $key }. Plus tard, si quelqu'un arrive, tapez 5.
    .words = quelqu'un entend, oui, oui quelqu'un, oui quelqu'un entend, il y a quelqu'un, y a quelqu'un, oui il y a quelqu'un, quelqu'un écoute, une personne entend, une personne m'entend, une personne écoute, je ne suis pas seul, je ne suis pas seule, je suis pas seul, je suis pas seule

called--female = Madame { $name }
called--male = Monsieur { $name }
called--unknown = { $first-name } { $name }

# --- The end ----------------------------------------------------------------------------------------

human-handover = Une personne peut vous aider
    .body =
        Demandez à l'accueil.
        Vous pouvez aussi appeler le { $help }.
        Ne dites jamais votre code secret.
        Reprenez votre carte.
    .spoken =
        Je vous passe une personne du Relais. Cette personne ne voit pas vos documents.
        Ne lui dites jamais votre code secret.

goodbye-without-proof = C'est terminé
    .body =
        Rien n'a changé dans votre espace.
        Reprenez votre carte.
    .spoken = C'est terminé. Rien n'a changé dans votre espace. Au revoir.

goodbye = C'est terminé
    .body =
        Merci de votre visite.
        Reprenez votre carte.
    .spoken = C'est terminé. Merci de votre appel. Au revoir.
