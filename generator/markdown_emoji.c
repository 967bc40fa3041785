#include "generator/markdown_emoji.h"

#include "common/utf8.h"

#include <stdlib.h>

struct emoji {
	const char *name, *characters;
};

/* By name, in the order of bytes. */
static const struct emoji emojis[] = {
    {"+1", "👍"},
    {"-1", "👎"},
    {"alarm_clock", "⏰"},
    {"arrow_down", "⬇️"},
    {"arrow_left", "⬅️"},
    {"arrow_right", "➡️"},
    {"arrow_up", "⬆️"},
    {"arrows_counterclockwise", "🔄"},
    {"art", "🎨"},
    {"ballot_box_with_check", "☑️"},
    {"bangbang", "‼️"},
    {"bar_chart", "📊"},
    {"battery", "🔋"},
    {"beers", "🍻"},
    {"bell", "🔔"},
    {"black_circle", "⚫"},
    {"blue_book", "📘"},
    {"blue_heart", "💙"},
    {"blush", "😊"},
    {"book", "📖"},
    {"bookmark", "🔖"},
    {"bookmark_tabs", "📑"},
    {"books", "📚"},
    {"boom", "💥"},
    {"broken_heart", "💔"},
    {"bug", "🐛"},
    {"bulb", "💡"},
    {"bust_in_silhouette", "👤"},
    {"busts_in_silhouette", "👥"},
    {"calendar", "📆"},
    {"camera", "📷"},
    {"card_index_dividers", "🗂️"},
    {"cat", "🐱"},
    {"chart_with_upwards_trend", "📈"},
    {"checkered_flag", "🏁"},
    {"clap", "👏"},
    {"clipboard", "📋"},
    {"closed_lock_with_key", "🔐"},
    {"cloud", "☁️"},
    {"coffee", "☕"},
    {"computer", "💻"},
    {"confused", "😕"},
    {"construction", "🚧"},
    {"credit_card", "💳"},
    {"crown", "👑"},
    {"cry", "😢"},
    {"dart", "🎯"},
    {"desktop_computer", "🖥️"},
    {"dog", "🐶"},
    {"earth_africa", "🌍"},
    {"earth_americas", "🌎"},
    {"electric_plug", "🔌"},
    {"email", "📧"},
    {"envelope", "✉️"},
    {"exclamation", "❗"},
    {"eyes", "👀"},
    {"file_folder", "📁"},
    {"fire", "🔥"},
    {"floppy_disk", "💾"},
    {"gear", "⚙️"},
    {"gem", "💎"},
    {"gift", "🎁"},
    {"globe_with_meridians", "🌐"},
    {"green_circle", "🟢"},
    {"green_heart", "💚"},
    {"grin", "😁"},
    {"grinning", "😀"},
    {"hammer", "🔨"},
    {"hammer_and_wrench", "🛠️"},
    {"handshake", "🤝"},
    {"heart", "❤️"},
    {"heart_eyes", "😍"},
    {"heavy_check_mark", "✔️"},
    {"heavy_exclamation_mark", "❗"},
    {"heavy_minus_sign", "➖"},
    {"heavy_multiplication_x", "✖️"},
    {"heavy_plus_sign", "➕"},
    {"hourglass", "⌛"},
    {"hourglass_flowing_sand", "⏳"},
    {"house", "🏠"},
    {"inbox_tray", "📥"},
    {"information_source", "ℹ️"},
    {"innocent", "😇"},
    {"iphone", "📱"},
    {"joy", "😂"},
    {"keyboard", "⌨️"},
    {"large_blue_circle", "🔵"},
    {"link", "🔗"},
    {"lock", "🔒"},
    {"loudspeaker", "📢"},
    {"mag", "🔍"},
    {"mag_right", "🔎"},
    {"medal_sports", "🏅"},
    {"mega", "📣"},
    {"memo", "📝"},
    {"microscope", "🔬"},
    {"moneybag", "💰"},
    {"movie_camera", "🎥"},
    {"muscle", "💪"},
    {"musical_note", "🎵"},
    {"negative_squared_cross_mark", "❎"},
    {"no_entry", "⛔"},
    {"no_entry_sign", "🚫"},
    {"octopus", "🐙"},
    {"ok_hand", "👌"},
    {"open_file_folder", "📂"},
    {"outbox_tray", "📤"},
    {"package", "📦"},
    {"page_facing_up", "📄"},
    {"paperclip", "📎"},
    {"partying_face", "🥳"},
    {"pencil", "📝"},
    {"pencil2", "✏️"},
    {"penguin", "🐧"},
    {"point_down", "👇"},
    {"point_left", "👈"},
    {"point_right", "👉"},
    {"point_up", "👆"},
    {"pray", "🙏"},
    {"purple_heart", "💜"},
    {"pushpin", "📌"},
    {"puzzle_piece", "🧩"},
    {"question", "❓"},
    {"raised_hands", "🙌"},
    {"recycle", "♻️"},
    {"red_circle", "🔴"},
    {"robot", "🤖"},
    {"rocket", "🚀"},
    {"rotating_light", "🚨"},
    {"round_pushpin", "📍"},
    {"satellite", "📡"},
    {"scroll", "📜"},
    {"see_no_evil", "🙈"},
    {"shield", "🛡️"},
    {"shrug", "🤷"},
    {"slightly_smiling_face", "🙂"},
    {"smile", "😄"},
    {"smiley", "😃"},
    {"snake", "🐍"},
    {"snowflake", "❄️"},
    {"sob", "😭"},
    {"sos", "🆘"},
    {"sparkles", "✨"},
    {"sparkling_heart", "💖"},
    {"speech_balloon", "💬"},
    {"star", "⭐"},
    {"star2", "🌟"},
    {"stop_sign", "🛑"},
    {"stopwatch", "⏱️"},
    {"sunglasses", "😎"},
    {"sunny", "☀️"},
    {"sweat_smile", "😅"},
    {"tada", "🎉"},
    {"telephone", "☎️"},
    {"test_tube", "🧪"},
    {"thinking", "🤔"},
    {"thumbsdown", "👎"},
    {"thumbsup", "👍"},
    {"ticket", "🎫"},
    {"triangular_flag_on_post", "🚩"},
    {"trophy", "🏆"},
    {"umbrella", "☔"},
    {"unlock", "🔓"},
    {"warning", "⚠️"},
    {"wastebasket", "🗑️"},
    {"wave", "👋"},
    {"whale", "🐳"},
    {"white_check_mark", "✅"},
    {"white_circle", "⚪"},
    {"wink", "😉"},
    {"wrench", "🔧"},
    {"x", "❌"},
    {"yellow_circle", "🟡"},
    {"zap", "⚡"},
};

static int by_name(const void *name, const void *emoji)
{
	return str_cmp(*(const struct str *)name, str_c(((const struct emoji *)emoji)->name));
}

struct str emoji_find(struct str name)
{
	const struct emoji *found = bsearch(&name, emojis, sizeof(emojis) / sizeof(*emojis), sizeof(*emojis), by_name);

	return found != NULL ? str_c(found->characters) : STR_NONE;
}

size_t emoji_name(struct str text, size_t at)
{
	size_t n = at + 1;

	if (at > 0 && (str_is_alnum(text.s[at - 1]) || strchr("_:/[", text.s[at - 1]) != NULL))
		return 0;
	while (n < text.n && (str_is_alnum(text.s[n]) || strchr("_+-", text.s[n]) != NULL))
		n++;
	if (n == at + 1 || n >= text.n || text.s[n] != ':' ||
	    (n + 1 < text.n && (str_is_alnum(text.s[n + 1]) || strchr("_:/]", text.s[n + 1]) != NULL)))
		return 0;
	return n - at - 1;
}

bool emoji_is_in(struct str text)
{
	const char *colon = text.n != 0 ? memchr(text.s, ':', text.n) : NULL;

	for (; colon != NULL; colon = memchr(colon + 1, ':', text.n - (size_t)(colon + 1 - text.s))) {
		size_t at = (size_t)(colon - text.s), n = emoji_name(text, at);

		if (n != 0 && emoji_find(str_slice(text, at + 1, at + 1 + n)).n != 0)
			return true;
	}
	return false;
}
