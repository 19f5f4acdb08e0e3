# Asking for a person, by telephone: when they answer, what they may be told, being called back (words.md 2.15).
# { $hours } is when the people of the Relais answer; it may stand in any message.

person-topic = La personne du Relais peut-elle savoir le sujet ?
    .body = Le sujet de votre appel : { $topic }.
    .spoken = La personne du Relais peut-elle savoir le sujet de votre appel ? Ce sujet : { $topic }.
    .discreet = La personne du Relais peut-elle savoir le sujet de votre appel ?
    .again = Nous dirons seulement le sujet, rien d'autre : { $topic }.
person-topic--tell = Oui, dire le sujet
    .spoken = Si oui, tapez { $key }.
    .words = oui, oui oui, ouais, oui bien sûr, bien sûr, d'accord, oui d'accord, c'est d'accord, je veux bien, dire le sujet, oui dites-le, vous pouvez le dire
person-topic--keep = Non, ne rien dire
    .spoken = Si non, tapez { $key }.
    .words = non, non non, non merci, surtout pas, je ne veux pas, je veux pas, ne rien dire, ne dites rien, ne le dites pas, vous ne pouvez pas le dire, non ne dites rien, je préfère pas, je préfère que non

person-closed = Personne ne répond à cette heure
    .body = Nous répondons { $hours }, sauf les jours fériés.
    .spoken = Personne ne répond à cette heure. Nous répondons { $hours }.
    .again = Nous répondons { $hours }, sauf les jours fériés.
person-no-answer = Personne ne peut répondre en ce moment
    .body = Nous répondons { $hours }, sauf les jours fériés.
    .spoken = Personne ne peut répondre en ce moment. Nous répondons { $hours }.
    .again = Nous répondons { $hours }, sauf les jours fériés.
after-no-answer--call-back = Demander un rappel
    .spoken = Pour un rappel, tapez { $key }.
    .words = un rappel, pour un rappel, demander un rappel, je veux un rappel, je voudrais un rappel, rappelez-moi, je veux être rappelé, je veux être rappelée, je voudrais être rappelé, je voudrais être rappelée, vous pouvez me rappeler, je voudrais qu'on me rappelle
after-no-answer--start-again = Revenir au début
    .spoken = Pour revenir au début, tapez { $key }.
    .words = au début, retour au début, revenir au début, recommencer, je recommence, on recommence, recommencer au début, depuis le début
call-back-offer--call-back = Demander un rappel
    .spoken = Pour un rappel, tapez { $key }. Pour revenir, tapez la touche dièse.
    .words = un rappel, pour un rappel, demander un rappel, je veux un rappel, je voudrais un rappel, rappelez-moi, je veux être rappelé, je veux être rappelée, je voudrais être rappelé, je voudrais être rappelée, vous pouvez me rappeler, je voudrais qu'on me rappelle
after-trouble--call-back = Demander un rappel
    .spoken = Pour un rappel, tapez { $key }.
    .words = un rappel, pour un rappel, demander un rappel, je veux un rappel, je voudrais un rappel, rappelez-moi, je veux être rappelé, je veux être rappelée, je voudrais être rappelé, je voudrais être rappelée, vous pouvez me rappeler, je voudrais qu'on me rappelle
after-trouble--finish = Terminer
    .spoken = Pour terminer, tapez { $key }.
    .words = terminer, au revoir

# --- Being called back -----------------------------------------------------------------------------------

call-back-here = Un rappel à ce téléphone ?
    .body = Son numéro finit par { $end }.
    .spoken = Ce téléphone a un numéro qui finit par { $end }.
call-back-here--this-one = Oui, à ce téléphone
    .spoken = Pour un rappel à ce téléphone, tapez { $key }.
    .words = oui, oui oui, oui bien sûr, d'accord, à ce téléphone, oui à ce téléphone, sur ce téléphone, à ce numéro, oui à ce numéro, sur ce numéro, ce numéro, oui ce numéro, c'est bien ce numéro
call-back-here--another = Un autre numéro
    .spoken = Pour un autre numéro, tapez { $key }.
    .words = non, non merci, un autre numéro, non un autre numéro, à un autre numéro, sur un autre numéro, un autre téléphone, pas à ce numéro, pas ce numéro, pas à ce téléphone

call-back-typed = Tapez votre numéro de téléphone
    .hint = 10 chiffres
    .spoken = Tapez les 10 chiffres de votre numéro de téléphone.
    .again = Tapez le numéro où nous pouvons vous appeler. Il a 10 chiffres. Prenez votre temps.
call-back-read-back = Est-ce le bon numéro ?
    .body = { $number }
    .spoken = Vous avez tapé le { $number }.
    .discreet = Vous avez tapé un numéro qui finit par { $end }.
call-back-read-back--right = C'est juste
    .spoken = Si c'est bien cela, tapez { $key }.
    .words = oui, oui oui, c'est juste, oui c'est juste, c'est ça, oui c'est ça, c'est bien ça, c'est exact, exactement, tout à fait, c'est le bon, oui c'est le bon, c'est le bon numéro
call-back-read-back--again = Recommencer
    .spoken = Pour recommencer, tapez { $key }.
    .words = non, non non, c'est faux, ce n'est pas ça, c'est pas ça, ce n'est pas le bon, c'est pas le bon, ce n'est pas le bon numéro, recommencer, je recommence, je veux recommencer

call-back-noted = Votre rappel est noté
    .body =
        Nous appelons { $hours }.
        La personne ne demande jamais de code.
    .spoken =
        Votre rappel est noté. Nous appelons { $hours }.
        La personne ne demande jamais de code.

call-back-costly = Nous n'appelons pas les numéros en 08
    .body = Donnez le numéro de votre téléphone.
    .spoken = Nous n'appelons pas les numéros qui commencent par zéro huit. Donnez le numéro de votre téléphone.
call-back-not-french = Nous appelons en France seulement
    .body = Un numéro a 10 chiffres, et commence par 0.
    .spoken = Nous appelons en France seulement. Un numéro a dix chiffres, et commence par zéro.
call-back-too-many = Trop de rappels sont déjà demandés
    .body = Vous pouvez appeler { $hours }.
    .spoken = Trop de rappels sont déjà demandés. Vous pouvez appeler { $hours }.
