# Papers that the operator hands over, each in an envelope of its own: number and code never on one paper (R25).

letter-access-number = Votre carte du Relais
    .paper =
        Votre numéro d'accès : { $number }
        Pour ouvrir votre espace par téléphone : { $help }
        Gardez ce papier loin de votre code secret.

letter-secret-code = Votre code secret
    .paper =
        Votre code secret : { $code }
        Apprenez-le, puis détruisez ce papier.
        Ne le dites à personne, même pas au Relais.
        Il sert à la borne, avec votre carte Vitale, et au téléphone.

letter-code-list = Votre liste de codes
    .paper =
        Au téléphone, la voix demande une ligne : tapez ses 6 chiffres.
        Un code sert une seule fois. Barrez-le après.
        Votre ancienne liste ne sert plus.
        Liste perdue ? Appelez le { $help }.

letter-code-line = { $line } : { $code }
