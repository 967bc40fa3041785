/* The first lines of an answer: status, dates, the headers that every answer has. */
#include "search/http_parts.h"

#include <time.h>

/* ---- names and dates ---- */

static const struct {
	int status;
	const char *text;
} status_texts[] = {
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

const char *http_status_text(int status)
{
	for (size_t i = 0; i < sizeof(status_texts) / sizeof(*status_texts); i++)
		if (status_texts[i].status == status)
			return status_texts[i].text;
	return "Unknown";
}

static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void put_digits(char *to, int number)
{
	to[0] = (char)('0' + number / 10 % 10);
	to[1] = (char)('0' + number % 10);
}

void http_date(char text[30], int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL || tm.tm_year < 0 || tm.tm_year > 8099)
		memset(&tm, 0, sizeof(tm));
	memcpy(text, "Thu, 01 Jan 1970 00:00:00 GMT", 30);
	memcpy(text, days[tm.tm_wday], 3);
	put_digits(text + 5, tm.tm_mday);
	memcpy(text + 8, months[tm.tm_mon], 3);
	put_digits(text + 12, (tm.tm_year + 1900) / 100);
	put_digits(text + 14, (tm.tm_year + 1900) % 100);
	put_digits(text + 17, tm.tm_hour);
	put_digits(text + 20, tm.tm_min);
	put_digits(text + 23, tm.tm_sec);
}

static int two_digits(const char *s)
{
	return str_is_digit(s[0]) && str_is_digit(s[1]) ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

int64_t http_date_parse(struct str text)
{
	struct tm tm = {.tm_mon = -1};
	const char *s = text.s;
	char again[30];
	int64_t seconds;

	if (text.n != 29)
		return -1;
	for (int month = 0; month < 12; month++)
		if (memcmp(s + 8, months[month], 3) == 0)
			tm.tm_mon = month;
	tm.tm_mday = two_digits(s + 5);
	tm.tm_year = two_digits(s + 12) * 100 + two_digits(s + 14) - 1900;
	tm.tm_hour = two_digits(s + 17);
	tm.tm_min = two_digits(s + 20);
	tm.tm_sec = two_digits(s + 23);
	if (tm.tm_mon < 0 || tm.tm_year < 70)
		return -1;
	seconds = (int64_t)timegm(&tm);
	http_date(again, seconds);
	return memcmp(again, s, 29) == 0 ? seconds : -1;
}

/* ---- headers ---- */

static void add_date(struct http_worker *worker)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME_COARSE, &now);
	if ((int64_t)now.tv_sec != worker->date_second) {
		worker->date_second = (int64_t)now.tv_sec;
		http_date(worker->date, worker->date_second);
	}
	buf_lit(&worker->head, "Date: ");
	buf_str(&worker->head, str_n(worker->date, 29));
	buf_lit(&worker->head, "\r\n");
}

bool http_head_has_body(int status)
{
	return status != 204 && status != 304;
}

void http_head_write(struct http_worker *worker, const struct http_reply *reply, int64_t length, bool closes)
{
	struct buf *head = &worker->head;

	buf_clear(head);
	buf_lit(head, "HTTP/1.1 ");
	buf_int(head, reply->status);
	buf_char(head, ' ');
	buf_str(head, str_c(http_status_text(reply->status)));
	buf_lit(head, "\r\n");
	add_date(worker);
	if (reply->type != NULL && http_head_has_body(reply->status)) {
		buf_lit(head, "Content-Type: ");
		buf_str(head, str_c(reply->type));
		buf_lit(head, "\r\n");
	}
	if (http_head_has_body(reply->status)) {
		buf_lit(head, "Content-Length: ");
		buf_int(head, length);
		buf_lit(head, "\r\n");
	}
	buf_lit(head, "Cache-Control: ");
	buf_str(head, str_c(reply->cache_control));
	buf_lit(head, "\r\nContent-Security-Policy: ");
	buf_str(head, reply->csp.n != 0 ? reply->csp : STR(HTTP_NOTHING_LOADED));
	buf_lit(head, "\r\n");
	buf_lit(head, HTTP_ALWAYS);
	buf_str(head, reply->for_others ? STR("Cross-Origin-Resource-Policy: cross-origin\r\n")
					: STR("Cross-Origin-Resource-Policy: same-origin\r\n"));
	buf_str(head, buf_view(&worker->headers));
	buf_str(head, closes ? STR("Connection: close\r\n\r\n") : STR("\r\n"));
}
