# What the line says without a stream, and what calls and short messages of ours say: fixed sentences, nothing personal.
# All are spoken but `.message`, which a telephone shows: no health word, no name, nothing asked (words.md 1.2).

telephone-line--welcome =
    Bonjour, ici le Relais. Nous ne pouvons pas ouvrir votre espace en ce moment.
    Rien n'a changé. Rappelez un peu plus tard.
telephone-line--person = Pour parler à une personne, tapez 0. Pour répéter, tapez la touche étoile.
telephone-line--hours =
    Une personne répond { $hours }.
telephone-line--nobody = Personne ne peut vous répondre en ce moment.
telephone-line--call-back = Pour un rappel, tapez 1.
telephone-line--noted =
    C'est noté. Une personne du Relais vous rappelle. Elle ne demande jamais de code. Au revoir.
telephone-line--not-noted = Votre rappel n'est pas noté. Appelez de nouveau plus tard.
telephone-line--end = C'est la fin de cet appel. Vous pouvez rappeler.
telephone-line--whisper =
    Le Relais. Quelqu'un demande une personne. Ne demandez jamais de code.

telephone-outgoing--try = Bonjour. Ici le Relais. C'est un essai de la ligne. Au revoir.
    .message = Le Relais : c'est un essai. Vous n'avez rien à faire.
telephone-outgoing--call-back =
    Bonjour. Vous avez demandé un rappel. Appelez le numéro écrit sur votre carte.
    .message = Le Relais : vous avez demandé un rappel. Appelez le numéro écrit sur votre carte.
telephone-outgoing--notice =
    Bonjour. Ici le Relais. Il y a du nouveau pour vous. Appelez le numéro écrit sur votre carte.
    .message = Le Relais : il y a du nouveau pour vous. Appelez le numéro écrit sur votre carte.
telephone-outgoing--human-needed = Bonjour. Ici le Relais. Le Relais a besoin de vous.
    .message = Le Relais : une personne doit agir. Voyez le journal du Relais.
telephone-outgoing--code = Bonjour. Ici le Relais. Vous avez demandé un code.
telephone-outgoing--press-one = Bonjour. Ici le Relais. Pour écouter, tapez 1.
telephone-outgoing--digits = Votre code : { $code }.
telephone-outgoing--digits-again = Je répète. Votre code : { $code }.
telephone-outgoing--tell-nobody = Ne donnez ce code à personne.
