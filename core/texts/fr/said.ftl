# What people say, comma-separated: the whole utterance must match, never a part of it (words.md section 4).
# .not lists what sounds alike and must not match; tests read it.

said--fillers = euh, ben, alors, s'il vous plaît, madame, monsieur, mademoiselle
said--yes = oui, oui oui, ouais, mais oui, oui bien sûr, bien sûr, c'est ça, c'est bien ça, tout à fait, d'accord, c'est d'accord, exactement, voilà, je veux bien, volontiers
    .not = oui mais, oui et non, oui enfin non, ouille, huit, Louis, je ne dis pas oui, peut-être que oui, oui ou non, la nuit
said--no = non, non non, non merci, mais non, ah non, surtout pas, pas du tout, pas question, je ne veux pas, je veux pas, non pas ça, certainement pas, jamais de la vie
    .not = nom, mon nom, non mais oui, pourquoi non, je ne dis pas non, ça ne me gêne pas, pas de problème, je refuse le don, onze, le nom de mon médecin
said--repeat = répétez, répéter, vous pouvez répéter, encore une fois, pardon, comment, j'ai pas compris, je n'ai pas compris, j'ai pas entendu, redites, redites-moi ça, qu'est-ce que vous dites, une deuxième fois, quoi, je n'ai pas entendu, vous pouvez redire, répétez-moi ça
    .not = on me l'a déjà répété, je ne veux pas répéter, encore un document, comment va-t-on à la borne, ne répétez pas ça à ma fille, encore faut-il
said--slower = plus lentement, moins vite, pas si vite, ralentissez, ralentissez un peu, vous parlez trop vite, ça va trop vite, c'est trop rapide, lentement, parlez moins vite, attendez ça va trop vite, parlez plus lentement, doucement pas si vite
    .not = mon cœur bat trop vite, plus vite, plus doucement, j'ai maigri trop vite, le docteur parle trop vite, c'est lent, j'en voudrais moins
said--back = retour, revenir, en arrière, revenez en arrière, je reviens en arrière, le choix d'avant, juste avant, page d'avant, précédent, revenir avant, je me suis trompé, je me suis trompée, je voulais l'autre, revenir en arrière
    .not = retour à domicile, mon retour d'hôpital, revenir demain, je reviens de l'hôpital, annuler mes directives, annulez ça, l'année d'avant, le médecin s'est trompé
said--help = aide, aidez-moi, un coup de main, j'ai besoin d'aide, je suis perdu, je suis perdue, comment on fait, comment je fais, qu'est-ce que je dois faire, je comprends rien, expliquez-moi, je n'y arrive pas, vous pouvez m'aider, j'y arrive pas, je ne comprends rien
    .not = aide à domicile, l'aide d'un proche, aide-soignante, j'ai perdu ma carte, à l'aide, au secours, mon aide ménagère, je n'ai pas besoin d'aide
said--human = une personne, je voudrais une personne, parler à quelqu'un, je veux parler à quelqu'un, un humain, une vraie personne, un conseiller, une conseillère, une opératrice, le standard, passez-moi quelqu'un, pas une machine, un être humain, je veux une personne, je voudrais parler à quelqu'un, parler à une personne, je veux parler à une personne
    .not = ma personne de confiance, une personne à prévenir, quelqu'un, quelqu'un entend, quelqu'un vient d'arriver, personne, je suis avec quelqu'un, la dame de la pharmacie
said--stop = terminer, terminé, c'est fini, j'ai fini, c'est tout, au revoir, stop, arrêtez, on arrête, je veux arrêter, raccrocher, ça suffit, merci au revoir, au revoir merci
    .not = arrêter mon traitement, arrêt de travail, arrêt du cœur, terminez la lecture d'abord, je n'ai pas fini, ce n'est pas tout, arrêtez ce service, bonne fin de journée docteur
said--prefers-to-stop = je préfère m'arrêter
said--does-not-know = je ne sais pas, je sais pas, j'en sais rien, aucune idée, je ne sais plus, je sais plus, je ne me souviens pas, je me rappelle plus, j'hésite, peut-être, ça dépend, je réfléchis, pas sûr, pas sûre, comme vous voulez, je ne me rappelle plus
    .not = je sais, je ne sais pas lire, je ne sais pas qui a regardé, mon médecin ne sait pas, je sais que non, je sais ce que je veux, vous savez bien
said--louder = plus fort, parlez plus fort, j'entends mal, je vous entends mal, j'entends rien, je suis sourd, je suis un peu sourde, c'est pas assez fort, augmentez le son, montez le son, le volume, haussez la voix, c'est trop bas, je n'entends rien, je suis sourde, je suis un peu sourd
    .not = la douleur est plus forte, ça fait plus mal, moins fort, j'ai l'oreille qui siffle, un médicament plus fort, c'est trop fort, ma tension est trop basse
said--emergency = au secours, à l'aide, je fais un malaise, appelez le SAMU, j'ai un malaise, je me sens très mal, je suis tombé, je suis tombée, appelez les pompiers, appelez une ambulance

said--next = la suite, suite, la suite du document, lisez la suite, continuer, continuez, suivant
    .not = la suite de mon traitement, continuer mes comprimés, le patient suivant, de suite, tout de suite

# Everyday words that answer nothing: an ear that knew only answers would take these for one of them.
# Last, answers turned round by « pas »: without them, « je refuse pas » is heard as « je refuse » with a noise after it.
said--traps = bonjour, bonsoir, allô, merci, merci bien, attendez, une minute, deux secondes, j'arrive, tiens, bon, voyons, qui est-ce, c'est qui, viens voir, tais-toi, oh là là, mon dieu, c'est long, le docteur, l'hôpital, la pharmacie, mon mari, ma femme, ma fille, mon fils, zéro, un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, janvier, lundi, mille neuf cent, je ne refuse pas, je refuse pas, je ne retire rien, je ne veux pas le retirer, je ne change pas d'avis, je ne veux pas de rappel, je ne veux pas continuer, je ne veux pas l'entendre, je n'ai pas perdu mon code
said--discreet = je suis accompagné, je suis accompagnée, quelqu'un vient d'arriver, quelqu'un arrive, quelqu'un entend, quelqu'un m'entend, quelqu'un écoute, on m'écoute, on nous écoute, je ne suis plus seul, je ne suis plus seule, je suis plus seul, je suis plus seule, je ne suis pas seul, je ne suis pas seule, je suis pas seul, je suis pas seule, je suis avec quelqu'un, centre relais, service relais, je suis interprète, je suis l'interprète, j'appelle pour une personne sourde, j'appelle pour une personne malentendante
    .not = personne d'autre n'entend, personne n'entend, je suis seul, je suis seule, quelqu'un, parler à quelqu'un, le Relais, je voudrais un interprète
said--who-hears = je suis seul, je suis seule, je suis seul maintenant, je suis seule maintenant, je suis de nouveau seul, je suis de nouveau seule, plus personne n'entend, plus personne n'écoute, il n'y a plus personne
    .not = je ne suis pas seul, je ne suis plus seule, je vis seul, je vis seule, personne, personne d'autre
