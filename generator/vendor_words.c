#include "generator/vendor_words.h"

#include "common/fs.h"
#include "generator/config.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

enum { DEPTH_MOST = 16 };
static const size_t bytes_most = (size_t)64 * 1024 * 1024, page_most = (size_t)4 * 1024 * 1024;

struct walk {
	struct redact_lessons *lessons;
	struct buf text;
	size_t bytes;
	int folder, depth;
};

static void read_page(struct walk *walk, int fd)
{
	buf_clear(&walk->text);
	while (walk->text.n < page_most) {
		ssize_t n = read(fd, buf_reserve(&walk->text, 65536), 65536);

		if (n <= 0)
			break;
		walk->text.n += (size_t)n;
	}
	walk->bytes += walk->text.n;
	redact_lessons_add(walk->lessons, buf_view(&walk->text));
}

static int add_entry(void *context, const char *name, unsigned char type)
{
	struct walk *walk = context;
	int parent = walk->folder, fd;

	if (name[0] == '.' || walk->bytes > bytes_most || (walk->depth == 0 && strcmp(name, "solved") == 0))
		return 0;
	if (type != DT_DIR && (type != DT_REG || !str_ends(str_c(name), STR(".md"))))
		return 0;
	fd = openat(parent, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (type == DT_DIR ? O_DIRECTORY : 0));
	if (fd < 0)
		return 0;
	if (type == DT_REG) {
		read_page(walk, fd);
	} else if (walk->depth < DEPTH_MOST) {
		walk->folder = fd;
		walk->depth++;
		(void)fs_each_entry(fd, add_entry, walk);
		walk->depth--;
		walk->folder = parent;
	}
	(void)close(fd);
	return 0;
}

void vendor_words_learn(struct redact_rules *rules, int dir, const struct config *config)
{
	struct walk walk = {.lessons = redact_lessons_new()};
	char path[256];

	for (size_t i = 0; i < config->privacy_keep_words.n; i++)
		redact_rules_keep(rules, config->privacy_keep_words.at[i], true);
	buf_init(&walk.text, BUF_NO_LIMIT);
	if (config->content_folder.n < sizeof(path)) {
		memcpy(path, config->content_folder.s, config->content_folder.n);
		path[config->content_folder.n] = '\0';
		walk.folder = openat(dir, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (walk.folder >= 0) {
			(void)fs_each_entry(walk.folder, add_entry, &walk);
			(void)close(walk.folder);
			redact_rules_learn(rules, walk.lessons);
		}
	}
	buf_release(&walk.text);
	redact_lessons_free(walk.lessons);
}
