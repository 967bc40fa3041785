/* What lets somebody in or says who they are, behind the word for it: codes of one use, keys of licences, papers,
 * plates, birthdays. The words are few and long, so that what stands there alone need not have a check digit. */
#include "generator/gate/family_parts.h"

enum shape {
	SHAPE_CODE,    /* 482 913, 55-18-02: four to eight digits */
	SHAPE_SIX,     /* 482 913: six digits, behind a word that numbers of errors follow, too */
	SHAPE_KEY,     /* XK4PT-9WQ2M-7HVRC: groups of one length, or one of eight characters and more */
	SHAPE_VOUCHER, /* the same, but not SUMMER2026, which is everybody's */
	SHAPE_TOKEN,   /* sixteen characters of any alphabet and more, two of them digits */
	SHAPE_SECRET,  /* base 32 of sixteen characters and more */
	SHAPE_PAPER,   /* C4F9H2KLP, 943 476 5919: six to seventeen characters, three of them digits */
	SHAPE_ORDER,   /* 4711-882934, INV-2024-00817: the same, behind a word that others follow, too */
	SHAPE_PLATE,   /* K-AB 4711 */
	SHAPE_DAY,     /* 1978-03-14, 14.3.1978, 14 March 1978 */
};

static const struct coded {
	struct str word; /* in small letters */
	enum shape shape;
} coded[] = {
    {STR_INIT("one-time password"), SHAPE_CODE},
    {STR_INIT("one-time passcode"), SHAPE_CODE},
    {STR_INIT("one-time code"), SHAPE_CODE},
    {STR_INIT("one-time pin"), SHAPE_CODE},
    {STR_INIT("one time password"), SHAPE_CODE},
    {STR_INIT("one time passcode"), SHAPE_CODE},
    {STR_INIT("one time code"), SHAPE_CODE},
    {STR_INIT("verification code"), SHAPE_CODE},
    {STR_INIT("security code"), SHAPE_CODE},
    {STR_INIT("confirmation code"), SHAPE_CODE},
    {STR_INIT("authentication code"), SHAPE_CODE},
    {STR_INIT("access code"), SHAPE_CODE},
    {STR_INIT("login code"), SHAPE_CODE},
    {STR_INIT("sign-in code"), SHAPE_CODE},
    {STR_INIT("passcode"), SHAPE_CODE},
    {STR_INIT("otp"), SHAPE_CODE},
    {STR_INIT("pin"), SHAPE_CODE},
    {STR_INIT("einmalpasswort"), SHAPE_CODE},
    {STR_INIT("einmalcode"), SHAPE_CODE},
    {STR_INIT("best\xC3\xA4tigungscode"), SHAPE_CODE},
    {STR_INIT("sicherheitscode"), SHAPE_CODE},
    {STR_INIT("zugangscode"), SHAPE_CODE},
    {STR_INIT("code de v\xC3\xA9rification"), SHAPE_CODE},
    {STR_INIT("code de s\xC3\xA9"
	      "curit\xC3\xA9"),
     SHAPE_CODE},
    {STR_INIT("c\xC3\xB3"
	      "digo de verificaci\xC3\xB3n"),
     SHAPE_CODE},
    {STR_INIT("c\xC3\xB3"
	      "digo de seguridad"),
     SHAPE_CODE},
    {STR_INIT("codice di verifica"), SHAPE_CODE},
    {STR_INIT("verificatiecode"), SHAPE_CODE},
    {STR_INIT("kod weryfikacyjny"), SHAPE_CODE},
    {STR_INIT("kod dost\xC4\x99pu"), SHAPE_CODE},
    {STR_INIT("licence key"), SHAPE_KEY},
    {STR_INIT("license key"), SHAPE_KEY},
    {STR_INIT("product key"), SHAPE_KEY},
    {STR_INIT("activation key"), SHAPE_KEY},
    {STR_INIT("activation code"), SHAPE_KEY},
    {STR_INIT("registration key"), SHAPE_KEY},
    {STR_INIT("registration code"), SHAPE_KEY},
    {STR_INIT("unlock code"), SHAPE_KEY},
    {STR_INIT("serial key"), SHAPE_KEY},
    {STR_INIT("serial number"), SHAPE_KEY},
    {STR_INIT("serial"), SHAPE_KEY},
    {STR_INIT("recovery code"), SHAPE_KEY},
    {STR_INIT("recovery key"), SHAPE_KEY},
    {STR_INIT("backup code"), SHAPE_KEY},
    {STR_INIT("voucher code"), SHAPE_KEY},
    {STR_INIT("gift card"), SHAPE_KEY},
    {STR_INIT("lizenzschl\xC3\xBCssel"), SHAPE_KEY},
    {STR_INIT("produktschl\xC3\xBCssel"), SHAPE_KEY},
    {STR_INIT("aktivierungscode"), SHAPE_KEY},
    {STR_INIT("seriennummer"), SHAPE_KEY},
    {STR_INIT("cl\xC3\xA9 de licence"), SHAPE_KEY},
    {STR_INIT("num\xC3\xA9ro de s\xC3\xA9rie"), SHAPE_KEY},
    {STR_INIT("clave de licencia"), SHAPE_KEY},
    {STR_INIT("n\xC3\xBAmero de serie"), SHAPE_KEY},
    {STR_INIT("klucz licencyjny"), SHAPE_KEY},
    {STR_INIT("numer seryjny"), SHAPE_KEY},
    {STR_INIT("aws_secret_access_key"), SHAPE_TOKEN},
    {STR_INIT("aws_session_token"), SHAPE_TOKEN},
    {STR_INIT("secret_access_key"), SHAPE_TOKEN},
    {STR_INIT("secretaccesskey"), SHAPE_TOKEN},
    {STR_INIT("client_secret"), SHAPE_TOKEN},
    {STR_INIT("client-secret"), SHAPE_TOKEN},
    {STR_INIT("client secret"), SHAPE_TOKEN},
    {STR_INIT("clientsecret"), SHAPE_TOKEN},
    {STR_INIT("consumer_secret"), SHAPE_TOKEN},
    {STR_INIT("app_secret"), SHAPE_TOKEN},
    {STR_INIT("api_secret"), SHAPE_TOKEN},
    {STR_INIT("api_token"), SHAPE_TOKEN},
    {STR_INIT("api token"), SHAPE_TOKEN},
    {STR_INIT("api key"), SHAPE_TOKEN},
    {STR_INIT("api-key"), SHAPE_TOKEN},
    {STR_INIT("api_key"), SHAPE_TOKEN},
    {STR_INIT("apikey"), SHAPE_TOKEN},
    {STR_INIT("access_token"), SHAPE_TOKEN},
    {STR_INIT("access token"), SHAPE_TOKEN},
    {STR_INIT("access_key"), SHAPE_TOKEN},
    {STR_INIT("refresh_token"), SHAPE_TOKEN},
    {STR_INIT("auth_token"), SHAPE_TOKEN},
    {STR_INIT("authtoken"), SHAPE_TOKEN},
    {STR_INIT("session_token"), SHAPE_TOKEN},
    {STR_INIT("secret_key"), SHAPE_TOKEN},
    {STR_INIT("signing_key"), SHAPE_TOKEN},
    {STR_INIT("signing_secret"), SHAPE_TOKEN},
    {STR_INIT("webhook_secret"), SHAPE_TOKEN},
    {STR_INIT("encryption_key"), SHAPE_TOKEN},
    {STR_INIT("private_token"), SHAPE_TOKEN},
    {STR_INIT("x-auth-token"), SHAPE_TOKEN},
    {STR_INIT("x-api-key"), SHAPE_TOKEN},
    {STR_INIT("totp secret"), SHAPE_SECRET},
    {STR_INIT("secret"), SHAPE_SECRET},
    {STR_INIT("secret key"), SHAPE_SECRET},
    {STR_INIT("setup key"), SHAPE_SECRET},
    {STR_INIT("authenticator key"), SHAPE_SECRET},
    {STR_INIT("passport"), SHAPE_PAPER},
    {STR_INIT("vin"), SHAPE_PAPER},
    {STR_INIT("identity card"), SHAPE_PAPER},
    {STR_INIT("driving licence"), SHAPE_PAPER},
    {STR_INIT("driver's license"), SHAPE_PAPER},
    {STR_INIT("nhs number"), SHAPE_PAPER},
    {STR_INIT("nhs"), SHAPE_PAPER},
    {STR_INIT("national insurance"), SHAPE_PAPER},
    {STR_INIT("national id"), SHAPE_PAPER},
    {STR_INIT("id card"), SHAPE_PAPER},
    {STR_INIT("driving license"), SHAPE_PAPER},
    {STR_INIT("driver license"), SHAPE_PAPER},
    {STR_INIT("driver's licence"), SHAPE_PAPER},
    {STR_INIT("aadhaar"), SHAPE_PAPER},
    {STR_INIT("medicare number"), SHAPE_PAPER},
    {STR_INIT("tax number"), SHAPE_PAPER},
    {STR_INIT("bsn"), SHAPE_PAPER},
    {STR_INIT("cpf"), SHAPE_PAPER},
    {STR_INIT("cnpj"), SHAPE_PAPER},
    {STR_INIT("dni"), SHAPE_PAPER},
    {STR_INIT("pesel"), SHAPE_PAPER},
    {STR_INIT("steuernummer"), SHAPE_PAPER},
    {STR_INIT("sozialversicherungsnummer"), SHAPE_PAPER},
    {STR_INIT("ausweisnummer"), SHAPE_PAPER},
    {STR_INIT("f\xC3\xBChrerschein"), SHAPE_PAPER},
    {STR_INIT("carte d'identit\xC3\xA9"), SHAPE_PAPER},
    {STR_INIT("permis de conduire"), SHAPE_PAPER},
    {STR_INIT("s\xC3\xA9"
	      "curit\xC3\xA9 sociale"),
     SHAPE_PAPER},
    {STR_INIT("carta d'identit\xC3\xA0"), SHAPE_PAPER},
    {STR_INIT("burgerservicenummer"), SHAPE_PAPER},
    {STR_INIT("f\xC3\xB8"
	      "dselsnummer"),
     SHAPE_PAPER},
    {STR_INIT("henkil\xC3\xB6tunnus"), SHAPE_PAPER},
    {STR_INIT("rodn\xC3\xA9 \xC4\x8D\xC3\xADslo"), SHAPE_PAPER},
    {STR_INIT("tax id"), SHAPE_PAPER},
    {STR_INIT("reisepass"), SHAPE_PAPER},
    {STR_INIT("personalausweis"), SHAPE_PAPER},
    {STR_INIT("steuer-id"), SHAPE_PAPER},
    {STR_INIT("pasaporte"), SHAPE_PAPER},
    {STR_INIT("passeport"), SHAPE_PAPER},
    {STR_INIT("paszport"), SHAPE_PAPER},
    {STR_INIT("dow\xC3\xB3"
	      "d osobisty"),
     SHAPE_PAPER},
    {STR_INIT("codice fiscale"), SHAPE_PAPER},
    {STR_INIT("personnummer"), SHAPE_PAPER},
    {STR_INIT("account number"), SHAPE_PAPER},
    {STR_INIT("account no."), SHAPE_PAPER},
    {STR_INIT("bank account"), SHAPE_PAPER},
    {STR_INIT("sort code"), SHAPE_PAPER},
    {STR_INIT("routing number"), SHAPE_PAPER},
    {STR_INIT("customer number"), SHAPE_PAPER},
    {STR_INIT("customer no."), SHAPE_PAPER},
    {STR_INIT("customer id"), SHAPE_PAPER},
    {STR_INIT("member number"), SHAPE_PAPER},
    {STR_INIT("membership number"), SHAPE_PAPER},
    {STR_INIT("policy number"), SHAPE_PAPER},
    {STR_INIT("vat number"), SHAPE_PAPER},
    {STR_INIT("vat no."), SHAPE_PAPER},
    {STR_INIT("vat id"), SHAPE_PAPER},
    {STR_INIT("vat reg"), SHAPE_PAPER},
    {STR_INIT("nip"), SHAPE_PAPER},
    {STR_INIT("kontonummer"), SHAPE_PAPER},
    {STR_INIT("kundennummer"), SHAPE_PAPER},
    {STR_INIT("mitgliedsnummer"), SHAPE_PAPER},
    {STR_INIT("ust-idnr"), SHAPE_PAPER},
    {STR_INIT("ust-id"), SHAPE_PAPER},
    {STR_INIT("uid-nummer"), SHAPE_PAPER},
    {STR_INIT("num\xC3\xA9ro de client"), SHAPE_PAPER},
    {STR_INIT("num\xC3\xA9ro de compte"), SHAPE_PAPER},
    {STR_INIT("n\xC3\xBAmero de cliente"), SHAPE_PAPER},
    {STR_INIT("n\xC3\xBAmero de cuenta"), SHAPE_PAPER},
    {STR_INIT("codice cliente"), SHAPE_PAPER},
    {STR_INIT("partita iva"), SHAPE_PAPER},
    {STR_INIT("klantnummer"), SHAPE_PAPER},
    {STR_INIT("rekeningnummer"), SHAPE_PAPER},
    {STR_INIT("numer klienta"), SHAPE_PAPER},
    {STR_INIT("numer konta"), SHAPE_PAPER},
    {STR_INIT("order number"), SHAPE_ORDER},
    {STR_INIT("order no."), SHAPE_ORDER},
    {STR_INIT("order no"), SHAPE_ORDER},
    {STR_INIT("order id"), SHAPE_ORDER},
    {STR_INIT("order #"), SHAPE_ORDER},
    {STR_INIT("order"), SHAPE_ORDER},
    {STR_INIT("purchase order"), SHAPE_ORDER},
    {STR_INIT("invoice number"), SHAPE_ORDER},
    {STR_INIT("invoice no."), SHAPE_ORDER},
    {STR_INIT("invoice #"), SHAPE_ORDER},
    {STR_INIT("booking number"), SHAPE_ORDER},
    {STR_INIT("booking reference"), SHAPE_ORDER},
    {STR_INIT("reservation number"), SHAPE_ORDER},
    {STR_INIT("tracking number"), SHAPE_ORDER},
    {STR_INIT("tracking id"), SHAPE_ORDER},
    {STR_INIT("shipment number"), SHAPE_ORDER},
    {STR_INIT("case number"), SHAPE_ORDER},
    {STR_INIT("account no"), SHAPE_ORDER},
    {STR_INIT("account"), SHAPE_ORDER},
    {STR_INIT("ticket"), SHAPE_ORDER},
    {STR_INIT("contract number"), SHAPE_ORDER},
    {STR_INIT("contract no."), SHAPE_ORDER},
    {STR_INIT("subscription id"), SHAPE_ORDER},
    {STR_INIT("bestellnummer"), SHAPE_ORDER},
    {STR_INIT("bestellung"), SHAPE_ORDER},
    {STR_INIT("auftragsnummer"), SHAPE_ORDER},
    {STR_INIT("auftrag"), SHAPE_ORDER},
    {STR_INIT("rechnungsnummer"), SHAPE_ORDER},
    {STR_INIT("vertragsnummer"), SHAPE_ORDER},
    {STR_INIT("sendungsnummer"), SHAPE_ORDER},
    {STR_INIT("buchungsnummer"), SHAPE_ORDER},
    {STR_INIT("num\xC3\xA9ro de commande"), SHAPE_ORDER},
    {STR_INIT("commande"), SHAPE_ORDER},
    {STR_INIT("num\xC3\xA9ro de facture"), SHAPE_ORDER},
    {STR_INIT("n\xC3\xBAmero de pedido"), SHAPE_ORDER},
    {STR_INIT("pedido"), SHAPE_ORDER},
    {STR_INIT("numero ordine"), SHAPE_ORDER},
    {STR_INIT("ordine"), SHAPE_ORDER},
    {STR_INIT("bestelnummer"), SHAPE_ORDER},
    {STR_INIT("bestelling"), SHAPE_ORDER},
    {STR_INIT("factuurnummer"), SHAPE_ORDER},
    {STR_INIT("numer zam\xC3\xB3wienia"), SHAPE_ORDER},
    {STR_INIT("zam\xC3\xB3wienie"), SHAPE_ORDER},
    {STR_INIT("kennzeichen"), SHAPE_PLATE},
    {STR_INIT("immatriculation"), SHAPE_PLATE},
    {STR_INIT("matr\xC3\xAD"
	      "cula"),
     SHAPE_PLATE},
    {STR_INIT("licence plate"), SHAPE_PLATE},
    {STR_INIT("license plate"), SHAPE_PLATE},
    {STR_INIT("number plate"), SHAPE_PLATE},
    {STR_INIT("registration plate"), SHAPE_PLATE},
    {STR_INIT("kfz-kennzeichen"), SHAPE_PLATE},
    {STR_INIT("numer rejestracyjny"), SHAPE_PLATE},
    {STR_INIT("date of birth"), SHAPE_DAY},
    {STR_INIT("born"), SHAPE_DAY},
    {STR_INIT("dob"), SHAPE_DAY},
    {STR_INIT("geboren"), SHAPE_DAY},
    {STR_INIT("geburtsdatum"), SHAPE_DAY},
    {STR_INIT("geb."), SHAPE_DAY},
    {STR_INIT("date de naissance"), SHAPE_DAY},
    {STR_INIT("fecha de nacimiento"), SHAPE_DAY},
    {STR_INIT("data urodzenia"), SHAPE_DAY},
    {STR_INIT("urodzon"), SHAPE_DAY},
    {STR_INIT("n\xC3\xA9 le"), SHAPE_DAY},
    {STR_INIT("n\xC3\xA9"
	      "e le"),
     SHAPE_DAY},
    {STR_INIT("nato il"), SHAPE_DAY},
    {STR_INIT("nata il"), SHAPE_DAY},
    {STR_INIT("data di nascita"), SHAPE_DAY},
    {STR_INIT("nacido"), SHAPE_DAY},
    {STR_INIT("nacida"), SHAPE_DAY},
    {STR_INIT("nascido em"), SHAPE_DAY},
    {STR_INIT("nascida em"), SHAPE_DAY},
    {STR_INIT("data de nascimento"), SHAPE_DAY},
    {STR_INIT("geboortedatum"), SHAPE_DAY},
    {STR_INIT("f\xC3\xB8"
	      "dt"),
     SHAPE_DAY},
    {STR_INIT("f\xC3\xB6"
	      "dd"),
     SHAPE_DAY},
    {STR_INIT("f\xC3\xB8"
	      "dselsdato"),
     SHAPE_DAY},
    {STR_INIT("f\xC3\xB6"
	      "delsedatum"),
     SHAPE_DAY},
    {STR_INIT("do\xC4\x9F"
	      "um tarihi"),
     SHAPE_DAY},
    {STR_INIT("tan"), SHAPE_SIX},
    {STR_INIT("mtan"), SHAPE_CODE},
    {STR_INIT("sms code"), SHAPE_CODE},
    {STR_INIT("sms-code"), SHAPE_CODE},
    {STR_INIT("the code is"), SHAPE_SIX},
    {STR_INIT("the code was"), SHAPE_SIX},
    {STR_INIT("code sms"), SHAPE_CODE},
    {STR_INIT("2fa code"), SHAPE_CODE},
    {STR_INIT("mfa code"), SHAPE_CODE},
    {STR_INIT("6-digit code"), SHAPE_CODE},
    {STR_INIT("unlock pin"), SHAPE_CODE},
    {STR_INIT("door code"), SHAPE_CODE},
    {STR_INIT("alarm code"), SHAPE_CODE},
    {STR_INIT("gate code"), SHAPE_CODE},
    {STR_INIT("t\xC3\xBCrcode"), SHAPE_CODE},
    {STR_INIT("verifizierungscode"), SHAPE_CODE},
    {STR_INIT("best\xC3\xA4tigungsnummer"), SHAPE_CODE},
    {STR_INIT("kod sms"), SHAPE_CODE},
    {STR_INIT("ov\xC4\x9B\xC5\x99ovac\xC3\xAD k\xC3\xB3"
	      "d"),
     SHAPE_CODE},
    {STR_INIT("vahvistuskoodi"), SHAPE_CODE},
    {STR_INIT("bekr\xC3\xA6"
	      "ftelseskode"),
     SHAPE_CODE},
    {STR_INIT("verifieringskod"), SHAPE_CODE},
    {STR_INIT("c\xC3\xB3"
	      "digo"),
     SHAPE_SIX},
    {STR_INIT("codice otp"), SHAPE_CODE},
    {STR_INIT(
	 "\xD0\xBA\xD0\xBE\xD0\xB4 "
	 "\xD0\xBF\xD0\xBE\xD0\xB4\xD1\x82\xD0\xB2\xD0\xB5\xD1\x80\xD0\xB6\xD0\xB4\xD0\xB5\xD0\xBD\xD0\xB8\xD1\x8F"),
     SHAPE_CODE},
    {STR_INIT("do\xC4\x9Frulama kodu"), SHAPE_CODE},
    {STR_INIT("cvv"), SHAPE_CODE},
    {STR_INIT("cvc"), SHAPE_CODE},
    {STR_INIT("cvc2"), SHAPE_CODE},
    {STR_INIT("card code"), SHAPE_CODE},
    {STR_INIT("serial no"), SHAPE_KEY},
    {STR_INIT("serial nr"), SHAPE_KEY},
    {STR_INIT("s/n"), SHAPE_KEY},
    {STR_INIT("serien-nr"), SHAPE_KEY},
    {STR_INIT("seriennr"), SHAPE_KEY},
    {STR_INIT("n\xC2\xB0 de s\xC3\xA9rie"), SHAPE_KEY},
    {STR_INIT("n\xC2\xBA de serie"), SHAPE_KEY},
    {STR_INIT("numero di serie"), SHAPE_KEY},
    {STR_INIT("service tag"), SHAPE_KEY},
    {STR_INIT("licence code"), SHAPE_KEY},
    {STR_INIT("license code"), SHAPE_KEY},
    {STR_INIT("lizenzcode"), SHAPE_KEY},
    {STR_INIT("licenskod"), SHAPE_KEY},
    {STR_INIT("licencekey"), SHAPE_KEY},
    {STR_INIT("license_key"), SHAPE_KEY},
    {STR_INIT("produktkey"), SHAPE_KEY},
    {STR_INIT("cd-key"), SHAPE_KEY},
    {STR_INIT("cd key"), SHAPE_KEY},
    {STR_INIT("gift code"), SHAPE_VOUCHER},
    {STR_INIT("gift card code"), SHAPE_KEY},
    {STR_INIT("coupon code"), SHAPE_VOUCHER},
    {STR_INIT("redeem code"), SHAPE_VOUCHER},
    {STR_INIT("gutscheincode"), SHAPE_VOUCHER},
    {STR_INIT("gutschein-code"), SHAPE_VOUCHER},
    {STR_INIT("kundennr"), SHAPE_PAPER},
    {STR_INIT("kunden-nr"), SHAPE_PAPER},
    {STR_INIT("kd-nr"), SHAPE_PAPER},
    {STR_INIT("kd.-nr"), SHAPE_PAPER},
    {STR_INIT("kundnr"), SHAPE_PAPER},
    {STR_INIT("kundnummer"), SHAPE_PAPER},
    {STR_INIT("kundenummer"), SHAPE_PAPER},
    {STR_INIT("asiakasnumero"), SHAPE_PAPER},
    {STR_INIT("z\xC3\xA1kaznick\xC3\xA9 \xC4\x8D\xC3\xADslo"), SHAPE_PAPER},
    {STR_INIT("\xC4\x8D\xC3\xADslo z\xC3\xA1kazn\xC3\xADka"), SHAPE_PAPER},
    {STR_INIT("nr klienta"), SHAPE_PAPER},
    {STR_INIT("n\xC2\xB0 client"), SHAPE_PAPER},
    {STR_INIT("n\xC2\xB0 de client"), SHAPE_PAPER},
    {STR_INIT("no de client"), SHAPE_PAPER},
    {STR_INIT("n\xC2\xBA de cliente"), SHAPE_PAPER},
    {STR_INIT("n\xC2\xBA cliente"), SHAPE_PAPER},
    {STR_INIT("numero cliente"), SHAPE_PAPER},
    {STR_INIT("\xC3\xBCgyf\xC3\xA9lsz\xC3\xA1m"), SHAPE_PAPER},
    {STR_INIT("vev\xC5\x91sz\xC3\xA1m"), SHAPE_PAPER},
    {STR_INIT("m\xC3\xBC\xC5\x9Fteri no"), SHAPE_PAPER},
    {STR_INIT("klantnr"), SHAPE_PAPER},
    {STR_INIT("\xD0\xBD\xD0\xBE\xD0\xBC\xD0\xB5\xD1\x80 \xD0\xBA\xD0\xBB\xD0\xB8\xD0\xB5\xD0\xBD\xD1\x82\xD0\xB0"),
     SHAPE_PAPER},
    {STR_INIT(
	 "\xD0\xBD\xD0\xBE\xD0\xBC\xD0\xB5\xD1\x80 \xD0\xB4\xD0\xBE\xD0\xB3\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x80\xD0\xB0"),
     SHAPE_PAPER},
    {STR_INIT("\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB5\xD0\xB2\xD0\xBE\xD0\xB9 \xD1\x81\xD1\x87\xD0\xB5\xD1\x82"),
     SHAPE_PAPER},
    {STR_INIT("\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB5\xD0\xB2\xD0\xBE\xD0\xB9 \xD1\x81\xD1\x87\xD1\x91\xD1\x82"),
     SHAPE_PAPER},
    {STR_INIT("customer no"), SHAPE_PAPER},
    {STR_INIT("customer nr"), SHAPE_PAPER},
    {STR_INIT("cust. no"), SHAPE_PAPER},
    {STR_INIT("cust no"), SHAPE_PAPER},
    {STR_INIT("client no"), SHAPE_PAPER},
    {STR_INIT("client number"), SHAPE_PAPER},
    {STR_INIT("member id"), SHAPE_PAPER},
    {STR_INIT("member no"), SHAPE_PAPER},
    {STR_INIT("membership no"), SHAPE_PAPER},
    {STR_INIT("membership id"), SHAPE_PAPER},
    {STR_INIT("policy no"), SHAPE_PAPER},
    {STR_INIT("policennummer"), SHAPE_PAPER},
    {STR_INIT("policen-nr"), SHAPE_PAPER},
    {STR_INIT("versicherungsnummer"), SHAPE_PAPER},
    {STR_INIT("versicherungsnr"), SHAPE_PAPER},
    {STR_INIT("polizza"), SHAPE_PAPER},
    {STR_INIT("numer polisy"), SHAPE_PAPER},
    {STR_INIT("claim number"), SHAPE_PAPER},
    {STR_INIT("claim no"), SHAPE_PAPER},
    {STR_INIT("patient id"), SHAPE_PAPER},
    {STR_INIT("patient no"), SHAPE_PAPER},
    {STR_INIT("patient number"), SHAPE_PAPER},
    {STR_INIT("student id"), SHAPE_PAPER},
    {STR_INIT("student no"), SHAPE_PAPER},
    {STR_INIT("student number"), SHAPE_PAPER},
    {STR_INIT("employee id"), SHAPE_PAPER},
    {STR_INIT("employee no"), SHAPE_PAPER},
    {STR_INIT("employee number"), SHAPE_PAPER},
    {STR_INIT("staff id"), SHAPE_PAPER},
    {STR_INIT("staff number"), SHAPE_PAPER},
    {STR_INIT("personalnummer"), SHAPE_PAPER},
    {STR_INIT("personal-nr"), SHAPE_PAPER},
    {STR_INIT("matrikelnummer"), SHAPE_PAPER},
    {STR_INIT("account id"), SHAPE_PAPER},
    {STR_INIT("acct no"), SHAPE_PAPER},
    {STR_INIT("acct"), SHAPE_PAPER},
    {STR_INIT("a/c no"), SHAPE_PAPER},
    {STR_INIT("konto"), SHAPE_PAPER},
    {STR_INIT("kontonr"), SHAPE_PAPER},
    {STR_INIT("konto-nr"), SHAPE_PAPER},
    {STR_INIT("blz"), SHAPE_PAPER},
    {STR_INIT("bankleitzahl"), SHAPE_PAPER},
    {STR_INIT("routing no"), SHAPE_PAPER},
    {STR_INIT("aba number"), SHAPE_PAPER},
    {STR_INIT("iban"), SHAPE_PAPER},
    {STR_INIT("compte n\xC2\xB0"), SHAPE_PAPER},
    {STR_INIT("n\xC2\xB0 de compte"), SHAPE_PAPER},
    {STR_INIT("n\xC2\xBA de cuenta"), SHAPE_PAPER},
    {STR_INIT("numero di conto"), SHAPE_PAPER},
    {STR_INIT("conto corrente"), SHAPE_PAPER},
    {STR_INIT("nr konta"), SHAPE_PAPER},
    {STR_INIT("nr rachunku"), SHAPE_PAPER},
    {STR_INIT("numer rachunku"), SHAPE_PAPER},
    {STR_INIT("\xC4\x8D\xC3\xADslo \xC3\xBA\xC4\x8Dtu"), SHAPE_PAPER},
    {STR_INIT("siren"), SHAPE_PAPER},
    {STR_INIT("siret"), SHAPE_PAPER},
    {STR_INIT("num\xC3\xA9ro de tva"), SHAPE_PAPER},
    {STR_INIT("n\xC2\xB0 tva"), SHAPE_PAPER},
    {STR_INIT("num\xC3\xA9ro fiscal"), SHAPE_PAPER},
    {STR_INIT("nir"), SHAPE_PAPER},
    {STR_INIT("cvr"), SHAPE_PAPER},
    {STR_INIT("cvr-nr"), SHAPE_PAPER},
    {STR_INIT("cvr-nummer"), SHAPE_PAPER},
    {STR_INIT("cpr"), SHAPE_PAPER},
    {STR_INIT("cpr-nr"), SHAPE_PAPER},
    {STR_INIT("cpr-nummer"), SHAPE_PAPER},
    {STR_INIT("se-nr"), SHAPE_PAPER},
    {STR_INIT("tfn"), SHAPE_PAPER},
    {STR_INIT("tax file number"), SHAPE_PAPER},
    {STR_INIT("abn"), SHAPE_PAPER},
    {STR_INIT("acn"), SHAPE_PAPER},
    {STR_INIT("nif"), SHAPE_PAPER},
    {STR_INIT("nie"), SHAPE_PAPER},
    {STR_INIT("cif"), SHAPE_PAPER},
    {STR_INIT("nss"), SHAPE_PAPER},
    {STR_INIT("cuit"), SHAPE_PAPER},
    {STR_INIT("cuil"), SHAPE_PAPER},
    {STR_INIT("curp"), SHAPE_PAPER},
    {STR_INIT("oib"), SHAPE_PAPER},
    {STR_INIT("egn"), SHAPE_PAPER},
    {STR_INIT("cnp"), SHAPE_PAPER},
    {STR_INIT("cui"), SHAPE_PAPER},
    {STR_INIT("jmbg"), SHAPE_PAPER},
    {STR_INIT("em\xC5\xA1o"), SHAPE_PAPER},
    {STR_INIT("p.iva"), SHAPE_PAPER},
    {STR_INIT("p. iva"), SHAPE_PAPER},
    {STR_INIT("p.i."), SHAPE_PAPER},
    {STR_INIT("c.f."), SHAPE_PAPER},
    {STR_INIT("cod. fisc"), SHAPE_PAPER},
    {STR_INIT("cod. fiscale"), SHAPE_PAPER},
    {STR_INIT("hetu"), SHAPE_PAPER},
    {STR_INIT("y-tunnus"), SHAPE_PAPER},
    {STR_INIT("orgnr"), SHAPE_PAPER},
    {STR_INIT("org.nr"), SHAPE_PAPER},
    {STR_INIT("org. nr"), SHAPE_PAPER},
    {STR_INIT("org.nummer"), SHAPE_PAPER},
    {STR_INIT("organisationsnummer"), SHAPE_PAPER},
    {STR_INIT("organisasjonsnummer"), SHAPE_PAPER},
    {STR_INIT("personnr"), SHAPE_PAPER},
    {STR_INIT("f\xC3\xB8"
	      "dselsnr"),
     SHAPE_PAPER},
    {STR_INIT("kennitala"), SHAPE_PAPER},
    {STR_INIT("steuernr"), SHAPE_PAPER},
    {STR_INIT("steuer-nr"), SHAPE_PAPER},
    {STR_INIT("steueridentifikationsnummer"), SHAPE_PAPER},
    {STR_INIT("steuer-idnr"), SHAPE_PAPER},
    {STR_INIT("ust.-id"), SHAPE_PAPER},
    {STR_INIT("ust-nr"), SHAPE_PAPER},
    {STR_INIT("ustid"), SHAPE_PAPER},
    {STR_INIT("umsatzsteuer-id"), SHAPE_PAPER},
    {STR_INIT("svnr"), SHAPE_PAPER},
    {STR_INIT("sv-nummer"), SHAPE_PAPER},
    {STR_INIT("sv-nr"), SHAPE_PAPER},
    {STR_INIT("rentenversicherungsnummer"), SHAPE_PAPER},
    {STR_INIT("krankenversicherungsnummer"), SHAPE_PAPER},
    {STR_INIT("versichertennummer"), SHAPE_PAPER},
    {STR_INIT("ahv"), SHAPE_PAPER},
    {STR_INIT("ahv-nr"), SHAPE_PAPER},
    {STR_INIT("ahv-nummer"), SHAPE_PAPER},
    {STR_INIT("btw-nummer"), SHAPE_PAPER},
    {STR_INIT("btw-nr"), SHAPE_PAPER},
    {STR_INIT("kvk"), SHAPE_PAPER},
    {STR_INIT("kvk-nummer"), SHAPE_PAPER},
    {STR_INIT("kimlik no"), SHAPE_PAPER},
    {STR_INIT("t.c. no"), SHAPE_PAPER},
    {STR_INIT("tc no"), SHAPE_PAPER},
    {STR_INIT("tckn"), SHAPE_PAPER},
    {STR_INIT("vergi no"), SHAPE_PAPER},
    {STR_INIT("ad\xC3\xB3sz\xC3\xA1m"), SHAPE_PAPER},
    {STR_INIT("ad\xC3\xB3"
	      "azonos\xC3\xADt\xC3\xB3"),
     SHAPE_PAPER},
    {STR_INIT("taj sz\xC3\xA1m"), SHAPE_PAPER},
    {STR_INIT("taj"), SHAPE_PAPER},
    {STR_INIT("szem\xC3\xA9lyi sz\xC3\xA1m"), SHAPE_PAPER},
    {STR_INIT("i\xC4\x8Do"), SHAPE_PAPER},
    {STR_INIT("di\xC4\x8D"), SHAPE_PAPER},
    {STR_INIT("r\xC4\x8D"), SHAPE_PAPER},
    {STR_INIT("r.\xC4\x8D."), SHAPE_PAPER},
    {STR_INIT("regon"), SHAPE_PAPER},
    {STR_INIT("krs"), SHAPE_PAPER},
    {STR_INIT("nr dowodu"), SHAPE_PAPER},
    {STR_INIT("nr pesel"), SHAPE_PAPER},
    {STR_INIT("\xCE\xB1\xCF\x86\xCE\xBC"), SHAPE_PAPER},
    {STR_INIT("\xCE\xB1\xCE\xBC\xCE\xBA\xCE\xB1"), SHAPE_PAPER},
    {STR_INIT("afm"), SHAPE_PAPER},
    {STR_INIT("amka"), SHAPE_PAPER},
    {STR_INIT("\xD0\xB8\xD0\xBD\xD0\xBD"), SHAPE_PAPER},
    {STR_INIT("\xD0\xBE\xD0\xB3\xD1\x80\xD0\xBD"), SHAPE_PAPER},
    {STR_INIT("\xD1\x81\xD0\xBD\xD0\xB8\xD0\xBB\xD1\x81"), SHAPE_PAPER},
    {STR_INIT("\xD0\xBF\xD0\xB0\xD1\x81\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82"), SHAPE_PAPER},
    {STR_INIT("\xD0\xB8\xD0\xB8\xD0\xBD\xD0\xBD"), SHAPE_PAPER},
    {STR_INIT("\xD1\x96\xD0\xBD\xD0\xBD"), SHAPE_PAPER},
    {STR_INIT("\xD1\x96\xD0\xBF\xD0\xBD"), SHAPE_PAPER},
    {STR_INIT("\xD1\x94\xD0\xB4\xD1\x80\xD0\xBF\xD0\xBE\xD1\x83"), SHAPE_PAPER},
    {STR_INIT("\xD1\x96\xD0\xB4\xD0\xB5\xD0\xBD\xD1\x82\xD0\xB8\xD1\x84\xD1\x96\xD0\xBA\xD0\xB0\xD1\x86\xD1\x96\xD0\xB9"
	      "\xD0\xBD\xD0\xB8\xD0\xB9 \xD0\xBA\xD0\xBE\xD0\xB4"),
     SHAPE_PAPER},
    {STR_INIT("\xD0\x98\xD0\x9D\xD0\x9D"), SHAPE_PAPER},
    {STR_INIT("\xD0\x9E\xD0\x93\xD0\xA0\xD0\x9D"), SHAPE_PAPER},
    {STR_INIT("\xD0\xA1\xD0\x9D\xD0\x98\xD0\x9B\xD0\xA1"), SHAPE_PAPER},
    {STR_INIT("\xD0\x9F\xD0\xB0\xD1\x81\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82"), SHAPE_PAPER},
    {STR_INIT("\xD0\x86\xD0\x9F\xD0\x9D"), SHAPE_PAPER},
    {STR_INIT("\xD0\x84\xD0\x94\xD0\xA0\xD0\x9F\xD0\x9E\xD0\xA3"), SHAPE_PAPER},
    {STR_INIT("\xCE\xB1\xCF\x81\xCE\xB9\xCE\xB8\xCE\xBC\xCF\x8C\xCF\x82 "
	      "\xCF\x84\xCE\xB1\xCF\x85\xCF\x84\xCF\x8C\xCF\x84\xCE\xB7\xCF\x84\xCE\xB1\xCF\x82"),
     SHAPE_PAPER},
    {STR_INIT("\xE8\xBA\xAB\xE4\xBB\xBD\xE8\xAF\x81"), SHAPE_PAPER},
    {STR_INIT("\xE8\xBA\xAB\xE4\xBB\xBD\xE8\xAD\x89"), SHAPE_PAPER},
    {STR_INIT("\xEC\xA3\xBC\xEB\xAF\xBC\xEB\x93\xB1\xEB\xA1\x9D\xEB\xB2\x88\xED\x98\xB8"), SHAPE_PAPER},
    {STR_INIT("\xEC\x82\xAC\xEC\x97\x85\xEC\x9E\x90\xEB\x93\xB1\xEB\xA1\x9D\xEB\xB2\x88\xED\x98\xB8"), SHAPE_PAPER},
    {STR_INIT("\xE3\x83\x9E\xE3\x82\xA4\xE3\x83\x8A\xE3\x83\xB3\xE3\x83\x90\xE3\x83\xBC"), SHAPE_PAPER},
    {STR_INIT("personal id"), SHAPE_PAPER},
    {STR_INIT("emirates id"), SHAPE_PAPER},
    {STR_INIT("id number"), SHAPE_PAPER},
    {STR_INIT("id no"), SHAPE_PAPER},
    {STR_INIT("identity number"), SHAPE_PAPER},
    {STR_INIT("identity no"), SHAPE_PAPER},
    {STR_INIT("national id number"), SHAPE_PAPER},
    {STR_INIT("passport no"), SHAPE_PAPER},
    {STR_INIT("passport number"), SHAPE_PAPER},
    {STR_INIT("social insurance number"), SHAPE_PAPER},
    {STR_INIT("sin number"), SHAPE_PAPER},
    {STR_INIT("ird number"), SHAPE_PAPER},
    {STR_INIT("itin"), SHAPE_PAPER},
    {STR_INIT("vat no"), SHAPE_PAPER},
    {STR_INIT("vat reg no"), SHAPE_PAPER},
    {STR_INIT("tax no"), SHAPE_PAPER},
    {STR_INIT("tax reg"), SHAPE_PAPER},
    {STR_INIT("company number"), SHAPE_PAPER},
    {STR_INIT("company no"), SHAPE_PAPER},
    {STR_INIT("company reg"), SHAPE_PAPER},
    {STR_INIT("registration no"), SHAPE_PAPER},
    {STR_INIT("business number"), SHAPE_PAPER},
    {STR_INIT("handelsregister"), SHAPE_PAPER},
    {STR_INIT("imei"), SHAPE_PAPER},
    {STR_INIT("imsi"), SHAPE_PAPER},
    {STR_INIT("meid"), SHAPE_PAPER},
    {STR_INIT("device serial"), SHAPE_PAPER},
    {STR_INIT("driving permit"), SHAPE_PAPER},
    {STR_INIT("driver no"), SHAPE_PAPER},
    {STR_INIT("licence no"), SHAPE_PAPER},
    {STR_INIT("license no"), SHAPE_PAPER},
    {STR_INIT("green card"), SHAPE_PAPER},
    {STR_INIT("visa number"), SHAPE_PAPER},
    {STR_INIT("visa no"), SHAPE_PAPER},
    {STR_INIT("insurance number"), SHAPE_PAPER},
    {STR_INIT("insurance no"), SHAPE_PAPER},
    {STR_INIT("health card"), SHAPE_PAPER},
    {STR_INIT("medicare"), SHAPE_PAPER},
    {STR_INIT("nhs no"), SHAPE_PAPER},
    {STR_INIT("blue badge"), SHAPE_PAPER},
    {STR_INIT("invoice"), SHAPE_ORDER},
    {STR_INIT("invoice nr"), SHAPE_ORDER},
    {STR_INIT("invoice id"), SHAPE_ORDER},
    {STR_INIT("inv no"), SHAPE_ORDER},
    {STR_INIT("inv."), SHAPE_ORDER},
    {STR_INIT("rechnung"), SHAPE_ORDER},
    {STR_INIT("rechnungsnr"), SHAPE_ORDER},
    {STR_INIT("rechnungs-nr"), SHAPE_ORDER},
    {STR_INIT("rechnung nr"), SHAPE_ORDER},
    {STR_INIT("rg-nr"), SHAPE_ORDER},
    {STR_INIT("rg.-nr"), SHAPE_ORDER},
    {STR_INIT("re-nr"), SHAPE_ORDER},
    {STR_INIT("facture"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xB0 de facture"), SHAPE_ORDER},
    {STR_INIT("facture n\xC2\xB0"), SHAPE_ORDER},
    {STR_INIT("factura"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xBA de factura"), SHAPE_ORDER},
    {STR_INIT("factura n\xC2\xBA"), SHAPE_ORDER},
    {STR_INIT("fattura"), SHAPE_ORDER},
    {STR_INIT("numero fattura"), SHAPE_ORDER},
    {STR_INIT("faktura"), SHAPE_ORDER},
    {STR_INIT("faktura nr"), SHAPE_ORDER},
    {STR_INIT("nr faktury"), SHAPE_ORDER},
    {STR_INIT("factuur"), SHAPE_ORDER},
    {STR_INIT("fatura"), SHAPE_ORDER},
    {STR_INIT("nota fiscal"), SHAPE_ORDER},
    {STR_INIT("lasku"), SHAPE_ORDER},
    {STR_INIT("laskun numero"), SHAPE_ORDER},
    {STR_INIT("sz\xC3\xA1mla"), SHAPE_ORDER},
    {STR_INIT("sz\xC3\xA1mlasz\xC3\xA1m"), SHAPE_ORDER},
    {STR_INIT("fakturanummer"), SHAPE_ORDER},
    {STR_INIT("fakturanr"), SHAPE_ORDER},
    {STR_INIT("laskunumero"), SHAPE_ORDER},
    {STR_INIT("\xD1\x81\xD1\x87\xD0\xB5\xD1\x82"), SHAPE_ORDER},
    {STR_INIT("\xD1\x81\xD1\x87\xD1\x91\xD1\x82"), SHAPE_ORDER},
    {STR_INIT("\xD0\xA1\xD1\x87\xD0\xB5\xD1\x82"), SHAPE_ORDER},
    {STR_INIT("\xD0\xA1\xD1\x87\xD1\x91\xD1\x82"), SHAPE_ORDER},
    {STR_INIT("\xD1\x80\xD0\xB0\xD1\x85\xD1\x83\xD0\xBD\xD0\xBE\xD0\xBA"), SHAPE_ORDER},
    {STR_INIT("tracking"), SHAPE_ORDER},
    {STR_INIT("tracking no"), SHAPE_ORDER},
    {STR_INIT("tracking code"), SHAPE_ORDER},
    {STR_INIT("tracking nr"), SHAPE_ORDER},
    {STR_INIT("parcel number"), SHAPE_ORDER},
    {STR_INIT("parcel no"), SHAPE_ORDER},
    {STR_INIT("parcel id"), SHAPE_ORDER},
    {STR_INIT("consignment"), SHAPE_ORDER},
    {STR_INIT("consignment number"), SHAPE_ORDER},
    {STR_INIT("shipment"), SHAPE_ORDER},
    {STR_INIT("shipment id"), SHAPE_ORDER},
    {STR_INIT("shipment no"), SHAPE_ORDER},
    {STR_INIT("sendung"), SHAPE_ORDER},
    {STR_INIT("sendungsnr"), SHAPE_ORDER},
    {STR_INIT("sendungs-nr"), SHAPE_ORDER},
    {STR_INIT("sendungsverfolgung"), SHAPE_ORDER},
    {STR_INIT("paketnummer"), SHAPE_ORDER},
    {STR_INIT("paket-nr"), SHAPE_ORDER},
    {STR_INIT("paketnr"), SHAPE_ORDER},
    {STR_INIT("colis"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xB0 de colis"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xB0 de suivi"), SHAPE_ORDER},
    {STR_INIT("num\xC3\xA9ro de suivi"), SHAPE_ORDER},
    {STR_INIT("seguimiento"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xBA de seguimiento"), SHAPE_ORDER},
    {STR_INIT("numero di spedizione"), SHAPE_ORDER},
    {STR_INIT("spedizione"), SHAPE_ORDER},
    {STR_INIT("numer przesy\xC5\x82ki"), SHAPE_ORDER},
    {STR_INIT("nr przesy\xC5\x82ki"), SHAPE_ORDER},
    {STR_INIT("przesy\xC5\x82ka"), SHAPE_ORDER},
    {STR_INIT("z\xC3\xA1silka"), SHAPE_ORDER},
    {STR_INIT("\xC4\x8D\xC3\xADslo z\xC3\xA1silky"), SHAPE_ORDER},
    {STR_INIT("csomagsz\xC3\xA1m"), SHAPE_ORDER},
    {STR_INIT("kolli"), SHAPE_ORDER},
    {STR_INIT("s\xC3\xA4ndning"), SHAPE_ORDER},
    {STR_INIT("kollinummer"), SHAPE_ORDER},
    {STR_INIT("best.-nr"), SHAPE_ORDER},
    {STR_INIT("bestellnr"), SHAPE_ORDER},
    {STR_INIT("bestell-nr"), SHAPE_ORDER},
    {STR_INIT("bestell-id"), SHAPE_ORDER},
    {STR_INIT("auftragsnr"), SHAPE_ORDER},
    {STR_INIT("auftrags-nr"), SHAPE_ORDER},
    {STR_INIT("auftrag nr"), SHAPE_ORDER},
    {STR_INIT("ab-nr"), SHAPE_ORDER},
    {STR_INIT("commande n\xC2\xB0"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xB0 de commande"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xB0 commande"), SHAPE_ORDER},
    {STR_INIT("no de commande"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xBA de pedido"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xBA pedido"), SHAPE_ORDER},
    {STR_INIT("pedido n\xC2\xBA"), SHAPE_ORDER},
    {STR_INIT("n\xC3\xBAmero do pedido"), SHAPE_ORDER},
    {STR_INIT("n. ordine"), SHAPE_ORDER},
    {STR_INIT("numero d'ordine"), SHAPE_ORDER},
    {STR_INIT("nr zam\xC3\xB3wienia"), SHAPE_ORDER},
    {STR_INIT("zam\xC3\xB3wienia"), SHAPE_ORDER},
    {STR_INIT("zam\xC3\xB3wienie nr"), SHAPE_ORDER},
    {STR_INIT("zam\xC3\xB3wieniu"), SHAPE_ORDER},
    {STR_INIT("objedn\xC3\xA1vka"), SHAPE_ORDER},
    {STR_INIT("objedn\xC3\xA1vky"), SHAPE_ORDER},
    {STR_INIT("\xC4\x8D\xC3\xADslo objedn\xC3\xA1vky"), SHAPE_ORDER},
    {STR_INIT("tilausnumero"), SHAPE_ORDER},
    {STR_INIT("tilaus"), SHAPE_ORDER},
    {STR_INIT("ordrenr"), SHAPE_ORDER},
    {STR_INIT("ordrenummer"), SHAPE_ORDER},
    {STR_INIT("ordernr"), SHAPE_ORDER},
    {STR_INIT("ordernummer"), SHAPE_ORDER},
    {STR_INIT("best\xC3\xA4llning"), SHAPE_ORDER},
    {STR_INIT("rendel\xC3\xA9ssz\xC3\xA1m"), SHAPE_ORDER},
    {STR_INIT("rendel\xC3\xA9s"), SHAPE_ORDER},
    {STR_INIT("sipari\xC5\x9F no"), SHAPE_ORDER},
    {STR_INIT("sipari\xC5\x9F"), SHAPE_ORDER},
    {STR_INIT("sipari\xC5\x9Fi"), SHAPE_ORDER},
    {STR_INIT("\xD0\xBD\xD0\xBE\xD0\xBC\xD0\xB5\xD1\x80 \xD0\xB7\xD0\xB0\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0"),
     SHAPE_ORDER},
    {STR_INIT("\xD0\xB7\xD0\xB0\xD0\xBA\xD0\xB0\xD0\xB7"), SHAPE_ORDER},
    {STR_INIT("\xD0\xB7\xD0\xB0\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0"), SHAPE_ORDER},
    {STR_INIT("\xD0\x97\xD0\xB0\xD0\xBA\xD0\xB0\xD0\xB7"), SHAPE_ORDER},
    {STR_INIT("\xD0\xB7\xD0\xB0\xD0\xBC\xD0\xBE\xD0\xB2\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xBD\xD1\x8F"), SHAPE_ORDER},
    {STR_INIT("\xD0\x97\xD0\xB0\xD0\xBC\xD0\xBE\xD0\xB2\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xBD\xD1\x8F"), SHAPE_ORDER},
    {STR_INIT("\xD0\xB7\xD0\xB0\xD0\xBC\xD0\xBE\xD0\xB2\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xBD\xD1\x96"), SHAPE_ORDER},
    {STR_INIT("\xCF\x80\xCE\xB1\xCF\x81\xCE\xB1\xCE\xB3\xCE\xB3\xCE\xB5\xCE\xBB\xCE\xAF\xCE\xB1"), SHAPE_ORDER},
    {STR_INIT("comanda"), SHAPE_ORDER},
    {STR_INIT("nr. comand\xC4\x83"), SHAPE_ORDER},
    {STR_INIT("narud\xC5\xBE"
	      "ba"),
     SHAPE_ORDER},
    {STR_INIT("\xE6\xB3\xA8\xE6\x96\x87\xE7\x95\xAA\xE5\x8F\xB7"), SHAPE_ORDER},
    {STR_INIT("\xE8\xAE\xA2\xE5\x8D\x95\xE5\x8F\xB7"), SHAPE_ORDER},
    {STR_INIT("\xEC\xA3\xBC\xEB\xAC\xB8\xEB\xB2\x88\xED\x98\xB8"), SHAPE_ORDER},
    {STR_INIT("case id"), SHAPE_ORDER},
    {STR_INIT("case no"), SHAPE_ORDER},
    {STR_INIT("case #"), SHAPE_ORDER},
    {STR_INIT("claim"), SHAPE_ORDER},
    {STR_INIT("ticket number"), SHAPE_ORDER},
    {STR_INIT("ticket no"), SHAPE_ORDER},
    {STR_INIT("ticket id"), SHAPE_ORDER},
    {STR_INIT("ticket #"), SHAPE_ORDER},
    {STR_INIT("vorgangsnummer"), SHAPE_ORDER},
    {STR_INIT("vorgangs-nr"), SHAPE_ORDER},
    {STR_INIT("aktenzeichen"), SHAPE_ORDER},
    {STR_INIT("reference number"), SHAPE_ORDER},
    {STR_INIT("reference no"), SHAPE_ORDER},
    {STR_INIT("ref no"), SHAPE_ORDER},
    {STR_INIT("ref. no"), SHAPE_ORDER},
    {STR_INIT("ref."), SHAPE_ORDER},
    {STR_INIT("ref"), SHAPE_ORDER},
    {STR_INIT("booking"), SHAPE_ORDER},
    {STR_INIT("booking no"), SHAPE_ORDER},
    {STR_INIT("booking id"), SHAPE_ORDER},
    {STR_INIT("booking ref"), SHAPE_ORDER},
    {STR_INIT("reservation"), SHAPE_ORDER},
    {STR_INIT("reservation no"), SHAPE_ORDER},
    {STR_INIT("reservierungsnummer"), SHAPE_ORDER},
    {STR_INIT("buchungsnr"), SHAPE_ORDER},
    {STR_INIT("buchungs-nr"), SHAPE_ORDER},
    {STR_INIT("confirmation number"), SHAPE_ORDER},
    {STR_INIT("confirmation no"), SHAPE_ORDER},
    {STR_INIT("rma"), SHAPE_ORDER},
    {STR_INIT("rma number"), SHAPE_ORDER},
    {STR_INIT("rma no"), SHAPE_ORDER},
    {STR_INIT("po number"), SHAPE_ORDER},
    {STR_INIT("po no"), SHAPE_ORDER},
    {STR_INIT("p.o."), SHAPE_ORDER},
    {STR_INIT("po #"), SHAPE_ORDER},
    {STR_INIT("contract id"), SHAPE_ORDER},
    {STR_INIT("contract no"), SHAPE_ORDER},
    {STR_INIT("vertragsnr"), SHAPE_ORDER},
    {STR_INIT("vertrags-nr"), SHAPE_ORDER},
    {STR_INIT("contrat n\xC2\xB0"), SHAPE_ORDER},
    {STR_INIT("n\xC2\xB0 de contrat"), SHAPE_ORDER},
    {STR_INIT("nr umowy"), SHAPE_ORDER},
    {STR_INIT("numer umowy"), SHAPE_ORDER},
    {STR_INIT("transaction id"), SHAPE_ORDER},
    {STR_INIT("transaction no"), SHAPE_ORDER},
    {STR_INIT("transaction number"), SHAPE_ORDER},
    {STR_INIT("payment id"), SHAPE_ORDER},
    {STR_INIT("payment reference"), SHAPE_ORDER},
    {STR_INIT("receipt"), SHAPE_ORDER},
    {STR_INIT("receipt no"), SHAPE_ORDER},
    {STR_INIT("receipt number"), SHAPE_ORDER},
    {STR_INIT("quote no"), SHAPE_ORDER},
    {STR_INIT("quote number"), SHAPE_ORDER},
    {STR_INIT("angebotsnummer"), SHAPE_ORDER},
    {STR_INIT("angebot nr"), SHAPE_ORDER},
    {STR_INIT("lieferschein"), SHAPE_ORDER},
    {STR_INIT("delivery note"), SHAPE_ORDER},
    {STR_INIT("policy"), SHAPE_ORDER},
    {STR_INIT("nar."), SHAPE_DAY},
    {STR_INIT("narozen"), SHAPE_DAY},
    {STR_INIT("narozen\xC3\xA1"), SHAPE_DAY},
    {STR_INIT("datum narozen\xC3\xAD"), SHAPE_DAY},
    {STR_INIT("sz\xC3\xBCletett"), SHAPE_DAY},
    {STR_INIT("sz\xC3\xBClet\xC3\xA9si d\xC3\xA1tum"), SHAPE_DAY},
    {STR_INIT("syntynyt"), SHAPE_DAY},
    {STR_INIT("syntym\xC3\xA4"
	      "aika"),
     SHAPE_DAY},
    {STR_INIT("f\xC3\xB8"
	      "dselsdag"),
     SHAPE_DAY},
    {STR_INIT("\xD0\xB4\xD0\xB0\xD1\x82\xD0\xB0 \xD1\x80\xD0\xBE\xD0\xB6\xD0\xB4\xD0\xB5\xD0\xBD\xD0\xB8\xD1\x8F"),
     SHAPE_DAY},
    {STR_INIT("\xD1\x80\xD0\xBE\xD0\xB4\xD0\xB8\xD0\xBB\xD1\x81\xD1\x8F"), SHAPE_DAY},
    {STR_INIT("\xD1\x80\xD0\xBE\xD0\xB4\xD0\xB8\xD0\xBB\xD0\xB0\xD1\x81\xD1\x8C"), SHAPE_DAY},
    {STR_INIT("\xD0\x94\xD0\xB0\xD1\x82\xD0\xB0 \xD1\x80\xD0\xBE\xD0\xB6\xD0\xB4\xD0\xB5\xD0\xBD\xD0\xB8\xD1\x8F"),
     SHAPE_DAY},
    {STR_INIT("\xD1\x83\xD1\x80."), SHAPE_DAY},
    {STR_INIT("ur."), SHAPE_DAY},
    {STR_INIT("d.o.b"), SHAPE_DAY},
    {STR_INIT("birthdate"), SHAPE_DAY},
    {STR_INIT("birth date"), SHAPE_DAY},
    {STR_INIT("date-of-birth"), SHAPE_DAY},
    {STR_INIT("dateofbirth"), SHAPE_DAY},
    {STR_INIT("birth_date"), SHAPE_DAY},
    {STR_INIT("date_of_birth"), SHAPE_DAY},
    {STR_INIT("naissance"), SHAPE_DAY},
    {STR_INIT("nascimento"), SHAPE_DAY},
    {STR_INIT("nato a"), SHAPE_DAY},
    {STR_INIT("fecha nac"), SHAPE_DAY},
    {STR_INIT("geb.-datum"), SHAPE_DAY},
    {STR_INIT("geburtstag"), SHAPE_DAY},
    {STR_INIT("geb. am"), SHAPE_DAY},
    {STR_INIT("ro\xC4\x91"
	      "en"),
     SHAPE_DAY},
    {STR_INIT("n\xC4\x83scut"), SHAPE_DAY},
    {STR_INIT("\xCE\xB7\xCE\xBC\xCE\xB5\xCF\x81\xCE\xBF\xCE\xBC\xCE\xB7\xCE\xBD\xCE\xAF\xCE\xB1 "
	      "\xCE\xB3\xCE\xAD\xCE\xBD\xCE\xBD\xCE\xB7\xCF\x83\xCE\xB7\xCF\x82"),
     SHAPE_DAY},
};

static const char *const rules[] = {
    [SHAPE_CODE] = "one-time-code",
    [SHAPE_SIX] = "one-time-code",
    [SHAPE_KEY] = "licence-key",
    [SHAPE_VOUCHER] = "licence-key",
    [SHAPE_TOKEN] = "key",
    [SHAPE_SECRET] = "key",
    [SHAPE_PAPER] = "identity-number",
    [SHAPE_PLATE] = "vehicle-number",
    [SHAPE_ORDER] = "number-of-order",
    [SHAPE_DAY] = "birthday",
};

/* ---- where they may begin ---- */

enum { HEAD = 4 }; /* letters by which nearly every word fails */

static uint32_t head_of(const char *s)
{
	uint32_t head;

	memcpy(&head, s, HEAD);
	return (head | 0x20202020u) * 2654435761u >> 17;
}

_Static_assert(sizeof(((struct family_starts *)0)->coded) * 8 == (size_t)1 << (32 - 17), "a bit for each head");

static void add_head(struct family_starts *starts, const char *head)
{
	uint32_t bit = head_of(head);

	starts->coded[bit / 32] |= 1u << bit % 32;
}

/* Case does not count: of a letter it is the bit above these five. */
static unsigned couple_of(const char *s)
{
	return (unsigned)(s[0] & 31) << 5 | (unsigned)(s[1] & 31);
}

/* Words that begin with the same two letters one behind the other, in their order here. */
static void add_couples(struct family_starts *starts)
{
	enum { WORDS = sizeof(coded) / sizeof(*coded) };

	_Static_assert((size_t)WORDS <= FAMILY_CODED_MOST, "there is room for all of them");
	for (uint16_t i = WORDS; i > 0; i--) {
		uint16_t *first = &starts->coded_first[couple_of(coded[i - 1].word.s)];

		starts->coded_next[i - 1] = *first;
		*first = i;
	}
}

void family_collect_coded(struct family_starts *starts)
{
	static const char behind[] = " :=.#\x01";

	_Static_assert(MATCH_TAG == '\x01', "may stand behind a short word");
	add_couples(starts);
	for (size_t i = 0; i < sizeof(coded) / sizeof(*coded); i++) {
		char head[HEAD];

		memcpy(head, coded[i].word.s, coded[i].word.n < HEAD ? coded[i].word.n : HEAD);
		for (const char *sign = behind; coded[i].word.n < HEAD && *sign != '\0'; sign++) {
			head[HEAD - 1] = *sign;
			add_head(starts, head);
		}
		if (coded[i].word.n >= HEAD)
			add_head(starts, head);
		if ((unsigned char)coded[i].word.s[0] >= 0x80) /* letters that begin no word for the row of places */
			starts->words[(unsigned char)coded[i].word.s[0]] |= 1u << (coded[i].word.s[1] & 31);
	}
}

bool family_may_be_coded(const struct family_starts *starts, struct str s, size_t at)
{
	uint32_t bit;

	if (at + HEAD >= s.n)
		return false;
	bit = head_of(s.s + at);
	return (starts->coded[bit / 32] >> bit % 32 & 1) != 0;
}

/* ---- shapes ---- */

/* A value in groups, of capitals or small letters and digits. */
struct grouped {
	size_t digits, letters, groups, first, last; /* characters; of the first group and the last one */
	size_t longest, shortest;		     /* of all but the last group */
	bool upper, lower;
	char text[40];
	size_t n;
	size_t end;
};

static void end_group(struct grouped *value, size_t n, bool is_last)
{
	value->groups++;
	value->first = value->groups == 1 ? n : value->first;
	value->last = n;
	if (is_last && value->groups > 1)
		return;
	value->longest = n > value->longest ? n : value->longest;
	value->shortest = n < value->shortest ? n : value->shortest;
}

/* False when it is too long to be one. */
static bool read_value(struct str s, size_t at, const char *separators, struct grouped *value)
{
	size_t group = 0;

	*value = (struct grouped){.shortest = SIZE_MAX};
	for (; at < s.n; at++) {
		char c = s.s[at];
		bool joins = group != 0 && c != '\0' && strchr(separators, c) != NULL && at + 1 < s.n &&
			     str_is_alnum(s.s[at + 1]);

		if (c == ' ' && joins) /* words go on behind a space, too: numbers alone do in small letters */
			joins = str_is_digit(s.s[at + 1]) || str_is_upper(s.s[at + 1]);
		if (joins) {
			end_group(value, group, false);
			group = 0;
			continue;
		}
		if (!str_is_alnum(c))
			break;
		if (value->n == sizeof(value->text))
			return false;
		value->digits += str_is_digit(c);
		value->letters += !str_is_digit(c);
		value->upper = value->upper || str_is_upper(c);
		value->lower = value->lower || c >= 'a';
		value->text[value->n++] = c;
		group++;
	}
	end_group(value, group, true);
	value->end = at;
	return value->n != 0;
}

/* 1234, 0000, 987654: everybody's. */
static bool is_nobodys(struct str digits)
{
	unsigned up = 0, down = 0, same = 0;

	for (size_t i = 1; i < digits.n; i++) {
		up += digits.s[i] == digits.s[i - 1] + 1;
		down += digits.s[i] == digits.s[i - 1] - 1;
		same += digits.s[i] == digits.s[i - 1];
	}
	return digits.n < 2 || up + 1 >= digits.n || down + 1 >= digits.n || same + 1 >= digits.n;
}

/* "PIN 2048 characters long": what is counted is no code. */
static bool is_counted(struct str s, size_t at)
{
	static const struct str units[] = {
	    STR_INIT("digit"),	    STR_INIT("char"), STR_INIT("sec"),	  STR_INIT("min"),    STR_INIT("bit"),
	    STR_INIT("byte"),	    STR_INIT("time"), STR_INIT("letter"), STR_INIT("ms"),     STR_INIT("hours"),
	    STR_INIT("entries"),    STR_INIT("%"),    STR_INIT("row"),	  STR_INIT("record"), STR_INIT("person"),
	    STR_INIT("os\xC3\xB3"), STR_INIT("eur"),  STR_INIT("usd"),	  STR_INIT("руб"),    STR_INIT("грн"),
	    STR_INIT("z\xC5\x82"),  STR_INIT("€"),    STR_INIT("₽")};

	at += at < s.n && s.s[at] == ' ';
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (str_starts_nocase(str_from(s, at), units[i]))
			return true;
	return false;
}

/* "pin 12-15", "OTP 25-27": from where to where. */
static bool is_range(struct str s, size_t at)
{
	return at + 5 <= s.n && s.s[at + 2] == '-' && memcmp(s.s + at, s.s + at + 3, 2) < 0;
}

static bool is_code(struct str s, size_t at)
{
	char digits[12];
	size_t n, end = family_digits_at(s, at, " -", digits, sizeof(digits), &n);

	return n >= 4 && n <= 8 && !(n == 4 && is_range(s, at)) && (end >= s.n || !str_is_alnum(s.s[end])) &&
	       !(end + 1 < s.n && strchr(".,:/", s.s[end]) != NULL && str_is_alnum(s.s[end + 1])) &&
	       !is_nobodys(str_n(digits, n)) && !is_counted(s, end);
}

static bool is_six(struct str s, size_t at)
{
	char digits[12];
	size_t n;

	(void)family_digits_at(s, at, " -", digits, sizeof(digits), &n);
	return n == 6 && is_code(s, at) && !str_ends(str_n(digits, n), STR("000"));
}

/* SUMMER2026, WELCOME10: a word and a number, for everybody. */
static bool is_campaign(struct str s, size_t at)
{
	size_t from = at;

	while (at < s.n && str_is_alpha(s.s[at]))
		at++;
	if (at == from)
		return false;
	while (at < s.n && str_is_digit(s.s[at]))
		at++;
	return at == s.n || (!str_is_alnum(s.s[at]) && s.s[at] != '-');
}

/* Of either case alone: what a programmer named has both. */
static bool is_key(struct str s, size_t at)
{
	enum { LEAST = 8 };
	struct grouped value;

	if (!read_value(s, at, "-", &value) || value.n < LEAST || (value.upper && value.lower) || value.digits < 2 ||
	    value.letters < 2 || family_is_example(str_n(value.text, value.n)))
		return false;
	return value.groups == 1 ||
	       (value.first >= 3 && value.longest == value.shortest && value.last >= 2 && value.last <= value.longest);
}

static bool is_base32(struct str s, size_t at)
{
	enum { LEAST = 16 };
	struct grouped value;

	if (!read_value(s, at, " -", &value) || value.n < LEAST || value.lower || value.digits == 0 ||
	    value.longest != value.shortest)
		return false;
	for (size_t i = 0; i < value.n; i++)
		if (strchr("0189", value.text[i]) != NULL)
			return false;
	/* the former is "Hello" */
	return !str_starts(str_n(value.text, value.n), STR("JBSWY3DP")) &&
	       str_find(str_n(value.text, value.n), STR("SECRET")) < 0 &&
	       !family_is_example(str_n(value.text, value.n));
}

/* Of every four characters one is of another kind than the one before it: no words, no path, no name of a variable. */
static bool is_mixed(struct str s)
{
	size_t changes = 0, n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char before = i > 0 ? s.s[i - 1] : '-', c = s.s[i];

		n += str_is_alnum(c);
		changes += str_is_alnum(before) && str_is_alnum(c) &&
			   (str_is_digit(before) != str_is_digit(c) || str_is_upper(before) != str_is_upper(c));
	}
	return changes * 4 >= n;
}

/* What programs call their keys says where one is: it may be of any alphabet. */
static bool is_token(struct str s, size_t at)
{
	enum { LEAST = 16, FEWEST_DIGITS = 2 };
	size_t end = at, digits = 0;

	for (; end < s.n && (str_is_alnum(s.s[end]) || (s.s[end] != '\0' && strchr("-_/+.", s.s[end]) != NULL)); end++)
		digits += str_is_digit(s.s[end]);
	return end - at >= LEAST && digits >= FEWEST_DIGITS && is_mixed(str_slice(s, at, end)) &&
	       !family_is_example(str_slice(s, at, end));
}

static bool is_year(const char *digits)
{
	return memcmp(digits, "19", 2) == 0 || memcmp(digits, "20", 2) == 0;
}

/* 2030-05-12, 12.05.2030: until when a paper is valid. */
static bool is_date(const struct grouped *value)
{
	return value->letters == 0 && value->n == 8 && value->groups == 3 &&
	       ((value->first == 4 && is_year(value->text)) || (value->last == 4 && is_year(value->text + 4)));
}

/* 2024/25, 2024-2025: of a year, or of two. */
static bool is_of_year(const struct grouped *value)
{
	return value->letters == 0 && value->groups == 2 && value->first == 4 && is_year(value->text) &&
	       (value->last == 2 || (value->last == 4 && is_year(value->text + 4)));
}

/* ISO 9001, DIN 1451, EUR 1200, 1200 EUR: after what things are made, and what they cost. */
static bool is_standard(const struct grouped *value)
{
	enum { MOST_DIGITS = 5 };
	/* no letters that passports and number plates begin with, as CE, EN and UN are */
	static const char *const words[] = {"CHF", "DIN", "EUR", "GBP", "IEC", "ISO", "IVA", "USD", NULL};
	size_t n = 0;

	if (value->digits > MOST_DIGITS)
		return false;
	while (n < value->n && !str_is_digit(value->text[n]))
		n++;
	if (n == 0)
		return str_is_any(str_n(value->text + value->n - value->last, value->last), words);
	return str_is_any(str_n(value->text, n), words);
}

/* 999999999; 411000, where accounts of books end in noughts. */
static bool is_round(struct str value)
{
	return family_is_example(value) || str_ends(value, STR("000"));
}

/* 000001, INV-2024-0001: the first of many, as examples have it; not the offices of a company, 552 081 317 00012. */
static bool is_first(const struct grouped *value)
{
	enum { ZEROS = 2, LEAST = 4, COMPANY = 14 };
	size_t from = value->groups > 1 ? value->n - value->last : 0, zeros = 0;

	while (from < value->n && !str_is_digit(value->text[from]))
		from++;
	while (from + zeros < value->n && value->text[from + zeros] == '0')
		zeros++;
	return value->n != COMPANY && value->n - from >= LEAST && zeros >= ZEROS && value->n - from - zeros <= 2;
}

static bool is_paper(struct str s, size_t at)
{
	enum { INSURED = 13 }; /* 2 55 08 14 168 025, with two digits more or without */
	struct grouped value;

	return read_value(s, at, " -./", &value) && !is_date(&value) && !is_of_year(&value) && !is_standard(&value) &&
	       value.n >= 6 && value.n <= 17 && value.digits >= 3 && !value.lower &&
	       value.groups <= (value.n >= INSURED ? 7 : 5) && !is_nobodys(str_n(value.text, value.n)) &&
	       !is_first(&value) && !is_round(str_n(value.text, value.n)) &&
	       memmem(value.text, value.n, "123456", 6) == NULL && !is_counted(s, value.end);
}

/* In front of it: "sort order 100200", "in order": others follow the word, so a number has six digits, or a sign that
 * it is one, and a mark or a space alone is none between them. */
static bool is_order(struct str s, size_t at)
{
	enum { DIGITS = 6, MOST = 20, LONGEST = 3 /* of a range: 10-15-20-25 */ };
	struct grouped value;

	return read_value(s, at, "-/", &value) && !is_date(&value) && !is_of_year(&value) && !is_standard(&value) &&
	       value.n <= MOST && value.digits >= DIGITS && !value.lower && value.groups <= 5 &&
	       value.longest >= LONGEST && !is_nobodys(str_n(value.text, value.n)) && !is_first(&value) &&
	       !is_round(str_n(value.text, value.n)) &&
	       !(value.groups == 1 && value.letters == 0 && value.n == 8 && is_year(value.text)) &&
	       memmem(value.text, value.n, "12345", 5) == NULL && !is_counted(s, value.end) &&
	       !(value.end + 1 < s.n && strchr(".,:", s.s[value.end]) != NULL && str_is_alnum(s.s[value.end + 1]));
}

static bool is_plate(struct str s, size_t at)
{
	struct grouped value;

	return read_value(s, at, " -", &value) && value.n >= 4 && value.n <= 10 && value.digits >= 2 &&
	       value.letters >= 1 && !value.lower && value.groups <= 4 && !is_standard(&value);
}

static size_t skip_marks(struct str s, size_t at)
{
	while (at < s.n && (s.s[at] == ' ' || s.s[at] == '.' || s.s[at] == ','))
		at++;
	return at;
}

/* "14. ", "14th, " */
static size_t skip_day(struct str s, size_t at)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};

	for (unsigned n = 0; n < 2 && at < s.n && str_is_digit(s.s[at]); n++)
		at++;
	/* not of "8 november" */
	if (at + 2 < s.n && !str_is_alpha(s.s[at + 2]) && str_is_any_nocase(str_slice(s, at, at + 2), ordinals))
		at += 2;
	return skip_marks(s, at);
}

static bool is_written_year(struct str s, size_t at)
{
	char digits[9];
	size_t n;

	(void)family_digits_at(s, at, "", digits, sizeof(digits), &n);
	return n == 4 && is_year(digits);
}

/* 1990-01-01, 01/01/1970: what forms and examples are filled with. */
static bool is_placeholder(struct str digits)
{
	static const char *const days[] = {"19700101", "19800101", "19900101", "20000101", "01011970",
					   "01011980", "01011990", "01012000", NULL};

	return str_is_any(digits, days);
}

/* Of any order; a year of four digits. */
static bool is_day(struct str s, size_t at)
{
	/* by their first three bytes: of English, then of other languages */
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec"
				     "maioktdez"
				     "avrjuiaoufevagoenegenabrmaggiulugset"
				     "stylutkwimajczelipsiewrzlisgrumaamei"
				     "ottdicout"
				     "m\xC3\xA4"
				     "f\xC3\xA9"
				     "d\xC3\xA9"
				     "pa\xC5"
				     "ao\xC3";
	char digits[9];
	size_t n, end;

	(void)family_digits_at(s, at, "-./", digits, sizeof(digits), &n);
	if (n >= 6 && n <= 8)
		return (is_year(digits) || is_year(digits + n - 4)) && !is_placeholder(str_n(digits, n));
	(void)family_digits_at(s, at, "./ ", digits, sizeof(digits), &n); /* 14. 3. 1983 */
	if (n >= 6 && n <= 8 && is_year(digits + n - 4))
		return !is_placeholder(str_n(digits, n));
	end = skip_day(s, at);
	if (end + 3 < s.n && str_starts_nocase(str_from(s, end), STR("de "))) /* 14 de marzo de 1978 */
		end += 3;
	if (end + 8 > s.n)
		return false;
	for (const char *month = months; *month != '\0'; month += 3)
		if (str_starts_nocase(str_from(s, end), str_n(month, 3))) {
			while (end < s.n && (str_is_alpha(s.s[end]) || (unsigned char)s.s[end] >= 0x80))
				end++;
			if (end + 4 < s.n && str_starts_nocase(str_from(s, end), STR(" de ")))
				end += 3;
			end = skip_marks(s, end);
			return is_written_year(s, end) || is_written_year(s, skip_day(s, end));
		}
	return false;
}

/* ---- in words ---- */

/* Signs and short words that stand between the word and the value: "is", "no.", "still". */
static size_t skip_joints(struct str s, size_t at)
{
	static const struct str joints[] = {
	    STR_INIT("s "),   STR_INIT("s:"),	   STR_INIT("is "),	STR_INIT("was "),   STR_INIT("are "),
	    STR_INIT("ist "), STR_INIT("est "),	   STR_INIT("es "),	STR_INIT("jest "),  STR_INIT("lautet "),
	    STR_INIT("on "),  STR_INIT("am "),	   STR_INIT("le "),	STR_INIT("el "),    STR_INIT("still "),
	    STR_INIT("now "), STR_INIT("number "), STR_INIT("number:"), STR_INIT("no."),    STR_INIT("nr."),
	    STR_INIT("no "),  STR_INIT("nr "),	   STR_INIT("code "),	STR_INIT("code:"),  STR_INIT("y "),
	    STR_INIT("a "),   STR_INIT("id "),	   STR_INIT("id:"),	STR_INIT("nr:"),    STR_INIT("no:"),
	    STR_INIT("n. "),  STR_INIT("nr. "),	   STR_INIT("num "),	STR_INIT("-nr"),    STR_INIT("-id"),
	    STR_INIT("№"),    STR_INIT("n°"),	   STR_INIT("nº"),	STR_INIT("číslo "), STR_INIT("ref "),
	    STR_INIT(". "),   STR_INIT(".:")};
	static const char signs[] = " \"'`*:=#_\x01";

	for (unsigned words = 0; words < 4; words++) {
		size_t before = at;

		while (at < s.n && s.s[at] != '\0' && strchr(signs, s.s[at]) != NULL)
			at++;
		for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++)
			if (str_starts_nocase(str_from(s, at), joints[i])) {
				at += joints[i].n;
				break;
			}
		if (at == before)
			break;
	}
	return at;
}

static bool has_shape(enum shape shape, struct str s, size_t at)
{
	switch (shape) {
	case SHAPE_CODE:
		return is_code(s, at);
	case SHAPE_SIX:
		return is_six(s, at);
	case SHAPE_KEY:
		return is_key(s, at);
	case SHAPE_VOUCHER:
		return is_key(s, at) && !is_campaign(s, at);
	case SHAPE_TOKEN:
		return is_token(s, at);
	case SHAPE_SECRET:
		return is_base32(s, at);
	case SHAPE_PAPER:
		return is_paper(s, at);
	case SHAPE_ORDER:
		return is_order(s, at);
	case SHAPE_PLATE:
		return is_plate(s, at);
	case SHAPE_DAY:
		return is_day(s, at);
	}
	return false;
}

/* "sort order 100200", "in order": no order of anybody's. */
static bool is_other_order(struct str s, size_t at)
{
	static const struct str words[] = {STR_INIT("boot"), STR_INIT("column"), STR_INIT("display"),
					   STR_INIT("in"),   STR_INIT("load"),	 STR_INIT("menu"),
					   STR_INIT("sort"), STR_INIT("tab"),	 STR_INIT("sorting")};
	size_t from, to = at;

	if (to == 0 || s.s[to - 1] != ' ' || (s.s[at] | 0x20) != 'o')
		return false;
	for (from = --to; from > 0 && to - from < 8 && str_is_alpha(s.s[from - 1]);)
		from--;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq_nocase(str_slice(s, from, to), words[i]))
			return true;
	return false;
}

/* Words of a language in small letters, what papers are called in capitals: "jest nie 150 250", "a cui 250300" */
static bool is_everyday(struct str s, size_t at, struct str word)
{
	static const char *const words[] = {"cif", "cui", "nie", "nir", "nss", "siren", "taj", "tan", NULL};

	return str_is_any(word, words) && !(str_is_upper(s.s[at]) && str_is_upper(s.s[at + word.n - 1]));
}

const char *family_coded_at(const struct family_starts *starts, struct str s, size_t at)
{
	if (at + 1 >= s.n)
		return NULL;
	for (unsigned i = starts->coded_first[couple_of(s.s + at)]; i != 0; i = starts->coded_next[i - 1]) {
		struct str word = coded[i - 1].word;
		enum shape shape = coded[i - 1].shape;
		size_t value;

		/* its last byte says no most often; of letters in any case, bit 5 apart */
		if (word.n > s.n - at || ((s.s[at + word.n - 1] ^ word.s[word.n - 1]) & ~0x20) != 0 ||
		    !str_starts_nocase(str_from(s, at), word))
			continue;
		if (at > 0 && (unsigned char)word.s[0] >= 0x80 && (unsigned char)s.s[at - 1] >= 0x80)
			continue; /* within another word */
		if (is_everyday(s, at, word))
			continue;
		value = skip_joints(s, at + word.n);
		if (value != at + word.n && has_shape(shape, s, value) &&
		    !(shape == SHAPE_ORDER && is_other_order(s, at)))
			return rules[shape];
	}
	return NULL;
}
