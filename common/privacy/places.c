#include "common/privacy/places.h"

#include "common/mem.h"

enum {
	SLOTS = 16384,
	LONG_MIXED = 11,
	LONG_LETTERS = 16,
	LONG_ANY = 30,
	ASSIGNED_WITHIN = 64,
	GROUPED_MOST = 12,
	HOUSE_DIGITS = 5
};

static const struct word {
	struct str text;
	enum place place;
	bool border; /* no letter or digit in front of it */
} words[] = {
    {STR_INIT("password"), PLACE_TOLD, true},
    {STR_INIT("passwort"), PLACE_TOLD, true},
    {STR_INIT("passwd"), PLACE_TOLD, true},
    {STR_INIT("kennwort"), PLACE_TOLD, true},
    {STR_INIT("mot de passe"), PLACE_TOLD, true},
    {STR_INIT("contrasena"), PLACE_TOLD, true},
    {STR_INIT("clave"), PLACE_TOLD, true},
    {STR_INIT("rue d"), PLACE_STREET, true},
    {STR_INIT("haslo"), PLACE_TOLD, true},
    {STR_INIT("pin"), PLACE_TOLD, true},
    {STR_INIT("otp"), PLACE_TOLD, true},
    {STR_INIT("cvv"), PLACE_TOLD, true},
    {STR_INIT("cvc"), PLACE_TOLD, true},
    {STR_INIT("\xd0\xbf"
	      "apo\xd0\xbb\xd1\x8c"),
     PLACE_TOLD, false},
    {STR_INIT("\xe3\x83\x8f\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x88"), PLACE_TOLD, false},
    {STR_INIT("\xe5\xaf\x86\xe7\xa0\x81"), PLACE_TOLD, false},
    {STR_INIT("\xe5\xaf\x86\xe7\xa2\xbc"), PLACE_TOLD, false},
    {STR_INIT("\xe1\x84\x87\xe1\x85\xb5\xe1\x84\x86\xe1\x85\xb5\xe1\x86\xaf\xe1\x84\x87\xe1\x85\xa5\xe1\x86\xab\xe1\x84"
	      "\x92\xe1\x85\xa9"),
     PLACE_TOLD, false},
    {STR_INIT("mat khau"), PLACE_TOLD, true},
    {STR_INIT("\xce\xba\xcf\x89\xce\xb4i\xce\xbaoo"), PLACE_TOLD, false},
    {STR_INIT("\xd9\x83\xd9\x84\xd9\x85\xd8\xa9 l\xd9\x84\xd9\x85\xd8\xb1\xd9\x88\xd8\xb1"), PLACE_TOLD, false},
    {STR_INIT("\xd9\x83\xd9\x84\xd9\x85\xd8\xa9 l\xd9\x84\xd8\xb3\xd8\xb1"), PLACE_TOLD, false},
    {STR_INIT("o'o\xd7\x9e\xd7\x94"), PLACE_TOLD, true},
    {STR_INIT("o'o\xd7\x9e\xd7\x90"), PLACE_TOLD, true},
    {STR_INIT("salasana"), PLACE_TOLD, true},
    {STR_INIT("passord"), PLACE_TOLD, true},
    {STR_INIT("adgangskode"), PLACE_TOLD, true},
    {STR_INIT("jelszo"), PLACE_TOLD, true},
    {STR_INIT("sifre"), PLACE_TOLD, true},
    {STR_INIT("heslo"), PLACE_TOLD, true},
    {STR_INIT("lozinka"), PLACE_TOLD, true},
    {STR_INIT("geslo"), PLACE_TOLD, true},
    {STR_INIT("slaptazodis"), PLACE_TOLD, true},
    {STR_INIT("parool"), PLACE_TOLD, true},
    {STR_INIT("kata sandi"), PLACE_TOLD, true},
    {STR_INIT("\xe0\xb8\xa3\xe0\xb8\xab\xe0\xb8\xaa\xe0\xb8\x9c\xe0\xb8\xb2\xe0\xb8\x99"), PLACE_TOLD, false},
    {STR_INIT("\xe0\xa4\xaa\xe0\xa4\xbe\xe0\xa4\xb8\xe0\xa4\xb5\xe0\xa4\xb0\xe0\xa4\xa1"), PLACE_TOLD, false},
    {STR_INIT("\xd0\xbf"
	      "apo\xd0\xbb"
	      "a"),
     PLACE_TOLD, false},
    {STR_INIT("\xd0\xbbo\xd0\xb7\xd0\xb8\xd0\xbd\xd0\xba"
	      "a"),
     PLACE_TOLD, false},
    {STR_INIT("\xe6\x9a\x97\xe8\xa8\xbc\xe7\x95\xaa\xe5\x8f\xb7"), PLACE_TOLD, false},
    {STR_INIT("losenord"), PLACE_TOLD, true},
    {STR_INIT("wachtwoord"), PLACE_TOLD, true},
    {STR_INIT("senha"), PLACE_TOLD, true},
    {STR_INIT("parola"), PLACE_TOLD, true},
    {STR_INIT("pass:"), PLACE_TOLD, true},
    {STR_INIT("pass :"), PLACE_TOLD, true},
    {STR_INIT("pass ="), PLACE_TOLD, true},
    {STR_INIT("pw:"), PLACE_TOLD, true},
    {STR_INIT("pw ="), PLACE_TOLD, true},
    {STR_INIT("wifi key"), PLACE_TOLD, true},
    {STR_INIT("wi-fi key"), PLACE_TOLD, true},
    {STR_INIT("wlan key"), PLACE_TOLD, true},
    {STR_INIT("network key"), PLACE_TOLD, true},
    {STR_INIT("wpa key"), PLACE_TOLD, true},
    {STR_INIT("credentials"), PLACE_TOLD, true},
    {STR_INIT("verification code"), PLACE_TOLD, true},
    {STR_INIT("security code"), PLACE_TOLD, true},
    {STR_INIT("confirmation code"), PLACE_TOLD, true},
    {STR_INIT("login code"), PLACE_TOLD, true},
    {STR_INIT("one-time"), PLACE_TOLD, true},
    {STR_INIT("passcode"), PLACE_TOLD, true},
    {STR_INIT("backup code"), PLACE_TOLD, true},
    {STR_INIT("recovery code"), PLACE_TOLD, true},
    {STR_INIT("2fa code"), PLACE_TOLD, true},
    {STR_INIT("mfa code"), PLACE_TOLD, true},
    {STR_INIT("sms code"), PLACE_TOLD, true},
    {STR_INIT("$2a$"), PLACE_HASHED, false},
    {STR_INIT("$2b$"), PLACE_HASHED, false},
    {STR_INIT("$2y$"), PLACE_HASHED, false},
    {STR_INIT("$1$"), PLACE_HASHED, false},
    {STR_INIT("$5$"), PLACE_HASHED, false},
    {STR_INIT("$6$"), PLACE_HASHED, false},
    {STR_INIT("$y$"), PLACE_HASHED, false},
    {STR_INIT("$apr1$"), PLACE_HASHED, false},
    {STR_INIT("$argon2"), PLACE_HASHED, false},
    {STR_INIT("{ssha"), PLACE_HASHED, false},
    {STR_INIT("/reset"), PLACE_LINK, false},
    {STR_INIT("/password"), PLACE_LINK, false},
    {STR_INIT("/invit"), PLACE_LINK, false},
    {STR_INIT("/confirm"), PLACE_LINK, false},
    {STR_INIT("/verif"), PLACE_LINK, false},
    {STR_INIT("/activat"), PLACE_LINK, false},
    {STR_INIT("/magic"), PLACE_LINK, false},
    {STR_INIT("/unsubscribe"), PLACE_LINK, false},
    {STR_INIT("sqlplus"), PLACE_COMMAND, false},
    {STR_INIT("net use"), PLACE_COMMAND, false},
    {STR_INIT(":5432:"), PLACE_COMMAND, false},
    {STR_INIT(":3306:"), PLACE_COMMAND, false},
    {STR_INIT("psk"), PLACE_ASSIGN, true},
    {STR_INIT("pre-shared"), PLACE_ASSIGN, true},
    {STR_INIT("preshared"), PLACE_ASSIGN, true},
    {STR_INIT("\xd1\x82"
	      "e\xd0\xbb"),
     PLACE_PHONE_WORD, false},
    {STR_INIT("\xd0\xbco6"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xe6\x89\x8b\xe6\x9c\xba"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xe6\x89\x8b\xe6\xa9\x9f"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xe7\x94\xb5\xe8\xaf\x9d"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xe9\x9b\xbb\xe8\xa9\xb1"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xe6\x90\xba\xe5\xb8\xaf"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xe1\x84\x8b\xe1\x85\xa7\xe1\x86\xab\xe1\x84\x85\xe1\x85\xa1\xe1\x86\xa8\xe1\x84\x8e\xe1\x85\xa5"),
     PLACE_PHONE_WORD, false},
    {STR_INIT("\xe1\x84\x8c\xe1\x85\xa5\xe1\x86\xab\xe1\x84\x92\xe1\x85\xaa"), PLACE_PHONE_WORD, false},
    {STR_INIT("ligue"), PLACE_PHONE_WORD, true},
    {STR_INIT("\xcf\x84n\xce\xbb"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xce\xbaivn\xcf\x84o"), PLACE_PHONE_WORD, false},
    {STR_INIT("ol\xd8\xaa\xd9\x81"), PLACE_PHONE_WORD, true},
    {STR_INIT("\xd8\xac\xd9\x88l\xd9\x84"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xd7\xa0''\xd7\x93"), PLACE_PHONE_WORD, false},
    {STR_INIT("v\xd7\x9c\xd7\xa4ll"), PLACE_PHONE_WORD, true},
    {STR_INIT("\xe0\xa4\xae\xe0\xa5\x8b\xe0\xa4\xac\xe0\xa4\xbe\xe0\xa4\x87\xe0\xa4\xb2"), PLACE_PHONE_WORD, false},
    {STR_INIT("\xe0\xb9\x82\xe0\xb8\x97\xe0\xb8\xa3"), PLACE_PHONE_WORD, false},
    {STR_INIT("kom."), PLACE_PHONE_WORD, true},
    {STR_INIT("cel."), PLACE_PHONE_WORD, true},
    {STR_INIT("cel:"), PLACE_PHONE_WORD, true},
    {STR_INIT("zentrale"), PLACE_PHONE_WORD, true},
    {STR_INIT("port."), PLACE_PHONE_WORD, true},
    {STR_INIT("durchwahl"), PLACE_PHONE_WORD, true},
    {STR_INIT("chiama"), PLACE_PHONE_WORD, true},
    {STR_INIT("llama"), PLACE_PHONE_WORD, true},
    {STR_INIT("appele"), PLACE_PHONE_WORD, true},
    {STR_INIT("appelez"), PLACE_PHONE_WORD, true},
    {STR_INIT("nr tel"), PLACE_PHONE_WORD, true},
    {STR_INIT("mob."), PLACE_PHONE_WORD, true},
    {STR_INIT("wa.me/"), PLACE_PAGE, false},
    {STR_INIT("whatsapp.com/send"), PLACE_PAGE, false},
    {STR_INIT("arn:aws"), PLACE_SECURITY_ID, true},
    {STR_INIT("tenant"), PLACE_SECURITY_ID, true},
    {STR_INIT("subscription"), PLACE_SECURITY_ID, true},
    {STR_INIT("directory id"), PLACE_SECURITY_ID, true},
    {STR_INIT("object id"), PLACE_SECURITY_ID, true},
    {STR_INIT("device id"), PLACE_SECURITY_ID, true},
    {STR_INIT("machine id"), PLACE_SECURITY_ID, true},
    {STR_INIT("installation id"), PLACE_SECURITY_ID, true},
    {STR_INIT("customer id"), PLACE_SECURITY_ID, true},
    {STR_INIT("account id"), PLACE_SECURITY_ID, true},
    {STR_INIT("organization id"), PLACE_SECURITY_ID, true},
    {STR_INIT("organisation id"), PLACE_SECURITY_ID, true},
    {STR_INIT("benutzer\\"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("usuarios\\"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("utilisateurs\\"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("utenti\\"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("rwx"), PLACE_LISTED, false},
    {STR_INIT("rw-r"), PLACE_LISTED, false},
    {STR_INIT("carrer"), PLACE_STREET, true},
    {STR_INIT("ctra."), PLACE_STREET, true},
    {STR_INIT("travessa"), PLACE_STREET, true},
    {STR_INIT("largo "), PLACE_STREET, true},
    {STR_INIT("ronda "), PLACE_STREET, true},
    {STR_INIT("strada"), PLACE_STREET, true},
    {STR_INIT("bulevardul"), PLACE_STREET, true},
    {STR_INIT("am "), PLACE_LOCATIVE, true},
    {STR_INIT("an der"), PLACE_LOCATIVE, true},
    {STR_INIT("an den"), PLACE_LOCATIVE, true},
    {STR_INIT("auf de"), PLACE_LOCATIVE, true},
    {STR_INIT("im "), PLACE_LOCATIVE, true},
    {STR_INIT("in der"), PLACE_LOCATIVE, true},
    {STR_INIT("in den"), PLACE_LOCATIVE, true},
    {STR_INIT("unter den"), PLACE_LOCATIVE, true},
    {STR_INIT("zum "), PLACE_LOCATIVE, true},
    {STR_INIT("zur "), PLACE_LOCATIVE, true},
    {STR_INIT("beim "), PLACE_LOCATIVE, true},
    {STR_INIT("hinter der"), PLACE_LOCATIVE, true},
    {STR_INIT("vor dem"), PLACE_LOCATIVE, true},
    {STR_INIT("\xe5\x8f\xb7"), PLACE_HOUSE_SIGN, false},
    {STR_INIT("y\xd0\xbb"), PLACE_STREET, true},
    {STR_INIT("y\xd0\xbb."), PLACE_STREET, true},
    {STR_INIT("y\xd0\xbb\xd0\xb8\xd1\x86"
	      "a"),
     PLACE_STREET, true},
    {STR_INIT("\xd0\xbfp-\xd1\x82"), PLACE_STREET, false},
    {STR_INIT("\xd0\xbfpoc\xd0\xbf"), PLACE_STREET, false},
    {STR_INIT("\xd0\xbf"
	      "ep."),
     PLACE_STREET, false},
    {STR_INIT("boite postale"), PLACE_BOX, true},
    {STR_INIT("casella postale"), PLACE_BOX, true},
    {STR_INIT("caixa postal"), PLACE_BOX, true},
    {STR_INIT("b.p."), PLACE_BOX, true},
    {STR_INIT("\xe3\x80\x92"), PLACE_BOX, false},
    {STR_INIT("apt. "), PLACE_UNIT, true},
    {STR_INIT("lane"), PLACE_UNIT, true},
    {STR_INIT("road"), PLACE_UNIT, true},
    {STR_INIT("street"), PLACE_UNIT, true},
    {STR_INIT("avenue"), PLACE_UNIT, true},
    {STR_INIT("apt "), PLACE_UNIT, true},
    {STR_INIT("suite"), PLACE_UNIT, true},
    {STR_INIT("ste."), PLACE_UNIT, true},
    {STR_INIT("ste "), PLACE_UNIT, true},
    {STR_INIT("flat "), PLACE_UNIT, true},
    {STR_INIT("unit "), PLACE_UNIT, true},
    {STR_INIT("lives at"), PLACE_DWELLING, true},
    {STR_INIT("live at"), PLACE_DWELLING, true},
    {STR_INIT("living at"), PLACE_DWELLING, true},
    {STR_INIT("address"), PLACE_DWELLING, true},
    {STR_INIT("office"), PLACE_DWELLING, true},
    {STR_INIT("located at"), PLACE_DWELLING, true},
    {STR_INIT("moved to"), PLACE_DWELLING, true},
    {STR_INIT("ship"), PLACE_DWELLING, true},
    {STR_INIT("deliver"), PLACE_DWELLING, true},
    {STR_INIT("send it to"), PLACE_DWELLING, true},
    {STR_INIT("return to"), PLACE_DWELLING, true},
    {STR_INIT("return it to"), PLACE_DWELLING, true},
    {STR_INIT("taxi to"), PLACE_DWELLING, true},
    {STR_INIT("adresse:"), PLACE_DWELLING, true},
    {STR_INIT("anschrift:"), PLACE_DWELLING, true},
    {STR_INIT("direccion:"), PLACE_DWELLING, true},
    {STR_INIT("indirizzo:"), PLACE_DWELLING, true},
    {STR_INIT("adres:"), PLACE_DWELLING, true},
    {STR_INIT("endereco:"), PLACE_DWELLING, true},
    {STR_INIT("fpo"), PLACE_MILITARY, true},
    {STR_INIT("apo "), PLACE_MILITARY, true},
    {STR_INIT("apo,"), PLACE_MILITARY, true},
    {STR_INIT("dpo "), PLACE_MILITARY, true},
    {STR_INIT("str. "), PLACE_STREET, true},
    {STR_INIT("\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd"), PLACE_PREFECTURE, false},
    {STR_INIT("\xe5\x8c\x97\xe6\xb5\xb7\xe9\x81\x93"), PLACE_PREFECTURE, false},
    {STR_INIT("\xe5\xa4\xa7\xe9\x98\xaa\xe5\xba\x9c"), PLACE_PREFECTURE, false},
    {STR_INIT("\xe4\xba\xac\xe9\x83\xbd\xe5\xba\x9c"), PLACE_PREFECTURE, false},
    {STR_INIT("\xe7\x9c\x8c"), PLACE_PREFECTURE, false},
    {STR_INIT("contributors"), PLACE_USER_WORD, true},
    {STR_INIT("maintainers"), PLACE_USER_WORD, true},
    {STR_INIT("thank"), PLACE_THANKED, true},
    {STR_INIT("thx"), PLACE_THANKED, true},
    {STR_INIT("hey"), PLACE_THANKED, true},
    {STR_INIT("ping "), PLACE_THANKED, true},
    {STR_INIT("puk"), PLACE_TOLD, true},
    {STR_INIT("zugangsdaten"), PLACE_TOLD, true},
    {STR_INIT("identifiants"), PLACE_TOLD, true},
    {STR_INIT("login data"), PLACE_TOLD, true},
    {STR_INIT("pwd "), PLACE_TOLD, true},
    {STR_INIT("bestatigungscode"), PLACE_TOLD, true},
    {STR_INIT("sicherheitscode"), PLACE_TOLD, true},
    {STR_INIT("code de verif"), PLACE_TOLD, true},
    {STR_INIT("code de secur"), PLACE_TOLD, true},
    {STR_INIT("codigo de verif"), PLACE_TOLD, true},
    {STR_INIT("codigo de segur"), PLACE_TOLD, true},
    {STR_INIT("codice di verif"), PLACE_TOLD, true},
    {STR_INIT("kod weryf"), PLACE_TOLD, true},
    {STR_INIT("verificatiecode"), PLACE_TOLD, true},
    {STR_INIT("docker login"), PLACE_COMMAND, true},
    {STR_INIT("az login"), PLACE_COMMAND, true},
    {STR_INIT("ldapsearch"), PLACE_COMMAND, true},
    {STR_INIT("ldapmodify"), PLACE_COMMAND, true},
    {STR_INIT("convertto-securestring"), PLACE_COMMAND, true},
    {STR_INIT("authorization"), PLACE_AUTHORISATION, false},
    {STR_INIT("cookie"), PLACE_AUTHORISATION, false},
    {STR_INIT("x-api-key"), PLACE_AUTHORISATION, false},
    {STR_INIT("x-auth-token"), PLACE_AUTHORISATION, false},
    {STR_INIT("x-amz-security-token"), PLACE_AUTHORISATION, false},
    {STR_INIT("private-token"), PLACE_AUTHORISATION, false},
    {STR_INIT("x-vault-token"), PLACE_AUTHORISATION, false},
    {STR_INIT("curl"), PLACE_COMMAND, true},
    {STR_INIT("mysql"), PLACE_COMMAND, true},
    {STR_INIT("sshpass"), PLACE_COMMAND, false},
    {STR_INIT("born"), PLACE_BORN, false},
    {STR_INIT("date of birth"), PLACE_BORN, false},
    {STR_INIT("d.o.b"), PLACE_BORN, false},
    {STR_INIT("dob"), PLACE_BORN, false},
    {STR_INIT("birthday"), PLACE_BORN, false},
    {STR_INIT("birth date"), PLACE_BORN, false},
    {STR_INIT("birthdate"), PLACE_BORN, false},
    {STR_INIT("geboren"), PLACE_BORN, false},
    {STR_INIT("geburtsdatum"), PLACE_BORN, false},
    {STR_INIT("data urodzenia"), PLACE_BORN, false},
    {STR_INIT("urodzon"), PLACE_BORN, false},
    {STR_INIT("nee le"), PLACE_BORN, false},
    {STR_INIT("ne le"), PLACE_BORN, false},
    {STR_INIT("fecha de nacimiento"), PLACE_BORN, false},
    {STR_INIT("linkedin.com/in/"), PLACE_PAGE, false},
    {STR_INIT("facebook.com/"), PLACE_PAGE, false},
    {STR_INIT("instagram.com/"), PLACE_PAGE, false},
    {STR_INIT("twitter.com/"), PLACE_PAGE, false},
    {STR_INIT("x.com/"), PLACE_PAGE, false},
    {STR_INIT("t.me/"), PLACE_PAGE, false},
    {STR_INIT("gravatar.com/avatar/"), PLACE_PAGE, false},
    {STR_INIT(" at "), PLACE_SPOKEN_AT, false},
    {STR_INIT("(at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("( at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("[at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("[ at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("{at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("{ at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("<at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("< at"), PLACE_SPOKEN_AT, false},
    {STR_INIT("_at_"), PLACE_SPOKEN_AT, false},
    {STR_INIT("(@)"), PLACE_SPOKEN_AT, false},
    {STR_INIT("[@]"), PLACE_SPOKEN_AT, false},
    {STR_INIT("( @ )"), PLACE_SPOKEN_AT, false},
    {STR_INIT("(a)"), PLACE_SPOKEN_AT, false},
    {STR_INIT("[a]"), PLACE_SPOKEN_AT, false},
    {STR_INIT(" arobase "), PLACE_SPOKEN_AT, false},
    {STR_INIT("(arobase"), PLACE_SPOKEN_AT, false},
    {STR_INIT("klammeraffe"), PLACE_SPOKEN_AT, false},
    {STR_INIT("p.o"), PLACE_BOX, true},
    {STR_INIT("po box"), PLACE_BOX, true},
    {STR_INIT("p o box"), PLACE_BOX, true},
    {STR_INIT("postfach"), PLACE_BOX, true},
    {STR_INIT("postbus"), PLACE_BOX, true},
    {STR_INIT("apartado"), PLACE_BOX, true},
    {STR_INIT("skrytka pocztowa"), PLACE_BOX, true},
    {STR_INIT("unit"), PLACE_BOX, true},
    {STR_INIT("psc"), PLACE_BOX, true},
    {STR_INIT("box"), PLACE_BOX, true},
    {STR_INIT("ul."), PLACE_STREET, true},
    {STR_INIT("ulica"), PLACE_STREET, true},
    {STR_INIT("ulicy"), PLACE_STREET, true},
    {STR_INIT("al."), PLACE_STREET, true},
    {STR_INIT("aleja"), PLACE_STREET, true},
    {STR_INIT("aleje"), PLACE_STREET, true},
    {STR_INIT("alei"), PLACE_STREET, true},
    {STR_INIT("os."), PLACE_STREET, true},
    {STR_INIT("osiedle"), PLACE_STREET, true},
    {STR_INIT("pl."), PLACE_STREET, true},
    {STR_INIT("plac"), PLACE_STREET, true},
    {STR_INIT("calle"), PLACE_STREET, true},
    {STR_INIT("c/ "), PLACE_STREET, true},
    {STR_INIT("avenida"), PLACE_STREET, true},
    {STR_INIT("av."), PLACE_STREET, true},
    {STR_INIT("avda."), PLACE_STREET, true},
    {STR_INIT("rua"), PLACE_STREET, true},
    {STR_INIT("via"), PLACE_STREET, true},
    {STR_INIT("viale"), PLACE_STREET, true},
    {STR_INIT("piazza"), PLACE_STREET, true},
    {STR_INIT("corso"), PLACE_STREET, true},
    {STR_INIT("paseo"), PLACE_STREET, true},
    {STR_INIT("plaza"), PLACE_STREET, true},
    {STR_INIT("praca"), PLACE_STREET, true},
    {STR_INIT("/home/"), PLACE_HOME, false},
    {STR_INIT("/users/"), PLACE_HOME, false},
    {STR_INIT("/export/home/"), PLACE_HOME, false},
    {STR_INIT("/var/mail/"), PLACE_HOME, false},
    {STR_INIT("/var/spool/mail/"), PLACE_HOME, false},
    {STR_INIT("users\\"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("users/"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("documents and settings\\"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("documents and settings/"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("home\\"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("home/"), PLACE_WINDOWS_HOME, false},
    {STR_INIT("laptop-"), PLACE_MACHINE, false},
    {STR_INIT("desktop-"), PLACE_MACHINE, false},
    {STR_INIT("win-"), PLACE_MACHINE, false},
    {STR_INIT("s-1-5-21-"), PLACE_SECURITY_ID, false},
    {STR_INIT("-----begin"), PLACE_KEY_BLOCK, false},
    {STR_INIT("putty-user-key-file"), PLACE_KEY_BLOCK, false},
    {STR_INIT("password"), PLACE_ASSIGN, false},
    {STR_INIT("passwd"), PLACE_ASSIGN, false},
    {STR_INIT("passwort"), PLACE_ASSIGN, false},
    {STR_INIT("passphrase"), PLACE_ASSIGN, false},
    {STR_INIT("pwd"), PLACE_ASSIGN, false},
    {STR_INIT("kennwort"), PLACE_ASSIGN, false},
    {STR_INIT("mot de passe"), PLACE_ASSIGN, false},
    {STR_INIT("contrasena"), PLACE_ASSIGN, false},
    {STR_INIT("senha"), PLACE_ASSIGN, false},
    {STR_INIT("haslo"), PLACE_ASSIGN, false},
    {STR_INIT("wachtwoord"), PLACE_ASSIGN, false},
    {STR_INIT("losenord"), PLACE_ASSIGN, false},
    {STR_INIT("parola"), PLACE_ASSIGN, false},
    {STR_INIT("secret"), PLACE_ASSIGN, false},
    {STR_INIT("token"), PLACE_ASSIGN, false},
    {STR_INIT("api_key"), PLACE_ASSIGN, false},
    {STR_INIT("api-key"), PLACE_ASSIGN, false},
    {STR_INIT("apikey"), PLACE_ASSIGN, false},
    {STR_INIT("auth"), PLACE_ASSIGN, false},
    {STR_INIT("access_key"), PLACE_ASSIGN, false},
    {STR_INIT("access-key"), PLACE_ASSIGN, false},
    {STR_INIT("accesskey"), PLACE_ASSIGN, false},
    {STR_INIT("accountkey"), PLACE_ASSIGN, false},
    {STR_INIT("account_sid"), PLACE_ASSIGN, false},
    {STR_INIT("accountsid"), PLACE_ASSIGN, false},
    {STR_INIT("private_key"), PLACE_ASSIGN, false},
    {STR_INIT("private-key"), PLACE_ASSIGN, false},
    {STR_INIT("privatekey"), PLACE_ASSIGN, false},
    {STR_INIT("client_id"), PLACE_ASSIGN, false},
    {STR_INIT("clientid"), PLACE_ASSIGN, false},
    {STR_INIT("credential"), PLACE_ASSIGN, false},
    {STR_INIT("encryption_key"), PLACE_ASSIGN, false},
    {STR_INIT("encryptionkey"), PLACE_ASSIGN, false},
    {STR_INIT("_key"), PLACE_ASSIGN, false},
    {STR_INIT("_pass"), PLACE_ASSIGN, false},
    {STR_INIT("signing"), PLACE_ASSIGN, false},
    {STR_INIT("creds"), PLACE_ASSIGN, true},
    {STR_INIT("_pw"), PLACE_ASSIGN, false},
    {STR_INIT("-pw"), PLACE_ASSIGN, false},
    {STR_INIT("sl-"), PLACE_ASSIGN, true},
    {STR_INIT("sl_"), PLACE_ASSIGN, true},
    {STR_INIT("bintray"), PLACE_ASSIGN, true},
    {STR_INIT("xray"), PLACE_ASSIGN, true},
    {STR_INIT("fly_"), PLACE_ASSIGN, true},
    {STR_INIT("-password"), PLACE_OPTION, false},
    {STR_INIT("-passwd"), PLACE_OPTION, false},
    {STR_INIT("-token"), PLACE_OPTION, false},
    {STR_INIT("-secret"), PLACE_OPTION, false},
    {STR_INIT("-key"), PLACE_OPTION, false},
    {STR_INIT("-api-key"), PLACE_OPTION, false},
    {STR_INIT("ap0"), PLACE_TOKEN, true},
    {STR_INIT("ap1"), PLACE_TOKEN, true},
    {STR_INIT("ap2"), PLACE_TOKEN, true},
    {STR_INIT("ap3"), PLACE_TOKEN, true},
    {STR_INIT("ap4"), PLACE_TOKEN, true},
    {STR_INIT("ap5"), PLACE_TOKEN, true},
    {STR_INIT("ap6"), PLACE_TOKEN, true},
    {STR_INIT("ap7"), PLACE_TOKEN, true},
    {STR_INIT("ap8"), PLACE_TOKEN, true},
    {STR_INIT("ap9"), PLACE_TOKEN, true},
    {STR_INIT("apa"), PLACE_TOKEN, true},
    {STR_INIT("apb"), PLACE_TOKEN, true},
    {STR_INIT("apc"), PLACE_TOKEN, true},
    {STR_INIT("apd"), PLACE_TOKEN, true},
    {STR_INIT("ape"), PLACE_TOKEN, true},
    {STR_INIT("apf"), PLACE_TOKEN, true},
    {STR_INIT("akc"), PLACE_TOKEN, true},
    {STR_INIT("\ndata:"), PLACE_KEY_BLOCK, false},
    {STR_INIT("\nstringdata:"), PLACE_KEY_BLOCK, false},
    {STR_INIT("hooks.slack.com"), PLACE_PAGE, false},
    {STR_INIT("adafruit"), PLACE_ASSIGN, true},
    {STR_INIT("adobe"), PLACE_ASSIGN, true},
    {STR_INIT("airtable"), PLACE_ASSIGN, true},
    {STR_INIT("algolia"), PLACE_ASSIGN, true},
    {STR_INIT("alibaba"), PLACE_ASSIGN, true},
    {STR_INIT("aliyun"), PLACE_ASSIGN, true},
    {STR_INIT("amazon"), PLACE_ASSIGN, true},
    {STR_INIT("artifactory"), PLACE_ASSIGN, true},
    {STR_INIT("asana"), PLACE_ASSIGN, true},
    {STR_INIT("atlassian"), PLACE_ASSIGN, true},
    {STR_INIT("aws"), PLACE_ASSIGN, true},
    {STR_INIT("azure"), PLACE_ASSIGN, true},
    {STR_INIT("beamer"), PLACE_ASSIGN, true},
    {STR_INIT("bitbucket"), PLACE_ASSIGN, true},
    {STR_INIT("bittrex"), PLACE_ASSIGN, true},
    {STR_INIT("clickhouse"), PLACE_ASSIGN, true},
    {STR_INIT("clojars"), PLACE_ASSIGN, true},
    {STR_INIT("cloudant"), PLACE_ASSIGN, true},
    {STR_INIT("cloudflare"), PLACE_ASSIGN, true},
    {STR_INIT("co_api"), PLACE_ASSIGN, true},
    {STR_INIT("codecov"), PLACE_ASSIGN, true},
    {STR_INIT("cohere"), PLACE_ASSIGN, true},
    {STR_INIT("coinbase"), PLACE_ASSIGN, true},
    {STR_INIT("confluence"), PLACE_ASSIGN, true},
    {STR_INIT("confluent"), PLACE_ASSIGN, true},
    {STR_INIT("contentful"), PLACE_ASSIGN, true},
    {STR_INIT("contribsys"), PLACE_ASSIGN, true},
    {STR_INIT("cos"), PLACE_ASSIGN, true},
    {STR_INIT("databricks"), PLACE_ASSIGN, true},
    {STR_INIT("datadog"), PLACE_ASSIGN, true},
    {STR_INIT("digitalocean"), PLACE_ASSIGN, true},
    {STR_INIT("discord"), PLACE_ASSIGN, true},
    {STR_INIT("doppler"), PLACE_ASSIGN, true},
    {STR_INIT("drone"), PLACE_ASSIGN, true},
    {STR_INIT("dropbox"), PLACE_ASSIGN, true},
    {STR_INIT("duffel"), PLACE_ASSIGN, true},
    {STR_INIT("dynatrace"), PLACE_ASSIGN, true},
    {STR_INIT("easypost"), PLACE_ASSIGN, true},
    {STR_INIT("etsy"), PLACE_ASSIGN, true},
    {STR_INIT("facebook"), PLACE_ASSIGN, true},
    {STR_INIT("fastly"), PLACE_ASSIGN, true},
    {STR_INIT("finicity"), PLACE_ASSIGN, true},
    {STR_INIT("finnhub"), PLACE_ASSIGN, true},
    {STR_INIT("flickr"), PLACE_ASSIGN, true},
    {STR_INIT("flutterwave"), PLACE_ASSIGN, true},
    {STR_INIT("frameio"), PLACE_ASSIGN, true},
    {STR_INIT("freemius"), PLACE_ASSIGN, true},
    {STR_INIT("freshbooks"), PLACE_ASSIGN, true},
    {STR_INIT("gcp"), PLACE_ASSIGN, true},
    {STR_INIT("gitee"), PLACE_ASSIGN, true},
    {STR_INIT("github"), PLACE_ASSIGN, true},
    {STR_INIT("gitlab"), PLACE_ASSIGN, true},
    {STR_INIT("gitter"), PLACE_ASSIGN, true},
    {STR_INIT("gocardless"), PLACE_ASSIGN, true},
    {STR_INIT("grafana"), PLACE_ASSIGN, true},
    {STR_INIT("harness"), PLACE_ASSIGN, true},
    {STR_INIT("hashicorp"), PLACE_ASSIGN, true},
    {STR_INIT("heroku"), PLACE_ASSIGN, true},
    {STR_INIT("hmac"), PLACE_ASSIGN, true},
    {STR_INIT("hubspot"), PLACE_ASSIGN, true},
    {STR_INIT("huggingface"), PLACE_ASSIGN, true},
    {STR_INIT("iam"), PLACE_ASSIGN, true},
    {STR_INIT("ibm"), PLACE_ASSIGN, true},
    {STR_INIT("infracost"), PLACE_ASSIGN, true},
    {STR_INIT("intercom"), PLACE_ASSIGN, true},
    {STR_INIT("intra42"), PLACE_ASSIGN, true},
    {STR_INIT("jfrog"), PLACE_ASSIGN, true},
    {STR_INIT("jira"), PLACE_ASSIGN, true},
    {STR_INIT("kraken"), PLACE_ASSIGN, true},
    {STR_INIT("kucoin"), PLACE_ASSIGN, true},
    {STR_INIT("launchdarkly"), PLACE_ASSIGN, true},
    {STR_INIT("linear"), PLACE_ASSIGN, true},
    {STR_INIT("linkedin"), PLACE_ASSIGN, true},
    {STR_INIT("lob"), PLACE_ASSIGN, true},
    {STR_INIT("looker"), PLACE_ASSIGN, true},
    {STR_INIT("mailchimp"), PLACE_ASSIGN, true},
    {STR_INIT("mailgun"), PLACE_ASSIGN, true},
    {STR_INIT("mandrill"), PLACE_ASSIGN, true},
    {STR_INIT("mapbox"), PLACE_ASSIGN, true},
    {STR_INIT("mattermost"), PLACE_ASSIGN, true},
    {STR_INIT("maxmind"), PLACE_ASSIGN, true},
    {STR_INIT("meraki"), PLACE_ASSIGN, true},
    {STR_INIT("message-bird"), PLACE_ASSIGN, true},
    {STR_INIT("messagebird"), PLACE_ASSIGN, true},
    {STR_INIT("netlify"), PLACE_ASSIGN, true},
    {STR_INIT("new-relic"), PLACE_ASSIGN, true},
    {STR_INIT("new-york-times"), PLACE_ASSIGN, true},
    {STR_INIT("newrelic"), PLACE_ASSIGN, true},
    {STR_INIT("newyorktimes"), PLACE_ASSIGN, true},
    {STR_INIT("notion"), PLACE_ASSIGN, true},
    {STR_INIT("npm"), PLACE_ASSIGN, true},
    {STR_INIT("nuget"), PLACE_ASSIGN, true},
    {STR_INIT("nytimes"), PLACE_ASSIGN, true},
    {STR_INIT("octopus"), PLACE_ASSIGN, true},
    {STR_INIT("okta"), PLACE_ASSIGN, true},
    {STR_INIT("openai"), PLACE_ASSIGN, true},
    {STR_INIT("openshift"), PLACE_ASSIGN, true},
    {STR_INIT("perplexity"), PLACE_ASSIGN, true},
    {STR_INIT("plaid"), PLACE_ASSIGN, true},
    {STR_INIT("planetscale"), PLACE_ASSIGN, true},
    {STR_INIT("postman"), PLACE_ASSIGN, true},
    {STR_INIT("prefect"), PLACE_ASSIGN, true},
    {STR_INIT("private_ai"), PLACE_ASSIGN, true},
    {STR_INIT("privateai"), PLACE_ASSIGN, true},
    {STR_INIT("pulumi"), PLACE_ASSIGN, true},
    {STR_INIT("rapidapi"), PLACE_ASSIGN, true},
    {STR_INIT("readme"), PLACE_ASSIGN, true},
    {STR_INIT("rubygems"), PLACE_ASSIGN, true},
    {STR_INIT("scalingo"), PLACE_ASSIGN, true},
    {STR_INIT("sendbird"), PLACE_ASSIGN, true},
    {STR_INIT("sendgrid"), PLACE_ASSIGN, true},
    {STR_INIT("sendinblue"), PLACE_ASSIGN, true},
    {STR_INIT("sentry"), PLACE_ASSIGN, true},
    {STR_INIT("shippo"), PLACE_ASSIGN, true},
    {STR_INIT("shopify"), PLACE_ASSIGN, true},
    {STR_INIT("slack"), PLACE_ASSIGN, true},
    {STR_INIT("snyk"), PLACE_ASSIGN, true},
    {STR_INIT("softlayer"), PLACE_ASSIGN, true},
    {STR_INIT("sonar"), PLACE_ASSIGN, true},
    {STR_INIT("sourcegraph"), PLACE_ASSIGN, true},
    {STR_INIT("square"), PLACE_ASSIGN, true},
    {STR_INIT("squarespace"), PLACE_ASSIGN, true},
    {STR_INIT("stripe"), PLACE_ASSIGN, true},
    {STR_INIT("sumo"), PLACE_ASSIGN, true},
    {STR_INIT("telegr"), PLACE_ASSIGN, true},
    {STR_INIT("telegram"), PLACE_ASSIGN, true},
    {STR_INIT("travis"), PLACE_ASSIGN, true},
    {STR_INIT("twilio"), PLACE_ASSIGN, true},
    {STR_INIT("twitch"), PLACE_ASSIGN, true},
    {STR_INIT("twitter"), PLACE_ASSIGN, true},
    {STR_INIT("typeform"), PLACE_ASSIGN, true},
    {STR_INIT("vault"), PLACE_ASSIGN, true},
    {STR_INIT("yandex"), PLACE_ASSIGN, true},
    {STR_INIT("zendesk"), PLACE_ASSIGN, true},
    {STR_INIT("soap/v3"), PLACE_ASSIGN, false},
    {STR_INIT("signature"), PLACE_ASSIGN, false},
    {STR_INIT(" /u/"), PLACE_PROFILE, false},
    {STR_INIT("\n/u/"), PLACE_PROFILE, false},
    {STR_INIT("(/u/"), PLACE_PROFILE, false},
    {STR_INIT("pull request #"), PLACE_USER_WORD, true},
    {STR_INIT("/u/"), PLACE_MEMBER, false},
    {STR_INIT("/user/"), PLACE_MEMBER, false},
    {STR_INIT("/users/"), PLACE_MEMBER, false},
    {STR_INIT("/profile/"), PLACE_MEMBER, false},
    {STR_INIT("/profiles/"), PLACE_MEMBER, false},
    {STR_INIT("/people/"), PLACE_MEMBER, false},
    {STR_INIT("/member/"), PLACE_MEMBER, false},
    {STR_INIT("/members/"), PLACE_MEMBER, false},
    {STR_INIT("user"), PLACE_USER_WORD, true},
    {STR_INIT("login"), PLACE_USER_WORD, true},
    {STR_INIT("logon"), PLACE_USER_WORD, true},
    {STR_INIT("usuario"), PLACE_USER_WORD, true},
    {STR_INIT("benutzer"), PLACE_USER_WORD, true},
    {STR_INIT("anmelde"), PLACE_USER_WORD, true},
    {STR_INIT("angemeldet"), PLACE_USER_WORD, true},
    {STR_INIT("kennung"), PLACE_USER_WORD, true},
    {STR_INIT("utilisateur"), PLACE_USER_WORD, true},
    {STR_INIT("utente"), PLACE_USER_WORD, true},
    {STR_INIT("uzytkownik"), PLACE_USER_WORD, true},
    {STR_INIT("kullanici"), PLACE_USER_WORD, true},
    {STR_INIT("gebruiker"), PLACE_USER_WORD, true},
    {STR_INIT("bruker"), PLACE_USER_WORD, true},
    {STR_INIT("anvandar"), PLACE_USER_WORD, true},
    {STR_INIT("kayttaja"), PLACE_USER_WORD, true},
    {STR_INIT("skype"), PLACE_USER_WORD, true},
    {STR_INIT("wechat"), PLACE_USER_WORD, true},
    {STR_INIT("identity"), PLACE_USER_WORD, true},
    {STR_INIT("samaccount"), PLACE_USER_WORD, true},
    {STR_INIT("logname"), PLACE_USER_WORD, true},
    {STR_INIT("nick"), PLACE_USER_WORD, true},
    {STR_INIT("whoami"), PLACE_USER_WORD, true},
    {STR_INIT("logged"), PLACE_USER_WORD, true},
    {STR_INIT("uid"), PLACE_USER_WORD, true},
    {STR_INIT("account"), PLACE_USER_WORD, true},
    {STR_INIT("sudo -u"), PLACE_USER_WORD, true},
    {STR_INIT("get-aduser"), PLACE_USER_WORD, true},
    {STR_INIT("chown "), PLACE_USER_WORD, true},
    {STR_INIT("cn="), PLACE_NAMED, true},
    {STR_INIT("\xe6\xa7\x98"), PLACE_HONORIFIC, false},
    {STR_INIT("\xe3\x81\x95\xe3\x82\x93"), PLACE_HONORIFIC, false},
    {STR_INIT("\xe6\xb0\x8f"), PLACE_HONORIFIC, false},
    {STR_INIT("passport"), PLACE_ID_WORD, false},
    {STR_INIT("licen"), PLACE_ID_WORD, true},
    {STR_INIT("driver"), PLACE_ID_WORD, false},
    {STR_INIT("ssn"), PLACE_ID_WORD, true},
    {STR_INIT("social sec"), PLACE_ID_WORD, false},
    {STR_INIT("tax"), PLACE_ID_WORD, true},
    {STR_INIT("vat"), PLACE_ID_WORD, true},
    {STR_INIT("nip"), PLACE_ID_WORD, true},
    {STR_INIT("regon"), PLACE_ID_WORD, true},
    {STR_INIT("pesel"), PLACE_ID_WORD, true},
    {STR_INIT("dowod"), PLACE_ID_WORD, true},
    {STR_INIT("dowodu"), PLACE_ID_WORD, false},
    {STR_INIT("paszport"), PLACE_ID_WORD, false},
    {STR_INIT("prawo jazdy"), PLACE_ID_WORD, false},
    {STR_INIT("prawa jazdy"), PLACE_ID_WORD, false},
    {STR_INIT("prawem jazdy"), PLACE_ID_WORD, false},
    {STR_INIT("konto"), PLACE_ID_WORD, true},
    {STR_INIT("account"), PLACE_ID_WORD, false},
    {STR_INIT("kunden"), PLACE_ID_WORD, false},
    {STR_INIT("order"), PLACE_ID_WORD, true},
    {STR_INIT("booking"), PLACE_ID_WORD, true},
    {STR_INIT("reservation"), PLACE_ID_WORD, true},
    {STR_INIT("pedido"), PLACE_ID_WORD, true},
    {STR_INIT("reserva"), PLACE_ID_WORD, true},
    {STR_INIT("commande"), PLACE_ID_WORD, true},
    {STR_INIT("ordine"), PLACE_ID_WORD, true},
    {STR_INIT("ordin"), PLACE_ID_WORD, true},
    {STR_INIT("zamowien"), PLACE_ID_WORD, true},
    {STR_INIT("sendung"), PLACE_ID_WORD, true},
    {STR_INIT("tracking"), PLACE_ID_WORD, true},
    {STR_INIT("klantn"), PLACE_ID_WORD, true},
    {STR_INIT("kundn"), PLACE_ID_WORD, true},
    {STR_INIT("kundenn"), PLACE_ID_WORD, true},
    {STR_INIT("asiakas"), PLACE_ID_WORD, true},
    {STR_INIT("numero de client"), PLACE_ID_WORD, true},
    {STR_INIT("n. cliente"), PLACE_ID_WORD, true},
    {STR_INIT("nr klienta"), PLACE_ID_WORD, true},
    {STR_INIT("zakaznick"), PLACE_ID_WORD, true},
    {STR_INIT("ticket n"), PLACE_ID_WORD, true},
    {STR_INIT("reference n"), PLACE_ID_WORD, true},
    {STR_INIT("ref n"), PLACE_ID_WORD, true},
    {STR_INIT("rego"), PLACE_ID_WORD, true},
    {STR_INIT("licence plate"), PLACE_ID_WORD, true},
    {STR_INIT("license plate"), PLACE_ID_WORD, true},
    {STR_INIT("registration n"), PLACE_ID_WORD, true},
    {STR_INIT("rfc"), PLACE_ID_WORD, true},
    {STR_INIT("curp"), PLACE_ID_WORD, true},
    {STR_INIT("zahler"), PLACE_ID_WORD, true},
    {STR_INIT("meter n"), PLACE_ID_WORD, true},
    {STR_INIT("zahlernummer"), PLACE_ID_WORD, true},
    {STR_INIT("badge"), PLACE_ID_WORD, true},
    {STR_INIT("emp id"), PLACE_ID_WORD, true},
    {STR_INIT("meter id"), PLACE_ID_WORD, true},
    {STR_INIT("device id"), PLACE_ID_WORD, true},
    {STR_INIT("asset"), PLACE_ID_WORD, true},
    {STR_INIT("account n"), PLACE_ID_WORD, true},
    {STR_INIT("customer n"), PLACE_ID_WORD, false},
    {STR_INIT("customer id"), PLACE_ID_WORD, false},
    {STR_INIT("order n"), PLACE_ID_WORD, false},
    {STR_INIT("order #"), PLACE_ID_WORD, false},
    {STR_INIT("bestell"), PLACE_ID_WORD, false},
    {STR_INIT("invoice"), PLACE_ID_WORD, false},
    {STR_INIT("rechnung"), PLACE_ID_WORD, false},
    {STR_INIT("faktur"), PLACE_ID_WORD, false},
    {STR_INIT("case n"), PLACE_ID_WORD, false},
    {STR_INIT("contract"), PLACE_ID_WORD, false},
    {STR_INIT("vertrag"), PLACE_ID_WORD, false},
    {STR_INIT("member"), PLACE_ID_WORD, false},
    {STR_INIT("policy n"), PLACE_ID_WORD, false},
    {STR_INIT("serial"), PLACE_ID_WORD, false},
    {STR_INIT("imei"), PLACE_ID_WORD, true},
    {STR_INIT("iccid"), PLACE_ID_WORD, true},
    {STR_INIT("imsi"), PLACE_ID_WORD, true},
    {STR_INIT("vin"), PLACE_ID_WORD, true},
    {STR_INIT("plate"), PLACE_ID_WORD, true},
    {STR_INIT("rejestracyj"), PLACE_ID_WORD, false},
    {STR_INIT("kennzeichen"), PLACE_ID_WORD, false},
    {STR_INIT("id card"), PLACE_ID_WORD, false},
    {STR_INIT("identity"), PLACE_ID_WORD, false},
    {STR_INIT("ausweis"), PLACE_ID_WORD, false},
    {STR_INIT("medicare"), PLACE_ID_WORD, false},
    {STR_INIT("npi"), PLACE_ID_WORD, true},
    {STR_INIT("aba"), PLACE_ID_WORD, true},
    {STR_INIT("routing"), PLACE_ID_WORD, false},
    {STR_INIT("nhs"), PLACE_ID_WORD, true},
    {STR_INIT("national insurance"), PLACE_ID_WORD, false},
    {STR_INIT("insurance n"), PLACE_ID_WORD, false},
    {STR_INIT("versicherung"), PLACE_ID_WORD, false},
    {STR_INIT("tfn"), PLACE_ID_WORD, true},
    {STR_INIT("abn"), PLACE_ID_WORD, true},
    {STR_INIT("acn"), PLACE_ID_WORD, true},
    {STR_INIT("sin "), PLACE_ID_WORD, true},
    {STR_INIT("sin:"), PLACE_ID_WORD, true},
    {STR_INIT("dni"), PLACE_ID_WORD, true},
    {STR_INIT("nie "), PLACE_ID_WORD, true},
    {STR_INIT("nif"), PLACE_ID_WORD, true},
    {STR_INIT("steuer"), PLACE_ID_WORD, false},
    {STR_INIT("bsn"), PLACE_ID_WORD, true},
    {STR_INIT("personnummer"), PLACE_ID_WORD, false},
    {STR_INIT("henkilo"), PLACE_ID_WORD, false},
    {STR_INIT("aadhaar"), PLACE_ID_WORD, false},
    {STR_INIT("aadhar"), PLACE_ID_WORD, false},
    {STR_INIT("pan "), PLACE_ID_WORD, true},
    {STR_INIT("voter"), PLACE_ID_WORD, true},
    {STR_INIT("gstin"), PLACE_ID_WORD, true},
    {STR_INIT("nric"), PLACE_ID_WORD, true},
    {STR_INIT("fin "), PLACE_ID_WORD, true},
    {STR_INIT("uen"), PLACE_ID_WORD, true},
    {STR_INIT("cpf"), PLACE_ID_WORD, true},
    {STR_INIT("cnpj"), PLACE_ID_WORD, true},
    {STR_INIT("rrn"), PLACE_ID_WORD, true},
    {STR_INIT("kimlik"), PLACE_ID_WORD, false},
    {STR_INIT("tckn"), PLACE_ID_WORD, true},
    {STR_INIT("codice fiscale"), PLACE_ID_WORD, false},
    {STR_INIT("partita iva"), PLACE_ID_WORD, false},
    {STR_INIT("patente"), PLACE_ID_WORD, false},
    {STR_INIT("carta d"), PLACE_ID_WORD, false},
    {STR_INIT("passaporto"), PLACE_ID_WORD, false},
    {STR_INIT("passeport"), PLACE_ID_WORD, false},
    {STR_INIT("pasaporte"), PLACE_ID_WORD, false},
    {STR_INIT("reisepass"), PLACE_ID_WORD, false},
    {STR_INIT("fuhrerschein"), PLACE_ID_WORD, false},
    {STR_INIT("otp"), PLACE_ID_WORD, true},
    {STR_INIT("cvv"), PLACE_ID_WORD, true},
    {STR_INIT("cvc"), PLACE_ID_WORD, true},
    {STR_INIT("mbi"), PLACE_ID_WORD, true},
    {STR_INIT("itin"), PLACE_ID_WORD, true},
    {STR_INIT("ein "), PLACE_ID_WORD, true},
    {STR_INIT("wallet"), PLACE_ID_WORD, false},
    {STR_INIT("bsnr"), PLACE_ID_WORD, true},
    {STR_INIT("lanr"), PLACE_ID_WORD, true},
    {STR_INIT("organisationsnummer"), PLACE_ID_WORD, false},
    {STR_INIT("orgnr"), PLACE_ID_WORD, true},
    {STR_INIT("citizen"), PLACE_ID_WORD, false},
    {STR_INIT("id number"), PLACE_ID_WORD, false},
    {STR_INIT("id no"), PLACE_ID_WORD, true},
    {STR_INIT("student"), PLACE_ID_WORD, false},
    {STR_INIT("employee"), PLACE_ID_WORD, false},
    {STR_INIT("patient"), PLACE_ID_WORD, false},
    {STR_INIT("mrn"), PLACE_ID_WORD, true},
    {STR_INIT("numer"), PLACE_ID_WORD, true},
    {STR_INIT("phone"), PLACE_PHONE_WORD, true},
    {STR_INIT("tel"), PLACE_PHONE_WORD, true},
    {STR_INIT("call"), PLACE_PHONE_WORD, true},
    {STR_INIT("desk"), PLACE_PHONE_WORD, true},
    {STR_INIT("telephone"), PLACE_PHONE_WORD, true},
    {STR_INIT("tfno"), PLACE_PHONE_WORD, true},
    {STR_INIT("office"), PLACE_PHONE_WORD, true},
    {STR_INIT("direct"), PLACE_PHONE_WORD, true},
    {STR_INIT("conm"), PLACE_PHONE_WORD, true},
    {STR_INIT("poste"), PLACE_PHONE_WORD, true},
    {STR_INIT("landline"), PLACE_PHONE_WORD, true},
    {STR_INIT("reach me"), PLACE_PHONE_WORD, true},
    {STR_INIT("puhelin"), PLACE_PHONE_WORD, true},
    {STR_INIT("komorka"), PLACE_PHONE_WORD, true},
    {STR_INIT("mobile"), PLACE_PHONE_WORD, false},
    {STR_INIT("cell"), PLACE_PHONE_WORD, true},
    {STR_INIT("fax"), PLACE_PHONE_WORD, true},
    {STR_INIT("handy"), PLACE_PHONE_WORD, true},
    {STR_INIT("whatsapp"), PLACE_PHONE_WORD, false},
    {STR_INIT("dial"), PLACE_PHONE_WORD, true},
    {STR_INIT("ring"), PLACE_PHONE_WORD, true},
    {STR_INIT("numer"), PLACE_PHONE_WORD, true},
    {STR_INIT("zadzwo"), PLACE_PHONE_WORD, false},
    {STR_INIT("sms"), PLACE_PHONE_WORD, true},
    {STR_INIT("mobil"), PLACE_PHONE_WORD, true},
    {STR_INIT("rufnummer"), PLACE_PHONE_WORD, false},
    {STR_INIT("movil"), PLACE_PHONE_WORD, true},
    {STR_INIT("kontakt"), PLACE_PHONE_WORD, false},
    {STR_INIT("contact"), PLACE_PHONE_WORD, false},
    {STR_INIT("komork"), PLACE_PHONE_WORD, false},
    {STR_INIT(" ph"), PLACE_PHONE_WORD, false},
    {STR_INIT("text me"), PLACE_PHONE_WORD, false},
    {STR_INIT("reach"), PLACE_PHONE_WORD, true},
    {STR_INIT("number is"), PLACE_PHONE_WORD, false},
    {STR_INIT("answer"), PLACE_PHONE_WORD, false},
    {STR_INIT("voicemail"), PLACE_PHONE_WORD, false},
    {STR_INIT("hotline"), PLACE_PHONE_WORD, false},
    {STR_INIT("telefon"), PLACE_PHONE_WORD, false},
    {STR_INIT("numero"), PLACE_PHONE_WORD, false},
    {STR_INIT("nummer"), PLACE_PHONE_WORD, false},
    {STR_INIT("my number"), PLACE_PHONE_WORD, false},
    {STR_INIT("number:"), PLACE_PHONE_WORD, false},
    {STR_INIT("tlf"), PLACE_PHONE_WORD, true},
    {STR_INIT("phonecall"), PLACE_PHONE_WORD, false},
    {STR_INIT("ring me"), PLACE_PHONE_WORD, false},
    {STR_INIT("gsm"), PLACE_PHONE_WORD, true},
    {STR_INIT("portable"), PLACE_PHONE_WORD, false},
    {STR_INIT("celular"), PLACE_PHONE_WORD, false},
    {STR_INIT("cellulare"), PLACE_PHONE_WORD, false},
    {STR_INIT("bel "), PLACE_PHONE_WORD, true},
    {STR_INIT("card"), PLACE_CARD_WORD, false},
    {STR_INIT("karte"), PLACE_CARD_WORD, false},
    {STR_INIT("karta"), PLACE_CARD_WORD, false},
    {STR_INIT("karty"), PLACE_CARD_WORD, false},
    {STR_INIT("visa"), PLACE_CARD_WORD, false},
    {STR_INIT("master"), PLACE_CARD_WORD, false},
    {STR_INIT("amex"), PLACE_CARD_WORD, false},
    {STR_INIT("credit"), PLACE_CARD_WORD, false},
    {STR_INIT("debit"), PLACE_CARD_WORD, false},
};

enum { WORDS_N = sizeof(words) / sizeof(words[0]) };

/* The words by their first three bytes. */
struct place_words {
	/* bits: small enough for the processor's nearest cache, and nearly all are 0 */
	struct {
		uint64_t inside, border; /* of words that may begin anywhere, or at a border only */
	} used[SLOTS / 64];
	uint16_t first[SLOTS]; /* + 1; 0: none */
	uint16_t next[WORDS_N];
	uint8_t kinds[256]; /* of each byte */
};

enum byte_kind { BYTE_RUN = 1, BYTE_DIGIT = 2, BYTE_MARK = 4, BYTE_ALNUM = 8, ALNUM_SHIFT = 3 };

static uint32_t slot_of(uint32_t bytes)
{
	return (bytes & 0xFFFFFF) * 2654435761u >> 18;
}

/* What add_character() knows. */
static const char marks[] = "@=:.,|>/~<\"\\";

struct place_words *place_words_new(void)
{
	struct place_words *table = mem_zalloc(sizeof(*table));

	for (uint32_t i = 0; i < WORDS_N; i++) {
		const unsigned char *s = (const unsigned char *)words[i].text.s;
		uint32_t slot = slot_of((uint32_t)s[0] << 16 | (uint32_t)s[1] << 8 | s[2]);

		table->next[i] = table->first[slot];
		table->first[slot] = (uint16_t)(i + 1);
		if (words[i].border)
			table->used[slot / 64].border |= (uint64_t)1 << slot % 64;
		else
			table->used[slot / 64].inside |= (uint64_t)1 << slot % 64;
	}
	for (int i = 0; i < 256; i++) {
		char c = (char)i;

		if (str_is_alnum(c) || c == '_' || c == '-')
			table->kinds[i] = BYTE_RUN;
		if (str_is_alnum(c))
			table->kinds[i] |= BYTE_ALNUM;
		if (str_is_digit(c))
			table->kinds[i] |= BYTE_DIGIT;
	}
	for (const char *mark = marks; *mark != '\0'; mark++)
		table->kinds[(unsigned char)*mark] = BYTE_MARK;
	return table;
}

void place_words_free(struct place_words *table)
{
	mem_free(table);
}

void places_release(struct places *places)
{
	for (int i = 0; i < PLACES_N; i++)
		vec_release(&places->of[i]);
}

bool places_any(const struct places *places, enum place place, size_t from, size_t to)
{
	size_t low = 0, high = places->of[place].n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (places->of[place].at[middle] < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < places->of[place].n && places->of[place].at[low] < to;
}

struct finder {
	struct places *places;
	struct str text, low;
	size_t secret; /* where the last keyword of a secret began, + 1 */
};

static void add(struct places *places, enum place place, size_t at)
{
	*vec_add(&places->of[place]) = (uint32_t)at;
}

/* How many digits a number has with all its groups, counted up to twelve. */
static size_t grouped_digits(struct str text, size_t at)
{
	size_t n = 0, gap = 0;

	for (; at < text.n && gap <= 3 && n < GROUPED_MOST; at++)
		if (str_is_digit(text.s[at])) {
			n++;
			gap = 0;
		} else if (strchr(" ()-./", text.s[at]) == NULL || text.s[at] == '\0') {
			break;
		} else {
			gap++;
		}
	return n;
}

/* The number of a house: a word follows, or a word stands in front. */
static void add_house(struct finder *finder, size_t at)
{
	struct str text = finder->text;
	size_t end = at;
	char before = at > 0 ? text.s[at - 1] : '\n';

	while (end < text.n && end - at <= HOUSE_DIGITS && str_is_digit(text.s[end]))
		end++;
	if (end - at > HOUSE_DIGITS)
		return;
	if (str_is_alpha(before) || before == '.' ||
	    (before == ' ' && at > 1 && (str_is_alpha(text.s[at - 2]) || text.s[at - 2] == '.')))
		add(finder->places, PLACE_BEHIND_WORD, at);
	if (str_is_alnum(before) || before == '_' || before == '.')
		return;
	end += end < text.n && str_is_alpha(text.s[end]);
	end += end < text.n && text.s[end] == ',';
	if (end + 4 < text.n && text.s[end] == ' ' && text.s[end + 1] != '-' &&
	    (!str_is_digit(text.s[end + 1]) || str_is_alpha(text.s[end + 2]) || str_is_alpha(text.s[end + 3]) ||
	     str_is_alpha(text.s[end + 4])))
		add(finder->places, PLACE_HOUSE, at);
}

static void add_number(struct finder *finder, size_t at)
{
	size_t n, end = at;

	if (at > 0 && str_is_digit(finder->text.s[at - 1]))
		return;
	add(finder->places, PLACE_DIGIT, at);
	add_house(finder, at);
	while (end < finder->text.n && end < at + 4 && str_is_digit(finder->text.s[end]))
		end++;
	if (end < finder->text.n && finder->text.s[end] == '.')
		add(finder->places, PLACE_DECIMAL, at);
	n = grouped_digits(finder->text, at);
	if (n >= 5)
		add(finder->places, PLACE_NUMBER5, at);
	if (n >= 9)
		add(finder->places, PLACE_NUMBER9, at);
	if (n >= GROUPED_MOST)
		add(finder->places, PLACE_NUMBER12, at);
}

static void add_word(struct finder *finder, size_t at, uint16_t i, const struct place_words *table)
{
	for (; i != 0; i = table->next[i - 1]) {
		const struct word *word = &words[i - 1];

		if ((word->border && at > 0 && str_is_alnum(finder->low.s[at - 1])) ||
		    (word->text.n > 3 && (at + 3 >= finder->low.n || finder->low.s[at + 3] != word->text.s[3])) ||
		    !str_starts(str_from(finder->low, at), word->text))
			continue;
		if (word->place == PLACE_ASSIGN)
			finder->secret = at + 1;
		else
			add(finder->places, word->place, at);
	}
}

/* A word of letters, digits, "_" and "-" that may be a key. */
static void add_run(struct finder *finder, size_t from, size_t end)
{
	size_t n = end - from;
	bool digit = false, letter = false, upper = false;

	for (size_t i = from; i < end; i++) {
		digit = digit || str_is_digit(finder->text.s[i]);
		letter = letter || str_is_alpha(finder->text.s[i]);
		upper = upper || (i > from && finder->text.s[i] >= 'A' && finder->text.s[i] <= 'Z');
	}
	if ((digit && letter) || (n >= LONG_LETTERS && upper) || n >= LONG_ANY)
		add(finder->places, PLACE_LONG, from);
}

static bool is_hex_at(struct str text, size_t at)
{
	return at < text.n && str_hex_value(text.s[at]) >= 0;
}

static void add_character(struct finder *finder, size_t at)
{
	struct places *places = finder->places;
	struct str text = finder->text;
	char c = text.s[at], next = at + 1 < text.n ? text.s[at + 1] : ' ', before = at > 0 ? text.s[at - 1] : ' ';
	bool assigned = finder->secret != 0 && at + 1 - finder->secret <= ASSIGNED_WITHIN;

	switch (c) {
	case '@':
		add(places, PLACE_AT, at);
		break;
	case '=':
		add(places, PLACE_EQUAL, at);
		if ((next == '=' && before != '=') || before == '!')
			add(places, PLACE_COMPARED, at);
		if (assigned)
			add(places, PLACE_ASSIGN, at);
		break;
	case '"':
		if (assigned && before == ' ')
			add(places, PLACE_QUOTED, at);
		break;
	case ':':
		if (assigned)
			add(places, PLACE_ASSIGN, at);
		if (next == '/' && at + 2 < text.n && text.s[at + 2] == '/')
			add(places, PLACE_SCHEME, at);
		if ((next == ':' || is_hex_at(text, at + 1)) &&
		    (before == ':' || next == ':' || str_hex_value(before) >= 0))
			add(places, PLACE_PAIRS, at);
		break;
	case '.':
		if (is_hex_at(text, at + 1) && is_hex_at(text, at + 4) && at >= 4 && str_hex_value(before) >= 0 &&
		    str_hex_value(text.s[at - 4]) >= 0)
			add(places, PLACE_PAIRS, at);
		break;
	case ',':
		if (assigned && strchr("\"'`)]", before) != NULL)
			add(places, PLACE_ASSIGN, at);
		break;
	case '|':
		if (assigned && next == '|')
			add(places, PLACE_ASSIGN, at);
		break;
	case '>':
	case '/':
		if (assigned)
			add(places, PLACE_ASSIGN, at);
		break;
	case '~':
		add(places, PLACE_TILDE, at);
		break;
	case '\\':
		add(places, PLACE_BACKSLASH, at);
		break;
	case '<':
		if (next == '@' || next == '!')
			add(places, PLACE_ANGLE, at);
		break;
	default:
		break;
	}
}

void places_find(struct places *places, const struct place_words *table, struct str text, struct str low)
{
	struct finder finder = {places, text, low, 0};
	uint32_t bytes = 0, history = 0; /* of the last bytes: are they letters or digits? */
	size_t run = 0;			 /* bytes of the word so far */

	for (int i = 0; i < PLACES_N; i++)
		vec_clear(&places->of[i]);
	for (size_t at = 0; at < text.n; at++) {
		uint8_t kind = table->kinds[(unsigned char)text.s[at]];
		uint64_t used;
		uint32_t slot;

		bytes = bytes << 8 | (unsigned char)low.s[at];
		slot = slot_of(bytes);
		history = history << 1 | table->kinds[(unsigned char)low.s[at]] >> ALNUM_SHIFT;
		used = table->used[slot / 64].inside;
		used |= (history & 8) == 0 ? table->used[slot / 64].border : 0;
		if ((used >> slot % 64 & 1) != 0 && at >= 2)
			add_word(&finder, at - 2, table->first[slot], table);
		if (run >= LONG_MIXED && (kind & BYTE_RUN) == 0)
			add_run(&finder, at - run, at);
		run = (kind & BYTE_RUN) != 0 ? run + 1 : 0;
		if ((kind & (BYTE_DIGIT | BYTE_MARK)) == 0)
			continue;
		if ((kind & BYTE_DIGIT) != 0)
			add_number(&finder, at);
		else
			add_character(&finder, at);
	}
	if (run >= LONG_MIXED)
		add_run(&finder, text.n - run, text.n);
}
