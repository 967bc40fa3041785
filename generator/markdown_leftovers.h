/*
 * markdown_leftovers: what other tools leave in markdown and survives the parser:
 * components of MDX, inline tags of Microsoft Learn, footnotes that nothing refers
 * to. What does not survive it is markdown_rewrite's.
 */
#ifndef WEIR_MARKDOWN_LEFTOVERS_H
#define WEIR_MARKDOWN_LEFTOVERS_H
#include "generator/htmltags.h"
#include "generator/markdown_writer.h"

/*
 * A tag whose name is not HTML: true when it is a component of MDX or Vue, which loses
 * its tag. written: the tag, from '<' to '>'.
 */
bool leftovers_component(struct writer *writer, const struct html_tag *tag, struct str written, size_t at);
/* <Frame>, <Link>: does it mean a component, although HTML knows such a name? */
bool leftovers_is_component_of_html(const struct writer *writer, struct str name);
/* Is the page MDX, in which any tag may end at itself? */
bool leftovers_is_mdx(const struct writer *writer);

/* Is it the name of a component that Docusaurus, Starlight, Nextra, Mintlify or others bring along? */
bool leftovers_is_known_component(struct str name);
/*
 * `export const title = "x"` and `description` of pages of Next.js, at the start of text: they are the page's where
 * it has none. How long the statement is; 0 when it is another one.
 */
size_t leftovers_take_constant(struct writer *writer, struct str text);
/* import X from "y"; export const x = …: nothing for readers. */
bool leftovers_is_module_line(struct str line);

/*
 * "[!INCLUDE " at the end of text in front of a link: how much of the text is
 * left without it; text.n when there is none. A note is added.
 */
size_t leftovers_learn_include(struct writer *writer, struct str text, size_t at);
/*
 * "[!VIDEO https://…]" or "[!div class=…]" at the start of text: how long it is, 0 when there
 * is none; *url is what it shows, if anything. A note is added.
 */
size_t leftovers_learn_tag(struct writer *writer, struct str text, size_t at, struct str *url);

#endif
