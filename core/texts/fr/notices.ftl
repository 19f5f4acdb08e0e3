# E-mails to the people of the Relais: what happened, where and when. Never a name, a number or a health word.

notice--access-closed = Un accès est fermé au Relais
    .body =
        Bonjour.
        Un accès a été fermé le { $day }, à { $at }.
        C'était ici : { $place }.
        Quelqu'un a fait trop d'essais avec de mauvais codes.
        Une personne du Relais doit rouvrir cet accès.
        Vérifiez d'abord qui vous le demande.
        Ce message ne dit pas de qui il s'agit.

notice--call-backs-wait = Un rappel est demandé au Relais
    .body =
        Bonjour.
        Une personne a demandé un rappel le { $day }, à { $at }.
        D'autres l'ont peut-être demandé depuis.
        La liste des rappels est au Relais.
        Ce message ne dit pas de qui il s'agit.
