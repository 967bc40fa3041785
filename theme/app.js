// The default theme's only script. Nothing depends on it: without it the search form
// goes to the server's result page and the colours follow the system.
// Weir puts `const T={...}` (the js_ strings of the page's language) before it and strips
// indentation and whole-line comments, so no string may span lines here.
(() => {
'use strict';
const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
const root = document.documentElement, cfg = document.currentScript.dataset;
// words of the query keep their own direction: U+2068 and U+2069 isolate them
const t = (key, v = {}) => (T[key] || key).replace(/\{(\w+)\}/g, (_, name) => name === 'q' ? '\u2068' + v.q + '\u2069' : v[name]);
const el = (tag, attributes = {}, ...kids) => {
	const e = document.createElement(tag);
	for (const k in attributes) e.setAttribute(k, attributes[k]);
	e.append(...kids);
	return e;
};
const store = {
	get(k) { try { return JSON.parse(localStorage.getItem('weir:' + k)) } catch { return null } },
	set(k, v) { try { localStorage.setItem('weir:' + k, JSON.stringify(v)) } catch {} },
};

// An excerpt is text with entities and <mark> elements; it becomes nodes, never HTML.
const entities = {amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'"};
const plain = s => s.replace(/&(\w+|#\d+);/g, (all, name) => entities[name] ?? all);
const marked = s => String(s || '').split(/<mark>|\u0001/).flatMap((part, i) => {
	if (!i) return [plain(part)];
	const [hit, ...rest] = part.split(/<\/mark>|\u0002/);
	return [el('mark', {}, plain(hit)), plain(rest.join(''))];
});

// colours: the system's, until the reader chooses
const toggle = $('[data-toggle]'), chosen = store.get('theme');
if (chosen) root.dataset.theme = chosen;
if (toggle) {
	const now = () => root.dataset.theme || (matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light');
	const show = () => toggle.setAttribute('aria-pressed', now() === 'dark');
	toggle.onclick = () => { store.set('theme', root.dataset.theme = now() === 'dark' ? 'light' : 'dark'); show() };
	show();
}

// search
const cache = new Map();
const find = async (q, limit, signal) => {
	const url = cfg.api + 'search?' + new URLSearchParams({q, limit, lang: cfg.lang});
	if (!cache.has(url)) {
		const answer = await fetch(url, {signal, headers: {accept: 'application/json'}});
		if (!answer.ok) throw Error(answer.status);
		cache.size > 50 && cache.clear();
		cache.set(url, await answer.json());
	}
	return cache.get(url);
};
const enough = q => q.length >= (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(q) ? 1 : 2);
const searchUrl = q => cfg.page + '?' + new URLSearchParams({q, lang: cfg.lang});
const askUrl = q => cfg.contact + '?' + new URLSearchParams({subject: q});

// The combobox of WAI-ARIA: focus stays in the field, aria-activedescendant moves.
$$('[data-search]').forEach((box, number) => {
	const form = $('form', box), input = $('input[type=search]', box), id = 'pop' + number;
	const list = el('div', {id, class: 'pop', role: 'listbox', 'aria-label': t('results')});
	const live = el('div', {class: 'vh', role: 'status'}), note = el('div', {class: 'pop note'});
	let at = -1, options = [], last = '', request, timer;
	list.hidden = note.hidden = true;
	box.append(list, note, live);
	for (const [k, v] of Object.entries({role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': id, autocomplete: 'off'}))
		input.setAttribute(k, v);
	const select = i => {
		options[at]?.setAttribute('aria-selected', false);
		at = i;
		options[at]?.setAttribute('aria-selected', true);
		options[at]?.scrollIntoView({block: 'nearest'});
		options[at] ? input.setAttribute('aria-activedescendant', options[at].id) : input.removeAttribute('aria-activedescendant');
	};
	const open = yes => {
		list.hidden = !(yes && options.length);
		input.setAttribute('aria-expanded', !list.hidden);
		if (!yes) { select(-1); note.hidden = true }
	};
	const clear = () => { select(-1); list.replaceChildren(); options = []; note.hidden = true };
	const add = (href, title, ...small) => {
		const option = el('div', {role: 'option', id: id + '-' + options.length, 'aria-selected': false, 'data-href': href}, el('b', {}, ...title));
		for (const s of small) if (s.join('')) option.append(el('small', {}, ...s));
		options.push(option);
		list.append(option);
	};
	const say = text => { note.textContent = live.textContent = text; note.hidden = false };
	const run = async () => {
		const q = input.value.trim();
		request?.abort();
		if (!enough(q)) { last = ''; clear(); return open(false) }
		if (q === last) return open(true);
		request = new AbortController();
		try {
			const found = await find(q, 8, request.signal), hits = found.results || [];
			clear();
			last = q;
			for (const hit of hits) add(hit.url, marked(hit.title), marked(hit.heading), marked(hit.excerpt));
			if (found.did_you_mean) add(searchUrl(found.did_you_mean), [t('did_you_mean') + ' ', el('i', {}, found.did_you_mean)]);
			hits.length ? add(searchUrl(q), [t('all', {n: found.total ?? hits.length, q})]) : add(askUrl(q), [t('none', {q})], [t('ask')]);
			live.textContent = hits.length ? t('count', {n: found.total ?? hits.length}) : t('none', {q});
			open(true);
		} catch (e) {
			if (e.name !== 'AbortError') { clear(); open(false); say(t('offline')) }
		}
	};
	const go = () => { if (options[at] && !list.hidden) { location.href = options[at].dataset.href; return true } };
	input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 120) });
	input.addEventListener('focus', () => options.length && open(true));
	input.addEventListener('blur', () => setTimeout(open, 120, false));
	input.addEventListener('keydown', e => {
		const n = options.length;
		if (e.isComposing) return;
		if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
			if (!n) return;
			e.preventDefault();
			if (list.hidden) open(true);
			select(e.key === 'ArrowDown' ? (at + 1 < n ? at + 1 : -1) : at < 0 ? n - 1 : at - 1);
		} else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && options[at]) {
			e.preventDefault();
			window.open(options[at].dataset.href, '_blank', 'noopener');
		} else if (e.key === 'Enter') {
			if (go()) e.preventDefault();
		} else if (e.key === 'Escape') {
			if (list.hidden && note.hidden) input.value = '';
			else { e.preventDefault(); open(false) }
		}
	});
	list.addEventListener('mousedown', e => e.preventDefault());
	list.addEventListener('click', e => {
		const option = e.target.closest('[role=option]');
		if (option) { select(options.indexOf(option)); go() }
	});
	form.addEventListener('submit', () => { clearTimeout(timer); request?.abort() });
});
addEventListener('keydown', e => {
	const typing = e.target.isContentEditable || /^(input|textarea|select)$/i.test(e.target.tagName), mod = e.ctrlKey || e.metaKey;
	if ((e.key.toLowerCase() === 'k' && mod && !e.altKey && !e.shiftKey) || (e.key === '/' && !typing && !mod && !e.altKey)) {
		const input = $$('[data-search] input[type=search]').find(i => i.offsetParent);
		if (input) { e.preventDefault(); input.focus(); input.select() }
	}
});

// the result page, where no server has made it
const place = $('[data-results]'), query = new URLSearchParams(location.search).get('q');
if (place && query && !$('.list', place)) {
	$$('[data-search] input[type=search]').forEach(i => i.value = query);
	find(query, 30).then(found => {
		const list = el('ul', {class: 'list'});
		for (const hit of found.results) list.append(el('li', {}, el('a', {href: hit.url}, ...marked(hit.title)), el('p', {}, ...marked(hit.excerpt))));
		place.append(el('p', {}, found.results.length ? t('all', {n: found.total, q: query}) : t('none', {q: query})), list);
		if (found.did_you_mean) place.prepend(el('p', {}, t('did_you_mean') + ' ', el('a', {href: searchUrl(found.did_you_mean)}, found.did_you_mean)));
	}).catch(() => place.append(el('p', {}, t('offline'))));
}

// copy buttons
$$('.code').forEach(code => {
	const button = el('button', {type: 'button', class: 'btn'}, t('copy'));
	button.onclick = async () => {
		await navigator.clipboard.writeText($('pre', code).innerText);
		button.textContent = t('copied');
		setTimeout(() => button.textContent = t('copy'), 1600);
	};
	code.append(button);
});

// table of contents: mark the section that is being read
const entries = new Map($$('.toc a').map(a => [decodeURIComponent(a.hash.slice(1)), a]));
if (entries.size) {
	let current;
	const observer = new IntersectionObserver(seen => {
		const top = seen.filter(e => e.isIntersecting)[0];
		if (!top) return;
		current?.removeAttribute('aria-current');
		current = entries.get(top.target.id);
		current?.setAttribute('aria-current', 'location');
	}, {rootMargin: '0px 0px -70% 0px'});
	for (const id of entries.keys()) { const h = document.getElementById(id); h && observer.observe(h) }
}
})();
