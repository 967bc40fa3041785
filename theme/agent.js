// The agents' page: search, choose with the arrows, copy a link with one key. It stands in
// the place of app.js there, behind shared.js. What is remembered stays in the browser.
const desk = $('[data-agent]');
if (!desk) return;

const trail = hit => [hit.breadcrumb, hit.heading].filter(s => s && s !== hit.title).join(' › ');

// ---- what can be copied ----

const html = s => s.replace(/[&<>"]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);
const slack = s => s.replace(/[&<>]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[c]);
const base = desk.dataset.base.replace(/\/$/, '');
// what has an id has an address that never breaks; other pages have only the one they are at
const address = (hit, deep) => (hit.id ? base + '/a/' + encodeURIComponent(hit.id) + '/' : new URL(base).origin + hit.url.split('#')[0]) +
	(deep && hit.url.includes('#') ? '#' + hit.url.split('#')[1] : '');
const called = (hit, deep) => deep && hit.heading && hit.heading !== hit.title ? hit.title + ' › ' + hit.heading : hit.title;
const formats = [
	['link', 'l', (url) => url],
	['markdown', 'm', (url, title) => '[' + title.replace(/[\\[\]]/g, '\\$&') + '](' + url.replace(/[()]/g, escape) + ')'],
	['html', 'h', (url, title) => '<a href="' + html(url) + '">' + html(title) + '</a>'],
	['slack', 's', (url, title) => '<' + url + '|' + slack(title).replace(/\|/g, '¦') + '>'],
	['text', 't', (url, title) => title + ' — ' + url],
];
// inside '…' a POSIX shell takes everything as it stands but the quote itself
const quoted = s => "'" + s.replace(/'/g, "'\\''") + "'";
const stub = words => 'weir new -- ' + quoted(words.replace(/\s+/g, ' ').trim().slice(0, 200));
const write = async (text, rich) => {
	try {
		if (rich && window.ClipboardItem)
			await navigator.clipboard.write([new ClipboardItem({'text/plain': new Blob([text], {type: 'text/plain'}), 'text/html': new Blob([text], {type: 'text/html'})})]);
		else await navigator.clipboard.writeText(text);
		return true;
	} catch {
		// pages without TLS have no clipboard but this
		const area = el('textarea'), before = document.activeElement;
		area.value = text;
		document.body.append(area);
		area.select();
		let done = false;
		try { done = document.execCommand('copy') } catch {}
		area.remove();
		before?.focus();
		return done;
	}
};

// ---- the page ----

const form = $('form', desk), input = $('input[type=search]', form), langs = $('select', form), place = $('.desk', desk);
const hitsBox = el('div', {class: 'hits', role: 'listbox', 'aria-label': t('results')}), said = el('p', {class: 'said', role: 'status'});
const tools = el('div', {class: 'cp', role: 'group', 'aria-label': t('copy')}), head = el('h2'), where = el('p', {class: 'lb'});
const view = el('div', {class: 'view prose', tabindex: 0, role: 'region', 'aria-label': t('passage')});
const fits = el('button', {type: 'button', class: 'btn'}, t('nothing_fits'), el('kbd', {}, 'N')), help = el('dl', {class: 'keys'});
const helper = el('button', {type: 'button', class: 'btn', 'aria-expanded': false}, t('help'), el('kbd', {}, '?'));
const note = el('p', {class: 'muted'}), forget = el('button', {type: 'button', class: 'btn'}, t('forget'));
const left = el('div'), right = el('div', {class: 'pane'}), mark = el('a', {class: 'btn', draggable: true}, t('bookmarklet'));
const chosenPane = el('div', {}, head, where, tools, said, view), foot = el('div', {class: 'cp'}, fits, helper);
let options = [], at = -1, last = '', request, timer;
langs?.append(el('option', {value: ''}, t('all_languages')));
help.hidden = chosenPane.hidden = forget.hidden = true;
left.append(note, hitsBox, forget);
right.append(chosenPane, foot, help, el('p', {}, mark), el('p', {class: 'muted'}, t('bookmarklet_note')));
place.append(left, right);
place.hidden = false;
for (const [keys, what] of [['↑ ↓', 'key_move'], ['Enter', 'key_again'], ['1 … 5', 'key_digits'], ...formats.map(([name, key]) => [key.toUpperCase(), name]),
	['Shift', 'key_shift'], ['O', 'key_open'], ['N', 'nothing_fits'], ['/', 'key_search'], ['?', 'help']])
	help.append(el('dt', {}, ...keys.split(' ').flatMap(k => k === '…' ? ['–'] : [el('kbd', {}, k), ' '])), el('dd', {}, t(what)));
formats.forEach(([name, key], i) => {
	const button = el('button', {type: 'button', class: 'btn'}, t(name), el('kbd', {}, key.toUpperCase()));
	button.onclick = e => take(i, e.shiftKey);
	tools.append(button);
});
const deepBox = el('input', {type: 'checkbox', id: 'deep'}), deepLabel = el('label', {for: 'deep'}, deepBox, ' ', t('to_heading'));
tools.append(deepLabel);
const api = new URL(cfg.api, location.href);
mark.href = 'javascript:' + encodeURIComponent('(()=>{const a=document.activeElement,s=String(getSelection())||(a&&a.value&&a.selectionEnd>a.selectionStart?a.value.slice(a.selectionStart,a.selectionEnd):"")||prompt(' +
	JSON.stringify(t('bookmarklet')) + ')||"";open(' + JSON.stringify(new URL(location.pathname, location.href).href) + '+"#q="+encodeURIComponent(s.slice(0,1000).replace(/[\\ud800-\\udbff]$/,"")),"weir-agent")})()');
mark.onclick = e => { e.preventDefault(); say(t('bookmarklet_note')) };
const say = (text, code) => said.replaceChildren(text, ...code ? [el('code', {dir: 'auto'}, code)] : []);

// ---- remembered: the last ones, and how often ----

const linked = () => (store.get('linked') || []).filter(h => h && h.url && h.title);
const remember = hit => {
	const key = hit.id || hit.url.split('#')[0], old = linked(), same = old.find(h => (h.id || h.url.split('#')[0]) === key);
	const {id, url, title, heading, breadcrumb, kind} = hit;
	const now = {id, url, title, heading, breadcrumb, kind, n: (same?.n || 0) + 1};
	// the last ones, and of the others those linked most
	const rest = old.filter(h => h !== same);
	store.set('linked', [now, ...rest.slice(0, 39), ...rest.slice(39).sort((a, b) => b.n - a.n).slice(0, 60)]);
};

// ---- copying ----

const take = async (format, deep) => {
	const hit = options[at]?.hit;
	if (!hit) return;
	deep = deep || deepBox.checked;
	const [name, , make] = formats[format], text = make(address(hit, deep), called(hit, deep));
	const done = await write(text, name === 'html');
	store.set('format', format);
	say(t(done ? 'copied' : 'not_copied', {name: t(name)}) + (hit.id ? '' : ' ' + t('no_id')), text);
	if (done) remember(hit);
};
const nothingFits = async () => {
	const words = input.value.trim();
	if (!words) return input.focus();
	chosenPane.hidden = false;
	if (at < 0) { head.textContent = t('nothing_fits'); where.textContent = ''; tools.hidden = view.hidden = true }
	const text = stub(words), done = await write(text);
	say(t(done ? 'stub' : 'not_copied', {name: t('nothing_fits')}), text);
};
fits.onclick = nothingFits;
helper.onclick = () => { help.hidden = !help.hidden; helper.setAttribute('aria-expanded', !help.hidden) };
forget.onclick = () => { store.set('linked', []); showLinked(); input.focus() };

// ---- the passage ----

const pages = new Map();
const passage = async hit => {
	const [url, id] = hit.url.split('#');
	if (!pages.has(url)) {
		const answer = await fetch(url);
		if (!answer.ok) throw Error(answer.status);
		pages.size > 30 && pages.clear();
		// without its head, whose style the policy of this page does not allow
		pages.set(url, new DOMParser().parseFromString((await answer.text()).replace(/^[^]*?<main/, '<main'), 'text/html'));
	}
	const page = pages.get(url), prose = $('.prose .rail', page) || $('.prose', page), kids = prose ? [...prose.children] : [];
	const anchor = id && page.getElementById(decodeURIComponent(id));
	const level = e => /^H[1-6]$/.test(e.tagName) ? +e.tagName[1] : 9;
	let from = anchor ? kids.findIndex(k => k.contains(anchor)) : 0, out = [];
	if (from < 0) from = 0;
	for (let i = from; i < kids.length && !kids[i].matches('.end, nav'); i++) {
		if (out.length && level(kids[i]) <= (level(kids[from]) < 9 ? level(kids[from]) : 2)) break;
		out.push(document.importNode(kids[i], true));
	}
	return out;
};
const show = hit => {
	head.textContent = hit.title;
	where.textContent = trail(hit);
	tools.hidden = view.hidden = chosenPane.hidden = false;
	deepLabel.hidden = !hit.url.includes('#');
	view.replaceChildren(el('p', {}, ...marked(hit.excerpt)));
	said.replaceChildren();
	clearTimeout(timer);
	timer = setTimeout(() => passage(hit).then(nodes => {
		if (options[at]?.hit !== hit || !nodes.length) return;
		const box = el('div');
		box.append(...nodes);
		$$('script,style,iframe,form', box).forEach(e => e.remove());
		$$('[id]', box).forEach(e => e.removeAttribute('id'));
		$$('a[href]', box).forEach(a => { a.href = new URL(a.getAttribute('href'), new URL(hit.url, location.href)).href; a.target = '_blank'; a.rel = 'noopener' });
		view.replaceChildren(...box.childNodes);
		view.scrollTop = 0;
	}).catch(() => {}), 120);
};

// ---- the list ----

const select = (i, focus = true) => {
	options[at]?.setAttribute('aria-selected', false);
	options[at]?.setAttribute('tabindex', -1);
	at = i;
	const option = options[at];
	if (!option) { chosenPane.hidden = true; return focus && input.focus() }
	option.setAttribute('aria-selected', true);
	option.setAttribute('tabindex', 0);
	show(option.hit);
	if (focus) option.focus();
};
const add = (hit, box) => {
	const option = el('div', {role: 'option', tabindex: options.length ? -1 : 0, 'aria-selected': false}, el('b', {}, ...hit.kind === 'solved' ? ['✓ '] : [], hit.title));
	const small = trail(hit);
	if (small) option.append(el('small', {}, small));
	if (hit.n > 1) option.append(el('small', {}, t('times', {n: hit.n})));
	option.hit = hit;
	option.onclick = () => select(options.indexOf(option));
	option.ondblclick = () => take(store.get('format') || 0);
	options.push(option);
	box.append(option);
};
const fill = groups => {
	options = [];
	at = -1;
	chosenPane.hidden = true;
	hitsBox.replaceChildren();
	for (const [title, hits] of groups) {
		if (!hits.length) continue;
		const group = el('div', {role: 'group', 'aria-label': title}, el('p', {class: 'lb', 'aria-hidden': true}, title));
		hits.forEach(hit => add(hit, group));
		hitsBox.append(group);
	}
	hitsBox.hidden = !options.length;
};
const showLinked = () => {
	const all = linked(), most = all.filter(h => h.n > 1).sort((a, b) => b.n - a.n).slice(0, 8);
	last = '';
	note.textContent = all.length ? '' : t('start');
	fill([[t('recent'), all.slice(0, 8)], [t('most'), most]]);
	forget.hidden = !all.length;
};
const hitOf = r => ({id: r.id, url: r.url, title: plain(r.title), heading: plain(r.heading), breadcrumb: [].concat(r.breadcrumb || []).join(' › '), kind: r.kind, excerpt: r.excerpt});
// true: what is shown is of what stands in the field
const run = async () => {
	const q = input.value.trim(), key = q + '\n' + (langs ? langs.value : root.lang);
	request?.abort();
	if (!q) return showLinked(), true;
	if (key === last) return true;
	request = new AbortController();
	try {
		const ask = new URLSearchParams({q: q.slice(0, 2000), limit: 12});
		if (!langs || langs.value) ask.set('lang', langs ? langs.value : root.lang);
		const answer = await fetch(new URL('search?' + ask, api), {signal: request.signal, headers: {accept: 'application/json'}});
		if (!answer.ok) throw Error(answer.status);
		const found = await answer.json();
		last = key;
		forget.hidden = true;
		const within = hitsBox.contains(document.activeElement);
		fill([[t('results'), (found.results || []).map(hitOf)]]);
		// who has gone into the list already goes on in the new one
		if (within) options.length ? select(0) : input.focus();
		note.replaceChildren(options.length ? t('count', {n: found.total}) : found.partial ? '' : t('none', {q}));
		if (found.partial) note.append(' ', t('partial'));
		if (found.did_you_mean) {
			const meant = el('button', {type: 'button', class: 'btn'}, found.did_you_mean);
			meant.onclick = () => { input.value = found.did_you_mean; run(); input.focus() };
			note.append(' ', t('did_you_mean'), ' ', meant);
		}
		return input.value.trim() === q;
	} catch (e) {
		if (e.name === 'AbortError') return;
		showLinked();
		note.textContent = t('offline');
	}
};
note.setAttribute('role', 'status');

// ---- keys ----

let wait;
input.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(run, 100) });
langs?.addEventListener('change', run);
form.addEventListener('submit', e => { e.preventDefault(); clearTimeout(wait); run().then(fresh => fresh && options.length && select(0)) });
input.addEventListener('keydown', e => {
	if (composes(e)) return;
	if (e.key === 'ArrowDown' && options.length) { e.preventDefault(); select(at < 0 ? 0 : at) }
	else if (e.key === 'Escape') { e.preventDefault(); input.value = ''; run() }
	else if (e.key === '?' && !input.value) { e.preventDefault(); helper.click() }
});
hitsBox.addEventListener('keydown', e => {
	const key = e.key.toLowerCase(), digit = /^(?:Digit|Numpad)([1-5])$/.exec(e.code), letter = /^Key([A-Z])$/.exec(e.code)?.[1].toLowerCase();
	// the letter that is typed, or the key it stands on where the script is another
	const known = key >= 'a' && key <= 'z' && key.length === 1 ? key : letter;
	if (e.ctrlKey || e.metaKey || e.altKey || at < 0) return;
	const format = digit ? digit[1] - 1 : formats.findIndex(f => f[1] === known);
	const moves = {ArrowDown: Math.min(at + 1, options.length - 1), ArrowUp: at - 1, Home: 0, End: options.length - 1};
	if (e.key in moves) select(moves[e.key]);
	else if (e.key === 'Enter') take(store.get('format') || 0, e.shiftKey);
	else if (e.key === '?') helper.click();
	else if (format >= 0) take(format, e.shiftKey);
	else if (e.key === '/' || e.key === 'Escape') { input.focus(); input.select() }
	else if (known === 'o') window.open(options[at].hit.url, '_blank', 'noopener');
	else if (known === 'n') nothingFits();
	else return;
	e.preventDefault();
});
hitsBox.addEventListener('focusin', e => {
	const i = options.indexOf(e.target);
	if (i >= 0 && i !== at) select(i, false);
});
addEventListener('keydown', e => {
	const typing = /^(input|textarea|select)$/i.test(e.target.tagName), mod = e.ctrlKey || e.metaKey;
	if (e.defaultPrevented) return;
	if ((e.key.toLowerCase() === 'k' && mod && !e.altKey && !e.shiftKey) || (e.key === '/' && !typing && !mod)) { e.preventDefault(); input.focus(); input.select() }
	else if (e.key === '?' && !typing) helper.click();
});

// words that a bookmarklet brings stand behind the #, which no server sees
const brought = () => {
	const words = new URLSearchParams(location.hash.slice(1)).get('q') ?? new URLSearchParams(location.search).get('q');
	if (words === null) return showLinked();
	history.replaceState(null, '', location.pathname);
	input.value = words.replace(/\s+/g, ' ').trim();
	run();
};
addEventListener('hashchange', brought);
brought();
input.focus();
