#include "tests/unit/unit.h"

#include "common/utf8.h"
#include "generator/charset.h"

struct fixture {
	struct arena arena;
	struct diag_list diags;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	arena_init(&fixture.arena);
	diag_list_init(&fixture.diags, &fixture.arena);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	diag_list_release(&f->diags);
	arena_release(&f->arena);
	return 0;
}

static struct str decode(struct fixture *f, struct str bytes, const char *fallback)
{
	f->diags.items.n = 0;
	return charset_decode(bytes, STR("content/a.md"), str_c(fallback), &f->arena, &f->diags);
}

static void assert_diag(struct fixture *f, size_t i, const char *line)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	assert_true(i < f->diags.items.n);
	diag_format(&out, &f->diags.items.at[i], false);
	assert_str(str_slice(buf_view(&out), 0, (size_t)str_find_char(buf_view(&out), '\n')), line);
	buf_release(&out);
}

/* Decodes, expects this text and no diagnostic. */
static void assert_silent(struct fixture *f, struct str bytes, const char *text)
{
	assert_str(decode(f, bytes, ""), text);
	assert_int_equal(f->diags.items.n, 0);
}

static void valid_utf_8_is_not_copied(void **state)
{
	struct fixture *f = *state;
	struct str text = STR("---\ntitle: Gr\xC3\xB6\xC3\x9F"
			      "e\n---\n\n\tText \xF0\x9F\x98\x80\n");

	assert_true(decode(f, text, "").s == text.s);
	assert_int_equal(f->diags.items.n, 0);
	assert_int_equal(f->arena.total, 0);
}

static void marks_are_obeyed(void **state)
{
	struct fixture *f = *state;

	assert_silent(f, STR("\xEF\xBB\xBF# x\n"), "# x\n");
	assert_silent(f, STR("\xEF\xBB\xBF"), "");
	assert_silent(f, STR("\xFF\xFE#\0 \0\xE9\0\n\0"), "# \xC3\xA9\n");
	assert_silent(f, STR("\xFE\xFF\0#\0 \0\xE9\0\n"), "# \xC3\xA9\n");
	assert_silent(f, STR("\xFF\xFE\0\0#\0\0\0\n\0\0\0"), "#\n");
	assert_silent(f, STR("\0\0\xFE\xFF\0\0\0#\0\x01\xF6\0"), "#\xF0\x9F\x98\x80");
	assert_silent(f, STR("\xFF\xFE\x3D\xD8\x00\xDE"), "\xF0\x9F\x98\x80");
}

static void wide_text_without_a_mark_is_seen(void **state)
{
	struct fixture *f = *state;

	assert_str(decode(f, STR("#\0 \0\xE9\0\n\0"), ""), "# \xC3\xA9\n");
	assert_diag(f, 0, "content/a.md:1:1: warning: not UTF-8; read as utf-16le, which is a guess [charset-guessed]");
	assert_str(decode(f, STR("\0#\0 \0x\0\n"), ""), "# x\n");
	assert_str(decode(f, STR("#\0\0\0\n\0\0\0"), ""), "#\n");
	assert_str(decode(f, STR("\0\0\0#\0\0\0\n"), ""), "#\n");
	/* stray NUL bytes do not make a text wide */
	assert_str(decode(f,
			  STR("12345\0"
			      "67890ab"),
			  ""),
		   "12345\xEF\xBF\xBD"
		   "67890ab");
	assert_diag(f, 0, "content/a.md:1:6: warning: control character U+0000 [control-character]");
}

static void what_a_file_says_is_obeyed(void **state)
{
	struct fixture *f = *state;

	assert_silent(f, STR("---\ntitle: x\ncharset: latin1\n---\n\xE9\n"),
		      "---\ntitle: x\ncharset: latin1\n---\n\xC3\xA9\n");
	assert_silent(f, STR("---\nencoding: \"windows-1251\" \n---\n\xE9\n"),
		      "---\nencoding: \"windows-1251\" \n---\n\xD0\xB9\n");
	assert_silent(f, STR("+++\ncharset = 'koi8-r'\n+++\n\xCA\n"), "+++\ncharset = 'koi8-r'\n+++\n\xD0\xB9\n");
	assert_silent(f,
		      STR(" <html><meta name=x><META http-equiv=\"Content-Type\" "
			  "content=\"text/html; charset=ISO-8859-2\">\xB1"),
		      " <html><meta name=x><META http-equiv=\"Content-Type\" "
		      "content=\"text/html; charset=ISO-8859-2\">\xC4\x85");
	assert_silent(f, STR("<meta charset='shift_jis'>\x83\x41\\"), "<meta charset='shift_jis'>\xE3\x82\xA2\\");
	assert_silent(f, STR("<?xml version=\"1.0\" encoding=\"euc-kr\"?>\xB0\xA1"),
		      "<?xml version=\"1.0\" encoding=\"euc-kr\"?>\xEA\xB0\x80");
	assert_silent(f, STR("---\ncharset: iso-2022-jp\n---\n\033$B$\"\033(B"),
		      "---\ncharset: iso-2022-jp\n---\n\xE3\x81\x82");
	/* behind the front matter it is text */
	assert_silent(f, STR("---\ntitle: x\n---\ncharset: latin2\n"), "---\ntitle: x\n---\ncharset: latin2\n");
}

static void a_declaration_may_be_wrong(void **state)
{
	struct fixture *f = *state;

	assert_str(decode(f, STR("---\ncharset: latin1\n---\n\xC3\xA9"), ""), "---\ncharset: latin1\n---\n\xC3\xA9");
	assert_diag(f, 0, "content/a.md:2:10: warning: the file says \"latin1\" but is UTF-8 [charset-conflict]");
	/* no markup out of thin air */
	assert_str(decode(f, STR("---\ncharset: utf-7\n---\n+ADw-script+AD4-"), ""),
		   "---\ncharset: utf-7\n---\n+ADw-script+AD4-");
	assert_diag(f, 0, "content/a.md:2:10: warning: unknown encoding \"utf-7\" [charset-unknown]");
	assert_str(decode(f, STR("---\ncharset: utf-8\n---\n\xE9\n"), ""), "---\ncharset: utf-8\n---\n\xEF\xBF\xBD\n");
	assert_diag(f, 0,
		    "content/a.md:4:1: warning: 1 place that is not valid utf-8, shown as U+FFFD [charset-invalid]");
	assert_int_equal(f->diags.items.n, 1);
}

static void what_is_not_utf_8_is_guessed(void **state)
{
	struct fixture *f = *state;

	assert_str(
	    decode(f,
		   STR("It\x92s a long line of English text, with one curly quote in it, and nothing else that"
		       " would tell which of the many encodings the file is in.\n"),
		   ""),
	    "It\xE2\x80\x99s a long line of English text, with one curly quote in it, and nothing else that would "
	    "tell which of the many encodings the file is in.\n");
	assert_diag(f, 0,
		    "content/a.md:1:3: warning: not UTF-8; read as windows-1252, which is a guess [charset-guessed]");
	/* a setting is no guess */
	assert_str(decode(f, STR("\xE9"), "windows-1251"), "\xD0\xB9");
	assert_int_equal(f->diags.items.n, 0);
	/* one bad byte in good UTF-8 does not spoil the rest */
	assert_str(decode(f,
			  STR("Gr\xC3\xBC\xC3\x9F"
			      "e \xFF"),
			  "windows-1251"),
		   "Gr\xC3\xBC\xC3\x9F"
		   "e \xEF\xBF\xBD");
	assert_diag(f, 0,
		    "content/a.md:1:7: warning: 1 place that is not valid utf-8, shown as U+FFFD [charset-invalid]");
}

static void other_scripts_are_recognised(void **state)
{
	/* "Мы возвращаем деньги в течение двух недель" */
	static const char russian[] = "\xCC\xFB \xE2\xEE\xE7\xE2\xF0\xE0\xF9\xE0\xE5\xEC "
				      "\xE4\xE5\xED\xFC\xE3\xE8 \xE2 \xF2\xE5\xF7\xE5\xED\xE8\xE5 "
				      "\xE4\xE2\xF3\xF5 \xED\xE5\xE4\xE5\xEB\xFC";
	struct fixture *f = *state;

	assert_str(charset_guess(str_c(russian)), "windows-1251");
	assert_str(charset_guess(STR("")), "windows-1252");
	assert_true(str_starts(decode(f, str_c(russian), ""), STR("\xD0\x9C\xD1\x8B ")));
	/* ISO-2022-JP is ASCII bytes */
	assert_str(decode(f, STR("# \033$B$3$s$K$A$O\033(B\n"), ""),
		   "# \xE3\x81\x93\xE3\x82\x93\xE3\x81\xAB\xE3\x81\xA1\xE3\x81\xAF\n");
	assert_diag(f, 0,
		    "content/a.md:1:3: warning: not UTF-8; read as iso-2022-jp, which is a guess [charset-guessed]");
}

static void lines_end_with_a_newline(void **state)
{
	struct fixture *f = *state;

	assert_silent(f, STR("a\r\nb\rc\n\r\r\n"), "a\nb\nc\n\n\n");
	assert_silent(f, STR("\r"), "\n");
	assert_silent(f, STR("a\r\n\r\n"), "a\n\n");
}

static void control_characters_go(void **state)
{
	struct fixture *f = *state;

	assert_str(decode(f,
			  STR("ok\nb\x08\x0B"
			      "c\x7F\r\n\x01"),
			  ""),
		   "ok\nb c\n");
	assert_int_equal(f->diags.items.n, 1);
	assert_diag(f, 0, "content/a.md:2:2: warning: 4 control characters, the first is U+0008 [control-character]");
	assert_str(decode(f, STR("\033[31mred"), ""), "[31mred");
}

/* As in browsers, and unlike glibc under the same name. */
static void labels_mean_what_browsers_mean(void **state)
{
	static const struct {
		const char *label, *bytes, *text;
	} cases[] = {
	    {"ISO-8859-1", "\x80", "\xE2\x82\xAC"},
	    {"latin1", "\x93", "\xE2\x80\x9C"},
	    {"iso_8859-9", "\xFD", "\xC4\xB1"},
	    {"Shift_JIS", "\\~", "\\~"},
	    {"gb2312", "\x81\x30\x81\x30", "\xC2\x80"},
	    {"EUC-KR", "\x81\x41", "\xEA\xB0\x82"},
	    {"big5", "\xA4\xA4", "\xE4\xB8\xAD"},
	    {"TIS-620", "\xA1", "\xE0\xB8\x81"},
	    {"x-mac-cyrillic", "\x80", "\xD0\x90"},
	    {"macintosh", "\x8E", "\xC3\xA9"},
	    {"ibm866", "\x80", "\xD0\x90"},
	    {"utf-16", "a\0", "a"},
	    {"utf-16be", "\0a", "a"},
	    {"KOI8-U", "\xA4", "\xD1\x94"},
	    {" windows-1256 ", "\xC7", "\xD8\xA7"},
	    {"iso-8859-8-i", "\xE0", "\xD7\x90"},
	    {"ascii", "\xC3\xA9", "\xC3\xA9"},
	    {"utf_8", "\xF4\x90\x80\x80", NULL},
	    {"windows-31j", "\x87\x40", "\xE2\x91\xA0"},
	    {"iso-2022-kr", "\033$)C\016!\"", NULL},
	};
	struct charset_faults faults;
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t n = strncmp(cases[i].label, "utf-16", 6) == 0 ? 2 : strlen(cases[i].bytes);

		buf_clear(&out);
		assert_true(charset_convert(str_c(cases[i].label), str_n(cases[i].bytes, n), &out, &faults));
		assert_true(utf8_is_valid(buf_view(&out)));
		if (cases[i].text != NULL)
			assert_str(buf_view(&out), cases[i].text);
	}
	buf_release(&out);
	assert_false(charset_is_known(STR("utf-7")));
	assert_false(charset_is_known(STR("")));
	assert_false(charset_is_known(STR("//IGNORE")));
	assert_false(charset_is_known(STR("UTF-8//TRANSLIT")));
	assert_false(charset_is_known(STR("a label that is far longer than any encoding's")));
}

static void faults_are_counted(void **state)
{
	struct charset_faults faults;
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	buf_lit(&out, "x");
	assert_true(charset_convert(STR("windows-1252"),
				    STR("a\x81"
					"b\x8D"),
				    &out, &faults));
	assert_str(buf_view(&out), "xa\xEF\xBF\xBD"
				   "b\xEF\xBF\xBD");
	assert_int_equal(faults.count, 2);
	assert_int_equal(faults.first_at, 2);
	buf_clear(&out);
	assert_true(charset_convert(STR("utf-16le"),
				    STR("\x00\xD8"
					"a\0"
					"b"),
				    &out, &faults));
	assert_str(buf_view(&out), "\xEF\xBF\xBD"
				   "a\xEF\xBF\xBD");
	buf_clear(&out);
	/* vendors' characters, where the standard has none */
	assert_true(charset_convert(STR("euc-jp"), STR("\xAD\xA1"), &out, &faults));
	assert_str(buf_view(&out), "\xE2\x91\xA0");
	assert_int_equal(faults.count, 0);
	buf_clear(&out);
	assert_true(charset_convert(STR("euc-jp"), STR("\xFF\xFF\xA4\xA2"), &out, &faults));
	assert_str(buf_view(&out), "\xEF\xBF\xBD\xE3\x81\x82");
	buf_clear(&out);
	assert_true(charset_convert(STR("utf-32be"), STR("\x7F\0\0\0\0\0\0a"), &out, &faults));
	assert_str(buf_view(&out), "\xEF\xBF\xBD"
				   "a");
	assert_false(charset_convert(STR("utf-7"), STR("a"), &out, &faults));
	buf_clear(&out);
	assert_true(charset_convert(STR("utf-8"), STR("\xF4\x90\x80\x80"), &out, &faults));
	assert_int_equal(faults.count, 4);
	buf_clear(&out);
	assert_true(charset_convert(STR("utf-8"),
				    STR("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
					"A"),
				    &out, &faults));
	assert_int_equal(faults.count, 4);
	buf_release(&out);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    T(valid_utf_8_is_not_copied),      T(marks_are_obeyed),	      T(wide_text_without_a_mark_is_seen),
	    T(what_a_file_says_is_obeyed),     T(a_declaration_may_be_wrong), T(what_is_not_utf_8_is_guessed),
	    T(other_scripts_are_recognised),   T(lines_end_with_a_newline),   T(control_characters_go),
	    T(labels_mean_what_browsers_mean), T(faults_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
