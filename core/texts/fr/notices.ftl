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
