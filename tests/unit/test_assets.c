#include "tests/unit/unit.h"

#include "common/fs.h"
#include "generator/assets.h"
#include "generator/emit.h"
#include "generator/precompress.h"
#include "generator/site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\""

static void drawings_without_scripts(void **state)
{
	static const char *const texts[] = {
	    SVG "><path d=\"M0 0\"/></svg>",
	    "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\">" SVG "/>",
	    SVG "><!-- <script>x</script> --><title>on a script: <![CDATA[<script>]]></title></svg>",
	    SVG "><foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\">label</div></foreignObject></svg>",
	    SVG " xmlns:xlink='http://www.w3.org/1999/xlink'><a xlink:href='https://acme.example/?on=1'/></svg>",
	    "<rss><channel><link>https://a.example</link></channel></rss>",
	    "<catalog><object onload=\"1\"/></catalog>",
	    "",
	    "no markup at all",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (assets_has_script(str_c(texts[i])))
			fail_msg("taken for a script: %s", texts[i]);
}

static void drawings_with_scripts(void **state)
{
	static const char *const texts[] = {
	    SVG "><script>alert(1)</script></svg>",
	    SVG "><SCRIPT/></svg>",
	    "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>x</s:script></s:svg>",
	    "<svg xmlns='http://www.w3.org/2000&#47;svg'><script/></svg>",
	    SVG " onload='x()'/>",
	    SVG "\nONLOAD\n=\n'x()'/>",
	    SVG "><a href='javascript:x()'/></svg>",
	    SVG "><a href='java&#x0A;script:x()'/></svg>",
	    SVG "><a href=' JavaScript&#58;x()'/></svg>",
	    SVG "><animate attributeName='href' values='a;javascript:x()'/></svg>",
	    SVG "><foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' srcdoc='x'/></foreignObject></svg>",
	    "<?xml-stylesheet href='x.xsl'?>" SVG "/>",
	    "<!DOCTYPE svg [<!ENTITY x '&#60;script>'>]>" SVG ">&x;</svg>",
	    SVG "><a href='x",
	    SVG "><!-- never closed",
	    SVG " x=unquoted/>",
	    "\xff\xfe<\0s\0v\0g",
	    "<html xmlns='http://www.w3.org/1999/xhtml'/>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!assets_has_script(str_c(texts[i])))
			fail_msg("not seen: %s", texts[i]);
	assert_true(assets_has_script(str_n("<\0s", 3)));
}

struct fixture {
	char path[64];
	int folder;
	struct arena arena;
	struct diag_list diags;
	struct config config;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	fixture = (struct fixture){.config = {.content_folder = STR("content")}};
	(void)snprintf(fixture.path, sizeof(fixture.path), "/tmp/weir-assets-XXXXXX");
	if (mkdtemp(fixture.path) == NULL)
		return -1;
	fixture.folder = fs_open_folder(fixture.path);
	arena_init(&fixture.arena);
	diag_list_init(&fixture.diags, &fixture.arena);
	*state = &fixture;
	return fixture.folder < 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	int tmp = fs_open_folder("/tmp"), result = fs_remove_tree_at(tmp, f->path + 5);

	close(tmp);
	close(f->folder);
	diag_list_release(&f->diags);
	arena_release(&f->arena);
	return result;
}

static struct asset asset_of(const char *path, struct hash128 hash, uint64_t size)
{
	return (struct asset){
	    .path = str_c(path), .output = STR("x/out.1234.txt"), .hash = {hash.low, hash.high}, .size = size};
}

static void publish(struct fixture *f, const struct asset *asset, unsigned formats)
{
	struct precompress copies;
	struct emit *emit = emit_open(f->folder, STR("public"), false, &f->arena, &f->diags);

	assert_non_null(emit);
	precompress_init(&copies, formats);
	assert_int_equal(assets_copy(emit, f->folder, asset, &copies), 0);
	precompress_release(&copies);
	precompress_tell(formats, emit);
	emit_add(emit, asset->output);
	assert_int_equal(emit_commit(emit, &f->diags), 0);
	emit_close(emit);
}

static void files_are_hashed_and_copied(void **state)
{
	struct fixture *f = *state;
	struct hash128 hash;
	struct buf bytes, copy;
	struct asset asset;
	struct emit *emit;
	uint64_t size;

	buf_init(&bytes, BUF_NO_LIMIT);
	buf_init(&copy, BUF_NO_LIMIT);
	for (int i = 0; i < 100000; i++)
		buf_printf(&bytes, "%d ", i);
	assert_int_equal(fs_create_at(f->folder, "big.txt", buf_view(&bytes)), 0);
	assert_int_equal(assets_hash(f->folder, "big.txt", &f->config, &hash, &size), 0);
	assert_true(hash128_eq(hash, hash128(buf_view(&bytes))));
	assert_int_equal(size, bytes.n);
	assert_true(assets_is_published(hash, STR("big.txt"), &f->config, &f->diags));
	asset = asset_of("big.txt", hash, size);
	publish(f, &asset, 0);
	assert_int_equal(fs_read_at(f->folder, "public/x/out.1234.txt", &copy, 1 << 30), 0);
	assert_true(str_eq(buf_view(&copy), buf_view(&bytes)));
	assert_int_equal(faccessat(f->folder, "public/x/out.1234.txt.gz", F_OK, 0), -1);
	/* copies come, stay and go with the file */
	publish(f, &asset, PRECOMPRESS_GZIP | PRECOMPRESS_BROTLI);
	assert_int_equal(faccessat(f->folder, "public/x/out.1234.txt.gz", F_OK, 0), 0);
	assert_int_equal(faccessat(f->folder, "public/x/out.1234.txt.br", F_OK, 0), 0);
	emit = emit_open(f->folder, STR("public"), false, &f->arena, &f->diags);
	precompress_tell(PRECOMPRESS_GZIP, emit);
	emit_keep(emit, asset.output);
	assert_int_equal(emit_commit(emit, &f->diags), 0);
	emit_close(emit);
	assert_int_equal(faccessat(f->folder, "public/x/out.1234.txt.gz", F_OK, 0), 0);
	assert_int_equal(faccessat(f->folder, "public/x/out.1234.txt.br", F_OK, 0), -1);
	buf_release(&copy);
	buf_release(&bytes);
}

static void a_changed_file_is_noticed(void **state)
{
	struct fixture *f = *state;
	struct precompress copies;
	struct hash128 hash;
	struct asset asset;
	struct emit *emit;
	uint64_t size;

	assert_int_equal(fs_create_at(f->folder, "a.txt", STR("one")), 0);
	assert_int_equal(assets_hash(f->folder, "a.txt", &f->config, &hash, &size), 0);
	assert_int_equal(fs_replace_at(f->folder, "a.txt", STR("two"), false), 0);
	emit = emit_open(f->folder, STR("public"), false, &f->arena, &f->diags);
	for (unsigned formats = 0; formats < 2; formats++) {
		precompress_init(&copies, formats);
		asset = asset_of("a.txt", hash, formats == 0 ? size : 5000);
		assert_int_equal(assets_copy(emit, f->folder, &asset, &copies), -1);
		assert_int_equal(errno, EAGAIN);
		precompress_release(&copies);
	}
	emit_abort(emit);
	emit_close(emit);
}

static void only_regular_files(void **state)
{
	static const char *const names[] = {"fifo", "link", "folder", "none", "../../etc/passwd", "/etc/passwd"};
	struct fixture *f = *state;
	struct hash128 hash;
	uint64_t size;

	assert_int_equal(mkfifoat(f->folder, "fifo", 0644), 0);
	assert_int_equal(symlinkat("/etc/passwd", f->folder, "link"), 0);
	assert_int_equal(mkdirat(f->folder, "folder", 0755), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_int_equal(assets_hash(f->folder, names[i], &f->config, &hash, &size), -1);
}

static void what_is_left_out(void **state)
{
	static const struct {
		const char *name, *text;
		enum diag_code code;
	} cases[] = {
	    {"a.html", "<p>", DIAG_ASSET_HTML},
	    {"b.XHTML", "<p>", DIAG_ASSET_HTML},
	    {"c.svg", SVG "><script/></svg>", DIAG_ASSET_SCRIPT},
	    {"d.svgz", "packed", DIAG_ASSET_SCRIPT},
	};
	struct fixture *f = *state;
	struct hash128 hash;
	uint64_t size;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(fs_create_at(f->folder, cases[i].name, str_c(cases[i].text)), 0);
		f->config.raw_html = RAW_HTML_SAFE;
		assert_int_equal(assets_hash(f->folder, cases[i].name, &f->config, &hash, &size), 0);
		assert_false(assets_is_published(hash, str_c(cases[i].name), &f->config, &f->diags));
		assert_int_equal(f->diags.items.at[i].code, cases[i].code);
		f->config.raw_html = RAW_HTML_TRUSTED;
		assert_int_equal(assets_hash(f->folder, cases[i].name, &f->config, &hash, &size), 0);
		assert_true(assets_is_published(hash, str_c(cases[i].name), &f->config, &f->diags));
	}
	assert_int_equal(f->diags.warnings, 4);
}

static void a_huge_file_is_not_read(void **state)
{
	struct fixture *f = *state;
	struct hash128 hash;
	uint64_t size;
	int fd = openat(f->folder, "huge.zip", O_WRONLY | O_CREAT, 0644);

	assert_int_equal(ftruncate(fd, (off_t)600 << 20), 0);
	close(fd);
	f->config.raw_html = RAW_HTML_TRUSTED;
	assert_int_equal(assets_hash(f->folder, "huge.zip", &f->config, &hash, &size), 0);
	assert_false(assets_is_published(hash, STR("huge.zip"), &f->config, &f->diags));
	assert_int_equal(f->diags.errors, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(drawings_without_scripts),
	    cmocka_unit_test(drawings_with_scripts),
	    TEST(files_are_hashed_and_copied),
	    TEST(a_changed_file_is_noticed),
	    TEST(only_regular_files),
	    TEST(what_is_left_out),
	    TEST(a_huge_file_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
