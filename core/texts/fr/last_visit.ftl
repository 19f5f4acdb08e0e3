# What is told of the last visit, on the telephone, after proof and « qui entend » (words.md V8, 2.10, 2.14). Facts only.

visit-last = Votre dernière visite
    .body =
        Elle date du { $day }, { $channel }.
        Ce n'était pas vous ? Une personne vous aide, au { $help }.
    .spoken = Votre dernière visite date du { $day }, { $channel }. Si ce n'était pas vous, tapez 0.

visit-cut = Votre dernier appel s'est coupé
    .body =
        Aucun choix n'était confirmé.
        Rien n'a changé.
    .spoken = Votre dernier appel s'est coupé. Aucun choix n'était confirmé. Rien n'a changé.

visit-cut-kept = Votre dernier appel s'est coupé
    .body = Votre choix de { $at } est bien gardé.
    .spoken = Votre dernier appel s'est coupé. Votre choix de { $at } est bien gardé.
    .discreet = Votre dernier appel s'est coupé. Un choix est gardé, à { $at }.
visit-cut-kept--hear = L'entendre
    .spoken = Pour l'entendre, tapez { $key }.
    .words = l'entendre, je veux l'entendre, je voudrais l'entendre, entendre mon choix, l'écouter, je veux l'écouter, écouter mon choix, réentendre mon choix
    .key = 1
visit-cut-kept--continue = Passer aux choix
    .spoken = Pour passer aux choix, tapez { $key }.
    .words = aux choix, passer aux choix, aller aux choix, continuer, je continue, au menu, le menu
    .key = 2

visit-cut-kept-before = Votre dernier appel s'est coupé
    .body = Votre choix du { $day }, à { $at }, est bien gardé.
    .spoken = Votre dernier appel s'est coupé. Votre choix du { $day }, à { $at }, est bien gardé.
    .discreet = Votre dernier appel s'est coupé. Un choix est gardé, le { $day }, à { $at }.
visit-cut-kept-before--hear = L'entendre
    .spoken = Pour l'entendre, tapez { $key }.
    .words = l'entendre, je veux l'entendre, je voudrais l'entendre, entendre mon choix, l'écouter, je veux l'écouter, écouter mon choix, réentendre mon choix
    .key = 1
visit-cut-kept-before--continue = Passer aux choix
    .spoken = Pour passer aux choix, tapez { $key }.
    .words = aux choix, passer aux choix, aller aux choix, continuer, je continue, au menu, le menu
    .key = 2

visit-stopped = La dernière fois, vous avez préféré arrêter
    .spoken = La dernière fois, vous avez préféré arrêter.
visit-stopped--person = En parler à une personne
    .spoken = Pour en parler à une personne, tapez { $key }.
    .words = une personne, en parler, je voudrais en parler, je veux en parler, en parler à une personne, en parler à quelqu'un
    .key = 1
visit-stopped--continue = Continuer
    .spoken = Pour continuer, tapez { $key }.
    .words = continuer, continuez, je continue, on continue, je veux continuer, je voudrais continuer
    .key = 2
