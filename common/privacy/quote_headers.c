/*
 * quote_headers: what stands in front of quoted mail: header fields, dividers, "On … wrote:".
 */
#include "common/privacy/quote_lines.h"

enum { FIELD_BYTES = 40 };

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

enum quotes_reason quote_divider(struct str low)
{
	bool dashes = low.n > 6 && ((quote_is_dash(low.s[0]) && quote_is_dash(low.s[1])) ||
				    str_starts(low, STR("\xE2\x80\x90\xE2\x80\x90")));

	if (low.n > 160 || low.n < 9)
		return QUOTES_KEPT;
	if (dashes && quote_holds_any(low, forwarded))
		return QUOTES_FORWARDED;
	if ((dashes && quote_holds_any(low, original)) || str_is_any(low, original) || is_notes_line(low))
		return QUOTES_HEADER;
	if (low.n < 80 && (low.s[low.n - 1] == ':' || str_ends(low, STR("\xEF\xBC\x9A"))) &&
	    str_starts_any(low, forwarded_alone))
		return QUOTES_FORWARDED;
	return quote_holds_any(low, markers) ? QUOTES_HEADER : QUOTES_KEPT;
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
	return str_is_digit(low.s[0]) || (quote_is_dash(low.s[0]) && low.n > 12) || str_starts_any(low, starts) ||
	       str_find_char(low, '@') >= 0 || str_find(low, STR("--- on ")) >= 0 ||
	       (low.s[low.n - 1] == ':' && low.n < 160);
}

/* "… <a@b.c> wrote:   Hello Anna,": Yahoo begins the quoted mail in the same line. */
static struct str without_first_words(struct str low)
{
	ptrdiff_t colon = str_find(low, STR(":   "));

	return colon > 0 && str_find_char(str_slice(low, 0, (size_t)colon), '@') > 0
		   ? str_slice(low, 0, (size_t)colon + 1)
		   : low;
}

bool quote_introduces(struct str line, bool quote_follows)
{
	struct str low = without_first_words(line);
	bool colon = low.s[low.n - 1] == ':' || str_ends(low, STR("\xEF\xBC\x9A"));
	bool dashed =
	    quote_is_dash(low.s[0]) && low.n > 4 && quote_is_dash(low.s[low.n - 1]) && quote_is_dash(low.s[1]);
	bool mail = str_find_char(low, '@') >= 0, time = has_time(low), verb;
	bool begins = str_starts_any(low, starts) || str_is_digit(low.s[0]) || str_find(low, STR("--- on ")) >= 0;
	struct str tail = low.n > 240 ? str_from(low, low.n - 240) : low;

	verb = quote_holds_any(tail, verbs);
	if (!colon && !dashed && !quote_follows)
		return verb && begins && time && mail && low.n < 160 && str_ends(low, STR("> wrote"));
	if (dashed && verb)
		return true;
	if (colon && verb)
		return (begins && (time || mail)) || (mail && (time || low.n < 120)) || (quote_follows && low.n < 100);
	/* "Quoting Anna <a@b.c>:", "* Anna <a@b.c> [2025-03-03]:" */
	if (colon && mail && str_starts_any(low, quoting) && (time || quote_follows))
		return true;
	/* "2014-10-17 11:28 GMT+03:00 Postmaster <a@b.c>:", without a verb */
	if (str_is_digit(low.s[0]) && time && mail)
		return colon || (quote_follows && low.s[low.n - 1] == '>');
	if (colon && time && mail && begins && str_find(low, STR(">:")) >= 0)
		return true;
	/* "On Mon, Anna <a@b.c> wrote" with the colon lost */
	return !colon && verb && begins && time && mail && str_ends(low, STR("wrote"));
}
