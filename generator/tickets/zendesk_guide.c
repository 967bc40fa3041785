#include "generator/tickets/zendesk_guide.h"

#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/take.h"

static const char known_article[] =
    "id url html_url author_id comments_disabled content_tag_ids label_names labels draft promoted position vote_sum "
    "vote_count "
    "section_id created_at updated_at edited_at name title body source_locale locale outdated outdated_locales "
    "permission_group_id user_segment_id user_segment_ids translations translation_ids result_type snippet";

static int64_t take_position(const struct value *record)
{
	const struct value *position = value_get(record, STR("position"));

	return position != NULL && position->kind == VALUE_INT && position->as.integer > 0 ? position->as.integer : 0;
}

/* For everyone: it says so, for both forms of saying it. */
static bool is_for_everyone(const struct value *record)
{
	const struct value *segment = value_get(record, STR("user_segment_id")),
			   *segments = take_list(record, "user_segment_ids");

	return segment != NULL && segment->kind == VALUE_NULL && (segments == NULL || segments->as.list.n == 0);
}

static struct article take_article(struct reading *reading, const struct value *record, struct str id)
{
	struct arena *arena = &reading->page;
	int64_t edited = take_time(record, "edited_at");
	struct article article = {.id = id,
				  .locale = take_text(record, "locale"),
				  .section = take_id(arena, record, "section_id"),
				  .title = take_text(record, "title"),
				  .html = take_text(record, "body"),
				  .url = take_text(record, "html_url"),
				  .created = take_time(record, "created_at"),
				  .updated = edited != 0 ? edited : take_time(record, "updated_at"),
				  .position = take_position(record),
				  .promoted = take_is_true(record, "promoted")};

	if (article.title.n == 0)
		article.title = take_text(record, "name");
	article.keywords = take_names(arena, take_list(record, "label_names"), &article.keywords_n);
	if (article.section.n != 0)
		article.section = arena_printf(arena, "section-%.*s", STR_ARG(article.section));
	return article;
}

/* Of an article, or of a section or category: their names in another language. */
static void read_translation(struct reading *reading, const struct value *record, struct str article_id)
{
	struct arena *arena = &reading->page;
	struct str type = take_text(record, "source_type"), id = take_id(arena, record, "source_id"),
		   locale = take_text(record, "locale");
	struct article article;

	if (str_eq(type, STR("Section")) || str_eq(type, STR("Category"))) {
		struct article_section section = {
		    .id = arena_printf(arena, "%s-%.*s", str_eq(type, STR("Section")) ? "section" : "category",
				       STR_ARG(id)),
		    .locale = locale,
		    .title = take_text(record, "title"),
		    .url = take_text(record, "html_url")};

		if (take_is_false(record, "draft") && !take_is_set(record, "hidden") && locale.n != 0)
			import_section(reading->import, &section);
		return;
	}
	if (id.n == 0)
		id = article_id;
	if (id.n == 0 || locale.n == 0 || (type.n != 0 && !str_eq(type, STR("Article")))) {
		import_unknown_field(reading->import, "translation of", type.n != 0 ? type : STR("(none)"));
		return;
	}
	article = take_article(reading, record, id);
	article.is_translation = true;
	if (json_is_ambiguous(record))
		import_closed_article(reading->import, ARTICLES_AMBIGUOUS, id, locale);
	else if (!take_is_false(record, "draft") || take_is_set(record, "hidden"))
		import_closed_article(reading->import, ARTICLES_DRAFT, id, locale);
	else
		import_article(reading->import, &article);
}

static void read_article(struct reading *reading, const struct value *record)
{
	const struct value *translations = take_list(record, "translations");
	struct str id = take_id(&reading->page, record, "id");
	struct article article = take_article(reading, record, id);

	if (id.n == 0) {
		import_broken_alone(reading->import, "an article has no id");
		return;
	}
	take_unknown_fields(reading->import, record, "field of an article", known_article);
	if (json_is_ambiguous(record))
		import_closed_article(reading->import, ARTICLES_AMBIGUOUS, id, STR(""));
	else if (!is_for_everyone(record))
		import_closed_article(reading->import, ARTICLES_RESTRICTED, id, STR(""));
	else if (!take_is_false(record, "draft") || take_is_kept_back(record))
		import_closed_article(reading->import, ARTICLES_DRAFT, id, article.locale);
	else
		import_article(reading->import, &article);
	for (uint32_t i = 0; translations != NULL && i < translations->as.list.n; i++)
		if (translations->as.list.at[i]->kind == VALUE_MAP)
			read_translation(reading, translations->as.list.at[i], id);
}

static void read_section(struct reading *reading, const struct value *record, const char *kind)
{
	struct arena *arena = &reading->page;
	struct str parent = take_id(arena, record, "parent_section_id"),
		   category = take_id(arena, record, "category_id");
	struct article_section section = {
	    .id = arena_printf(arena, "%s-%.*s", kind, STR_ARG(take_id(arena, record, "id"))),
	    .locale = take_text(record, "locale"),
	    .title = take_text(record, "name"),
	    .description = take_text(record, "description"),
	    .url = take_text(record, "html_url"),
	    .position = take_position(record)};

	if (parent.n != 0)
		section.parent = arena_printf(arena, "section-%.*s", STR_ARG(parent));
	else if (category.n != 0)
		section.parent = arena_printf(arena, "category-%.*s", STR_ARG(category));
	import_section(reading->import, &section);
}

bool zendesk_guide_is_article(const struct value *record)
{
	return value_get(record, STR("section_id")) != NULL && value_get(record, STR("body")) != NULL &&
	       value_get(record, STR("draft")) != NULL;
}

bool zendesk_guide_take(struct reading *reading, struct str container, const struct value *record)
{
	if (str_eq(container, STR("articles")) || str_eq(container, STR("article")) ||
	    zendesk_guide_is_article(record)) {
		read_article(reading, record);
	} else if (str_eq(container, STR("sections")) || str_eq(container, STR("section"))) {
		read_section(reading, record, "section");
	} else if (str_eq(container, STR("categories")) || str_eq(container, STR("category"))) {
		read_section(reading, record, "category");
	} else if (str_eq(container, STR("translations")) || str_eq(container, STR("translation"))) {
		read_translation(reading, record, STR(""));
	} else if (str_eq(container, STR("article_attachments")) || str_eq(container, STR("article_attachment"))) {
		import_attachment(reading->import, take_id(&reading->page, record, "id"),
				  take_text(record, "file_name"));
	} else {
		return false;
	}
	return true;
}

bool zendesk_guide_take_page(struct reading *reading, const struct value *record)
{
	static const char *const one[] = {"article", "section", "category", "translation", "article_attachment"};
	static const char *const many[] = {"categories", "sections", "article_attachments", "articles", "translations"};
	bool found = false;

	for (size_t i = 0; i < sizeof(one) / sizeof(*one); i++)
		if (take_map(record, one[i]) != NULL)
			found = zendesk_guide_take(reading, str_c(one[i]), take_map(record, one[i])) || found;
	for (size_t i = 0; i < sizeof(many) / sizeof(*many); i++)
		if (take_list(record, many[i]) != NULL) {
			readers_take_each(reading, take_list(record, many[i]), many[i]);
			found = true;
		}
	return found;
}
