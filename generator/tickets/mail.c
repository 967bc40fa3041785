#include "generator/tickets/mail.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "generator/charset.h"
#include "generator/tickets/mail_waste.h"

#include <dlfcn.h>
#include <gmime/gmime.h>

/* Loaded when a mail is read: linked, every command would load GMime, GLib and what they need at its start. */
#define LIBRARY "libgmime-3.0.so.0"
#define FUNCTIONS(X) \
	X(g_date_time_to_unix) \
	X(g_mime_content_disposition_get_disposition) \
	X(g_mime_content_type_is_type) \
	X(g_mime_data_wrapper_write_to_stream) \
	X(g_mime_init) \
	X(g_mime_message_get_bcc) \
	X(g_mime_message_get_cc) \
	X(g_mime_message_get_date) \
	X(g_mime_message_get_from) \
	X(g_mime_message_get_message_id) \
	X(g_mime_message_get_mime_part) \
	X(g_mime_message_get_reply_to) \
	X(g_mime_message_get_sender) \
	X(g_mime_message_get_subject) \
	X(g_mime_message_get_to) \
	X(g_mime_multipart_get_count) \
	X(g_mime_multipart_get_part) \
	X(g_mime_multipart_get_type) \
	X(g_mime_object_get_content_disposition) \
	X(g_mime_object_get_content_type) \
	X(g_mime_object_get_content_type_parameter) \
	X(g_mime_object_get_header) \
	X(g_mime_parser_construct_message) \
	X(g_mime_parser_new_with_stream) \
	X(g_mime_part_get_content) \
	X(g_mime_part_get_type) \
	X(g_mime_references_free) \
	X(g_mime_references_get_message_id) \
	X(g_mime_references_length) \
	X(g_mime_references_parse) \
	X(g_mime_stream_mem_get_byte_array) \
	X(g_mime_stream_mem_new) \
	X(g_mime_stream_mem_new_with_buffer) \
	X(g_object_unref) \
	X(g_type_check_instance_is_a) \
	X(internet_address_get_name) \
	X(internet_address_list_get_address) \
	X(internet_address_list_length) \
	X(internet_address_mailbox_get_addr) \
	X(internet_address_mailbox_get_type)

static struct {
#define X(name) __typeof__(name) *name;
	FUNCTIONS(X)
#undef X
	bool ready;
} gmime;

static bool load(void)
{
	void *library;

	if (gmime.ready)
		return true;
	library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return false;
#define X(name) \
	*(void **)&gmime.name = dlsym(library, #name); \
	if (gmime.name == NULL) \
		return false;
	FUNCTIONS(X)
#undef X
	gmime.g_mime_init();
	gmime.ready = true;
	return true;
}

static bool is_a(void *object, GType type)
{
	return object != NULL && gmime.g_type_check_instance_is_a(object, type);
}

struct parts {
	struct arena *arena;
	GMimeObject *plain, *html;
	uint32_t attachments;
	unsigned seen;
};

/* Valid UTF-8 without NUL. */
static struct str clean(struct arena *arena, const char *text)
{
	struct buf out;
	struct str result;

	if (text == NULL)
		return STR("");
	buf_init(&out, BUF_NO_LIMIT);
	(void)utf8_repair(&out, str_c(text));
	result = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return result;
}

static struct str lower(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.n + 1);

	for (size_t i = 0; i < text.n; i++)
		copy[i] = str_lower_char(text.s[i]);
	copy[text.n] = '\0';
	return str_n(copy, text.n);
}

/* ---- the text ---- */

static bool is_attachment(GMimeObject *part)
{
	GMimeContentDisposition *disposition = gmime.g_mime_object_get_content_disposition(part);
	const char *name = disposition != NULL ? gmime.g_mime_content_disposition_get_disposition(disposition) : NULL;

	return name != NULL && str_eq_nocase(str_c(name), STR("attachment"));
}

static void find_text(struct parts *parts, GMimeObject *object, unsigned depth)
{
	GMimeContentType *type;

	if (object == NULL || depth > LIMIT_MAIL_DEPTH || ++parts->seen > LIMIT_MAIL_PARTS)
		return;
	if (is_a(object, gmime.g_mime_multipart_get_type())) {
		int n = gmime.g_mime_multipart_get_count((GMimeMultipart *)object);

		for (int i = 0; i < n; i++)
			find_text(parts, gmime.g_mime_multipart_get_part((GMimeMultipart *)object, i), depth + 1);
		return;
	}
	type = gmime.g_mime_object_get_content_type(object);
	if (!is_a(object, gmime.g_mime_part_get_type()) || is_attachment(object) || type == NULL)
		parts->attachments++;
	else if (gmime.g_mime_content_type_is_type(type, "text", "plain") && parts->plain == NULL)
		parts->plain = object;
	else if (gmime.g_mime_content_type_is_type(type, "text", "html") && parts->html == NULL)
		parts->html = object;
	else if (!gmime.g_mime_content_type_is_type(type, "text", "*"))
		parts->attachments++;
}

/* Nothing of UTF-7. Declared, if known; UTF-8, if it is; else what it looks like. */
static void decode(struct str label, struct str bytes, struct buf *out)
{
	struct charset_faults faults = {0};

	if (str_starts_nocase(label, STR("utf-7")) || str_starts_nocase(label, STR("unicode-1-1-utf-7")))
		return; /* names in it are seen by no detector */
	if (label.n != 0 && !str_eq_nocase(label, STR("us-ascii")) && charset_is_known(label) &&
	    charset_convert(label, bytes, out, &faults)) {
		if (faults.count == 0)
			return;
		buf_clear(out);
	}
	if (utf8_is_valid(bytes)) {
		buf_str(out, bytes);
		return;
	}
	if (!charset_convert(charset_guess(bytes), bytes, out, &faults))
		(void)utf8_repair(out, bytes);
}

static struct str text_of(struct arena *arena, GMimeObject *object)
{
	GMimeDataWrapper *content = gmime.g_mime_part_get_content((GMimePart *)object);
	const char *label = gmime.g_mime_object_get_content_type_parameter(object, "charset");
	GMimeStream *stream = gmime.g_mime_stream_mem_new();
	struct str result;
	GByteArray *bytes;
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	if (content != NULL && gmime.g_mime_data_wrapper_write_to_stream(content, stream) >= 0) {
		bytes = gmime.g_mime_stream_mem_get_byte_array((GMimeStreamMem *)stream);
		if (bytes->len != 0)
			decode(str_c(label), str_n((const char *)bytes->data, bytes->len), &out);
	}
	for (size_t i = 0; i < out.n; i++)
		if (out.s[i] == '\0')
			out.s[i] = ' ';
	result = arena_str(arena, buf_view(&out));
	if (!utf8_is_valid(result)) {
		buf_clear(&out);
		(void)utf8_repair(&out, result);
		result = arena_str(arena, buf_view(&out));
	}
	buf_release(&out);
	gmime.g_object_unref(stream);
	return result;
}

/* ---- the head ---- */

static struct str header(struct arena *arena, GMimeMessage *message, const char *name)
{
	return clean(arena, gmime.g_mime_object_get_header((GMimeObject *)message, name));
}

static void add_addresses(struct arena *arena, InternetAddressList *list, struct mail_address *addresses, size_t *n,
			  size_t most)
{
	int count = list != NULL ? gmime.internet_address_list_length(list) : 0;

	for (int i = 0; i < count && *n < most; i++) {
		InternetAddress *address = gmime.internet_address_list_get_address(list, i);

		if (!is_a(address, gmime.internet_address_mailbox_get_type()))
			continue;
		addresses[(*n)++] =
		    (struct mail_address){.name = clean(arena, gmime.internet_address_get_name(address)),
					  .email = lower(arena, clean(arena, gmime.internet_address_mailbox_get_addr(
										 (InternetAddressMailbox *)address)))};
	}
}

static void take_references(struct arena *arena, GMimeMessage *message, struct mail *mail)
{
	static const char *const names[] = {"References", "In-Reply-To"};

	mail->references = arena_array(arena, 2 * LIMIT_MAIL_PARTS, sizeof(*mail->references));
	for (size_t i = 0; i < 2; i++) {
		const char *value = gmime.g_mime_object_get_header((GMimeObject *)message, names[i]);
		GMimeReferences *list = value != NULL ? gmime.g_mime_references_parse(NULL, value) : NULL;
		int n = list != NULL ? gmime.g_mime_references_length(list) : 0;

		for (int at = 0; at < n && at < LIMIT_MAIL_PARTS; at++)
			mail->references[mail->references_n++] =
			    clean(arena, gmime.g_mime_references_get_message_id(list, at));
		if (list != NULL)
			gmime.g_mime_references_free(list);
	}
}

/* "Automatic reply: …", as programs write that say it nowhere else. */
static bool is_automatic_subject(struct str subject)
{
	static const char *const starts[] = {"Automatic reply:",
					     "Auto-Reply:",
					     "Autoreply:",
					     "Auto:",
					     "Out of Office:",
					     "Out of Office AutoReply:",
					     "Automatische Antwort:",
					     "Abwesenheitsnotiz:",
					     "R\xc3\xa9ponse automatique",
					     "Respuesta autom\xc3\xa1tica:",
					     "Resposta autom\xc3\xa1tica:",
					     "Risposta automatica:",
					     "Automatisch antwoord:",
					     "Odpowied\xc5\xba automatyczna:",
					     "Undeliverable:",
					     "Undelivered Mail Returned to Sender",
					     "Delivery Status Notification"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (str_starts_nocase(str_trim(subject), str_c(starts[i])))
			return true;
	return false;
}

/* What Gmail keeps as mails that are none yet, or never: those that wait to be sent, and what was said in chats. */
static bool is_label_of_others(struct str label)
{
	static const char *const labels[] = {"Scheduled",	 "Chat",	"Chats",       "Geplant",
					     "Planifi\xc3\xa9s", "Programados", "Programmati", "Agendados",
					     "Gepland",		 "Zaplanowane", NULL};

	return str_is_any_nocase(label, labels);
}

/* Gmail's labels, separated by commas. */
static bool has_label_of_waste(struct str labels)
{
	struct str one;

	while (str_split(&labels, ',', &one))
		if (mail_waste_is_name(str_trim(one)) || is_label_of_others(str_trim(one)))
			return true;
	return false;
}

/* Flags that mail programs keep in the mbox file: deleted, though not cleared away yet, and drafts. */
static bool has_waste_flag(struct arena *arena, GMimeMessage *message)
{
	enum { EXPUNGED = 0x0008 };
	struct str flags = str_trim(header(arena, message, "X-Status")),
		   mozilla = str_trim(header(arena, message, "X-Mozilla-Status"));
	unsigned number = 0;

	for (size_t i = 0; i < mozilla.n && i < 8; i++) {
		int digit = str_hex_value(mozilla.s[i]);

		number = number << 4 | (digit > 0 ? (unsigned)digit : 0);
	}
	return (number & EXPUNGED) != 0 || str_find_char(flags, 'D') >= 0 || str_find_char(flags, 'T') >= 0;
}

/* What Evolution keeps in an mbox file: "00000001-0013", a number and the mail's flags. */
static bool is_evolution_waste(struct str value)
{
	enum { DELETED = 0x02, DRAFT = 0x04, JUNK = 0x80 };
	ptrdiff_t dash = str_find_char(value, '-');
	unsigned flags = 0;

	for (size_t i = (size_t)(dash + 1); dash >= 0 && i < value.n && str_hex_value(value.s[i]) >= 0; i++)
		flags = (flags << 4 | (unsigned)str_hex_value(value.s[i])) & 0xFFFF;
	return (flags & (DELETED | DRAFT | JUNK)) != 0;
}

/* What filters have said of it, in other ways than by a flag alone; from 5 on Exchange puts a mail into Junk. */
static bool is_spam(struct arena *arena, GMimeMessage *message)
{
	struct str level = str_trim(header(arena, message, "X-MS-Exchange-Organization-SCL"));

	return str_starts_nocase(str_trim(header(arena, message, "X-Spam-Flag")), STR("yes")) ||
	       str_starts_nocase(str_trim(header(arena, message, "X-Spam-Status")), STR("yes")) ||
	       (level.n == 1 && level.s[0] >= '5' && level.s[0] <= '9');
}

/* No mail: drafts and notes of Apple's programs, the copies that Exchange keeps for auditors. */
static bool is_other_than_mail(struct arena *arena, GMimeMessage *message)
{
	return str_starts(header(arena, message, "X-Uniform-Type-Identifier"), STR("com.apple.")) ||
	       gmime.g_mime_object_get_header((GMimeObject *)message, "X-MS-Journal-Report") != NULL ||
	       is_evolution_waste(str_trim(header(arena, message, "X-Evolution")));
}

/* Anything but a person: RFC 3834, and what programs wrote before it. */
static bool is_automatic(struct arena *arena, GMimeMessage *message, const struct mail *mail)
{
	static const char *const flags[] = {"X-Autoreply",	 "X-Autorespond",	"X-Autoresponder",
					    "X-Auto-Reply-From", "X-Failed-Recipients", "X-Mozilla-Draft-Info",
					    "X-Unsent"};
	struct str submitted = header(arena, message, "Auto-Submitted"),
		   precedence = header(arena, message, "Precedence"), labels = header(arena, message, "X-Gmail-Labels");
	GMimeObject *body = gmime.g_mime_message_get_mime_part(message);
	GMimeContentType *type = body != NULL ? gmime.g_mime_object_get_content_type(body) : NULL;

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (header(arena, message, flags[i]).n != 0)
			return true;
	if (submitted.n != 0 && !str_starts_nocase(str_trim(submitted), STR("no")))
		return true;
	if (str_eq_nocase(str_trim(precedence), STR("bulk")) || str_eq_nocase(str_trim(precedence), STR("list")) ||
	    str_eq_nocase(str_trim(precedence), STR("junk")) || str_eq_nocase(str_trim(precedence), STR("auto_reply")))
		return true;
	if (is_spam(arena, message) || is_other_than_mail(arena, message) || has_label_of_waste(labels) ||
	    has_waste_flag(arena, message) || is_automatic_subject(mail->subject))
		return true;
	if (type != NULL && gmime.g_mime_content_type_is_type(type, "multipart", "report"))
		return true;
	return str_starts(mail->from.email, STR("mailer-daemon@")) ||
	       str_starts(mail->from.email, STR("postmaster@")) ||
	       str_eq(str_trim(header(arena, message, "Return-Path")), STR("<>"));
}

static struct mail_address *all_addresses(struct arena *arena, InternetAddressList *const *lists, size_t lists_n,
					  size_t *n)
{
	struct mail_address *addresses;
	size_t most = 0;

	for (size_t i = 0; i < lists_n; i++)
		most += lists[i] != NULL ? (size_t)gmime.internet_address_list_length(lists[i]) : 0;
	most = most > LIMIT_MAIL_PARTS ? LIMIT_MAIL_PARTS : most;
	addresses = arena_array(arena, most, sizeof(*addresses));
	for (size_t i = 0; i < lists_n; i++)
		add_addresses(arena, lists[i], addresses, n, most);
	return addresses;
}

/* Is a word in a text, and not only as "unrestricted" or "non-confidential"? */
static bool says(struct str text, struct str word)
{
	static const char *const against[] = {"un", "non", "non-", "non ", "not ", "nicht "};
	size_t from = 0;

	for (ptrdiff_t at; (at = str_find(str_from(text, from), word)) >= 0;) {
		struct str before = str_slice(text, 0, from + (size_t)at);
		bool is_against = false;

		from += (size_t)at + word.n;
		for (size_t i = 0; i < sizeof(against) / sizeof(*against); i++)
			is_against = is_against || str_ends(before, str_c(against[i]));
		if (!is_against)
			return true;
	}
	return false;
}

/* By RFC 4021 (Personal, Private, Company-Confidential), or by the labels of Office and of what it had before them. */
static bool is_sensitive(struct arena *arena, GMimeMessage *message)
{
	static const char *const headers[] = {"msip_labels", "X-Classification", "Classification", "X-Sensitivity"};
	static const char *const words[] = {"confidential", "restricted", "secret", "internal", "vertraulich"};
	struct str mark = str_trim(header(arena, message, "Sensitivity"));

	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++) {
		struct str label = lower(arena, header(arena, message, headers[i]));

		for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
			if (says(label, str_c(words[w])))
				return true;
	}
	return mark.n != 0 && !str_eq_nocase(mark, STR("normal"));
}

static void take_head(struct arena *arena, GMimeMessage *message, struct mail *mail)
{
	InternetAddressList *lists[] = {gmime.g_mime_message_get_to(message), gmime.g_mime_message_get_cc(message),
					gmime.g_mime_message_get_bcc(message)};
	InternetAddressList *others[] = {gmime.g_mime_message_get_reply_to(message),
					 gmime.g_mime_message_get_sender(message)};
	GDateTime *date = gmime.g_mime_message_get_date(message);
	struct mail_address from[1] = {{STR_NONE, STR_NONE}};
	size_t n = 0, open_n = 0;

	add_addresses(arena, gmime.g_mime_message_get_from(message), from, &n, 1);
	if (n == 0)
		add_addresses(arena, gmime.g_mime_message_get_sender(message), from, &n, 1);
	if (n != 0)
		mail->from = from[0];
	(void)all_addresses(arena, lists, 2, &open_n);
	mail->recipients = all_addresses(arena, lists, 3, &mail->recipients_n);
	mail->is_blind = open_n == 0 && mail->recipients_n != 0;
	mail->others = all_addresses(arena, others, 2, &mail->others_n);
	mail->id = clean(arena, gmime.g_mime_message_get_message_id(message));
	mail->subject = clean(arena, gmime.g_mime_message_get_subject(message));
	mail->time = date != NULL ? gmime.g_date_time_to_unix(date) : 0;
	if (mail->time < 0)
		mail->time = 0;
	take_references(arena, message, mail);
	mail->is_automatic = is_automatic(arena, message, mail);
	mail->labels = arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(header(arena, message, "X-Gmail-Labels")),
				    STR_ARG(header(arena, message, "Keywords")),
				    STR_ARG(header(arena, message, "X-Mozilla-Keys")));
	mail->is_sensitive = is_sensitive(arena, message);
}

/* A multipart whose last boundary is missing. */
static bool is_cut_off(struct arena *arena, GMimeMessage *message, struct str bytes)
{
	GMimeObject *body = gmime.g_mime_message_get_mime_part(message);
	const char *boundary;
	struct str end;

	if (!is_a(body, gmime.g_mime_multipart_get_type()))
		return false;
	boundary = gmime.g_mime_object_get_content_type_parameter(body, "boundary");
	end = arena_printf(arena, "--%s--", boundary != NULL ? boundary : "");
	return boundary != NULL && str_find(bytes, end) < 0;
}

/* What a program signed: without what only programs read. */
static struct str without_seal(struct str body)
{
	ptrdiff_t at = str_find(body, STR("-----BEGIN PGP SIGNED MESSAGE-----")),
		  end = str_find(body, STR("-----BEGIN PGP SIGNATURE-----")), blank;

	if (at != 0 || end < 0)
		return body;
	body = str_slice(body, 0, (size_t)end);
	blank = str_find(body, STR("\n\n"));
	if (blank < 0)
		blank = str_find(body, STR("\n\r\n"));
	return blank < 0 ? body : str_from(body, (size_t)blank);
}

/* A text that only its receiver can read. */
static bool is_sealed(struct str body)
{
	struct str rest = body, line;

	while (str_line(&rest, &line))
		if (str_starts(str_trim(line), STR("-----BEGIN PGP MESSAGE-----")))
			return true;
	return false;
}

int mail_parse(struct arena *arena, struct str bytes, struct mail *mail, const char **reason)
{
	struct parts parts = {.arena = arena};
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;

	if (!load()) {
		*reason = "mail needs " LIBRARY " (Debian: libgmime-3.0-0)";
		return -1;
	}
	*mail = (struct mail){.subject = STR(""), .body = STR("")};
	stream = gmime.g_mime_stream_mem_new_with_buffer(bytes.s, bytes.n);
	parser = gmime.g_mime_parser_new_with_stream(stream);
	gmime.g_object_unref(stream);
	message = gmime.g_mime_parser_construct_message(parser, NULL);
	gmime.g_object_unref(parser);
	if (message == NULL) {
		*reason = "it is no mail";
		return -1;
	}
	if (is_cut_off(arena, message, bytes)) {
		gmime.g_object_unref(message);
		*reason = "a mail is cut off";
		return -1;
	}
	take_head(arena, message, mail);
	find_text(&parts, gmime.g_mime_message_get_mime_part(message), 0);
	mail->attachments = parts.attachments;
	if (parts.plain != NULL)
		mail->body = text_of(arena, parts.plain);
	/* newsletter programs and phones send an empty text beside the HTML */
	mail->is_html = parts.html != NULL && str_trim(mail->body).n == 0;
	if (mail->is_html)
		mail->body = text_of(arena, parts.html);
	gmime.g_object_unref(message);
	if (is_sealed(mail->body))
		mail->is_sensitive = true;
	mail->body = without_seal(mail->body);
	if (mail->from.email.n == 0) {
		*reason = "a mail has no sender";
		return -1;
	}
	return 0;
}
