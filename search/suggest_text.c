#include "search/suggest_text.h"

#include "common/privacy/quotes.h"
#include "common/unicode.h"
#include "common/utf8.h"

#include <string.h>

enum {
	LOG_LINES_KEPT = 8,   /* the error itself stands at the beginning or is repeated */
	LONG_RUN_BYTES = 100, /* a word of that many bytes is a key or an attachment */
	GREETING_BYTES = 60,  /* up to its comma */
	COURTESY_WORDS = 16,
	NAMES = 2,	     /* of who is greeted */
	FAREWELL_BYTES = 40, /* "Best wishes, John Miller" */
	FAREWELL_WORDS = 3,
	WIDE_FORMULA_BYTES = 75, /* 25 characters */
};

/* Headers of quoted mail. */
static const struct str dropped[] = {
    STR_INIT("from:"), STR_INIT("sent:"), STR_INIT("to:"),	 STR_INIT("cc:"),
    STR_INIT("date:"), STR_INIT("von:"),  STR_INIT("gesendet:"), STR_INIT("an:"),
};

/* clang-format off */
/* In lower case. */
static const char *const greetings[] = {
    "hello", "hi", "hey", "dear", "good morning", "good afternoon", "good evening", "good day", "greetings",
    "to whom it may concern", "hallo", "guten tag", "guten morgen", "guten abend", "sehr geehrte",
    "sehr geehrter", "liebe", "lieber", "liebes", "moin", "servus", "bonjour", "bonsoir", "salut", "cher",
    "chère", "chers", "madame", "hola", "buenos días", "buenas tardes", "estimado", "estimada", "estimados",
    "ciao", "buongiorno", "gentile", "olá", "bom dia", "prezados", "beste", "geachte", "goedemorgen",
    "goedemiddag", "cześć", "dzień dobry", "witam", "szanowni", "здравствуйте", "добрый день", "добрый вечер",
    "доброе утро", "доброго дня", "приветствую", "привет", "доброго времени суток", "уважаемые", "добрий день",
    "добрий вечір", "вітаю", "привіт", "здравейте", "здраво", "γεια σας", "καλημέρα σας", "καλημέρα",
    "καλησπέρα σας", "καλησπέρα", "γειά σας", "γεια", "dobry wieczór", "hej", "szanowny", "szanowna",
    "dobrý den", "dobrý deň", "dobré ráno", "ahoj", "zdravím", "vážení", "bună ziua", "bună dimineața",
    "bună seara", "bună", "merhaba", "merhabalar", "selam", "günaydın", "sayın", "iyi günler", "iyi akşamlar",
    "jó napot kívánok", "jó napot", "szia", "tisztelt", "üdvözlöm", "hei", "moi", "hejsan", "god morgon",
    "goddag", "god dag", "buonasera", "salve", "boa tarde", "boa noite", "buenas noches", "buenas",
    "goedenavond", "goedendag", "hoi", "xin chào", "你好", "您好", "大家好", "你们好", "老师好", "早上好", "下午好", "晚上好",
    "こんにちは", "こんばんは", "おはようございます", "お世話になっております", "お世話になります", "お世話になっています",
    "いつもお世話になっております", "いつもお世話になります", "いつもお世話になっています", "お疲れ様です", "お疲れさまです",
    "はじめまして", "初めまして", "안녕하세요", "안녕하십니까", NULL,
};
/* Sentences at the end of a ticket that begin so, and go on with one of `connecting`, a name or not at all; ... */
static const char *const thanking[] = {
    "thanks", "thank you", "many thanks", "thx", "vielen dank", "besten dank", "danke", "herzlichen dank",
    "merci", "muchas gracias", "gracias", "grazie", "obrigado", "obrigada", "bedankt", "dziękuję",
    "заранее спасибо", "большое спасибо", "спасибо", "заранее благодарю", "заранее благодарен",
    "заранее благодарна", "благодарю", "дякую", "щиро дякую", "благодаря", "ευχαριστώ", "σας ευχαριστώ",
    "z góry dziękuję", "dzięki", "z góry dzięki", "děkuji", "předem děkuji", "díky", "ďakujem",
    "vopred ďakujem", "mulțumesc", "vă mulțumesc", "teşekkür", "teşekkürler", "teşekkür ederim",
    "çok teşekkürler", "şimdiden teşekkürler", "köszönöm", "előre is köszönöm", "kiitos", "kiitos jo etukäteen",
    "tack", "takk", "tusen takk", "grazie mille", "감사합니다", NULL,
};
/* The same in scripts without blanks, which go on with anything short that does not say what is wrong. */
static const char *const wide_thanking[] = {
    "谢谢", "非常感谢", "感谢", "多谢", "先谢", "麻烦了", "辛苦了", "謝謝", "感謝", "多謝", "ありがとうござい", "よろしくお願い", "宜しくお願い",
    "よろしくおねがい", "どうぞよろしく", "どうぞ宜しく", "何卒よろしく", "何卒宜しく", "以上、よろしく", "以上、宜しく",
    "ご確認のほど", "ご回答のほど", "ご返信のほど", "ご対応のほど", "ご教示のほど", "お手数ですがよろしく", "お手数ですが、よろしく", "お手数をおかけしますが、よろしく",
    "お手数をおかけしますがよろしく", NULL,
};
static const char *const wide_contrary[] = {
    "不", "没", "沒", "无", "無", "错", "錯", "但", "吗", "嗎", "？", "如何", "怎", "什么", "什麼", "请问", "請問", "页", "頁",
    "感谢信", "感謝信", "感谢邮件", "感謝郵件", "感谢短信", "设置", "設定", "模板", "ない", "なく", "なかっ", "ません", "ませ", "しかし", "でしょうか", "ますか", NULL,
};
static const char *const connecting[] = {
    "a", "again", "all", "and", "beaucoup", "d'avance", "de", "et", "for", "für", "im", "in", "much", "per",
    "por", "pour", "schon", "sehr", "so", "und", "very", "vielmals", "voor", "y", "z", "za", "вам", "вас", "за",
    "заранее", "большое", "огромное", "předem", "mult", "anticipat", "pentru", "ederim", "ederiz", "på",
    "forhånd", "förhand", "så", "mycket", "πολύ", "jo", "etukäteen", NULL,
};
/* ... or begin so. */
static const char *const closing[] = {
    "looking forward to hearing", "looking forward to your", "i look forward to hearing",
    "i look forward to your", "we look forward to hearing", "we look forward to your",
    "ich freue mich auf ihre", "ich freue mich auf eine", "je vous remercie", "dans l'attente de", NULL,
};
/* With one of these even thanks say what is wrong. */
static const char *const contrary[] = {
    "but", "however", "now", "still", "not", "cannot", "when", "if", "aber", "jedoch", "nicht", "mais", "pas",
    "pero", "no", "ma", "non", "ale", "nie", "но", "не", "однако", "если", "когда", "але", "ne", "když", "ama",
    "değil", "dar", "nu", "când", "αλλά", "δεν", "men", "inte", "ikke", "mutta", NULL,
};
/* Sentences at the beginning of a ticket, which begin ... */
static const char *const hoping[] = {
    "i hope you are", "i hope you're", "i hope you have", "i hope you had", "i hope this", "i hope all",
    "i hope everything", "hope you are", "hope you're", "hope you have", "hope you had", "hope this",
    "hope all", "hope everything", "we hope you are", "we hope this", "ich hoffe es geht", "ich hoffe, es geht",
    "ich hoffe, ihnen", "ich hoffe, dir", "j'espère que vous", "j'espère que tu", "espero que", NULL,
};
/* clang-format on */
/* ... and end so. */
static const struct str hoped[] = {STR_INIT(" well"), STR_INIT(" fine"), STR_INIT(" great"), STR_INIT(" day"),
				   STR_INIT(" week"), STR_INIT(" gut"),	 STR_INIT(" bien")};

static bool begins_with_any(struct str line, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_starts_nocase(line, list[i]))
			return true;
	}
	return false;
}

/* "08:12:33": nobody who writes tells the second. */
static bool is_time(struct str at)
{
	for (size_t i = 0; i < 8; i++) {
		if (at.n < 8 || (i % 3 == 2 ? at.s[i] != ':' : !str_is_digit(at.s[i])))
			return false;
	}
	return true;
}

/* Lines of a log or a stack trace: a time first, or a frame. */
static bool looks_logged(struct str line)
{
	size_t digits = 0, others = 0;

	if (str_starts(line, STR("at ")) && str_find_char(line, '(') > 0)
		return true;
	if (str_starts(line, STR("File \"")) || str_starts(line, STR("#0")) || str_starts(line, STR("0x")))
		return true;
	for (size_t i = 0; i < line.n && i < 24; i++) {
		if (is_time(str_from(line, i)))
			return true;
		digits += str_is_digit(line.s[i]);
		others += str_is_alpha(line.s[i]);
	}
	return digits >= 8 && others <= 6;
}

/* "OS: Windows 11, Browser: Firefox 132": where it happened, as forms ask it. */
static bool tells_system(struct str line)
{
	static const struct str labels[] = {
	    STR_INIT("os:"),
	    STR_INIT("operating system:"),
	    STR_INIT("browser:"),
	    STR_INIT("version:"),
	    STR_INIT("app version:"),
	    STR_INIT("device:"),
	    STR_INIT("platform:"),
	    STR_INIT("environment:"),
	    STR_INIT("build:"),
	    STR_INIT("user agent:"),
	    STR_INIT("useragent:"),
	    STR_INIT("user-agent:"),
	    STR_INIT("betriebssystem:"),
	    STR_INIT("gerät:"),
	    STR_INIT("système:"),
	    STR_INIT("navigateur:"),
	    STR_INIT("appareil:"),
	    STR_INIT("sistema operativo:"),
	    STR_INIT("navegador:"),
	    STR_INIT("dispositivo:"),
	};

	return str_find_char(line, '?') < 0 && begins_with_any(line, labels, sizeof(labels) / sizeof(labels[0]));
}

static bool next_is_logged(struct str rest)
{
	struct str line;

	return str_line(&rest, &line) && looks_logged(str_trim(line));
}

/* A line without its overlong words. */
static void add_line(struct buf *out, struct str line)
{
	size_t at = 0;

	while (at < line.n) {
		size_t from = at;

		while (at < line.n && !str_is_space(line.s[at]))
			at++;
		if (at - from <= LONG_RUN_BYTES || (unsigned char)line.s[from] >= 0x80)
			buf_str(out, str_slice(line, from, at));
		while (at < line.n && str_is_space(line.s[at]))
			buf_char(out, line.s[at++]);
	}
	buf_char(out, '\n');
}

/* The bytes of a Chinese or Japanese mark that ends a greeting or a sentence; 0 for none. */
static size_t wide_mark(struct str at)
{
	static const char *const marks[] = {"，", "、", "：", "～", "。", "！", "？", NULL};

	return str_starts_any(at, marks) ? 3 : 0;
}

/* Behind the end of a sentence; the end of the line when no other follows. */
static size_t end_of_sentence(struct str line)
{
	static const char *const wide_ends[] = {"。", "！", "？", NULL};

	for (size_t i = 0; i + 1 < line.n; i++) {
		if ((line.s[i] == '.' || line.s[i] == '!' || line.s[i] == '?') && line.s[i + 1] == ' ')
			return i + 1;
		if ((line.s[i] & 0x80) != 0 && str_starts_any(str_from(line, i), wide_ends))
			return i + 3;
	}
	return line.n;
}

/* The next word, without what stands around it. */
static bool next_word(struct str *rest, struct str *word)
{
	size_t from = 0, to;

	while (from < rest->n && !str_is_alnum(rest->s[from]) && (rest->s[from] & 0x80) == 0)
		from++;
	for (to = from; to < rest->n && !str_is_space(rest->s[to]);)
		to++;
	*word = str_slice(*rest, from, to);
	*rest = str_from(*rest, to);
	while (word->n != 0 && !str_is_alnum(word->s[word->n - 1]) && (word->s[word->n - 1] & 0x80) == 0)
		word->n--;
	return word->n != 0;
}

/* "Petra", and no word of a line that is all in capitals. */
static bool looks_named(struct str word)
{
	return str_is_upper(word.s[0]) && (word.n == 1 || !str_is_upper(word.s[1]));
}

/* "Best wishes, John Miller", and not "Cheers does not start any more". */
static bool looks_farewell(struct str line)
{
	struct str word, last = STR("");
	size_t n = 0;

	while (line.n <= FAREWELL_BYTES && next_word(&line, &word)) {
		last = word;
		n++;
	}
	return n != 0 && (n <= FAREWELL_WORDS || looks_named(last));
}

/* The first and the last line of a text, where courtesies stand, with a line for each sentence; true: the last one may
 * be a farewell, which was none behind others. */
static bool spread_ends(struct str text, struct buf *out)
{
	struct str line, rest = text;
	bool is_first = true, is_new = false;

	while (str_line(&rest, &line)) {
		bool is_end = is_first || str_trim(rest).n == 0;

		is_new = is_new && str_trim(line).n == 0;
		while (is_end && end_of_sentence(line) < line.n) {
			size_t end = end_of_sentence(line);

			buf_str(out, str_slice(line, 0, end));
			buf_char(out, '\n');
			line = str_trim(str_from(line, end));
			is_new = looks_farewell(line);
		}
		buf_str(out, line);
		buf_char(out, '\n');
		is_first = is_first && str_trim(line).n == 0;
	}
	return is_new;
}

/* The bytes of the line that begin as `begun`, which is in lower case; 0: it begins otherwise. */
static size_t begins_as(struct str line, struct str begun)
{
	size_t at = 0, i = 0;

	while (i < begun.n) {
		if (at == line.n || unicode_lower(utf8_next(line, &at)) != utf8_next(begun, &i))
			return 0;
	}
	return at;
}

/* Behind one of these, and no longer word; 0 for none. */
static size_t begun_by(struct str line, const char *const *list)
{
	for (; *list != NULL; list++) {
		size_t n = begins_as(line, str_c(*list));
		struct str rest = str_from(line, n);

		if (n != 0 &&
		    (rest.n == 0 || wide_mark(rest) != 0 || (!str_is_alnum(rest.s[0]) && (rest.s[0] & 0x80) == 0)))
			return n;
	}
	return 0;
}

/* At most so many names, and what everybody is called. */
static bool is_addressee(struct str words, size_t most)
{
	static const char *const called[] = {
	    "a",       "all",	       "and",	    "customer", "damen",   "de",      "dear",	"equipo",
	    "et",      "everybody",    "everyone",  "folks",	"frau",	   "friends", "guys",	"help",
	    "herr",    "herren",       "it",	    "l'équipe", "leute",   "liebe",   "liebes", "l’équipe",
	    "madam",   "madame",       "messieurs", "monsieur", "mr",	   "mrs",     "ms",	"or",
	    "państwo", "service",      "señor",	    "señora",	"señores", "sir",     "sirs",	"soporte",
	    "support", "support-team", "team",	    "the",	"there",   "to",      "todos",	"tous",
	    "toute",   "und",	       "y",	    "zusammen", "à",	   "équipe",  NULL};
	struct str word;
	size_t names = 0;

	while (next_word(&words, &word)) {
		if (str_is_any_nocase(word, called))
			continue;
		if (!looks_named(word) || ++names > most)
			return false;
	}
	return true;
}

/* A line without "Hello support team,", where that is all it says before what follows, with so many names at most. */
static struct str without_greeting(struct str line, size_t names)
{
	size_t begin = begun_by(line, greetings), end = begin;

	if (begin == 0)
		return line;
	while (end < line.n && strchr(",!:;.", line.s[end]) == NULL && wide_mark(str_from(line, end)) == 0)
		end++;
	if (end > GREETING_BYTES || !is_addressee(str_slice(line, begin, end), names) ||
	    (end + 1 < line.n && (line.s[end] == ':' || line.s[end] == ';')))
		return line;
	end += wide_mark(str_from(line, end)) != 0 ? wide_mark(str_from(line, end)) : end < line.n;
	return str_trim(str_from(line, end));
}

/* A sentence, and one that tells nothing of what happens. */
static bool is_formula(struct str line)
{
	struct str word, rest = line;
	size_t words = 0;

	if (end_of_sentence(line) < line.n)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		if (line.s[i] == '?' || str_is_digit(line.s[i]))
			return false;
	}
	while (next_word(&rest, &word)) {
		if (++words > COURTESY_WORDS || str_is_any_nocase(word, contrary) || str_ends(word, STR("n't")) ||
		    str_ends(word, STR("n’t")))
			return false;
	}
	return true;
}

/* "よろしくお願いいたします。", and not "感谢页面打不开". */
static bool is_wide_thanking(struct str line)
{
	if (line.n > WIDE_FORMULA_BYTES || !str_starts_any(line, wide_thanking) || end_of_sentence(line) < line.n)
		return false;
	for (const char *const *said = wide_contrary; *said != NULL; said++) {
		if (str_find(line, str_c(*said)) >= 0)
			return false;
	}
	return true;
}

/* "Thank You Page", which may be a thing that is called so: what stands right behind the thanks looks like a name. */
static bool may_be_name(struct str line)
{
	struct str rest = str_from(line, begun_by(line, thanking)), word;

	return rest.n != 0 && rest.n < line.n && str_is_space(rest.s[0]) && next_word(&rest, &word) &&
	       !str_is_any_nocase(word, connecting) && looks_named(word);
}

static bool is_thanking(struct str line)
{
	size_t begin = begun_by(line, thanking);
	struct str rest = str_from(line, begin), word;

	if (is_wide_thanking(line))
		return true;
	if (begin == 0)
		return begun_by(line, closing) != 0 && is_formula(line);
	if (rest.n != 0 && rest.s[0] == '-')
		return false;
	if (rest.n != 0 && str_is_space(rest.s[0]) && next_word(&rest, &word) && !str_is_any_nocase(word, connecting) &&
	    !(looks_named(word) && str_trim(rest).n == 0))
		return false;
	return is_formula(line);
}

static bool is_hoping(struct str line)
{
	struct str end = line;

	while (end.n != 0 && !str_is_alnum(end.s[end.n - 1]))
		end.n--;
	for (size_t i = 0; i < sizeof(hoped) / sizeof(hoped[0]); i++) {
		if (str_ends(end, hoped[i]))
			return !str_ends(end, STR(" as well")) && is_formula(line) && begun_by(line, hoping) != 0;
	}
	return false;
}

/* What the author wrote, with the ends spread; `text` itself when that is nothing. */
static struct str own_words(struct str text, struct buf *own, struct buf *spread)
{
	struct quotes quotes;
	struct str found = text;

	quotes_init(&quotes);
	quotes_find(&quotes, text, NULL);
	/* somebody who only forwards a message asks what it says */
	if (quotes_rest(&quotes, text, QUOTES_ALL, own) ||
	    quotes_rest(&quotes, text, QUOTES_ALL & ~(QUOTES_SET(QUOTES_QUOTE) | QUOTES_SET(QUOTES_FORWARDED)), own))
		found = buf_view(own);
	if (spread_ends(found, spread)) {
		quotes_find(&quotes, buf_view(spread), NULL);
		buf_clear(own);
		if (!quotes_rest(&quotes, buf_view(spread), QUOTES_SET(QUOTES_SIGNATURE), own))
			buf_str(own, buf_view(spread));
		found = buf_view(own);
	} else {
		found = buf_view(spread);
	}
	quotes_release(&quotes);
	return found;
}

bool suggest_text_is_courtesy(struct str line)
{
	line = str_trim(line);
	return line.n != 0 && (without_greeting(line, 0).n == 0 || (is_thanking(line) && !may_be_name(line)));
}

size_t suggest_text_clean(struct str text, struct buf *out)
{
	struct buf own, spread, logged, greeted;
	struct str line, rest;
	size_t begin = out->n, said = begin, logged_n = 0;
	bool was_logged = false;

	buf_init(&own, BUF_NO_LIMIT);
	buf_init(&spread, BUF_NO_LIMIT);
	buf_init(&logged, BUF_NO_LIMIT);
	buf_init(&greeted, BUF_NO_LIMIT);
	rest = own_words(text, &own, &spread);
	while (str_line(&rest, &line)) {
		struct str trimmed = str_trim(line);

		if (trimmed.n == 0 || begins_with_any(trimmed, dropped, sizeof(dropped) / sizeof(dropped[0])))
			continue;
		if (out->n == begin) {
			struct str behind = without_greeting(trimmed, NAMES);

			if (behind.n == 0 && without_greeting(trimmed, 0).n != 0)
				add_line(&greeted, trimmed);
			trimmed = behind;
			if (trimmed.n == 0 || is_hoping(trimmed))
				continue;
		}
		was_logged = looks_logged(trimmed) || (was_logged && next_is_logged(rest));
		if (was_logged || tells_system(trimmed)) {
			if (++logged_n <= LOG_LINES_KEPT)
				add_line(&logged, trimmed);
			continue;
		}
		add_line(out, trimmed);
		if (!is_thanking(trimmed))
			said = out->n;
		else if (said == begin && may_be_name(trimmed))
			add_line(&greeted, trimmed);
	}
	buf_cut(out, said);
	if (said == begin && logged_n == 0)
		buf_str(out, buf_view(&greeted)); /* "Hello World" is all there is */
	said = out->n;
	buf_str(out, buf_view(&logged));
	buf_release(&greeted);
	buf_release(&logged);
	buf_release(&spread);
	buf_release(&own);
	return said;
}
