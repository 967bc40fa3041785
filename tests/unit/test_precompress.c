#include "tests/unit/unit.h"

#include "common/hash.h"
#include "generator/precompress.h"

#include <errno.h>
#include <zlib.h>

static void text(struct buf *out, int words)
{
	buf_init(out, BUF_NO_LIMIT);
	for (int i = 0; i < words; i++)
		buf_printf(out, "<p>word %d of %d</p>\n", i * 7919 % 1009, words);
}

static void gzip_can_be_read_back(void **state)
{
	struct precompress_gzip *gzip = precompress_gzip_new();
	struct buf in, out, again;
	static char back[1 << 20];
	z_stream stream = {0};

	(void)state;
	text(&in, 2000);
	buf_init(&out, BUF_NO_LIMIT);
	buf_init(&again, BUF_NO_LIMIT);
	assert_int_equal(precompress_gzip(gzip, buf_view(&in), &out), 0);
	assert_true(out.n < in.n / 3);
	/* no time, no name in the header; the same bytes when it is used again */
	assert_memory_equal(out.s, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03", 10);
	assert_int_equal(precompress_gzip(gzip, STR("something else, that is something else"), &again), -1);
	assert_int_equal(precompress_gzip(gzip, buf_view(&in), &again), 0);
	assert_true(str_eq(buf_view(&out), buf_view(&again)));
	assert_int_equal(inflateInit2(&stream, 31), Z_OK);
	stream.next_in = (Bytef *)out.s;
	stream.avail_in = (uInt)out.n;
	stream.next_out = (Bytef *)back;
	stream.avail_out = sizeof(back);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_true(str_eq(str_n(back, stream.total_out), buf_view(&in)));
	inflateEnd(&stream);
	buf_release(&in);
	buf_release(&out);
	buf_release(&again);
	precompress_gzip_free(gzip);
}

static void brotli_is_the_same_every_time(void **state)
{
	struct buf in, out, again;

	(void)state;
	text(&in, 2000);
	buf_init(&out, BUF_NO_LIMIT);
	buf_init(&again, BUF_NO_LIMIT);
	assert_int_equal(precompress_brotli(buf_view(&in), &out), 0);
	assert_int_equal(precompress_brotli(buf_view(&in), &again), 0);
	assert_true(out.n < in.n / 3);
	assert_true(str_eq(buf_view(&out), buf_view(&again)));
	buf_release(&in);
	buf_release(&out);
	buf_release(&again);
}

static void what_does_not_get_smaller_is_not_kept(void **state)
{
	struct precompress_gzip *gzip = precompress_gzip_new();
	struct buf in, out;
	uint64_t number = 1;

	(void)state;
	buf_init(&in, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	for (int i = 0; i < 1000; i++) {
		number = hash64(str_n((const char *)&number, sizeof(number)));
		buf_add(&in, &number, sizeof(number));
	}
	assert_int_equal(precompress_gzip(gzip, buf_view(&in), &out), -1);
	assert_int_equal(errno, EFBIG);
	assert_int_equal(precompress_brotli(buf_view(&in), &out), -1);
	assert_int_equal(errno, EFBIG);
	assert_int_equal(precompress_gzip(gzip, STR(""), &out), -1);
	assert_int_equal(precompress_brotli(STR("x"), &out), -1);
	buf_release(&in);
	buf_release(&out);
	precompress_gzip_free(gzip);
}

static void text_formats_only(void **state)
{
	(void)state;
	assert_true(precompress_is_wanted(STR("a/index.html"), 2000));
	assert_true(precompress_is_wanted(STR("a/X.SVG"), 2000));
	assert_false(precompress_is_wanted(STR("a/index.html"), 1024));
	assert_false(precompress_is_wanted(STR("a/picture.png"), 100000));
	assert_false(precompress_is_wanted(STR("search.db"), 100000));
	assert_false(precompress_is_wanted(STR("html"), 100000));
	assert_false(precompress_is_wanted(STR("a.json"), (uint64_t)17 << 20));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gzip_can_be_read_back),
	    cmocka_unit_test(brotli_is_the_same_every_time),
	    cmocka_unit_test(what_does_not_get_smaller_is_not_kept),
	    cmocka_unit_test(text_formats_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
