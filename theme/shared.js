// What all scripts of pages begin with, behind nodes.js: app.js, agent.js and contact.js each stand behind it, inside one function.
// Weir puts `const T={...}` (the strings of the script in the page's language) before it and strips indentation and
// whole-line comments, so no string may span lines here, nor in them.
const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
const root = document.documentElement, cfg = document.currentScript.dataset;
// words of the query keep their own direction: U+2068 and U+2069 isolate them
const t = (key, v = {}) => (T[key] || key).replace(/\{(\w+)\}/g, (_, name) => name === 'q' ? '\u2068' + v.q + '\u2069' : v[name]);
// a browser may have no storage, or give none to this page
const storage = area => ({
	get(k) { try { return JSON.parse(window[area].getItem('weir:' + k)) } catch { return null } },
	set(k, v) { try { window[area].setItem('weir:' + k, JSON.stringify(v)) } catch {} },
});
const store = storage('localStorage');

// colours: the system's, until the reader chooses
const toggle = $('[data-toggle]'), chosen = store.get('theme');
if (chosen) root.dataset.theme = chosen;
if (toggle) {
	const now = () => root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
	const show = () => toggle.setAttribute('aria-pressed', now() === 'dark');
	toggle.onclick = () => { store.set('theme', root.dataset.theme = now() === 'dark' ? 'light' : 'dark'); show() };
	show();
}
