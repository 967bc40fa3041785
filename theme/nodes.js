// What every script begins with, those of pages and widget.js: elements, and the texts of results as nodes.
const el = (tag, attributes = {}, ...kids) => {
	const e = document.createElement(tag);
	for (const k in attributes) e.setAttribute(k, attributes[k]);
	e.append(...kids);
	return e;
};

// Titles and excerpts are text with entities and <mark> elements; they become nodes, never HTML.
const entities = {amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'"};
const plain = s => String(s || '').replace(/&(\w+|#\d+);/g, (all, name) => entities[name] ?? all);
const marked = s => String(s || '').split('<mark>').flatMap((part, i) => {
	if (!i) return [plain(part)];
	const [hit, ...rest] = part.split('</mark>');
	return [el('mark', {}, plain(hit)), plain(rest.join(''))];
});
// No more than n units, and no half of a character beyond the BMP: such a text is no part of an address, nor JSON that is taken.
const cut = (s, n) => s.slice(0, n).replace(/[\ud800-\udbff]$/, '');
