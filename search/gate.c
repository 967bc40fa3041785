#include "search/gate.h"

/* ---- characters ---- */

/* RFC 9110 tchar. */
static bool is_token_char(char c)
{
	return str_is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool is_value_char(char c)
{
	unsigned char byte = (unsigned char)c;

	return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

static bool is_target_char(char c)
{
	return c > 0x20 && c < 0x7f && c != '#';
}

static bool is_name_char(char c)
{
	return str_is_alnum(c) || (c != '\0' && strchr("-._~", c) != NULL);
}

/* Of an address in brackets: IPv6, with an IPv4 address at its end perhaps. */
static bool is_address_char(char c)
{
	return str_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

static bool all(struct str s, bool (*is)(char))
{
	for (size_t i = 0; i < s.n; i++)
		if (!is(s.s[i]))
			return false;
	return true;
}

static struct str trim_blanks(struct str s)
{
	while (s.n != 0 && (s.s[0] == ' ' || s.s[0] == '\t'))
		s = str_from(s, 1);
	while (s.n != 0 && (s.s[s.n - 1] == ' ' || s.s[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/*
 * A host and perhaps a port, as RFC 3986 has them but for percent escapes and signs that no name on the net has. Who is
 * told before an @ (RFC 9110, 4.2.4) and an empty name (4.2.1) are refused as it asks.
 */
static bool is_authority(struct str s)
{
	bool has_brackets = s.n != 0 && s.s[0] == '[';
	ptrdiff_t end = str_find_char(s, has_brackets ? ']' : ':');
	struct str host =
	    has_brackets ? str_slice(s, 1, end < 0 ? 1 : (size_t)end) : str_slice(s, 0, end < 0 ? s.n : (size_t)end);
	struct str rest = end < 0 ? STR("") : str_from(s, (size_t)end + (has_brackets ? 1 : 0));

	return host.n != 0 && all(host, has_brackets ? is_address_char : is_name_char) &&
	       (rest.n == 0 || (rest.s[0] == ':' && rest.n <= 6 && all(str_from(rest, 1), str_is_digit)));
}

/* ---- lines ---- */

enum line_state { LINE_MORE, LINE_READY, LINE_BAD };

/* The line at *at, ended by CR LF and by nothing else; moves *at behind it. */
static enum line_state next_line(struct str bytes, size_t *at, struct str *line)
{
	size_t i = *at;

	for (; i < bytes.n; i++) {
		char c = bytes.s[i];

		if (c == '\r') {
			if (i + 1 == bytes.n)
				return LINE_MORE;
			if (bytes.s[i + 1] != '\n')
				return LINE_BAD;
			*line = str_slice(bytes, *at, i);
			*at = i + 2;
			return LINE_READY;
		}
		if (!is_value_char(c))
			return LINE_BAD;
	}
	return LINE_MORE;
}

/* ---- the request line ---- */

static enum gate_method method_of(struct str name)
{
	static const struct str names[] = {STR_INIT("GET"), STR_INIT("HEAD"), STR_INIT("POST"), STR_INIT("OPTIONS")};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(name, names[i]))
			return (enum gate_method)i;
	return METHOD_OTHER;
}

static bool is_method_char(char c)
{
	return str_is_upper(c) || c == '-';
}

/* Takes "http://host" from before a path; false: that is not how a target begins. */
static bool take_authority(struct str *target, struct str *authority)
{
	static const struct str schemes[] = {STR_INIT("http://"), STR_INIT("https://")};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		size_t at = schemes[i].n, end = at;

		if (target->n < at || !str_eq_nocase(str_slice(*target, 0, at), schemes[i]))
			continue;
		while (end < target->n && target->s[end] != '/' && target->s[end] != '?')
			end++;
		*authority = str_slice(*target, at, end);
		*target = str_from(*target, end);
		return is_authority(*authority);
	}
	return false;
}

/* 0, or the status of the refusal. */
static int read_target(struct str target, struct gate_request *request)
{
	ptrdiff_t mark;

	if (!all(target, is_target_char) || target.n == 0)
		return 400;
	if (target.s[0] != '/' && !take_authority(&target, &request->host))
		return 400;
	mark = str_find_char(target, '?');
	request->has_query = mark >= 0;
	request->path = mark >= 0 ? str_slice(target, 0, (size_t)mark) : target;
	if (request->path.n == 0) /* of a host alone (RFC 9110, 4.2.3) */
		request->path = STR("/");
	request->query = mark >= 0 ? str_from(target, (size_t)mark + 1) : STR("");
	return 0;
}

static int read_version(struct str version, struct gate_request *request)
{
	if (version.n != 8 || !str_starts(version, STR("HTTP/")) || !str_is_digit(version.s[5]) ||
	    version.s[6] != '.' || !str_is_digit(version.s[7]))
		return 400;
	if (version.s[5] != '1' || version.s[7] > '1')
		return 505;
	request->is_http_1_0 = version.s[7] == '0';
	return 0;
}

static int read_request_line(struct str line, struct gate_request *request)
{
	struct str rest = line, target;
	int status;

	if (!str_split(&rest, ' ', &request->method_name) || rest.s == NULL || !str_split(&rest, ' ', &target) ||
	    rest.s == NULL)
		return 400;
	if (request->method_name.n == 0 || request->method_name.n > LIMIT_HTTP_METHOD_BYTES ||
	    !all(request->method_name, is_method_char))
		return 400;
	request->method = method_of(request->method_name);
	status = read_version(rest, request);
	return status != 0 ? status : read_target(target, request);
}

/* ---- headers ---- */

/* What is found on the way through the headers. */
struct framing {
	unsigned hosts, lengths, codings, expectations;
};

static int read_host(struct str value, struct gate_request *request, struct framing *framing)
{
	if (framing->hosts++ != 0 || !is_authority(value))
		return 400;
	if (request->host.s == NULL) /* that of the target comes before it (RFC 9112, 3.2.2) */
		request->host = value;
	return 0;
}

static int read_length(struct str value, struct gate_request *request, struct framing *framing)
{
	size_t length = 0;

	if (framing->lengths++ != 0 || value.n == 0 || value.n > 19 || !all(value, str_is_digit))
		return 400;
	for (size_t i = 0; i < value.n; i++)
		length = length * 10 + (size_t)(value.s[i] - '0');
	request->body = length;
	return 0;
}

static int read_coding(struct str value, struct gate_request *request, struct framing *framing)
{
	(void)value;
	(void)request;
	framing->codings++;
	return 0;
}

static bool is_list_char(char c)
{
	return is_token_char(c) || c == ',' || c == ' ' || c == '\t';
}

/* Whether a comma-separated list of tokens has one, without letter case. */
static bool has_token(struct str list, struct str token)
{
	struct str part;

	while (str_split(&list, ',', &part))
		if (str_eq_nocase(trim_blanks(part), token))
			return true;
	return false;
}

static int read_connection(struct str value, struct gate_request *request, struct framing *framing)
{
	(void)framing;
	if (!all(value, is_list_char))
		return 400;
	request->wants_close = request->wants_close || has_token(value, STR("close"));
	return 0;
}

static int read_expect(struct str value, struct gate_request *request, struct framing *framing)
{
	framing->expectations++;
	if (request->is_http_1_0) /* it knows no answer before the answer (RFC 9110, 10.1.1) */
		return 0;
	request->expects_go_ahead = str_eq_nocase(value, STR("100-continue"));
	return request->expects_go_ahead ? 0 : 417;
}

/* Headers that say how the connection is to be read. */
static const struct {
	struct str name;
	int (*read)(struct str value, struct gate_request *request, struct framing *framing);
} framing_headers[] = {
    {STR_INIT("host"), read_host},
    {STR_INIT("content-length"), read_length},
    {STR_INIT("transfer-encoding"), read_coding},
    {STR_INIT("connection"), read_connection},
    {STR_INIT("expect"), read_expect},
};

static int read_header(struct str line, struct gate_request *request, struct framing *framing)
{
	ptrdiff_t colon = str_find_char(line, ':');
	struct gate_header *header;

	if (colon <= 0 || !all(str_slice(line, 0, (size_t)colon), is_token_char))
		return 400;
	if (request->headers_n == LIMIT_HTTP_FIELDS)
		return 431;
	header = &request->headers[request->headers_n++];
	header->name = str_slice(line, 0, (size_t)colon);
	header->value = trim_blanks(str_from(line, (size_t)colon + 1));
	for (size_t i = 0; i < sizeof(framing_headers) / sizeof(*framing_headers); i++)
		if (str_eq_nocase(header->name, framing_headers[i].name))
			return framing_headers[i].read(header->value, request, framing);
	return 0;
}

/* What the headers say together. */
static int check_framing(struct gate_request *request, const struct framing *framing)
{
	if (framing->hosts == 0 && !request->is_http_1_0)
		return 400;
	if (framing->codings != 0)
		return framing->lengths != 0 || request->is_http_1_0 ? 400 : 411;
	if (request->body != 0 && request->method != METHOD_POST)
		return request->method == METHOD_OTHER ? 405 : 400;
	if (request->body > LIMIT_HTTP_TICKET_BODY)
		return 413;
	request->wants_close = request->wants_close || request->is_http_1_0;
	return 0;
}

/* Too long so far, whether or not it is complete. */
static int too_long(struct str bytes, size_t line_end, bool has_line)
{
	if ((has_line ? line_end : bytes.n) > LIMIT_HTTP_TARGET + LIMIT_HTTP_METHOD_BYTES + 16)
		return 414;
	if (bytes.n > LIMIT_HTTP_HEAD)
		return 431;
	return 0;
}

static enum gate_state refuse(int *status, int code)
{
	*status = code;
	return GATE_REFUSED;
}

enum gate_state gate_read(struct str bytes, struct gate_request *request, int *status)
{
	struct framing framing = {0};
	struct str line = STR_NONE;
	size_t at = 0, line_end;
	enum line_state state;
	int wrong;

	request->headers_n = 0;
	request->method = METHOD_OTHER;
	request->method_name = request->path = request->query = request->host = STR_NONE;
	request->has_query = request->is_http_1_0 = request->wants_close = request->expects_go_ahead = false;
	request->head = request->body = 0;
	/* one empty line before a request is what some old clients send behind a body (RFC 9112, 2.2) */
	if (bytes.n >= 2 && bytes.s[0] == '\r' && bytes.s[1] == '\n')
		at = 2;
	state = next_line(bytes, &at, &line);
	line_end = at;
	if (state == LINE_BAD)
		return refuse(status, 400);
	wrong = too_long(bytes, line_end, state == LINE_READY);
	if (state == LINE_MORE)
		return wrong != 0 ? refuse(status, wrong) : GATE_MORE;
	if (wrong == 414)
		return refuse(status, wrong);
	wrong = read_request_line(line, request);
	while (wrong == 0) {
		if (at > LIMIT_HTTP_HEAD)
			return refuse(status, 431);
		state = next_line(bytes, &at, &line);
		if (state == LINE_BAD)
			return refuse(status, 400);
		if (state == LINE_MORE)
			return bytes.n > LIMIT_HTTP_HEAD ? refuse(status, 431) : GATE_MORE;
		if (line.n == 0)
			break;
		wrong = read_header(line, request, &framing);
	}
	if (wrong == 0)
		wrong = check_framing(request, &framing);
	if (wrong != 0)
		return refuse(status, wrong);
	request->head = at;
	return GATE_READY;
}

struct str gate_header(const struct gate_request *request, struct str name)
{
	for (size_t i = 0; i < request->headers_n; i++)
		if (str_eq_nocase(request->headers[i].name, name))
			return request->headers[i].value;
	return STR_NONE;
}
