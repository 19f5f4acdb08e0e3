# Words of the kiosk itself: its band, its own pages, its paper. What a journey says is in the journey's file.
# Attributes: .body sentences, .facts one line a tile, .note, .hint second line of a key, .voice what listeners hear instead.

kiosk-brand = Relais santé
kiosk-demonstration = Démonstration : les cartes et les personnes sont fictives.
    .paper = Démonstration
kiosk-go-on = Continuer
kiosk-yes = Oui
kiosk-no = Non
kiosk-new = Nouveau
kiosk-stage = étape { $step } sur { $steps }
kiosk-picture = Ce document est une image. La voix ne peut pas la lire.

# --- Who is here ---------------------------------------------------------------------------------

kiosk-person = { $first } { $family }
kiosk-born--female = née le { $date } à { $place }
kiosk-born--male = né le { $date } à { $place }
kiosk-born--unknown = naissance : { $date }, { $place }
kiosk-person-said = { $person }, { $born }

# --- The machine ----------------------------------------------------------------------------------

kiosk-machine--card-wanted = La puce vers le bas
kiosk-machine--card-reading = Ne la retirez pas
kiosk-machine--card-take = Votre carte est là
kiosk-machine--paper = Le papier sort ici

kiosk-printer--no-paper = Il n'y a plus de papier. Tout le reste marche.
kiosk-printer--out = L'imprimante ne marche pas. Tout le reste marche.
kiosk-printer--ready = L'imprimante est prête.

# --- Waiting --------------------------------------------------------------------------------------

kiosk-wait = Un instant
    .detail = nous travaillons
    .done = Votre réponse est reçue
    .now = Nous préparons la suite
    .next = Ensuite : la page suivante
    .longer = C'est un peu long. Nous continuons
    .body = Cela prend quelques secondes.
kiosk-wait-card = Laissez votre carte dans le lecteur
    .detail = lecture en cours
    .done = Carte trouvée
    .now = Nous lisons votre carte
    .next = Ensuite : votre code secret
    .longer = C'est un peu long. Nous lisons encore votre carte
    .body = Cela prend quelques secondes.
kiosk-wait-code = Laissez votre carte dans le lecteur
    .detail = ouverture en cours
    .done = Code tapé
    .now = Nous ouvrons votre espace
    .next = Ensuite : vos choix
    .longer = C'est un peu long. Nous ouvrons encore votre espace
    .body = Cela prend quelques secondes.

# --- Are you there --------------------------------------------------------------------------------

kiosk-idle = Êtes-vous toujours là ?
    .body =
        La page se ferme dans { $seconds } secondes.
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
    .band = Aide
    .detail = votre visite continue
kiosk-help--how = Comment utiliser la borne
    .hint = les touches, la voix, la carte
kiosk-help--person = Parler à une personne
    .hint = { $number }
kiosk-help--stop = Je préfère m'arrêter
    .hint = la page se ferme
kiosk-help--return = Revenir à ma page
    .hint = là où vous étiez

kiosk-help-how = Comment utiliser la borne
    .band = Aide
    .detail = votre visite continue
    .body = Une touche a un bord épais en bas. Touchez-la une fois.
    .facts =
        **Écouter** lit la page à voix haute.
        **Voir mieux** agrandit les lettres.
        **Retour** revient à la page d'avant.
    .note = Retirez votre carte pour tout fermer.
kiosk-help-how--return = Revenir à ma page

kiosk-help-person = Une personne peut vous aider
    .band = Aide
    .detail = votre visite continue
    .body =
        Ici, demandez à l'accueil.
        Par téléphone : **{ $number }**
    .note = Cette personne ne voit pas vos documents. Ne dites jamais votre code secret.
kiosk-help-person--return = Revenir à ma page

# --- A fault of ours ------------------------------------------------------------------------------

kiosk-apology = Excusez-nous, la page s'est arrêtée
    .detail = visite terminée
    .body =
        Ce n'est pas votre faute.
        Par téléphone : **{ $number }**
    .note = Ce qui était confirmé est gardé. Votre dernière demande est gardée une seule fois, ou pas du tout. Vous le verrez à votre prochaine visite.
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
kiosk-label-cut-title = La borne ne joint pas le Relais en ce moment
kiosk-label-cut-lead = Ce n'est pas votre faute.
kiosk-label-cut-nothing = Rien n'a changé dans votre espace.
kiosk-label-retry = Essayer encore
