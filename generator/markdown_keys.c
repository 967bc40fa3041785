#include "generator/markdown_keys.h"

/* Longer runs are none. */
#define KEYS_BYTES ((size_t)120)

static const struct key {
	const char *name, *shown;
} keys[] = {
    {"alt", "Alt"},
    {"alt-gr", "Alt Gr"},
    {"altgr", "Alt Gr"},
    {"apps", "Menu"},
    {"arrow-down", "Down"},
    {"arrow-left", "Left"},
    {"arrow-right", "Right"},
    {"arrow-up", "Up"},
    {"asterisk", "*"},
    {"backslash", "\\"},
    {"backspace", "Backspace"},
    {"bksp", "Backspace"},
    {"bracket-left", "["},
    {"bracket-right", "]"},
    {"break", "Break"},
    {"caps", "Caps Lock"},
    {"caps-lock", "Caps Lock"},
    {"cmd", "Cmd"},
    {"colon", ":"},
    {"comma", ","},
    {"command", "Cmd"},
    {"context-menu", "Menu"},
    {"control", "Ctrl"},
    {"ctrl", "Ctrl"},
    {"del", "Del"},
    {"delete", "Del"},
    {"dot", "."},
    {"down", "Down"},
    {"end", "End"},
    {"enter", "Enter"},
    {"equal", "="},
    {"esc", "Esc"},
    {"escape", "Esc"},
    {"fn", "Fn"},
    {"function", "Fn"},
    {"grave", "`"},
    {"hash", "#"},
    {"home", "Home"},
    {"hyper", "Hyper"},
    {"ins", "Ins"},
    {"insert", "Ins"},
    {"left", "Left"},
    {"left-alt", "Left Alt"},
    {"left-button", "Left Button"},
    {"left-command", "Left Cmd"},
    {"left-control", "Left Ctrl"},
    {"left-option", "Left Option"},
    {"left-shift", "Left Shift"},
    {"left-windows", "Left Win"},
    {"menu", "Menu"},
    {"meta", "Meta"},
    {"middle-button", "Middle Button"},
    {"minus", "-"},
    {"num-lock", "Num Lock"},
    {"option", "Option"},
    {"page-down", "Page Down"},
    {"page-up", "Page Up"},
    {"pause", "Pause"},
    {"period", "."},
    {"pg-down", "Page Down"},
    {"pg-up", "Page Up"},
    {"pgdn", "Page Down"},
    {"pgup", "Page Up"},
    {"plus", "+"},
    {"power", "Power"},
    {"print", "Print Screen"},
    {"print-screen", "Print Screen"},
    {"question", "?"},
    {"return", "Return"},
    {"right", "Right"},
    {"right-alt", "Right Alt"},
    {"right-button", "Right Button"},
    {"right-command", "Right Cmd"},
    {"right-control", "Right Ctrl"},
    {"right-option", "Right Option"},
    {"right-shift", "Right Shift"},
    {"right-windows", "Right Win"},
    {"scroll-lock", "Scroll Lock"},
    {"semicolon", ";"},
    {"shift", "Shift"},
    {"slash", "/"},
    {"space", "Space"},
    {"spacebar", "Space"},
    {"super", "Super"},
    {"tab", "Tab"},
    {"tilde", "~"},
    {"underscore", "_"},
    {"up", "Up"},
    {"win", "Win"},
    {"windows", "Win"},
};

/* What is shown of one key; absent when no keyboard has it. */
static struct str shown_of(struct str name)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char *const functions[] = {"F1",  "F2",  "F3",  "F4",  "F5",  "F6",  "F7",	 "F8",
						"F9",  "F10", "F11", "F12", "F13", "F14", "F15", "F16",
						"F17", "F18", "F19", "F20", "F21", "F22", "F23", "F24"};

	if (name.n > 2 && name.s[0] == '"' && name.s[name.n - 1] == '"')
		return str_slice(name, 1, name.n - 1);
	if (name.n == 1 && name.s[0] >= 'a' && name.s[0] <= 'z')
		return str_n(&letters[name.s[0] - 'a'], 1);
	if (name.n == 1 && str_is_alnum(name.s[0]))
		return name;
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (str_eq_nocase(name, str_c(functions[i])))
			return str_c(functions[i]);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (str_eq_nocase(name, str_c(keys[i].name)))
			return str_c(keys[i].shown);
	return STR_NONE;
}

/* The length of the key that the text begins with, up to '+': in quotes there may be one. */
static size_t key_length(struct str text)
{
	size_t n = 0;
	bool in_quotes = false;

	while (n < text.n && text.s[n] != '\n' && (in_quotes || text.s[n] != '+')) {
		in_quotes ^= text.s[n] == '"';
		n++;
	}
	return n;
}

bool keys_next(struct str *rest, struct str *shown)
{
	size_t n = key_length(*rest);

	*shown = shown_of(str_slice(*rest, 0, n));
	*rest = str_from(*rest, n + 1);
	return shown->n != 0;
}

size_t keys_end(struct str text, size_t at)
{
	struct str rest = str_slice(text, at + 2, at + KEYS_BYTES);
	size_t i = 0;

	if (!str_starts(str_from(text, at), STR("++")) ||
	    (at > 0 && (str_is_alnum(text.s[at - 1]) || strchr("+{/", text.s[at - 1]) != NULL)))
		return 0;
	for (;;) {
		size_t n = key_length(str_from(rest, i));

		if (i + n >= rest.n || rest.s[i + n] != '+' || shown_of(str_slice(rest, i, i + n)).n == 0)
			return 0;
		i += n + 1;
		if (i < rest.n && rest.s[i] == '+')
			break;
	}
	at += i + 3;
	return at == text.n || (!str_is_alnum(text.s[at]) && strchr("+/", text.s[at]) == NULL) ? at : 0;
}

bool keys_are_in(struct str text)
{
	ptrdiff_t found;
	size_t at = 0;

	while ((found = str_find_char(str_from(text, at), '+')) >= 0) {
		at += (size_t)found;
		if (keys_end(text, at) != 0)
			return true;
		while (at < text.n && text.s[at] == '+')
			at++;
	}
	return false;
}
