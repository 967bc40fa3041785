// Suggestions in another site's ticket form, or a help button on any page. Weir puts in
// front of it: nodes.js, W (api, keys, t: what this help centre is, and its words by language), S (widget.css), all
// inside a function of its own, so that the page it is on gets no name from it. It reads
// two fields of the form and changes nothing of the page but that it adds an element.
const script = document.currentScript, here = new URL(script ? script.src : '/', location.href);
const set = {...script?.dataset, ...window.weirWidget}, yes = v => v != null && v !== false && v !== 'false';
const code = (set.lang || document.documentElement.lang || '').toLowerCase(), codes = Object.keys(W.t);
const lang = codes.find(c => c.toLowerCase() === code) || codes.find(c => c.split('-')[0].toLowerCase() === code.split('-')[0]) || codes[0];
const T = Object.fromEntries(W.keys.split(' ').map((key, i) => [key, W.t[lang][i]])), api = new URL(set.api || W.api, here);
const button = (text, run, kind = '') => {
	const b = el('button', {type: 'button', class: kind}, text);
	b.onclick = run;
	return b;
};

// a root of its own: styles go neither in nor out, and no inline style asks the page's policy
const sheet = new CSSStyleSheet();
sheet.replaceSync(S);
const rooted = kind => {
	const host = el('div', {'data-weir': kind, lang, dir: T.rtl ? 'rtl' : 'ltr'}), root = host.attachShadow({mode: 'open'});
	const scheme = set.scheme || (/dark/.test(getComputedStyle(document.documentElement).colorScheme) ? 'light dark' : 'light');
	host.style.setProperty('color-scheme', scheme, 'important');
	host.style.setProperty('direction', T.rtl ? 'rtl' : 'ltr', 'important');
	root.adoptedStyleSheets = [sheet];
	return [host, root];
};

// ---- asking ----

const form = [...crypto.getRandomValues(new Uint8Array(12))].map(b => b.toString(16).padStart(2, '0')).join('');
let counted = false;
const ask = async (path, options) => {
	const answer = await fetch(new URL(path, api), {credentials: 'omit', ...options});
	if (!answer.ok) throw Error(answer.status);
	const found = await answer.json();
	counted = counted || found.events === true;
	return found;
};
const json = body => ({method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
const tell = (event, more) => counted && fetch(new URL('event', api), {credentials: 'omit', keepalive: true, ...json({event, form, ...more})}).catch(() => 0);
const tellOf = (event, hit) => tell(event, {url: hit.url});

// ---- answers ----

const trail = hit => [].concat(hit.breadcrumb || []).concat(plain(hit.heading)).filter(s => s && s !== plain(hit.title)).join(' › ');
// solved(hit, back): what is said then, and how the list comes back
const item = (hit, solved) => {
	const more = trail(hit), d = el('details', {}, el('summary', {}, (hit.kind === 'solved' ? '✓ ' : '') + plain(hit.title), ...more ? [el('small', {}, more)] : []));
	let told = false;
	d.append(el('p', {}, ...marked(hit.excerpt)), el('div', {class: 'do'},
		el('a', {href: new URL(hit.url, here).href, target: '_blank', rel: 'noopener'}, T.open),
		button(T.solved, () => { tellOf('solved', hit); solved(hit) }),
		button(T.more, () => { tellOf('rejected', hit); d.open = false; d.querySelector('summary').focus() })));
	d.ontoggle = () => { if (d.open && !told) { told = true; tellOf('opened', hit) } };
	return d;
};
const list = (box, hits, before) => {
	const solved = hit => {
		const undo = button(T.undo, () => { tellOf('reopened', hit); box.replaceChildren(...kept); kept.find(k => k.open)?.querySelector('summary').focus() });
		box.replaceChildren(el('p', {}, T.thanks), undo);
		undo.focus();
		set.onSolved?.({url: new URL(hit.url, here).href, title: plain(hit.title), id: hit.id});
	};
	const kept = [...before, ...hits.map(hit => item(hit, solved))];
	box.replaceChildren(...kept);
	tell('shown', {urls: hits.map(h => h.url)});
};

// ---- in a form: subject and text are read while they are written ----

const known = new WeakSet();
let shown;
const watch = () => {
	const home = set.form ? document.querySelector(set.form) : document;
	const subject = home?.querySelector(set.subject || 'input[name=subject]'), body = set.body && home?.querySelector(set.body);
	const first = subject || body;
	if (!first || known.has(first)) return;
	known.add(first);
	const [host, root] = rooted('suggestions'), box = el('div'), wrap = el('div', {class: 'box', role: 'region', 'aria-label': T.results, 'aria-live': 'polite'}, box);
	const place = set.place && document.querySelector(set.place), quiet = el('p', {class: 'muted'}, T.here);
	// room is kept from the beginning, so that nothing under the writer's hands moves
	host.style.setProperty('--room', set.room || '15em');
	root.append(wrap);
	box.append(quiet);
	// of a field that was made anew the earlier box goes
	shown?.remove();
	shown = host;
	place ? place.append(host) : (first.closest('label') || first).after(host);
	let timer, request, last = '';
	const run = async () => {
		const what = {subject: cut((subject?.value || '').trim(), 1000), body: cut((body?.value || '').trim(), 8000), lang, limit: 4};
		for (const k of ['topic', 'tier']) if (set[k]) what[k] = set[k];
		const key = what.subject + '\n' + what.body;
		if (key === last || root.activeElement) return;
		last = key;
		request?.abort();
		if (key.length < 6) return box.replaceChildren(quiet);
		request = new AbortController();
		try {
			const found = await ask('suggest', {...json(what), signal: request.signal});
			const hits = found.nothing_good ? [] : found.answers.slice(0, 4);
			hits.length ? list(box, hits, [el('p', {class: 'muted'}, T.results)]) : box.replaceChildren(quiet);
		} catch (e) {
			// a form must not be disturbed because suggestions cannot be had
			if (e.name !== 'AbortError') box.replaceChildren(quiet);
		}
	};
	for (const field of [subject, body])
		field?.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 300) });
	run();
};

// ---- a button on any page ----

const offer = () => {
	const [host, root] = rooted('button'), frame = el('div', {class: set.side === 'left' ? 'left' : ''});
	const field = el('input', {type: 'search', 'aria-label': T.placeholder, placeholder: T.placeholder, autocomplete: 'off', maxlength: 500});
	const box = el('div'), said = el('p', {class: 'muted', role: 'status'}), contact = el('a', {target: '_blank', rel: 'noopener'}, T.contact);
	const title = set.title || T.title, panel = el('div', {class: 'pan', role: 'dialog', 'aria-label': title});
	const open = now => {
		panel.hidden = !now;
		fab.setAttribute('aria-expanded', now);
		now ? field.focus() : fab.focus();
	};
	const fab = button(set.button && set.button !== true && set.button !== 'true' ? set.button : T.button, () => open(panel.hidden), 'fab main');
	let timer, request;
	const lead = () => contact.href = new URL(T.contact_url, here).href + (field.value.trim() && '?' + new URLSearchParams({subject: field.value.trim()}));
	const run = async () => {
		const q = field.value.trim();
		lead();
		request?.abort();
		if (q.length < 2) { said.textContent = ''; return box.replaceChildren() }
		request = new AbortController();
		try {
			const hits = (await ask('search?' + new URLSearchParams({q, lang, limit: 5}), {signal: request.signal})).results;
			said.textContent = hits.length ? '' : T.none;
			list(box, hits, []);
		} catch (e) {
			if (e.name === 'AbortError') return;
			box.replaceChildren();
			said.textContent = T.offline;
		}
	};
	fab.setAttribute('aria-expanded', false);
	fab.setAttribute('aria-haspopup', 'dialog');
	panel.hidden = true;
	lead();
	field.oninput = () => { clearTimeout(timer); timer = setTimeout(run, 150) };
	// keys typed here are not shortcuts of the page
	frame.addEventListener('keydown', e => { e.stopPropagation(); if (e.key === 'Escape' && !e.isComposing) open(false) });
	panel.append(el('div', {class: 'top'}, el('b', {}, title), button('×', () => open(false))), field, said, box, el('p', {}, contact));
	panel.querySelector('button').setAttribute('aria-label', T.close);
	frame.append(panel, fab);
	root.append(frame);
	document.body.append(host);
};

const start = () => {
	const inForm = set.form || set.subject || set.body;
	if (yes(set.button) || !inForm) offer();
	if (!inForm) return;
	// forms of today's pages come and go
	let soon;
	watch();
	new MutationObserver(() => { soon ??= setTimeout(() => { soon = undefined; watch() }, 200) }).observe(document.body, {childList: true, subtree: true});
};
document.readyState === 'loading' ? addEventListener('DOMContentLoaded', start) : start();
