#include "common/privacy/quote_lines.h"

#include "common/privacy/phrases.h"
#include "common/utf8.h"

enum { NAME_WORDS = 5, FOOTER_BYTES = 120, LINE_LONG = 76, FIELD_BYTES = 40 };

struct str quote_trim(struct str line)
{
	for (;;) {
		line = str_trim(line);
		if (str_ends(line, STR("\xC2\xA0")))
			line.n -= 2;
		else if (str_ends(line, STR("\xE3\x80\x80")))
			line.n -= 3;
		else if (str_starts(line, STR("\xC2\xA0")) || str_starts(line, STR("\xE2\x80\x8B")) ||
			 str_starts(line, STR("\xE3\x80\x80")) || str_starts(line, STR("\xEF\xBB\xBF")))
			line = str_from(line, line.s[0] == '\xC2' ? 2 : 3);
		else
			return line;
	}
}

/* Is one of the phrases in the line, between words? Scripts without blanks have no borders. */
static bool holds_any(struct str low, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++) {
		struct str phrase = str_c(*phrases);

		for (size_t at = 0; at + phrase.n <= low.n;) {
			ptrdiff_t found = str_find(str_from(low, at), phrase);
			size_t from, to;
			bool cjk = (unsigned char)phrase.s[0] >= 0xE0;

			if (found < 0)
				break;
			from = at + (size_t)found;
			to = from + phrase.n;
			if (cjk || ((from == 0 || !utf8_is_word_byte(low.s[from - 1])) &&
				    (to == low.n || !utf8_is_word_byte(low.s[to]) ||
				     !utf8_is_word_byte(phrase.s[phrase.n - 1]))))
				return true;
			at = from + 1;
		}
	}
	return false;
}

static bool starts_any(struct str low, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++)
		if (str_starts(low, str_c(*phrases)))
			return true;
	return false;
}

/* ---- header fields ---- */

/* Names of header fields; most languages spell some of them alike. */
static const struct {
	const char *names; /* between bars */
	unsigned field;
} fields[] = {
    {"|from|von|de|od|da|fra|från|fran|van|mittente|remitente|expéditeur|od kogo|nadawca|от|от "
     "кого|від|feladó|lähettäjä|kimden|"
     "gönderen|من|发件人|發件人|寄件者|寄件人|差出人|送信元|보낸 사람|보낸사람|từ|dari|από|de la|no|kellelt|nuo|la|מאת|"
     "odesílatel|odosielateľ|gesendet von|absender|",
     QUOTE_FROM},
    {"|sent|date|gesendet|datum|gesendet am|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|fecha|data|data "
     "de envio|"
     "inviato|verzonden|sendt|skickat|dato|wysłano|data "
     "wysłania|odesláno|odoslané|отправлено|дата|надіслано|elküldve|dátum|"
     "lähetetty|päivämäärä|päiväys|gönderme tarihi|gönderilme "
     "tarihi|tarih|发送时间|發送時間|寄件日期|日期|送信日時|日時|"
     "보낸 날짜|날짜|đã gửi|ngày|dikirim|tanggal|στάλθηκε|ημερομηνία|trimis|תאריך|נשלח|sent on|date sent|received|"
     "dátum odoslania|poslano|poslato|saadetud|message du|",
     QUOTE_DATE},
    {"|to|an|à|a|para|al|destinataire|destinatario|pour|aan|til|till|do|komu|кому|címzett|vastaanottaja|kime|alıcı|إلى|"
     "收件人|收件者|"
     "宛先|받는 사람|받는사람|đến|tới|kepada|ke|προς|către|אל|za|prima|empfänger|an mich|adresat|",
     QUOTE_TO},
    {"|subject|betreff|objet|sujet|rubrik|asunto|assunto|oggetto|onderwerp|emne|ämne|temat|předmět|predmet|тема|tárgy|"
     "aihe|konu|"
     "主题|主旨|主題|"
     "件名|제목|chủ đề|subjek|perihal|θέμα|subiect|נושא|subj|teema|",
     QUOTE_SUBJECT},
    {"|cc|bcc|kopie|kopia|copie à|copie|copia|kopi|dw|kopio|másolatot "
     "kap|копия|копія|抄送|副本|참조|bilgi|reply-to|antwort an|"
     "répondre à|importance|priority|priorität|attachments|anlagen|x-mailer|organization|newsgroups|message-id|cc:|",
     QUOTE_OTHER},
};

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_is_digit(s.s[i]))
			return true;
	return false;
}

unsigned quote_header_field(struct str low, bool *proved)
{
	char name[FIELD_BYTES];
	size_t at = 0, n = 0;
	struct str value;

	name[n++] = '|';
	while (at < low.n && (low.s[at] == '*' || low.s[at] == '>' || low.s[at] == ' ' || low.s[at] == '_'))
		at++;
	while (at < low.n && low.s[at] != ':' && !str_starts(str_from(low, at), STR("\xEF\xBC\x9A")) &&
	       n < FIELD_BYTES - 2)
		name[n++] = low.s[at++];
	if (at >= low.n || (low.s[at] != ':' && low.s[at] != '\xEF'))
		return 0;
	while (n > 1 && (name[n - 1] == ' ' || name[n - 1] == '*' || name[n - 1] == '\xA0' || name[n - 1] == '\xC2'))
		n--;
	if (n == 1)
		return 0;
	name[n++] = '|';
	value = str_from(low, at + (low.s[at] == ':' ? 1 : 3));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (str_find(str_c(fields[i].names), str_n(name, n)) >= 0) {
			bool date = fields[i].field == QUOTE_DATE && has_digit(value);

			if (date ||
			    ((fields[i].field & (QUOTE_FROM | QUOTE_TO)) != 0 && str_find_char(value, '@') >= 0))
				*proved = true;
			return fields[i].field;
		}
	return 0;
}

unsigned quote_bare_field(struct str low)
{
	char with_colon[FIELD_BYTES];
	bool proved = false;

	if (low.n == 0 || low.n + 2 > sizeof(with_colon))
		return 0;
	memcpy(with_colon, low.s, low.n);
	with_colon[low.n] = ':';
	return quote_header_field(str_n(with_colon, low.n + 1), &proved);
}

/* ---- dividers ---- */

static const char *const original[] = {"original message",
				       "original appointment",
				       "ursprüngliche nachricht",
				       "ursprungliche nachricht",
				       "originalnachricht",
				       "ursprünglicher termin",
				       "message d'origine",
				       "message d\u2019origine",
				       "message original",
				       "message initial",
				       "mensaje original",
				       "messaggio originale",
				       "mensagem original",
				       "oorspronkelijk bericht",
				       "origineel bericht",
				       "oprindelig meddelelse",
				       "original meddelelse",
				       "oprindelig besked",
				       "oprindelig mail",
				       "opprinnelig e-post",
				       "ursprungligt mejl",
				       "ursprunglig nachricht",
				       "izvirno sporočilo",
				       "pirminis laiškas",
				       "oorspronkelijke e-mail",
				       "messaggio iniziale",
				       "ursprungligt meddelande",
				       "originalmeddelande",
				       "opprinnelig melding",
				       "alkuperäinen viesti",
				       "wiadomość oryginalna",
				       "oryginalna wiadomość",
				       "původní zpráva",
				       "původní e-mail",
				       "pôvodná správa",
				       "eredeti üzenet",
				       "исходное сообщение",
				       "оригинальное сообщение",
				       "первоначальное сообщение",
				       "оригінальне повідомлення",
				       "orijinal mesaj",
				       "özgün ileti",
				       "orijinal ileti",
				       "mesaj original",
				       "mesajul original",
				       "αρχικό μήνυμα",
				       "izvorna poruka",
				       "thư gốc",
				       "tin nhắn gốc",
				       "pesan asli",
				       "原始邮件",
				       "原始郵件",
				       "元のメッセージ",
				       "원본 메시지",
				       "원본 메일",
				       "reply message",
				       "antwort nachricht",
				       "الرسالة الأصلية",
				       "הודעה מקורית",
				       NULL};

static const char *const forwarded[] = {"forwarded message",
					"forwarded by",
					"weitergeleitete nachricht",
					"weitergeleitet von",
					"message transféré",
					"message transfere",
					"message réexpédié",
					"mensaje reenviado",
					"messaggio inoltrato",
					"mensagem encaminhada",
					"mensagem reencaminhada",
					"doorgestuurd bericht",
					"videresendt meddelelse",
					"videresendt melding",
					"vidarebefordrat meddelande",
					"välitetty viesti",
					"przekazana wiadomość",
					"wiadomość przekazana",
					"treść przekazanej wiadomości",
					"přeposlaná zpráva",
					"preposlaná správa",
					"továbbított üzenet",
					"пересылаемое сообщение",
					"пересланное сообщение",
					"переслане повідомлення",
					"iletilen mesaj",
					"yönlendirilmiş ileti",
					"mesaj redirecționat",
					"προωθημένο μήνυμα",
					"proslijeđena poruka",
					"thư được chuyển tiếp",
					"pesan terusan",
					"转发的邮件",
					"轉寄郵件",
					"転送されたメッセージ",
					"転送メッセージ",
					"전달된 메시지",
					NULL};

static const char *const forwarded_alone[] = {"begin forwarded message",
					      "start of forwarded message",
					      "anfang der weitergeleiteten nachricht",
					      "anfang der weitergeleiteten e-mail",
					      "début du message réexpédié",
					      "début du message transféré",
					      "inizio messaggio inoltrato",
					      "inicio del mensaje reenviado",
					      "início da mensagem reencaminhada",
					      "begin doorgestuurd bericht",
					      "start på videresendt besked",
					      "videresendt besked:",
					      "vidarebefordrat brev:",
					      "początek przekazywanej wiadomości",
					      "začátek přeposlané zprávy",
					      "begin přeposlané zprávy",
					      "начало переадресованного сообщения",
					      "továbbított üzenet kezdete",
					      "下面是被转发的邮件",
					      "転送されたメッセージ:",
					      NULL};

/* Above this line is the answer. */
static const char *const markers[] = {"type your reply above this line",
				      "write above this line",
				      "reply above this line",
				      "reply below this line",
				      "reply above the line",
				      "do not delete this line",
				      "write below this line",
				      "type below this line",
				      "respond above this line",
				      "reply above this",
				      "unterhalb dieser zeile",
				      "sous cette ligne",
				      "debajo de esta línea",
				      "sotto questa riga",
				      "abaixo desta linha",
				      "onder deze regel",
				      "poniżej tej linii",
				      "ниже этой строки",
				      "above this line to add a comment",
				      "ihre antwort über dieser zeile",
				      "oberhalb dieser zeile",
				      "über diese zeile",
				      "au-dessus de cette ligne",
				      "por encima de esta línea",
				      "encima de esta línea",
				      "sopra questa riga",
				      "sopra questa linea",
				      "acima desta linha",
				      "boven deze regel",
				      "boven deze lijn",
				      "ovanför den här raden",
				      "ovenfor denne linje",
				      "powyżej tej linii",
				      "nad tímto řádkem",
				      "выше этой строки",
				      "bu satırın üstüne",
				      "この行より上",
				      "在此行上方",
				      NULL};

static bool has_time(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (str_is_digit(s.s[i])) {
			digits++;
			if (digits == 4 && (s.s[i - 3] == '1' || s.s[i - 3] == '2') &&
			    (i + 1 >= s.n || !str_is_digit(s.s[i + 1])))
				return true; /* a year */
			continue;
		}
		if (digits >= 1 && digits <= 2 && i + 2 < s.n && strchr(":./-", s.s[i]) != NULL &&
		    str_is_digit(s.s[i + 1]) && (str_is_digit(s.s[i + 2]) || strchr(":./-", s.s[i + 2]) != NULL))
			return true;
		digits = 0;
	}
	return false;
}

static bool is_dash(char c)
{
	return c == '-' || c == '_' || c == '=' || c == '*' || c == '#' || c == '~';
}

/* "Anna Nowak ---03/05/2024 09:12:44---please call": what Lotus Notes writes above the header. */
static bool is_notes_line(struct str low)
{
	ptrdiff_t from = str_find(low, STR("---")), to;
	struct str rest;

	if (from <= 0)
		return false;
	rest = str_from(low, (size_t)from + 3);
	to = str_find(rest, STR("---"));
	return to > 0 && str_is_digit(rest.s[0]) && has_time(str_slice(rest, 0, (size_t)to));
}

static bool is_among(struct str low, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++)
		if (str_eq(low, str_c(*phrases)))
			return true;
	return false;
}

enum quotes_reason quote_divider(struct str low)
{
	bool dashes =
	    low.n > 6 && ((is_dash(low.s[0]) && is_dash(low.s[1])) || str_starts(low, STR("\xE2\x80\x90\xE2\x80\x90")));

	if (low.n > 160 || low.n < 9)
		return QUOTES_KEPT;
	if (dashes && holds_any(low, forwarded))
		return QUOTES_FORWARDED;
	if ((dashes && holds_any(low, original)) || is_among(low, original) || is_notes_line(low))
		return QUOTES_HEADER;
	if (low.n < 80 && (low.s[low.n - 1] == ':' || str_ends(low, STR("\xEF\xBC\x9A"))) &&
	    starts_any(low, forwarded_alone))
		return QUOTES_FORWARDED;
	return holds_any(low, markers) ? QUOTES_HEADER : QUOTES_KEPT;
}

/* ---- "On … wrote:" ---- */

static const char *const verbs[] = {
    "wrote",	   "writes",	     "sent",	   "has written", "schrieb",  "schreibt",   "hat geschrieben",
    "geschrieben", "a écrit",	     "écrit",	   "a ecrit",	  "escribió", "escribio",   "escribe",
    "ha escrito",  "ha scritto",     "scrive",	   "scrisse",	  "escreveu", "schreef",    "het volgende geschreven",
    "skrev",	   "skrev følgende", "skrifaði",   "napisał",	  "napisała", "napisał(a)", "napisal",
    "napisala",	   "napisal(a)",     "pisze",	   "napsal",	  "napsala",  "napsal(a)",  "napísal",
    "napísala",	   "napísal(a)",     "írta",	   "kirjoitti",	  "написал",  "написала",   "написал(а)",
    "написал (а)", "пишет",	     "писал",	   "писал(а)",	  "написав",  "написала",   "пише",
    "написа",	   "написао",	     "je napisao", "napisao",	  "napisala", "piše",	    "yazdı",
    "yazmış",	   "đã viết",	     "viết",	   "menulis",	  "a scris",  "έγραψε",	    "va escriure",
    "kirjutas",	   "rašė",	     "parašė",	   "rakstīja",	  "כתב",      "כתבה",	    "כתב/ה",
    "كتب",	   "写道",	     "寫道",	   "写到",	  "のメール", "書きました", "작성",
    "님이 씀",	   "เขียนว่า",	     NULL};

static const char *const starts[] = {"on ",
				     "am ",
				     "le ",
				     "el ",
				     "il ",
				     "em ",
				     "op ",
				     "den ",
				     "på ",
				     "d. ",
				     "dnia ",
				     "w dniu ",
				     "dne ",
				     "dňa ",
				     "vào ",
				     "в ",
				     "у ",
				     "на ",
				     "pada ",
				     "în ",
				     "pe ",
				     "στις ",
				     "ons ",
				     "no dia ",
				     "a las ",
				     "a ",
				     "ma ",
				     "ti ",
				     "ke ",
				     "to ",
				     "pe ",
				     "la ",
				     "su ",
				     "ti. ",
				     "ke. ",
				     "ven ",
				     "lun ",
				     "mar ",
				     "mer ",
				     "gio ",
				     "sab ",
				     "dom ",
				     "lunes",
				     "martes",
				     "mon",
				     "tue",
				     "wed",
				     "thu",
				     "fri",
				     "sat",
				     "sun",
				     "mo, ",
				     "di, ",
				     "mi, ",
				     "do, ",
				     "fr, ",
				     "sa, ",
				     "so, ",
				     "pon",
				     "wt",
				     "śr",
				     "czw",
				     "pt",
				     "lör",
				     "maandag",
				     "dinsdag",
				     "woensdag",
				     "don",
				     "vrij",
				     "lundi",
				     "mardi",
				     "mercredi",
				     "jeudi",
				     "vendredi",
				     "samedi",
				     "dimanche",
				     "пн",
				     "вт",
				     "ср",
				     "чт",
				     "пт",
				     "сб",
				     "вс",
				     "понедельник",
				     "вторник",
				     "среда",
				     "четверг",
				     "пятница",
				     "в понедельник",
				     "בתאריך ",
				     "ב-",
				     "في ",
				     "在",
				     "於",
				     "于",
				     "il giorno ",
				     "em qua",
				     "sent from ",
				     "quoting ",
				     "quoth ",
				     "citando ",
				     "zitat von ",
				     "från: ",
				     "út ",
				     "st ",
				     "čt ",
				     "pá ",
				     NULL};

/* What names of authors follow where no verb does. */
static const char *const quoting[] = {"wiadomość napisana przez ", "quoting ", "zitat von ", "* ", "citando ", NULL};

enum { TIME_MOST = 40 };

bool quote_is_time(struct str low)
{
	size_t letters = 0;
	bool proved;

	for (size_t i = 0; i < low.n; i++)
		letters += str_is_alpha(low.s[i]);
	return quote_header_field(low, &proved) == 0 && low.n >= 8 && low.n <= TIME_MOST && has_time(low) &&
	       str_find_char(low, ':') > 0 && letters <= 12;
}

bool quote_may_introduce(struct str low)
{
	if (low.n == 0 || low.n > 400)
		return false;
	return str_is_digit(low.s[0]) || (is_dash(low.s[0]) && low.n > 12) || starts_any(low, starts) ||
	       str_find_char(low, '@') >= 0 || str_find(low, STR("--- on ")) >= 0 ||
	       (low.s[low.n - 1] == ':' && low.n < 160);
}

bool quote_introduces(struct str low, bool quote_follows)
{
	bool colon = low.s[low.n - 1] == ':' || str_ends(low, STR("\xEF\xBC\x9A"));
	bool dashed = is_dash(low.s[0]) && low.n > 4 && is_dash(low.s[low.n - 1]) && is_dash(low.s[1]);
	bool mail = str_find_char(low, '@') >= 0, time = has_time(low), verb;
	bool begins = starts_any(low, starts) || str_is_digit(low.s[0]) || str_find(low, STR("--- on ")) >= 0;
	struct str tail = low.n > 240 ? str_from(low, low.n - 240) : low;

	verb = holds_any(tail, verbs);
	if (!colon && !dashed && !quote_follows)
		return verb && begins && time && mail && low.n < 160 && str_ends(low, STR("> wrote"));
	if (dashed && verb)
		return true;
	if (colon && verb)
		return (begins && (time || mail)) || (mail && (time || low.n < 120)) || (quote_follows && low.n < 100);
	/* "Quoting Anna <a@b.c>:", "* Anna <a@b.c> [2025-03-03]:" */
	if (colon && mail && starts_any(low, quoting) && (time || quote_follows))
		return true;
	/* "2014-10-17 11:28 GMT+03:00 Postmaster <a@b.c>:", without a verb */
	if (str_is_digit(low.s[0]) && time && mail)
		return colon || (quote_follows && low.s[low.n - 1] == '>');
	if (colon && time && mail && begins && str_find(low, STR(">:")) >= 0)
		return true;
	/* "On Mon, Anna <a@b.c> wrote" with the colon lost */
	return !colon && verb && begins && time && mail && str_ends(low, STR("wrote"));
}

/* ---- signatures ---- */

bool quote_is_rule(struct str low)
{
	size_t n = 0;

	for (size_t i = 0; i < low.n; i++)
		if (is_dash(low.s[i]))
			n++;
		else if (low.s[i] != ' ')
			return false;
	return n >= 8;
}

static bool is_farewell_end(char c)
{
	return c == ',' || c == '.' || c == '!' || c == '-' || c == ':' || c == ' ' || c == ')' || c == ';' ||
	       c == '*' || c == '~';
}

/* Behind a farewell nothing, or a name, or another farewell ("Mit freundlichen Grüßen / Best regards"). */
static bool is_farewell_rest(struct str rest)
{
	size_t words = 1;

	if (rest.n == 0)
		return true;
	if (str_starts(rest, STR(" / ")) || str_starts(rest, STR(" & ")) || str_starts(rest, STR("/")))
		return quote_is_farewell(str_from(rest, rest.s[0] == '/' ? 1 : 3));
	if (!is_farewell_end(rest.s[0]))
		return false;
	if (rest.s[0] == ' ' && rest.n > 1 && utf8_is_word_byte(rest.s[1]))
		return false; /* "thanks for …" */
	while (rest.n != 0 && is_farewell_end(rest.s[0]))
		rest = str_from(rest, 1);
	for (size_t i = 0; i < rest.n; i++)
		words += rest.s[i] == ' ';
	/* "Thanks, Anna": a name, no sentence */
	return rest.n == 0 || (words <= 3 && rest.n < 30 && strchr("?.:", rest.s[rest.n - 1]) == NULL);
}

static bool is_farewell_of(struct str low, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++)
		if (str_starts(low, str_c(*phrases)) && is_farewell_rest(str_from(low, strlen(*phrases))))
			return true;
	return false;
}

enum { FAREWELL_WORDS = 6 };

/* "Met bloemige groet,", "Beste Grüße aus Greven": a short line with a word that only farewells have. */
static bool has_farewell_word(struct str low)
{
	size_t words = 1;

	if (low.n == 0 || strchr("?.:;", low.s[low.n - 1]) != NULL)
		return false;
	for (size_t i = 0; i < low.n; i++)
		words += low.s[i] == ' ';
	return words <= FAREWELL_WORDS && holds_any(low, phrases_farewell_words_written);
}

bool quote_is_farewell(struct str low)
{
	if (low.n > 80)
		return false;
	while (low.n != 0 && (is_dash(low.s[0]) || low.s[0] == ' '))
		low = str_from(low, 1);
	if (str_ends(low, STR("\xE3\x80\x82")))
		low.n -= 3; /* a Japanese full stop */
	return low.n != 0 && (is_farewell_of(low, phrases_farewells_written) ||
			      is_farewell_of(low, phrases_farewells) || has_farewell_word(low));
}

enum { SIGN_LEAST = 3, SIGN_MOST = 14 };

bool quote_is_sign(struct str line, struct str low)
{
	static const char *const answers[] = {
	    "yes",  "no",      "none",	  "done",   "help",	"please",  "fixed", "same",  "bump", "sure",
	    "nope", "yep",     "correct", "solved", "resolved", "working", "true",  "false", "null", "error",
	    "okay", "nothing", "never",	  "always", "works",	"end",	   "stop",  "ja",    "nein", "oui",
	    "non",  "si",      "urgent",  "asap",   "and",	"or",	   "else",  "then",  NULL};
	size_t capitals = 0, n = 0;

	while (line.n != 0 && strchr("-/~", line.s[0]) != NULL)
		line = quote_trim(str_from(line, 1));
	for (size_t i = 0; i < line.n; i++) {
		if (i + 1 == line.n && line.s[i] == '.' && n <= 2)
			break;
		if (i == 1 && n == 1 && line.n == 3 && line.s[1] == ' ' && (line.s[2] == 'x' || line.s[2] == 'X'))
			return true; /* "T x" */
		if (!utf8_is_word_byte(line.s[i]) || str_is_digit(line.s[i]))
			return false;
		capitals += line.s[i] >= 'A' && line.s[i] <= 'Z';
		n++;
	}
	if (n == 0 || (n < SIGN_LEAST && capitals != n) || n > SIGN_MOST)
		return false;
	if (capitals > 1 && n > SIGN_LEAST)
		return false;
	for (const char *const *answer = answers; *answer != NULL; answer++)
		if (str_eq(low, str_c(*answer)))
			return false;
	return true;
}

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
    "iphone",	  "ipad",	"ipod",	       "android",     "samsung",    "galaxy",	  "blackberry", "windows",
    "verizon",	  "mobile",	"mobil",       "phone",	      "handy",	    "telefon",	  "téléphone",	"móvil",
    "celular",	  "smartphone", "tablet",      "outlook",     "gmail",	    "yahoo",	  "mail",	"nokia",
    "huawei",	  "pixel",	"htc",	       "sony",	      "xperia",	    "lg",	  "moto",	"motorola",
    "xiaomi",	  "redmi",	"oneplus",     "honor",	      "wireless",   "acompli",	  "device",	"surface",
    "lumia",	  "palm",	"treo",	       "kindle",      "handheld",   "t-mobile",	  "at&t",	"sprint",
    "airmail",	  "sparrow",	"thunderbird", "proton",      "protonmail", "front",	  "mailbird",	"spark",
    "mailspring", "polymail",	"superhuman",  "smartphones", "apple",	    "macbook",	  "mac",	"iphonesta",
    "iphone'a",	  "iphonea",	"iphonu",      "iphonem",     "телефона",   "устройства", "cell",	NULL};

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

	if (!starts_any(low, mine))
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
	while (low.n != 0 && (is_dash(low.s[0]) || low.s[0] == ' ' || low.s[0] == '(' || low.s[0] == '['))
		low = str_from(low, 1);
	if (is_device_line(low) || (str_find(low, STR("outlook")) >= 0 && str_find(low, STR("aka.ms/")) >= 0))
		return true;
	if (starts_any(low, footers) || str_ends(low, STR("から送信")) || str_find(low, STR("iphoneから送信")) >= 0 ||
	    str_ends(low, STR(" gesendet")) || str_ends(low, STR(" gönderildi")) || str_ends(low, STR("에서 보냄"))) {
		/* the device is named at once; "sent from my desk, which is …" is a sentence */
		size_t words = 0, end = 0;

		while (end < low.n && words < 7)
			words += low.s[end++] == ' ';
		return holds_any(str_slice(low, 0, end), devices) || (unsigned char)low.s[0] >= 0xE0 ||
		       str_starts(low, STR("via ")) || str_find(low, STR("iphone")) >= 0;
	}
	return holds_any(low, tails);
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
	return holds_any(low, notices);
}

/* "Av. Juárez 1410, Col. Centro, 64000 Monterrey, N.L." */
static bool is_address(struct str line)
{
	size_t digits = 0, commas = 0;

	for (size_t i = 0; i < line.n; i++) {
		digits += str_is_digit(line.s[i]);
		commas += line.s[i] == ',';
	}
	return digits >= 3 && commas >= 2;
}

bool quote_is_sentence(struct str line)
{
	size_t words = 1, n = line.n;
	char last;

	if (n > 120)
		return true;
	for (size_t i = 0; i < n; i++)
		words += line.s[i] == ' ' && i > 0 && line.s[i - 1] != ' ';
	while (n > 0 && (line.s[n - 1] == ')' || line.s[n - 1] == '"'))
		n--;
	last = n != 0 ? line.s[n - 1] : ' ';
	if (last == '?' || (last == ':' && words > 2))
		return true;
	if (str_find(line, STR("://")) >= 0 || str_find_char(line, '@') >= 0 || str_find_char(line, '|') >= 0)
		return words > (str_find_char(line, '|') >= 0 ? 24 : 14);
	if ((last == '.' || last == '!') && words > 5)
		return !is_address(line);
	return n > LINE_LONG && words > 11;
}

bool quote_is_name(struct str line)
{
	size_t words = 0, letters = 0;
	struct str rest = line, word;

	while (line.n != 0 && (line.s[0] == '-' || line.s[0] == '/' || line.s[0] == '~' || line.s[0] == '*'))
		line = quote_trim(str_from(line, 1));
	rest = line;
	if (line.n < 2 || line.n > 60)
		return false;
	while (str_split(&rest, ' ', &word)) {
		static const char particles[] =
		    " van von de da der den dos del della di la le bin ibn af of and und y ";

		if (word.n == 0)
			continue;
		if (++words > NAME_WORDS)
			return false;
		for (size_t i = 0; i < word.n; i++) {
			if (str_is_digit(word.s[i]) || strchr(":;?!<>=/\\_{}[]$%#\"", word.s[i]) != NULL)
				return false;
			letters += utf8_is_word_byte(word.s[i]);
		}
		if (word.s[0] >= 'a' && word.s[0] <= 'z') {
			char padded[10];

			if (word.n + 2 > sizeof(padded))
				return false;
			padded[0] = ' ';
			memcpy(padded + 1, word.s, word.n);
			padded[word.n + 1] = ' ';
			if (str_find(str_c(particles), str_n(padded, word.n + 2)) < 0)
				return false;
		}
	}
	return letters >= 2 && (line.s[line.n - 1] != '.' || words > 1);
}

/* No name and address together are longer; every line of a message is compared with it. */
enum { SENDER_BYTES = 200 };

bool quote_is_sender(struct str line, struct str low, struct str sender)
{
	char word[40];
	size_t n = 0, words = 1, hits = 0;

	sender = str_slice(sender, 0, SENDER_BYTES);
	if (sender.n == 0 || line.n == 0 || line.n > 60 || strchr(":?,", line.s[line.n - 1]) != NULL)
		return false;
	for (size_t i = 0; i < line.n; i++)
		words += line.s[i] == ' ';
	if (words > NAME_WORDS + 2)
		return false;
	/* each part of the sender's name or address that the line begins with or has */
	for (size_t i = 0; i <= sender.n; i++) {
		if (i < sender.n && utf8_is_word_byte(sender.s[i]) && n < sizeof(word)) {
			word[n++] = str_lower_char(sender.s[i]);
			continue;
		}
		if (n >= 3 && n < sizeof(word)) {
			ptrdiff_t at = str_find(low, str_n(word, n));

			if (at >= 0 && (at == 0 || !utf8_is_word_byte(low.s[at - 1])) &&
			    ((size_t)at + n >= low.n || !utf8_is_word_byte(low.s[(size_t)at + n])))
				hits++;
		}
		n = 0;
	}
	return hits != 0 && !quote_is_sentence(line);
}

static const char *const contact_words[] = {"tel",
					    "phone",
					    "mobile",
					    "cell",
					    "fax",
					    "office",
					    "direct",
					    "skype",
					    "email",
					    "e-mail",
					    "ext",
					    "mob",
					    "fon",
					    "telefon",
					    "telefax",
					    "mobil",
					    "tél",
					    "portable",
					    "web",
					    "www",
					    "twitter",
					    "linkedin",
					    "icq",
					    "aim",
					    "msn",
					    "jabber",
					    "blog",
					    "website",
					    "ceo",
					    "cto",
					    "cfo",
					    "coo",
					    "president",
					    "director",
					    "manager",
					    "engineer",
					    "developer",
					    "consultant",
					    "founder",
					    "co-founder",
					    "analyst",
					    "architect",
					    "administrator",
					    "assistant",
					    "professor",
					    "ph.d",
					    "phd",
					    "department",
					    "university",
					    "institute",
					    "inc",
					    "ltd",
					    "llc",
					    "gmbh",
					    "corp",
					    "corporation",
					    "company",
					    "s.a",
					    "ag",
					    "street",
					    "avenue",
					    "suite",
					    "p.o",
					    "box",
					    "road",
					    "str",
					    "straße",
					    "geschäftsführer",
					    "leiter",
					    "support",
					    "sales",
					    "specialist",
					    "partner",
					    "attorney",
					    "head",
					    "lead",
					    "officer",
					    "technician",
					    "coordinator",
					    "representative",
					    "dyrektor",
					    "kierownik",
					    "specjalista",
					    "sp. z o.o",
					    "directeur",
					    "responsable",
					    "gerente",
					    "direttore",
					    "responsabile",
					    "b.v",
					    "t:",
					    "m:",
					    "f:",
					    "p:",
					    "e:",
					    "w:",
					    "o:",
					    "c:",
					    NULL};

bool quote_has_contact(struct str line, struct str low)
{
	size_t digits = 0, others = 0;

	if (str_find_char(line, '@') >= 0 || str_find(low, STR("http")) >= 0 || str_find(low, STR("www.")) >= 0)
		return true;
	for (size_t i = 0; i < line.n; i++) {
		digits += str_is_digit(line.s[i]);
		others += str_is_alpha(line.s[i]);
	}
	return (digits >= 7 && others <= digits + 8) || holds_any(low, contact_words);
}
