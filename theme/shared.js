// What all scripts of pages begin with, behind nodes.js: app.js, agent.js and contact.js each stand behind it, inside one function.
// Weir puts `const T={...}` (the strings of the script in the page's language) before it and strips indentation and
// whole-line comments, so no string may span lines here, nor in them.
const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
const root = document.documentElement, cfg = document.currentScript.dataset;
// words of the query keep their own direction: U+2068 and U+2069 isolate them
const t = (key, v = {}) => (T[key] || key).replace(/\{(\w+)\}/g, (_, name) => name === 'q' ? '\u2068' + v.q + '\u2069' : v[name]);
// a browser may have no storage, give none to this page or have it full: what is kept lives as long as the page then
const storage = (area, here = new Map()) => ({
	get(k) { try { return here.has(k) ? here.get(k) : JSON.parse(window[area].getItem('weir:' + k)) } catch { return null } },
	set(k, v) { try { window[area].setItem('weir:' + k, JSON.stringify(v)); here.delete(k) } catch { here.set(k, v) } },
});
// Enter and Escape of an input method are its own; Safari tells of the one that ends a composition by its code alone
const composes = e => e.isComposing || e.keyCode === 229;
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
