# Words of the domain's own values: « class-name--value ». .inside stands inside a sentence; .paper stands in the law's papers.

organ--heart = Cœur
    .inside = le cœur
    .paper = mon cœur
    .spoken = Le cœur.
organ--lungs = Poumons
    .inside = les poumons
    .paper = mes poumons
    .spoken = Les poumons.
organ--liver = Foie
    .inside = le foie
    .paper = mon foie
    .spoken = Le foie.
organ--kidneys = Reins
    .inside = les reins
    .paper = mes reins
    .spoken = Les reins.
organ--pancreas = Pancréas
    .inside = le pancréas
    .paper = mon pancréas
    .spoken = Le pancréas.
organ--intestine = Intestin
    .inside = l'intestin
    .paper = mon intestin
    .spoken = L'intestin.
organ--corneas = Cornées (devant l'œil)
    .inside = les cornées
    .paper = mes cornées
    .spoken = Les cornées, devant l'œil.
organ--other-tissues = Autres tissus (peau, os)
    .inside = les autres tissus
    .paper = mes autres tissus
    .spoken = Les autres tissus : la peau, les os, les vaisseaux.

purpose--transplant = La greffe, pour soigner
    .inside = la greffe
    .spoken = La greffe, pour soigner.
purpose--cause-of-death = La recherche de la cause de la mort
    .inside = la recherche de la cause de la mort
    .spoken = La recherche de la cause de la mort.
purpose--research = Les autres recherches scientifiques
    .inside = les autres recherches scientifiques
    .spoken = Les autres recherches scientifiques.

# One sentence: read in the first person, heard in the second, printed as the law's papers want it.
statement--everything = Je refuse de donner **tous mes organes et tissus** après ma mort.
    .spoken = Vous refusez de donner tous vos organes et tissus après votre mort.
    .paper = Je refuse tout prélèvement d'organes et de tissus, après ma mort.
statement--organs = Je refuse de donner **{ $organs }** après ma mort. Je n'ai pas refusé le reste.
    .spoken = Vous refusez de donner { $organs } après votre mort. Vous n'avez pas refusé le reste.
    .paper = Je refuse le prélèvement, après ma mort, de : { $organs }.
statement--purposes = Je refuse, après ma mort, le prélèvement pour **{ $purposes }**. Je n'ai pas refusé le reste.
    .spoken = Vous refusez, après votre mort, le prélèvement pour { $purposes }. Vous n'avez pas refusé le reste.
    .paper = Je refuse le prélèvement, après ma mort, pour : { $purposes }.
statement--organs-and-purposes = Je refuse de donner **{ $organs }** après ma mort, pour **{ $purposes }**. Je n'ai pas refusé le reste.
    .spoken = Vous refusez de donner { $organs } après votre mort, pour { $purposes }. Vous n'avez pas refusé le reste.
    .paper = Je refuse le prélèvement, après ma mort, de : { $organs }, pour : { $purposes }.
statement--withdrawal = Je retire **mon refus** gardé au Relais.
    .spoken = Vous retirez votre refus gardé au Relais.

category--summary = Résumé médical
category--report = Compte rendu
category--biology = Analyse
category--imaging = Radio, scanner, IRM
category--prescription = Ordonnance
category--vaccination = Vaccin
category--prevention = Prévention
category--certificate = Certificat
category--measures = Mesures
category--reimbursement = Remboursement
category--wishes = Volontés
category--personal = Document personnel
category--profile = Profil de santé
category--administrative = Papier administratif

channel--kiosk = à la borne
channel--phone = par téléphone
