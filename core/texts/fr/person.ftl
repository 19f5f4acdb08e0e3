# Asking for a person, by telephone: when they answer, what they may be told, being called back (words.md 2.15).
# { $hours } is when the people of the Relais answer; it may stand in any message.

person-topic = La personne du Relais peut-elle savoir le sujet ?
    .body = Le sujet de votre appel : { $topic }.
    .spoken = La personne du Relais peut-elle savoir le sujet de votre appel ? Ce sujet : { $topic }.
    .discreet = La personne du Relais peut-elle savoir le sujet de votre appel ?
    .again = Nous dirons seulement le sujet, rien d'autre : { $topic }.
person-topic--tell = Oui, dire le sujet
    .spoken = Si oui, tapez { $key }.
    .words = oui, oui bien sûr, d'accord
person-topic--keep = Non, ne rien dire
    .spoken = Si non, tapez { $key }.
    .words = non, non merci, ne dites rien

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
    .words = un rappel, je veux un rappel, rappelez-moi
after-no-answer--start-again = Revenir au début
    .spoken = Pour revenir au début, tapez { $key }.
    .words = au début, revenir au début, recommencer
call-back-offer--call-back = Demander un rappel
    .spoken = Pour un rappel, tapez { $key }. Pour revenir, tapez dièse.
    .words = un rappel, je veux un rappel, rappelez-moi
after-trouble--call-back = Demander un rappel
    .spoken = Pour un rappel, tapez { $key }.
    .words = un rappel, je veux un rappel, rappelez-moi
after-trouble--finish = Terminer
    .spoken = Pour terminer, tapez { $key }.
    .words = terminer, au revoir

# --- Being called back -----------------------------------------------------------------------------------

call-back-here = Un rappel à ce téléphone ?
    .body = Son numéro finit par { $end }.
    .spoken = Ce téléphone a un numéro qui finit par { $end }.
call-back-here--this-one = Oui, à ce téléphone
    .spoken = Pour un rappel à ce téléphone, tapez { $key }.
    .words = oui, à ce téléphone, à ce numéro
call-back-here--another = Un autre numéro
    .spoken = Pour un autre numéro, tapez { $key }.
    .words = non, un autre numéro

call-back-typed = Tapez votre numéro de téléphone
    .hint = 10 chiffres
    .spoken = Tapez les 10 chiffres de votre numéro de téléphone.
    .again = Tapez le numéro où nous pouvons vous appeler. Il a 10 chiffres. Prenez votre temps.
call-back-read-back = Est-ce le bon numéro ?
    .body = { $number }
    .spoken = Vous avez tapé le { $number }.
    .discreet = Vous avez tapé un numéro qui finit par { $end }.
call-back-read-back--right = C'est juste
    .spoken = Si c'est juste, tapez { $key }.
    .words = oui, c'est juste, c'est ça
call-back-read-back--again = Recommencer
    .spoken = Pour recommencer, tapez { $key }.
    .words = non, recommencer

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
