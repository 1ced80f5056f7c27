errors-home = Revenir à l’accueil
errors-reference = Référence à donner si vous nous écrivez : { $id }

errors-400-title = Votre envoi n’a pas pu être lu
errors-400-body = Les données reçues sont incomplètes ou abîmées. Revenez à la page précédente et recommencez.
errors-403-title = Cette page ne vous est pas ouverte
errors-403-body = Votre compte ne donne pas accès à cette page. Si vous devriez y avoir accès, demandez à la personne qui administre le portail.
errors-404-title = Cette page n’existe pas
errors-404-body = L’adresse est peut-être incomplète ou la page a été retirée. Revenez à l’accueil pour retrouver votre démarche.
errors-405-title = Cette action n’est pas possible ici
errors-405-body = La page ne s’ouvre pas de cette façon. Revenez à l’accueil et suivez les liens du site.
errors-409-title = Cette page a changé entre-temps
errors-409-body = Les données ont été modifiées ailleurs depuis que vous avez ouvert cette page. Ouvrez-la de nouveau, puis recommencez.
errors-413-title = Votre envoi est trop lourd
errors-413-body = Il dépasse 32 Mo et n’a pas été enregistré. Revenez à la page précédente et joignez des fichiers de 2 Mo au plus chacun.
errors-429-title = Trop d’essais en peu de temps
errors-429-body = Attendez quelques minutes, puis recommencez.
errors-500-title = Une erreur s’est produite de notre côté
errors-500-body = Ce que vous aviez déjà enregistré est conservé. Attendez un instant, puis recommencez.
errors-503-title = Le portail est momentanément indisponible
errors-503-body = Ce que vous aviez déjà enregistré est conservé. Recommencez dans une minute.

errors-host-title = Cette adresse n’est pas celle du portail
errors-host-body = Votre navigateur a demandé une adresse que ce site ne connaît pas. Ouvrez le portail par son adresse habituelle, avec le lien ci-dessous.
errors-form-title = Votre formulaire n’a pas été envoyé
errors-form-body = Nous n’avons pas pu vérifier qu’il venait bien de vous : la page est sans doute restée ouverte trop longtemps, ou vous vous êtes connecté ailleurs entre-temps. Revenez à la page précédente, rechargez-la, puis envoyez de nouveau.
errors-cookies-title = Votre formulaire n’a pas été envoyé
errors-cookies-body = Votre navigateur n’a pas renvoyé le cookie qui protège les formulaires. Il est indispensable pour se connecter et pour faire une demande. Acceptez les cookies de ce site, revenez à la page précédente, rechargez-la, puis envoyez de nouveau.
