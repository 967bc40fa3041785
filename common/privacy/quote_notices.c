/*
 * quote_notices: what programs and legal departments put below a mail.
 */
#include "common/privacy/quote_lines.h"

enum { FOOTER_BYTES = 120 };

static const char *const footers[] = {"sent from my ",
				      "sent from mail for",
				      "sent from outlook",
				      "sent from yahoo",
				      "sent from samsung",
				      "sent from proton",
				      "sent from a ",
				      "sent via ",
				      "sent with ",
				      "sent using ",
				      "sent by ",
				      "sent from mobile",
				      "sent on the go",
				      "sent on my ",
				      "via mobile",
				      "via iphone",
				      "get outlook for ",
				      "von meinem ",
				      "von meiner ",
				      "gesendet von ",
				      "gesendet mit ",
				      "gesendet über ",
				      "diese nachricht wurde von meinem ",
				      "diese nachricht wurde mit ",
				      "holen sie sich outlook",
				      "outlook für ",
				      "envoyé de mon ",
				      "envoyé depuis ",
				      "envoyé à partir ",
				      "envoyé avec ",
				      "télécharger outlook",
				      "obtenir outlook",
				      "enviado desde ",
				      "enviado do ",
				      "enviado da ",
				      "enviado a partir ",
				      "enviado con ",
				      "enviado por ",
				      "obtener outlook",
				      "obter o outlook",
				      "inviato da ",
				      "inviato dal ",
				      "scarica outlook",
				      "ottenere outlook",
				      "verstuurd vanaf ",
				      "verzonden vanaf ",
				      "verzonden met ",
				      "verzonden via ",
				      "outlook voor ",
				      "downloaden outlook",
				      "skickat från ",
				      "skickat med ",
				      "sendt fra ",
				      "sendt med ",
				      "hent outlook",
				      "hämta outlook",
				      "skaff deg outlook",
				      "lähetetty ",
				      "hanki outlook",
				      "wysłane z ",
				      "wysłano z ",
				      "pobierz program outlook",
				      "pobierz outlook",
				      "odesláno z ",
				      "odoslané z ",
				      "získat outlook",
				      "küldve ",
				      "отправлено с ",
				      "отправлено из ",
				      "надіслано з ",
				      "получите outlook",
				      "iphone'umdan gönderildi",
				      "trimis de pe ",
				      "obțineți outlook",
				      "poslano s ",
				      "εστάλη από ",
				      "στάλθηκε από ",
				      "đã gửi từ ",
				      "được gửi từ ",
				      "dikirim dari ",
				      "从我的",
				      "发自我的",
				      "寄自我的",
				      "從我的",
				      "나의 iphone에서 보냄",
				      "נשלח מה",
				      "أرسلت من",
				      NULL};

static const char *const devices[] = {
    "iphone",	  "ipad",	"ipod",	       "android",      "samsung",    "galaxy",	   "blackberry", "windows",
    "verizon",	  "mobile",	"mobil",       "phone",	       "handy",	     "telefon",	   "téléphone",	 "móvil",
    "celular",	  "smartphone", "tablet",      "outlook",      "gmail",	     "yahoo",	   "mail",	 "nokia",
    "huawei",	  "pixel",	"htc",	       "sony",	       "xperia",     "lg",	   "moto",	 "motorola",
    "xiaomi",	  "redmi",	"oneplus",     "honor",	       "wireless",   "acompli",	   "device",	 "surface",
    "lumia",	  "palm",	"treo",	       "kindle",       "handheld",   "t-mobile",   "at&t",	 "sprint",
    "airmail",	  "sparrow",	"thunderbird", "proton",       "protonmail", "front",	   "mailbird",	 "spark",
    "mailspring", "polymail",	"superhuman",  "smartphones",  "apple",	     "macbook",	   "mac",	 "iphonesta",
    "iphone'a",	  "iphonea",	"iphonu",      "iphonem",      "телефона",   "устройства", "cell",	 "мобильной",
    "почты",	  "почта",	"mail.ru",     "яндекс.почты", NULL};

static const char *const tails[] = {"unsubscribe",
				    "you received this message because you are subscribed",
				    "you are receiving this",
				    "you received this email because",
				    "you're receiving this email",
				    "to unsubscribe from this group",
				    "mailing list",
				    "mailman/listinfo",
				    "diese e-mail wurde von avast",
				    "virus-free. www.",
				    "virenfrei. www.",
				    "checked by avg",
				    "scanned by ",
				    "this email has been scanned",
				    "this email has been checked",
				    "archives: http",
				    "list archive",
				    "abmelden",
				    "se désabonner",
				    "darse de baja",
				    NULL};

/* "Sent from my Wiko Ridge": a few words without a sign between them. */
static bool is_device_line(struct str low)
{
	static const char *const mine[] = {"sent from my ",	    "von meinem ",	  "gesendet von meinem ",
					   "envoyé de mon ",	    "envoyé depuis mon ", "enviado desde mi ",
					   "enviado do meu ",	    "inviato dal mio ",	  "verzonden vanaf mijn ",
					   "verstuurd vanaf mijn ", "skickat från min ",  "sendt fra min ",
					   "wysłane z mojego ",	    "odesláno z mého ",	  NULL};
	size_t words = 1, digits = 0;

	if (!str_starts_any(low, mine))
		return false;
	for (size_t i = 0; i < low.n; i++) {
		words += low.s[i] == ' ';
		digits += str_is_digit(low.s[i]);
		if (strchr(",;:?!", low.s[i]) != NULL)
			return false;
	}
	return words <= 9 && digits != 0 && low.s[low.n - 1] != '.';
}

bool quote_is_footer(struct str low)
{
	if (low.n > FOOTER_BYTES)
		return false;
	while (low.n != 0 && (quote_is_dash(low.s[0]) || low.s[0] == ' ' || low.s[0] == '(' || low.s[0] == '['))
		low = str_from(low, 1);
	if (is_device_line(low) || (str_find(low, STR("outlook")) >= 0 && str_find(low, STR("aka.ms/")) >= 0))
		return true;
	if (str_starts_any(low, footers) || str_ends(low, STR("から送信")) ||
	    str_find(low, STR("iphoneから送信")) >= 0 || str_ends(low, STR(" gesendet")) ||
	    str_ends(low, STR(" gönderildi")) || str_ends(low, STR("에서 보냄"))) {
		/* the device is named at once; "sent from my desk, which is …" is a sentence */
		size_t words = 0, end = 0;

		while (end < low.n && words < 7)
			words += low.s[end++] == ' ';
		return quote_holds_any(str_slice(low, 0, end), devices) || (unsigned char)low.s[0] >= 0xE0 ||
		       str_starts(low, STR("via ")) || str_find(low, STR("iphone")) >= 0;
	}
	return quote_holds_any(low, tails);
}

static const char *const notices[] = {"is confidential",
				      "are confidential",
				      "confidential and",
				      "confidentiality notice",
				      "confidential information",
				      "confidentiality note",
				      "legally privileged",
				      "privileged and confidential",
				      "intended recipient",
				      "intended only for",
				      "intended solely for",
				      "solely for the use of",
				      "for the sole use of",
				      "notify the sender",
				      "delete this e-mail",
				      "delete this email",
				      "this e-mail and any",
				      "this email and any",
				      "this message and any attachments",
				      "consider the environment",
				      "think before you print",
				      "before printing this",
				      "not an official statement",
				      "no liability",
				      "registered in england",
				      "registered office",
				      "company registration",
				      "vertrauliche informationen",
				      "denk aan het milieu",
				      "denk aan het environment",
				      "tänk på miljön",
				      "tænk på miljøet",
				      "tenk på miljøet",
				      "pomyśl o środowisku",
				      "pense no ambiente",
				      "pense no meio ambiente",
				      "piense en el medio ambiente",
				      "pensa all'ambiente",
				      "prima di stampare",
				      "bitte prüfen sie, ob",
				      "der umwelt zuliebe",
				      "if you have received this",
				      "if you are not the intended",
				      "if you are not the addressee",
				      "unauthorised use",
				      "unauthorized use",
				      "views expressed",
				      "opinions expressed",
				      "do not necessarily reflect",
				      "incorporated in england",
				      "registered in scotland",
				      "registered number",
				      "vat registration",
				      "attorney-client",
				      "virus free",
				      "vertraulich und",
				      "nicht der richtige adressat",
				      "irrtümlich erhalten",
				      "diese e-mail enthält",
				      "diese nachricht ist vertraulich",
				      "sitz der gesellschaft",
				      "registergericht",
				      "handelsregister",
				      "amtsgericht",
				      "geschäftsführer:",
				      "bitte denken sie an die umwelt",
				      "ce message et ",
				      "ce message est confidentiel",
				      "strictement confidentiel",
				      "pensez à l'environnement",
				      "avant d'imprimer",
				      "este mensaje ",
				      "información confidencial",
				      "este correo electrónico",
				      "aviso legal",
				      "protección de datos",
				      "antes de imprimir",
				      "esta mensagem",
				      "informação confidencial",
				      "questo messaggio",
				      "informazioni riservate",
				      "informazioni confidenziali",
				      "d.lgs",
				      "dit bericht ",
				      "dit e-mailbericht",
				      "vertrouwelijk",
				      "detta meddelande",
				      "denne e-mail",
				      "denne e-posten",
				      "konfidentiell",
				      "fortrolig",
				      "wiadomość jest poufna",
				      "zawiera informacje poufne",
				      "informacje poufne",
				      "poufne",
				      "niniejsza wiadomość",
				      "krajowego rejestru sądowego",
				      "důvěrné informace",
				      "tento e-mail",
				      "bizalmas",
				      "gizlidir",
				      "конфиденциальн",
				      "конфіденційн",
				      "luottamuksellinen",
				      "本邮件",
				      "機密情報",
				      NULL};

bool quote_is_disclaimer(struct str low)
{
	if (low.n < 20)
		return false;
	/* a mention is not a notice: it speaks of this message or names a register */
	return quote_holds_any(low, notices);
}
