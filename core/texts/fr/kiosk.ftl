# Words of the kiosk itself: its band, its own pages, its paper. What a journey says is in the journey's file.
# Attributes: see core/texts/words.py; and .facts (one line a tile), .detail (second line of the band).

kiosk-brand = Relais santé
kiosk-demonstration = Démonstration : les cartes et les personnes sont fictives.
    .paper = Démonstration
kiosk-duplicate = Duplicata { $copy }
kiosk-go-on = Continuer
kiosk-new = Nouveau
kiosk-stage = étape { $step } sur { $steps }
kiosk-picture = Ce document est une image. La voix ne peut pas la lire.
kiosk-more-pages = Ce document a d'autres pages. La borne ne peut pas les montrer. Demandez-les à votre soignant.

kiosk-help-number = { $help }

# --- Where I am: the longest beginning of a step's key that has a name ------------------------------

kiosk-band--card = Votre carte
kiosk-band--card-wanted = Relais santé
kiosk-band--about = Relais santé
kiosk-band--birth-date = Votre date de naissance
kiosk-band--secret = Votre code secret
kiosk-band--not-proved = Votre code secret
kiosk-band--too-many-at-once = Votre code secret
kiosk-band--must-wait = Votre code secret
kiosk-band--tries-over = Votre code secret
kiosk-band--access-closed = Votre code secret
kiosk-band--main-menu = Menu
kiosk-band--other-choices = Menu
kiosk-band--document = Vos documents
kiosk-band--documents = Vos documents
kiosk-band--organ-donation = Don d'organes
kiosk-band--receipt = Votre reçu
kiosk-band--receipts = Vos reçus
kiosk-band--paper = Votre papier
kiosk-band--register-request = Votre papier
kiosk-band--relative = Votre papier
kiosk-band--kiosk-help = Aide
kiosk-band--kiosk-wait-card = Votre carte
kiosk-band--kiosk-wait-code = Votre code secret

# --- Who is here ---------------------------------------------------------------------------------

kiosk-person = { $first } { $family }
kiosk-born--female = née le { $date } à { $place }
kiosk-born--male = né le { $date } à { $place }
kiosk-born--unknown = naissance : { $date }, { $place }
kiosk-person-said = { $person }, { $born }

# --- The machine ----------------------------------------------------------------------------------

kiosk-machine--card-wanted = La puce vers le bas
kiosk-machine--card-welcome =
    Glissez votre carte Vitale
    La puce vers le bas
kiosk-machine--card-unreadable = La puce vers le bas
kiosk-machine--card-reading = Ne la retirez pas
kiosk-machine--card-take = Reprenez-la
kiosk-machine--paper = Le papier sort ici
kiosk-machine--receipt-choice-kept = Reçu en cours
kiosk-machine--paper--printed = Prenez-le ici

# The three facts under the welcome: two short lines each.
kiosk-welcome-phone =
    Aide par téléphone
    { "" }**{ $help }**
kiosk-welcome-headphones =
    Casque
    { "" }**prise à droite**
kiosk-welcome-printer--ready =
    Imprimante
    { "" }**prête**
kiosk-welcome-printer--out =
    Imprimante
    { "" }**arrêtée**

kiosk-printer--no-paper = Il n'y a plus de papier. Tout le reste marche.
kiosk-printer--out = L'imprimante ne marche pas. Tout le reste marche.

# --- A new machine, before anybody uses it ----------------------------------------------------------

new-machine = Tapez le code d'installation
    .body = Ce poste n'est pas encore en service. Seule la personne qui l'installe a ce code.
    .hint = 12 chiffres
    .spoken = Ce poste n'est pas encore en service. La personne qui l'installe tape ici un code de 12 chiffres.
new-machine-wrong = Ce code n'est pas le bon
    .body = Regardez le code, puis tapez-le encore une fois. Sinon, demandez un autre code.
    .hint = 12 chiffres
    .spoken = Ce code n'est pas le bon. Regardez-le, puis tapez-le encore une fois.

# --- Waiting --------------------------------------------------------------------------------------

kiosk-wait = Un instant
    .detail = nous travaillons
    .done = Votre réponse est reçue
    .now = Nous préparons la suite
    .next = Ensuite : la page suivante
    .longer =
        C'est un peu long.
        Nous continuons
    .body = Cela prend quelques secondes.
kiosk-wait-card = Laissez votre carte dans le lecteur
    .detail = lecture en cours
    .done = Carte trouvée
    .now = Nous lisons votre carte
    .next = Ensuite : votre code secret
    .longer =
        C'est un peu long.
        Nous lisons encore votre carte
    .body = Cela prend quelques secondes.
kiosk-wait-code = Laissez votre carte dans le lecteur
    .detail = ouverture en cours
    .done = Code tapé
    .now = Nous ouvrons votre espace
    .next = Ensuite : vos choix
    .longer =
        C'est un peu long.
        Nous ouvrons encore votre espace
    .body = Cela prend quelques secondes.

# --- Are you there --------------------------------------------------------------------------------

kiosk-idle = Êtes-vous toujours là ?
    .body =
        Sans réponse, la page se ferme.
        Ce qui est confirmé reste gardé.
    .voice = Êtes-vous toujours là ? Touchez l'écran pour continuer.
kiosk-idle--continue = Je continue
kiosk-idle--end = Terminer

kiosk-closed = La page est fermée
    .detail = visite terminée
    .body =
        Ce qui était confirmé est gardé.
        Le reste est effacé.
kiosk-farewell = C'est terminé
    .detail = visite terminée
    .body = Merci de votre visite.
kiosk-take-card = Reprenez votre carte.

# --- Help -----------------------------------------------------------------------------------------

kiosk-help = De quoi avez-vous besoin ?
    .detail = votre visite continue
kiosk-help--how = Comment utiliser la borne
    .hint = les touches, la voix, la carte
kiosk-help--person = Parler à une personne
    .hint = à l'accueil, ou au { $help }
kiosk-help--stop = Je préfère m'arrêter
    .hint = la page se ferme
kiosk-help--return = Revenir à ma page
    .hint = là où vous étiez

kiosk-help-how = Comment utiliser la borne
    .detail = votre visite continue
    .body = Une touche a un bord épais en bas. Touchez-la une fois.
    .facts =
        { "" }**Écouter** lit la page à voix haute.
        { "" }**Voir mieux** agrandit les lettres.
        { "" }**Retour** revient à la page d'avant.
    .note = Retirez votre carte pour tout fermer.
kiosk-help-how--return = Revenir

kiosk-help-person = Une personne peut vous aider
    .detail = votre visite continue
    .body =
        Demandez à l'accueil.
        Par téléphone : **{ $help }**
        Ne dites jamais votre code secret.
    .note = Cette personne ne voit pas vos documents.
kiosk-help-person--return = Revenir

# --- A fault of ours ------------------------------------------------------------------------------

kiosk-apology = Excusez-nous, la page s'est arrêtée
    .detail = visite terminée
    .body = Ce n'est pas votre faute.
    .facts =
        { "" }**Gardé :** ce que vous avez confirmé avant.
        { "" }**Pas sûr :** votre dernière demande. Vous le verrez à votre prochaine visite.
kiosk-apology-phone =
    Vous pouvez aussi téléphoner :
    { "" }**{ $help }**
kiosk-apology--retry = Essayer encore

# --- The terminal's own words, sent when it calls (kiosk/present/labels.py) -----------------------

kiosk-label-back = Retour
kiosk-label-listen = Écouter
kiosk-label-stop = Arrêter
kiosk-label-see = Voir mieux
kiosk-label-help = Aide
kiosk-label-end = Terminer
kiosk-label-next = Continuer
kiosk-label-product = Relais santé
kiosk-label-demonstration = Démonstration : personnes inventées
kiosk-label-trial = Essai
kiosk-label-cut-title = La borne ne joint pas le Relais en ce moment
kiosk-label-cut-lead = Ce n'est pas votre faute.
kiosk-label-cut-nothing = Rien n'a changé dans votre espace.
kiosk-label-retry = Essayer encore
