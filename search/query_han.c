#include "search/query_han.h"

#include "common/utf8.h"

#include <stdlib.h>
#include <uchar.h>

/* All in order of their numbers. */
static const char16_t
    /* say nothing alone ... */
    alone[] = u"一不与个为么也了些什从他以们会但你來個們候做再到去又及只可吗吧呢和哦哪啊嗎嘛因在她好它對就已帮幫很得從"
	      u"忙怎您想我所才"
	      u"把时是時會有来次沒没為的給經经给而能與被要說誰請謝说请谁谢跟还这這還那都麼",
    /* ... and neither do these beside another one, */
    joining[] = u"么也了他们你們吗吧呢和啊嗎嘛她就很您我把的而被这這那都麼",
    /* nor these two */
    pairs[] = u"一直上个上午上周下午下周不知中午之前之后今天今年今日今早今晚今朝以前以后但是何回何度先月先週公司几次刚"
	      u"才前天办法去年"
	      u"发现同事同僚因为多次大変好像好几如果尽快希望帮忙应该开始弊社当社御社急用恐縮情况感谢應該我司或者所以教"
	      u"示早上明天明日"
	      u"昨夜昨天昨年昨日昨晚晚上最近有时有没朋友期待比较然后现在現在發現目前着急知道突然老板而且至急觉得谢谢貴"
	      u"社还是開始问题"
	      u"需要非常麻烦";

static int by_number(const void *a, const void *b)
{
	const char16_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int by_numbers(const void *a, const void *b)
{
	const char16_t *x = a, *y = b;

	return x[0] != y[0] ? by_number(x, y) : by_number(x + 1, y + 1);
}

#define IS_AMONG(c, list) (bsearch((c), (list), sizeof(list) / sizeof(*(list)) - 1, sizeof(*(list)), by_number) != NULL)

bool query_han_joins(struct str word)
{
	char16_t c[2];
	size_t n = 0, at = 0;

	while (at < word.n) {
		uint32_t next = utf8_next(word, &at);

		if (n == 2 || next > 0xffff)
			return false;
		c[n++] = (char16_t)next;
	}
	if (n != 2)
		return n == 1 && IS_AMONG(&c[0], alone);
	return IS_AMONG(&c[0], joining) || IS_AMONG(&c[1], joining) ||
	       (IS_AMONG(&c[0], alone) && IS_AMONG(&c[1], alone)) ||
	       bsearch(c, pairs, sizeof(pairs) / sizeof(*pairs) / 2, sizeof(c), by_numbers) != NULL;
}
