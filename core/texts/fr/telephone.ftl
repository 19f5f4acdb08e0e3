# The telephone's own words, all spoken: keys, help, silences, a person. The message itself is what is said.
# Keys never change their meaning (words.md, « Keys »): 1-4 choices, 7 yes, 8 no, 9 next, 0 help, star repeat, hash back.

telephone-help = Aide. Pour parler à une personne, tapez encore 0.
telephone-help-slower = Pour aller moins vite, tapez 1.
telephone-help-normal-speed = Pour la vitesse normale, tapez 1.
telephone-help-louder = Pour un son plus fort, tapez 2.
telephone-help-normal-sound = Pour le son normal, tapez 2.
telephone-help-where = Pour savoir où vous êtes, tapez 3.
telephone-help-who-hears = Si personne d'autre n'entend maintenant, tapez 3.
telephone-help-stop = Pour tout arrêter, tapez 4. Pour revenir, tapez la touche dièse.
telephone-where = Voici où vous êtes.
telephone-slower = Je parle moins vite.
telephone-normal-speed = Je reprends la vitesse normale.
telephone-louder = Je parle plus fort.
telephone-normal-sound = Je reprends le son normal.
telephone-who-hears =
    Quelqu'un d'autre entend-il cet appel ?
    Si personne d'autre n'entend, tapez 1. Si quelqu'un entend, tapez 2.
telephone-emergency =
    Pour une urgence, raccrochez et faites le 15. Vous pouvez aussi faire le 112.
telephone-take-your-time = Prenez votre temps. Rien n'est gardé. Vous pourrez revenir.
telephone-no-back = Il n'y a rien avant ce choix. Je répète.
telephone-goodbye = C'est terminé. Merci de votre appel. Au revoir.

# --- Lists, several things, documents -----------------------------------------------------------------

telephone-option = { $label } : tapez { $key }.
telephone-next-items = Pour la suite, tapez le 9.
telephone-list-end = C'est la fin de la liste. Pour revenir, tapez la touche dièse.
telephone-list-place = Numéros { $first } à { $last }, sur { $total }.
telephone-pick-place = { $position ->
        [1] Premier, sur { $total }.
        [2] Deuxième.
        [3] Troisième.
        [4] Quatrième.
        [5] Cinquième.
        [6] Sixième.
        [7] Septième.
        [8] Huitième.
       *[other] Numéro { $position }.
    }
telephone-nothing-picked = Vous n'avez rien refusé. Pour revenir au choix d'avant, tapez la touche dièse. Je recommence.
telephone-part-place = Partie { $position } sur { $total }.
telephone-row-place = Ligne { $position } sur { $total }.
telephone-next-part = Pour la suite, tapez le 9.
telephone-picture = Ce document est une image. Je ne peux pas le lire. Une borne peut vous le montrer.
telephone-document-end = Fin du document. Pour le comprendre, parlez-en à votre médecin.
telephone-hear-again = Pour réécouter, tapez { $key }.
telephone-discreet-document =
    Quelqu'un entend : je ne lis pas ce document.
    Pour l'entendre, tapez 1. Pour revenir, tapez la touche dièse.

telephone-receipt-elsewhere = C'est gardé. Votre reçu pourra sortir à une borne, avec votre carte Vitale.

# --- Keys -----------------------------------------------------------------------------------------------

telephone-cleared = C'est effacé. Recommencez.
telephone-incomplete = Il manque des chiffres. Tapez-les tous, depuis le début.
telephone-unused-key = Cette touche ne sert pas ici.
telephone-confirm-keys = Pour confirmer, c'est le 7. Pour ne rien garder, c'est le 8.
telephone-unsure = Je n'ai pas compris. Répondez avec les touches du téléphone.
telephone-date-read-back = Vous avez tapé le { $date }. Si c'est bien cela, tapez 1. Pour recommencer, tapez 2.
telephone-no-such-date = Ce jour n'est pas dans le calendrier. Tapez le jour, le mois, puis l'année.
telephone-no-card-here = La carte Vitale se lit à une borne.
telephone-no-text-here = Le téléphone ne peut pas écrire de texte. Une borne le peut.

# --- Silence and time -------------------------------------------------------------------------------------

telephone-silence = Prenez votre temps. Je répète.
telephone-way-to-human = Pour l'aide d'une personne, tapez 0.
telephone-still-there =
    Êtes-vous toujours là ? Tapez n'importe quelle touche. Sinon, l'appel s'arrête dans vingt secondes.
telephone-one-moment = Un instant, s'il vous plaît.
telephone-silence-end = Nous arrêtons l'appel. Ce qui est confirmé est gardé. Rappelez quand vous voulez.
telephone-ten-minutes = Cet appel dure depuis dix minutes. Pour continuer, tapez 1. Pour terminer, tapez 2.
telephone-one-minute-left = L'appel s'arrête dans une minute. Ce qui est confirmé est gardé. Vous pourrez rappeler.
telephone-time-over = Nous arrêtons l'appel. Ce qui est confirmé est gardé. Rappelez quand vous voulez.

# --- A person ---------------------------------------------------------------------------------------------

telephone-whisper = Un appel du Relais. La personne veut bien dire le sujet : { $topic }.
telephone-trouble =
    Nous ne pouvons pas continuer en ce moment. Ce que vous avez confirmé avant est gardé.
    Nous ne savons pas encore si votre dernière demande est gardée.
    Rappelez un peu plus tard : nous vous le dirons.
telephone-restarting = Nous devons arrêter. Rappelez dans dix minutes.
telephone-not-passed-on = Personne n'a répondu. Rappelez un peu plus tard. Au revoir.
