# The paper card of the telephone's keys (words.md section 3). The choices are read from the menus themselves; here are
# the names of the keys that mean the same everywhere, and what stands around them. `@menu` in `.paper` is the keys.

menu-card-wanted = Imprimer la carte des touches ?
    .body =
        Cette carte dit les touches du téléphone.
        Votre numéro d'accès n'y est pas.
    .spoken = Imprimer la carte des touches du téléphone ? Votre numéro d'accès n'y est pas.

menu-card = La carte des touches s'imprime
    .body =
        Cette carte dit les touches du téléphone.
        Gardez-la près de votre téléphone.
    .note = Votre numéro d'accès n'y est pas.
    .spoken =
        La carte des touches s'imprime. Prenez-la.
        Gardez-la près de votre téléphone.
    .paper =
        # Le Relais par téléphone
        = { $help }
        @menu
        ---
        ! Le Relais n'appelle jamais pour demander un code.
        @version

menu-card--printed = Prenez la carte des touches
    .body =
        Gardez-la près de votre téléphone.
        Préparez aussi votre numéro d'accès et vos codes.
    .spoken = La carte est imprimée. Prenez-la. Préparez aussi votre numéro d'accès et vos codes.
menu-card--no-paper = Il n'y a plus de papier
    .body =
        La carte n'est pas sortie.
        Le téléphone dit les touches à chaque appel.
    .spoken = Il n'y a plus de papier. La carte n'est pas sortie. Le téléphone dit les touches à chaque appel.
menu-card--not-printed = L'imprimante ne répond pas
    .body =
        La carte n'est pas sortie.
        Le téléphone dit les touches à chaque appel.
    .spoken = L'imprimante ne répond pas. La carte n'est pas sortie. Le téléphone dit les touches à chaque appel.
menu-card--unknown = Nous ne savons pas si la carte est sortie
    .body =
        Regardez la fente.
        Le téléphone dit les touches à chaque appel.
    .spoken = Nous ne savons pas si la carte est sortie. Regardez la fente.
menu-card--not-here = La carte sort à une borne
    .body = Le téléphone dit les touches à chaque appel.
    .spoken = La carte sort à une borne. Le téléphone dit les touches à chaque appel.

menu-card-title = Le Relais par téléphone
menu-card-number = { $help }
menu-card-warning = Le Relais n'appelle jamais pour demander un code.
menu-card-version = carte { $version }

menu-card-first = Au début de l'appel
menu-card-open = Dans votre espace
menu-card-always = À tout moment
menu-card-last = À la dernière question

menu-key--next = La suite
menu-key--help = Aide ; deux fois : une personne
menu-key--repeat = Répéter ; deux fois : plus lentement
    .sign = étoile
menu-key--back = Retour
    .sign = dièse
menu-key--discreet = Quelqu'un arrive
menu-key--yes = Oui, je confirme
menu-key--no = Non, ne rien garder
