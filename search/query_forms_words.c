#include "search/query_forms.h"

/* clang-format off */
/*
 * German, French and Spanish, folded, in order of their bytes. Written by hand: what nearly everybody knows and what
 * another word near to it would be taken for.
 */
static const char *const known[] = {
    "abajo", "abandonar", "abend", "abfahrt", "abholen", "abierto", "abmelden", "abogado", "abonnement", "abrazo",
    "abreise", "abrigo", "abril", "abrir", "absage", "abschalten", "absence", "absender", "abteilung", "abuela",
    "abuelo", "aburrido", "acabar", "accepter", "accident", "accord", "accueil", "aceite", "aceptar", "acercar",
    "achat", "acheter", "acompanar", "acompte", "acordar", "acostar", "activo", "actual", "actuel", "acuerdo",
    "adelante", "ademas", "adentro", "adios", "adresse", "adulte", "adulto", "advertir", "aeroport", "aeropuerto",
    "afuera", "agence", "agosto", "agradecer", "agua", "ahorrar", "ahorro", "aider", "ailleurs", "aimer", "aire",
    "ajouter", "akku", "aktuell", "alcanzar", "aldea", "alegre", "alegria", "alguien", "algun", "allein", "alli",
    "allumer", "alma", "almorzar", "almuerzo", "alquilar", "alquiler", "alrededor", "alter", "alto", "alumno",
    "amable", "amanecer", "amarillo", "amener", "amigo", "amistad", "amor", "amour", "ampliar", "ampoule", "anadir",
    "ancho", "ancien", "andar", "ander", "anfang", "anfangen", "anfrage", "angebot", "angst", "anillo", "animal",
    "ankommen", "anmelden", "annee", "anniversaire", "annuler", "anoche", "anruf", "anrufen", "anschauen",
    "anschluss", "anteayer", "anterior", "antes", "antiguo", "antrag", "antwort", "antworten", "anunciar", "anzahl",
    "anzeigen", "anziehen", "apagar", "aparecer", "apellido", "apenas", "aplicar", "apotheke", "apoyo", "appareil",
    "appartement", "appeler", "apporter", "apprendre", "aprender", "apres", "apretar", "aprobar", "aquel", "aqui",
    "arbeit", "arbeiten", "arbol", "arena", "argent", "armario", "armoire", "arreglar", "arreter", "arriba",
    "arriere", "arrivee", "arriver", "arroz", "arte", "article", "arzt", "asiento", "aspecto", "assez", "assiette",
    "assurance", "asunto", "atencion", "atraer", "atras", "atrasar", "attendre", "attente", "attention", "aufgabe",
    "aufhoren", "aufladen", "aufmachen", "aufraumen", "aufstehen", "auftrag", "auge", "augenblick", "augmenter",
    "aujourd", "aumentar", "aunque", "ausdrucken", "ausfallen", "ausfullen", "ausgabe", "ausgeben", "ausgehen",
    "ausland", "ausmachen", "ausschalten", "aussehen", "ausser", "ausstellen", "auswahl", "ausweis", "ausziehen",
    "autant", "autobus", "automat", "autre", "avance", "avancer", "avant", "avanzar", "averia", "avion", "avis",
    "avisar", "aviso", "avocat", "avoir", "avril", "ayer", "ayuda", "ayudar", "azucar", "azul", "backen", "bagage",
    "bahn", "bailar", "baisser", "bajar", "bajo", "bald", "balle", "banco", "bano", "banque", "barato", "barba",
    "barco", "barre", "barrio", "bastante", "basura", "batalla", "bateau", "batiment", "battre", "baum", "beantragen",
    "beau", "beaucoup", "bebe", "beber", "bebida", "bedeuten", "beginn", "beginnen", "begleichen", "behalten",
    "beispiel", "bekommen", "belleza", "bequem", "bereit", "beruf", "bescheid", "beschweren", "besitzen", "beso",
    "besoin", "besser", "bestatigen", "bestellen", "bestellung", "besuch", "bete", "betrag", "betrieb", "betrug",
    "bett", "beurre", "bewerten", "bezahlen", "bezahlung", "bezug", "bicicleta", "bien", "bientot", "bienvenido",
    "bijou", "bild", "billet", "billete", "billig", "bitten", "blanc", "blanco", "blau", "bleiben", "bleu", "bloquer",
    "boca", "boda", "boden", "bohren", "boire", "bois", "boite", "bolsa", "bolsillo", "bombilla", "bonheur", "bonito",
    "bord", "borde", "borrar", "borse", "bose", "bosque", "botella", "boton", "bouche", "bouger", "bougie", "bout",
    "bouteille", "boutique", "bras", "braun", "brazo", "breit", "bremse", "brennen", "breve", "brief", "brillar",
    "bringen", "broma", "bruder", "bruit", "bruler", "buch", "buchen", "bueno", "bureau", "burger", "burlar", "buro",
    "buscar", "caballo", "cabello", "caber", "cabeza", "cacher", "cada", "cadeau", "cadena", "cadre", "caer", "cafe",
    "caisse", "caja", "cajon", "calidad", "caliente", "callar", "calle", "calme", "calor", "cama", "cambiar",
    "cambio", "caminar", "camino", "camion", "camisa", "campo", "canape", "cancelar", "cancion", "cansado", "cantar",
    "cantidad", "cara", "carcel", "cargar", "cargo", "carne", "caro", "carrera", "carretera", "carta", "cartera",
    "cartero", "carton", "casa", "casar", "casi", "caso", "casser", "castigo", "causa", "cause", "ceder", "ceinture",
    "celebrar", "celoso", "cena", "cenar", "centre", "cerca", "cercle", "cerrado", "cerrar", "cerveza", "chacun",
    "chaine", "chaise", "chaleur", "chambre", "champ", "chance", "changer", "chanson", "chanter", "chapeau", "chaque",
    "charge", "charger", "charlar", "chat", "chaud", "chauffage", "chauffer", "chaussure", "chef", "chemin",
    "chemise", "cheque", "cher", "chercher", "cheval", "cheveux", "chica", "chico", "chien", "chiffre", "choisir",
    "choix", "chose", "ciego", "ciel", "cielo", "cien", "cierto", "cinco", "cine", "cita", "ciudad", "clair", "claro",
    "clase", "classe", "clavier", "clef", "client", "cliente", "cobrar", "cobro", "coche", "cocina", "cocinar",
    "coeur", "coger", "coin", "cola", "colere", "colgar", "colis", "collegue", "coller", "colocar", "color",
    "combien", "comedor", "comenzar", "comer", "comida", "commander", "commencer", "compagnie", "companero",
    "compartir", "compra", "comprar", "comprender", "comprendre", "comprobar", "compte", "compter", "comun",
    "conducir", "conduire", "confiance", "confiar", "conmigo", "connaitre", "connexion", "conocer", "conseguir",
    "conseil", "consejo", "contar", "contenir", "content", "contestar", "contigo", "continuer", "contra", "contraire",
    "contrario", "contrat", "contrato", "convertir", "copa", "corazon", "correcto", "correo", "correr", "cortar",
    "corte", "corto", "cosa", "coser", "costa", "costar", "costumbre", "coucher", "couleur", "couper", "courage",
    "courant", "courir", "courrier", "cours", "court", "couteau", "couter", "couvrir", "craindre", "crear", "crecer",
    "creer", "crier", "croire", "croix", "cruz", "cruzar", "cuadro", "cualquier", "cuarto", "cuatro", "cubrir",
    "cuchara", "cuchillo", "cuello", "cuenta", "cuento", "cuerpo", "cuesta", "cuidado", "cuidar", "cuire", "cuisine",
    "culpa", "cumpleanos", "cumplir", "curar", "dach", "danger", "danke", "dano", "danser", "dauer", "dauern",
    "deber", "debil", "debit", "debout", "debut", "decembre", "dechirer", "decider", "decidir", "decir", "decke",
    "decouvrir", "dedans", "dedo", "defekt", "dehors", "dejar", "dejeuner", "delante", "delgado", "demain",
    "demander", "demarrer", "demas", "demasiado", "demenagement", "demenager", "demi", "dent", "dentro", "depart",
    "depasser", "dependre", "depense", "depenser", "deporte", "derecha", "derecho", "dernier", "derriere",
    "desaparecer", "desayunar", "desayuno", "descansar", "descanso", "descendre", "descubrir", "descuento", "desde",
    "desear", "deseo", "desole", "despacio", "despedir", "despertar", "despues", "dessin", "dessous", "dessus",
    "destino", "detener", "detras", "detruire", "dette", "deuda", "deutsch", "deuxieme", "devant", "devenir", "devis",
    "devolucion", "devolver", "diario", "dicht", "diciembre", "dick", "dienst", "diente", "dificil", "dimanche",
    "diner", "dinero", "ding", "dios", "dire", "direccion", "direction", "disparaitre", "distance", "distinto",
    "doblar", "doble", "docena", "doigt", "doler", "dolor", "domicile", "domingo", "donner", "dormir", "double",
    "douche", "douleur", "douter", "doux", "drap", "drehen", "dringend", "droit", "droite", "drucken", "drucker",
    "duda", "dudar", "dueno", "dulce", "dunkel", "dunn", "durante", "durar", "durer", "durfen", "duro", "echange",
    "echanger", "echar", "echec", "ecke", "ecole", "economiser", "ecouter", "ecran", "ecrire", "edad", "edificio",
    "effacer", "effet", "egal", "eglise", "ehepartner", "ehrlich", "eigen", "eilig", "einfach", "einkauf",
    "einkaufen", "einladen", "einladung", "einloggen", "einmal", "einrichten", "einschalten", "einsteigen",
    "eintragen", "eintritt", "einziehen", "ejemplo", "ejercicio", "elegir", "eloigner", "eltern", "embargo",
    "embrasser", "emmener", "empecher", "empezar", "empfangen", "empleo", "emploi", "emporter", "empresa",
    "emprunter", "empujar", "encender", "encima", "encontrar", "ende", "endlich", "endroit", "energie", "enero",
    "enfant", "enfermo", "enfin", "enfrente", "enlever", "ennui", "enojado", "ensemble", "ensenar", "ensuite",
    "entdecken", "entender", "entendre", "enterar", "entfernen", "entladen", "entonces", "entpacken", "entrada",
    "entrar", "entre", "entree", "entrega", "entregar", "entreprise", "entrer", "entscheiden", "entschuldigung",
    "enveloppe", "envers", "enviar", "envie", "envio", "envoi", "envoyer", "epais", "epaule", "equipaje", "equipo",
    "equivocado", "ereignis", "erfahrung", "erfolg", "erhalten", "erinnern", "erinnerung", "erklaren", "erlauben",
    "ernst", "erreichen", "erreur", "error", "ersatz", "erscheinen", "erstatten", "erstattung", "erzahlen",
    "escalera", "escalier", "escapar", "escoger", "esconder", "escribir", "escuchar", "escuela", "esfuerzo", "espace",
    "espacio", "espalda", "espejo", "espera", "esperanza", "esperar", "esperer", "espoir", "esposa", "esposo",
    "esquina", "essayer", "essen", "essence", "essuyer", "estacion", "estado", "estar", "estrecho", "estrella",
    "estudiar", "estudio", "etage", "etat", "eteindre", "etoile", "etonner", "etranger", "etroit", "etude", "evitar",
    "eviter", "exemple", "exito", "explicar", "expliquer", "extranjero", "extrano", "fach", "facil", "facile",
    "facon", "facteur", "factura", "facture", "faden", "fahren", "fahrer", "fahrrad", "faible", "faim", "falda",
    "fallen", "falsch", "falta", "faltar", "familia", "familie", "famille", "farbe", "fassen", "fatigue", "fatiguer",
    "faute", "fauteuil", "faux", "favor", "febrero", "fecha", "fehlen", "fehler", "feiern", "feiertag", "feliz",
    "femme", "fenetre", "fenster", "ferien", "ferme", "fermer", "fern", "fernseher", "ferrocarril", "fertig", "fest",
    "fete", "feuer", "feuille", "fevrier", "fichier", "fier", "fiesta", "fievre", "fila", "file", "filiale", "fille",
    "fils", "final", "finden", "finger", "finir", "fino", "firma", "firmar", "fisch", "flach", "flaco", "flasche",
    "fleck", "fleur", "fliegen", "fliessen", "flor", "flug", "fois", "folgen", "foncer", "fond", "fondo", "force",
    "forfait", "forma", "forme", "fort", "foto", "four", "fournir", "fragen", "frais", "frapper", "frase", "frau",
    "frei", "freigeben", "freitag", "fremd", "frente", "frere", "fresco", "freude", "freund", "frieden", "frio",
    "frisch", "froid", "fromage", "front", "frontera", "frontiere", "fruh", "fruit", "fruta", "fuego", "fuente",
    "fuera", "fuerte", "fuerza", "fuhlen", "fuhren", "fuite", "fullen", "fumar", "fumee", "fumer", "funcionar",
    "fuss", "futur", "futuro", "gafas", "gagner", "gana", "ganar", "garage", "garantia", "garantie", "garcon",
    "garder", "gare", "garten", "gast", "gastar", "gasto", "gateau", "gato", "gauche", "geben", "geburt", "geduld",
    "gefahr", "gefallen", "gefuhl", "gegenstand", "geheim", "gehen", "gelb", "geld", "geler", "gelten", "gemeinsam",
    "genau", "gens", "gente", "gentil", "genug", "gepack", "gerat", "gericht", "gern", "gesamt", "geschaft",
    "geschenk", "geschichte", "geschwindigkeit", "gesetz", "gesicht", "gestern", "gesund", "gewalt", "gewicht",
    "gewinn", "glace", "glas", "glatt", "glauben", "gleich", "gluck", "gordo", "gout", "goutte", "gracias",
    "gracioso", "grand", "grande", "gratis", "gratuit", "grave", "grenze", "gris", "gritar", "gros", "gross",
    "groupe", "grueso", "grun", "grund", "grupo", "guante", "guapo", "guardar", "guerra", "guerre", "guichet",
    "gultig", "gunstig", "gustar", "gusto", "gutschein", "haar", "haber", "habitacion", "habiter", "habito",
    "habitude", "hablar", "hacia", "hafen", "halb", "halten", "hambre", "hand", "handler", "handy", "hangen", "hart",
    "harto", "hasta", "haus", "haut", "heben", "hecho", "heiss", "heizung", "helado", "helar", "helfen", "hell",
    "herbe", "herbst", "herida", "herkommen", "hermana", "hermano", "hermoso", "herr", "herz", "heure", "heureux",
    "heute", "hielo", "hier", "hierba", "hierro", "hija", "hijo", "hilfe", "himmel", "hinten", "histoire", "historia",
    "hitze", "hiver", "hoch", "hochzeit", "hoffen", "hogar", "hohe", "hoja", "holen", "holz", "hombre", "hombro",
    "homme", "honte", "hopital", "hora", "horen", "horloge", "horno", "hose", "hotel", "huelga", "hueso", "huevo",
    "huile", "huir", "humide", "humo", "hund", "hunger", "idee", "idioma", "iglesia", "ignorer", "igual", "image",
    "imagen", "immeuble", "impedir", "impot", "imprimante", "imprimer", "imprimir", "impuesto", "incendio", "incluir",
    "indicar", "ingles", "installer", "instant", "intentar", "interdire", "interdit", "invierno", "invitar",
    "inviter", "isla", "izquierda", "jabon", "jahr", "jamas", "jambe", "januar", "janvier", "jardin", "jaune", "jefe",
    "jeter", "jeudi", "jeune", "joie", "joindre", "joli", "jouer", "jouet", "jour", "journal", "journee", "joven",
    "joyeux", "juego", "jueves", "jugar", "juge", "juguete", "juillet", "juin", "julio", "jung", "junge", "junio",
    "juntar", "junto", "jupe", "jurar", "juste", "justo", "kabel", "kaffee", "kalt", "kapitel", "kaputt", "karte",
    "kasse", "katze", "kauf", "kaufen", "keller", "kennen", "kette", "kilo", "kind", "kirche", "klappen", "klar",
    "kleidung", "klein", "klima", "klingel", "klingeln", "knopf", "koch", "kochen", "koffer", "kommen", "konto",
    "kopf", "kopie", "korper", "kosten", "kostenlos", "kraft", "krank", "kreis", "kreuz", "kuche", "kuchen", "kuhl",
    "kuhlschrank", "kundigen", "kundigung", "kunst", "kurz", "labio", "lachen", "lacher", "laden", "lado", "ladron",
    "lager", "lago", "laine", "laisser", "lait", "lampe", "land", "landen", "lang", "langsam", "langue", "lapin",
    "lapiz", "large", "largo", "lassen", "lastima", "laufen", "laut", "lavadora", "lavar", "laver", "leben", "leche",
    "lecker", "lecon", "lectura", "lecture", "leer", "legen", "leger", "legume", "lehrer", "leicht", "leider",
    "leihen", "leise", "leiten", "lejos", "lendemain", "lengua", "lent", "lento", "lernen", "lesen", "letra",
    "lettre", "letzter", "leute", "levantar", "lever", "levre", "libre", "libro", "licht", "lieb", "liefern",
    "lieferung", "liegen", "lieu", "ligero", "ligne", "limpiar", "limpio", "lindo", "linea", "linge", "links", "lire",
    "listo", "livraison", "livre", "livrer", "llamada", "llamar", "llave", "llegada", "llegar", "llenar", "lleno",
    "llevar", "llorar", "llover", "lluvia", "locataire", "loch", "locker", "loco", "loger", "lograr", "lohn", "loin",
    "long", "longtemps", "losen", "louer", "lourd", "loyer", "lucha", "luego", "luft", "lugar", "lumiere", "luna",
    "lundi", "lune", "lunes", "lunettes", "lustig", "machen", "machine", "madera", "madre", "maestro", "magasin",
    "mahnung", "main", "maintenant", "mairie", "maison", "maitre", "malade", "maler", "maleta", "malgre", "malo",
    "manana", "mandar", "manejar", "manera", "mangel", "manger", "mann", "mano", "manquer", "manta", "manteau",
    "mantener", "manzana", "mapa", "maquina", "maravilla", "marcha", "marche", "marcher", "mardi", "mari", "mariage",
    "marido", "marier", "markt", "marquer", "marron", "mars", "martes", "marz", "marzo", "maschine", "matar", "matin",
    "mauer", "maus", "mauvais", "mayo", "mayor", "medecin", "mediano", "medianoche", "medico", "medida", "medio",
    "mediodia", "meer", "mehrfach", "meilleur", "meinung", "mejor", "mejorar", "melange", "melden", "membre",
    "memoire", "memoria", "mener", "menor", "menos", "mensaje", "mensch", "mensonge", "mentir", "mentira", "menton",
    "menudo", "mercado", "merci", "mercredi", "mere", "merecer", "merveille", "mesa", "messen", "messer", "meter",
    "metier", "metre", "mettre", "meuble", "midi", "miedo", "miel", "miembro", "mientras", "miercoles", "miete",
    "mieten", "mieter", "mieux", "milch", "milieu", "militar", "mince", "minuit", "minute", "mirar", "mismo", "mitad",
    "mitarbeiter", "mitglied", "mitnehmen", "mittag", "mitte", "mobel", "mobil", "moda", "modern", "modo", "moglich",
    "moins", "mois", "moitie", "mojado", "molestar", "moment", "momento", "monat", "monde", "moneda", "monnaie",
    "montag", "montagne", "montana", "montar", "monter", "montrer", "morceau", "mordre", "morgen", "morir", "mort",
    "mostrar", "motivo", "motor", "mouiller", "mourir", "mouvement", "mover", "movil", "moyen", "mucho", "mudanza",
    "mudar", "mude", "mueble", "muerte", "muet", "mujer", "mull", "multa", "mund", "mundo", "muneca", "munze",
    "murir", "museo", "musica", "musik", "musique", "mutter", "nacer", "nachbar", "nachricht", "nacht", "nacimiento",
    "nadar", "nadie", "nager", "nahe", "naissance", "naitre", "name", "naranja", "nariz", "nass", "navidad",
    "necesitar", "negar", "negocio", "negro", "nehmen", "neige", "nennen", "nett", "nettoyer", "neuf", "nevar",
    "nieve", "ninguno", "nino", "nivel", "noche", "noel", "noir", "nombre", "nommer", "nord", "norden", "normal",
    "norte", "nota", "notfall", "noticia", "nourrir", "nouveau", "nouvelle", "november", "novembre", "novia",
    "noviembre", "novio", "nuage", "nube", "nuevo", "nuit", "null", "numero", "nunca", "nutzen", "nutzlich",
    "obedecer", "obeir", "oben", "objet", "obligar", "obliger", "obra", "obst", "obtener", "ocasion", "occasion",
    "occuper", "octobre", "octubre", "ocupar", "ocurrir", "odiar", "oeil", "oeste", "oeuf", "ofen", "oferta", "offen",
    "offnen", "offre", "offrir", "oficina", "ofrecer", "oido", "oiseau", "oktober", "oler", "olor", "olvidar",
    "ombre", "oncle", "ongle", "opinar", "orden", "ordenar", "ordner", "ordnung", "oreille", "oreja", "origen",
    "orilla", "oscuro", "oser", "osten", "otono", "otro", "oubli", "oublier", "ouest", "outil", "ouvert", "ouvrir",
    "paar", "paciencia", "packen", "padre", "pagar", "page", "pagina", "pago", "paiement", "pain", "pais", "paix",
    "pajaro", "paket", "palabra", "panaderia", "panier", "panne", "pantalla", "pantalon", "panuelo", "papel",
    "papier", "paquet", "paquete", "paraitre", "parar", "parcourir", "pardon", "parecer", "pared", "pareil", "pareja",
    "parent", "paresse", "parfois", "pariente", "park", "parken", "parler", "parole", "parque", "part", "partager",
    "parte", "partido", "partie", "partir", "partner", "partout", "pasado", "pasaje", "pasajero", "pasar", "pasear",
    "paseo", "paso", "pass", "passe", "passen", "passer", "patience", "patio", "pause", "pauvre", "payer", "pays",
    "peau", "pech", "pecho", "pedazo", "pedido", "pedir", "pegar", "peindre", "peine", "pelear", "pelicula",
    "peligro", "pelo", "pelota", "pena", "pencher", "pendant", "pendre", "pensar", "penser", "peor", "pequeno",
    "perder", "perdido", "perdon", "perdre", "perdu", "pere", "perezoso", "periodico", "permettre", "permiso",
    "permitir", "perro", "persona", "personne", "perte", "pesado", "pesar", "pescado", "peser", "peso", "petit",
    "peur", "pfand", "pfeil", "pferd", "pflanze", "pflegen", "pflicht", "photo", "phrase", "piece", "pied", "piedra",
    "piel", "pierna", "pierre", "pieza", "pila", "pile", "pintar", "piscina", "piscine", "piso", "place", "plafond",
    "plage", "plaindre", "plaire", "plaisir", "planche", "plano", "planta", "plat", "plata", "plato", "platz",
    "playa", "plaza", "plazo", "plein", "pleurer", "pleuvoir", "plier", "plonger", "plotzlich", "pluie", "plume",
    "plusieurs", "poche", "poco", "poder", "poids", "poing", "point", "poire", "poisson", "poivre", "poli", "policia",
    "pollo", "polvo", "pomme", "pompe", "poner", "pont", "porte", "porter", "poser", "post", "poste", "postre",
    "poubelle", "pouce", "poudre", "pousser", "poussiere", "prasident", "precio", "pregunta", "preguntar", "preis",
    "premier", "prenda", "prendre", "prenom", "preocupar", "preparar", "preparer", "pres", "presque", "presser",
    "prestamo", "prestar", "pret", "preter", "preuve", "prevenir", "prevoir", "prier", "primavera", "primero",
    "primo", "principio", "prisa", "prison", "privado", "privat", "prix", "probar", "probe", "probieren", "problema",
    "proceso", "prochain", "proche", "produit", "profond", "promenade", "promener", "promesse", "promettre", "propre",
    "prouver", "proximo", "prueba", "pueblo", "puente", "puerta", "puerto", "puesto", "puisque", "punkt", "punto",
    "putzen", "quartier", "quedar", "queja", "quejar", "quemar", "querer", "querido", "queso", "quitar", "quitter",
    "quittung", "quizas", "quotidien", "rabatt", "raconter", "raison", "ramasser", "ramener", "rand", "ranger",
    "rapide", "rapido", "rappel", "rappeler", "rapport", "rare", "raro", "rasch", "rater", "rato", "rauch", "raum",
    "rauschen", "rayon", "razon", "realizar", "rebaja", "recevoir", "rechercher", "rechnen", "rechnung", "recht",
    "rechts", "recibir", "recibo", "reclamar", "recoger", "recommander", "reconnaitre", "reconocer", "recordar",
    "recto", "recu", "recuerdo", "reculer", "reden", "redire", "reducir", "reduire", "reembolso", "refuser", "regal",
    "regalar", "regalo", "regard", "regarder", "regen", "regla", "regle", "regler", "regresar", "regreso",
    "regretter", "reich", "reif", "reifen", "reihe", "reina", "reinigen", "reir", "reise", "reisen", "rejoindre",
    "relever", "reloj", "remarquer", "remboursement", "rembourser", "remercier", "remettre", "remonter", "remplir",
    "rencontrer", "rendez", "rendre", "rentrer", "renunciar", "renvoyer", "reparar", "reparatur", "reparer",
    "reparieren", "repas", "repeter", "repetir", "repondre", "reponse", "reporter", "repos", "reposer", "requerir",
    "resilier", "responder", "respuesta", "ressembler", "rest", "reste", "rester", "resto", "resultado", "resultat",
    "retard", "retirar", "retirer", "retour", "retourner", "retrait", "retraite", "retraso", "retrouver", "retten",
    "rettung", "reunion", "reunir", "reussir", "reve", "reveil", "reveiller", "revenir", "rever", "revisar",
    "revista", "revoir", "riche", "richtig", "richtung", "rico", "rideau", "riechen", "rien", "rincon", "ring",
    "rire", "risa", "riviere", "robar", "robe", "robo", "rodilla", "rojo", "rolle", "rollen", "romper", "rond",
    "ropa", "rosa", "rose", "roto", "roue", "rouge", "rouler", "route", "rucken", "rueda", "rufen", "ruhe", "ruhig",
    "ruido", "rund", "sabado", "saber", "sable", "sabor", "sacar", "sache", "saco", "saft", "sage", "sagen", "saisir",
    "saison", "sala", "sale", "salida", "salir", "salle", "salon", "saltar", "salud", "saludar", "saludo", "saluer",
    "salvar", "salz", "samedi", "sammeln", "samstag", "sand", "sang", "sangre", "sano", "sante", "satz", "sauber",
    "sauer", "sauter", "sauvage", "sauver", "savoir", "savon", "schade", "schaden", "schaffen", "schalten",
    "schalter", "scharf", "schatten", "schauen", "schein", "scheinen", "schenken", "schicken", "schieben", "schiff",
    "schild", "schlafen", "schlag", "schlagen", "schlange", "schlecht", "schliessen", "schloss", "schlussel",
    "schmal", "schmecken", "schmerz", "schmutz", "schnee", "schneiden", "schnell", "schock", "schon", "schrank",
    "schreiben", "schreien", "schritt", "schuh", "schuld", "schule", "schutz", "schutzen", "schwach", "schwarz",
    "schwer", "schwester", "schwierig", "schwimmen", "secher", "seco", "second", "seconde", "secours", "secret",
    "secreto", "segeln", "seguir", "segundo", "seguro", "sehen", "seite", "sejour", "selon", "selten", "semaine",
    "semana", "semblable", "sembler", "senal", "sencillo", "senden", "sender", "senken", "senor", "senora", "sens",
    "sentar", "sentido", "sentir", "separar", "separer", "septembre", "septiembre", "serrer", "serrure", "service",
    "servicio", "serviette", "servir", "setzen", "seul", "sicher", "sicherung", "sieben", "siecle", "siege",
    "siempre", "siete", "siglo", "signature", "signe", "signer", "significar", "siguiente", "silence", "silencio",
    "silla", "simpatico", "simple", "singen", "sinken", "sitio", "sitz", "sitzen", "sobrar", "sobrino", "soeur",
    "sofa", "sofort", "sohn", "soif", "soigner", "soin", "soir", "soiree", "soldado", "soldat", "soleil", "soler",
    "solo", "sombra", "sombre", "sombrero", "somme", "sommeil", "sommer", "sonar", "sonido", "sonne", "sonner",
    "sonnette", "sonntag", "sonreir", "sopa", "sordo", "sorge", "sorpresa", "sortie", "sortir", "soudain", "souffler",
    "souffrir", "souhaiter", "soulever", "soupe", "source", "sourd", "sourire", "souris", "souvenir", "souvent",
    "sparen", "spass", "spat", "speichern", "spende", "spenden", "sperren", "sperrung", "spiegel", "spiel", "spielen",
    "sprache", "sprechen", "springen", "stadt", "stark", "starten", "stecken", "stecker", "stehen", "stehlen",
    "steigen", "stein", "stelle", "stellen", "stern", "steuer", "still", "stimme", "stimmen", "stoff", "storen",
    "storung", "strafe", "strand", "strasse", "strecke", "streit", "strom", "stuck", "student", "stuhl", "stunde",
    "stylo", "subir", "suceder", "suchen", "sucio", "sucre", "suden", "sueldo", "suelo", "sueno", "suerte", "suffire",
    "sufrir", "suite", "suivant", "suivre", "sujeto", "suma", "summe", "suponer", "surprise", "surtout", "suss",
    "tache", "taille", "taire", "tamano", "tambien", "tanken", "tant", "tante", "tanzen", "tapar", "taper", "tapis",
    "tard", "tardar", "tarde", "tarea", "tarif", "tarifa", "tarjeta", "tasche", "tasse", "taste", "tauschen", "taxe",
    "taza", "techo", "teil", "teilen", "teilnehmen", "tela", "telefon", "telefono", "telephone", "teller", "temer",
    "temoin", "temor", "temperatura", "temprano", "temps", "tendre", "tenedor", "tener", "tenir", "tenter", "tercero",
    "termin", "terminar", "terminer", "terrain", "terre", "tete", "teuer", "text", "tief", "tiempo", "tienda", "tier",
    "tierra", "tijeras", "timbre", "tirar", "tirer", "tiroir", "tisch", "tissu", "titre", "titulo", "toalla", "tocar",
    "tochter", "todavia", "toile", "toit", "tomar", "tomber", "tonnerre", "tonto", "topf", "tormenta", "tort",
    "toucher", "toujours", "tour", "tourner", "tousser", "trabajar", "trabajo", "traer", "tragen", "train", "traiter",
    "traje", "tranquille", "tranquilo", "transport", "tratar", "trato", "traum", "traurig", "travail", "travailler",
    "traverser", "treffen", "treiben", "trembler", "tren", "trennen", "treppe", "treten", "treu", "trinken", "triste",
    "trocken", "tromper", "trop", "tropfen", "trottoir", "trou", "trouver", "trozo", "tuer", "turm", "type", "uben",
    "uberall", "uberlegen", "ubernehmen", "uberprufen", "uberraschung", "uberweisen", "uberweisung", "ubrig",
    "ultimo", "umbenennen", "umdrehen", "umschalten", "umsonst", "umstellen", "umtausch", "umtauschen", "umweg",
    "umwelt", "umziehen", "umzug", "unfall", "ungefahr", "unico", "unir", "unten", "unterbrechen", "unterlagen",
    "unterschied", "unterschreiben", "unterwegs", "urlaub", "ursache", "usar", "user", "usine", "util", "utile",
    "vaca", "vacaciones", "vacances", "vache", "vacio", "vague", "vaincre", "valer", "valise", "valle", "vallee",
    "valoir", "valor", "vaso", "vater", "vecino", "vecu", "vela", "velocidad", "vender", "vendre", "vendredi",
    "venir", "vent", "venta", "ventana", "vente", "ventre", "verandern", "verano", "verbinden", "verboten",
    "verbrauch", "verdad", "verde", "verdienen", "verein", "vergessen", "vergleich", "vergleichen", "verguenza",
    "verhindern", "verifier", "verite", "verkauf", "verkaufen", "verkehr", "verlangern", "verlassen", "verletzt",
    "verlieren", "verloren", "vermieten", "verpassen", "verre", "verreisen", "verschicken", "verschieben",
    "verschwinden", "versenden", "verser", "versichern", "versicherung", "verspaten", "verspatung", "verstehen",
    "versuchen", "vert", "vertrag", "vertrauen", "verwenden", "verzeihen", "vestido", "vestir", "vetement", "viajar",
    "viaje", "viajero", "viande", "vida", "vide", "vider", "vidrio", "viejo", "viento", "viernes", "vieux", "ville",
    "vino", "violent", "visage", "visita", "visitar", "visite", "visiter", "vista", "vite", "vitesse", "vitre",
    "vivir", "vivo", "vivre", "voir", "voisin", "voiture", "voix", "volar", "voler", "voleur", "voll", "volonte",
    "voltear", "volver", "vorbei", "vorhanden", "vormittag", "vorname", "vorne", "vorschlag", "vorsicht",
    "vorstellen", "voter", "vouloir", "voyage", "voyager", "vrai", "vuelo", "vuelta", "wachsen", "wagen", "wahl",
    "wahlen", "wahr", "wald", "wand", "wandern", "warm", "warnen", "warten", "waschen", "wasser", "wechseln",
    "wecken", "wecker", "wegfallen", "wegwerfen", "weich", "weihnachten", "weinen", "weiss", "weit", "wenig",
    "werfen", "werkstatt", "werkzeug", "wert", "westen", "wetter", "wichtig", "widerruf", "widerrufen", "wiegen",
    "wiese", "wind", "winter", "wirken", "wirklich", "wissen", "woche", "wohnen", "wohnung", "wolke", "wort",
    "wunsch", "wunschen", "yeux", "zahl", "zahlen", "zahlung", "zahn", "zapato", "zeichen", "zeichnen", "zeigen",
    "zeile", "zeit", "zeitung", "zelt", "ziehen", "ziel", "zimmer", "zinsen", "zona", "zufrieden", "zugreifen",
    "zukunft", "zunge", "zuruck", "zusammen", "zusatz", "zustand", "zustellung", "zweck", "zweifel", "zweimal",
    "zwingen",
};
/* clang-format on */

enum { SHARED_BYTES = 4 /* that forms of a word begin with (query_forms_are_same()) */ };

/* The first word that is not before these bytes. */
static size_t first_from(struct str beginning)
{
	size_t from = 0, to = sizeof(known) / sizeof(known[0]);

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_cmp(str_c(known[middle]), beginning) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Whether a word is one of those, or as `is` compares them. */
static bool is_any(struct str word, bool (*is)(struct str one, struct str word))
{
	struct str beginning = str_slice(word, 0, word.n < SHARED_BYTES ? word.n : SHARED_BYTES);

	for (size_t i = first_from(beginning); i < sizeof(known) / sizeof(known[0]); i++) {
		struct str one = str_c(known[i]);

		if (!str_starts(one, beginning))
			break;
		if (is(one, word))
			return true;
	}
	return false;
}

bool query_forms_is_word(struct str word)
{
	return is_any(word, query_forms_are_same);
}

/* What the grammars make of such a word, as far as endings go: no "einrichung" of "einrichten". */
static bool is_regular(struct str one, struct str word)
{
	static const struct {
		const char *ending, *others[16];
	} rules[] = {
	    {"", {"", "s", "e", "en", "n", "es", "er", "ern", NULL}},
	    {"en", {"e", "st", "t", "te", "ten", "tet", "est", "et", "ete", "eten", "end", NULL}},
	    {"ar", {"a", "o", "as", "an", "amos", "ado", "ada", "ados", "adas", "ando", "aba", NULL}},
	    {"er", {"e", "es", "ez", "ent", "ons", "ee", "ees", "o", "en", "emos", "ido", "ida", NULL}},
	    {"ir", {"e", "es", "en", "o", "imos", "ido", "ida", "is", "it", "issez", NULL}},
	    {"re", {"s", "ez", "ent", "ons", "u", "ue", "us", NULL}},
	    {"o", {"a", "os", "as", NULL}},
	    {"a", {"o", "os", "as", NULL}},
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		struct str ending = str_c(rules[i].ending), stem = str_slice(one, 0, one.n - ending.n);

		if (str_ends(one, ending) && str_starts(word, stem) &&
		    str_is_any(str_from(word, stem.n), rules[i].others))
			return true;
	}
	return false;
}

bool query_forms_is_regular(struct str word)
{
	return is_any(word, is_regular);
}
