// The script of every page but two. Nothing depends on it: without it the search form
// goes to the server's result page and the colours follow the system.
// Before it stand shared.js and `const S="..."` (script.css).
try {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(S);
	document.adoptedStyleSheets = [sheet];
} catch {}

const trail = hit => [].concat(hit.breadcrumb || []).filter(s => s).join(' › ');
const done = hit => hit.kind === 'solved' ? [el('span', {class: 'tag done'}, t('solved'))] : [];

// search
const cache = new Map();
const find = async (q, limit, signal) => {
	const url = cfg.api + 'search?' + new URLSearchParams({q: cut(q, 2000), limit, lang: root.lang});
	if (!cache.has(url)) {
		const answer = await fetch(url, {signal, headers: {accept: 'application/json'}});
		if (!answer.ok) throw Error(answer.status);
		const found = await answer.json();
		if (found.partial) return found;
		cache.size > 50 && cache.clear();
		cache.set(url, found);
	}
	return cache.get(url);
};
const enough = q => q.length >= (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(q) ? 1 : 2);
const searchUrl = q => cfg.page + '?' + new URLSearchParams({q, lang: root.lang});
const askUrl = q => cfg.contact + (q && '?' + new URLSearchParams({subject: q}));
const recent = () => store.get('recent') || [];
const remember = q => enough(q) && store.set('recent', [q, ...recent().filter(r => r !== q)].slice(0, 5));

// The combobox of WAI-ARIA: focus stays in the field, aria-activedescendant moves.
$$('[data-search]').forEach((box, number) => {
	const form = $('form', box), input = $('input[type=search]', box), id = 'pop' + number;
	const list = el('div', {id, class: 'pop', role: 'listbox', 'aria-label': t('results')});
	const live = el('div', {class: 'vh', role: 'status'}), note = el('div', {class: 'note'});
	let at = -1, options = [], last = '', request, timer, telling;
	list.hidden = note.hidden = true;
	box.append(list, note, live);
	for (const [k, v] of Object.entries({role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': id, autocomplete: 'off', autocapitalize: 'none', spellcheck: false}))
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
	// said once when somebody rests, not with every letter
	const tell = text => { clearTimeout(telling); telling = setTimeout(() => live.textContent = text, 500) };
	const clear = () => { last = ''; select(-1); list.replaceChildren(); options = []; note.hidden = true };
	// what: an address, or what to do
	const add = (what, kind, title, small = [], place = list) => {
		const option = el('div', {role: 'option', id: id + '-' + options.length, class: kind, 'aria-selected': false}, el('b', {}, ...title));
		option.what = what;
		if (typeof what === 'string') option.dataset.href = what;
		for (const s of small) if (s.join('')) option.append(el('small', {}, ...s));
		options.push(option);
		place.append(option);
	};
	const ask = q => () => { input.value = q; input.focus(); run() };
	// a page with several hits is one group: the page, then its headings
	const show = hits => {
		const pages = new Map();
		for (const hit of hits) {
			const page = hit.url.split('#')[0];
			pages.set(page, [...pages.get(page) || [], hit]);
		}
		for (const [first, ...more] of pages.values()) {
			const group = more.length ? el('div', {role: 'group', 'aria-label': marked(first.title).map(n => n.textContent ?? n).join('')}) : list;
			if (more.length) list.append(group);
			const where = marked(first.heading), path = trail(first);
			add(first.url, '', [...marked(first.title), ...done(first)],
				[[path && where.join('') ? path + ' › ' : path, ...where], marked(first.excerpt)], group);
			for (const hit of more) add(hit.url, 'sub', marked(hit.heading || hit.title), [marked(hit.excerpt)], group);
		}
	};
	const showRecent = () => {
		if (input.value || document.activeElement !== input) return;
		clear();
		recent().forEach(q => add(ask(q), '', [q]));
		if (options.length) add(() => { store.set('recent', []); clear(); open(false) }, 'act', [t('forget')]);
		open(true);
	};
	// an answer opens nothing for who has left the field meanwhile
	const answered = text => {
		const stays = document.activeElement === input;
		if (stays) tell(text);
		open(stays);
		return stays;
	};
	const stop = () => { clearTimeout(timer); request?.abort() };
	const run = async () => {
		const q = input.value.trim();
		request?.abort();
		if (!q) return open(false), showRecent();
		if (!enough(q)) { clear(); return open(false) }
		if (q === last) return open(true);
		request = new AbortController();
		try {
			const found = await find(q, 6, request.signal), hits = found.results || [], n = found.total ?? hits.length;
			clear();
			last = q;
			show(hits);
			if (found.did_you_mean) add(ask(found.did_you_mean), 'act', [t('did_you_mean') + ' ', el('i', {}, found.did_you_mean)]);
			const said = found.partial ? t('partial') : hits.length ? '' : t('none', {q});
			add(...hits.length ? [searchUrl(q), 'act', [t('all', {n, q})]] : [askUrl(q), 'act', [t('ask')]], [[said]]);
			answered(hits.length ? (t('count', {n}) + ' ' + said).trim() : said);
		} catch (e) {
			if (e.name === 'AbortError') return;
			clear();
			note.replaceChildren(el('p', {}, t('offline') + ' ', el('a', {href: askUrl(q)}, t('ask'))));
			note.hidden = !answered(t('offline'));
		}
	};
	const go = elsewhere => {
		const option = !list.hidden && options[at];
		if (!option) return false;
		if (typeof option.what === 'function') { option.what(); return true }
		remember(input.value.trim());
		elsewhere ? window.open(option.what, '_blank', 'noopener') : location.href = option.what;
		return true;
	};
	input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 100) });
	input.addEventListener('focus', () => input.value ? options.length && open(true) : showRecent());
	box.addEventListener('focusout', e => note.contains(e.relatedTarget) || setTimeout(() => [input, ...note.querySelectorAll('a')].includes(document.activeElement) || open(false), 120));
	input.addEventListener('keydown', e => {
		const n = options.length, key = e.key;
		if (composes(e)) return;
		if (key === 'ArrowDown' || key === 'ArrowUp') {
			if (!n) return;
			e.preventDefault();
			if (e.altKey) return open(key === 'ArrowDown');
			if (list.hidden) open(true);
			select(key === 'ArrowDown' ? (at + 1 < n ? at + 1 : -1) : at < 0 ? n - 1 : at - 1);
		} else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) {
			select(-1);
		} else if (key === 'Enter') {
			if (go(e.ctrlKey || e.metaKey)) e.preventDefault();
		} else if (key === 'Escape') {
			e.preventDefault();
			stop();
			if (list.hidden && note.hidden) { input.value = ''; clear() }
			else open(false);
		}
	});
	list.addEventListener('mousedown', e => e.preventDefault());
	list.addEventListener('click', e => {
		const option = e.target.closest('[role=option]');
		if (option) { select(options.indexOf(option)); go(e.ctrlKey || e.metaKey) }
	});
	form.addEventListener('submit', () => { stop(); remember(input.value.trim()) });
});
addEventListener('keydown', e => {
	const typing = e.target.isContentEditable || /^(input|textarea|select)$/i.test(e.target.tagName), mod = e.ctrlKey || e.metaKey;
	if ((e.key.toLowerCase() === 'k' && mod && !e.altKey && !e.shiftKey) || (e.key === '/' && !typing && !mod && !e.altKey)) {
		const input = $$('[data-search] input[type=search]').find(i => i.offsetParent);
		if (input) { e.preventDefault(); input.focus(); input.select() }
	}
});

// the result page, where no server has made it; a missing page searches for the words of its address
const place = $('[data-results]'), missing = $('.is-missing');
const words = () => { try { return decodeURIComponent(location.pathname) } catch { return '' } };
const query = missing ? words().replace(/\.\w+$/, '').split('/').filter(s => s && s !== 'index').slice(-1).join().replace(/[-_.+]+/g, ' ').trim()
	: new URLSearchParams(location.search).get('q');
if (place && query && !$('.list', place)) {
	$$('[data-search] input[type=search]').forEach(i => i.value = query);
	find(query, missing ? 5 : 30).then(found => {
		const list = el('ul', {class: 'list'}), hits = found.results;
		if (missing && !hits.length) return;
		for (const hit of hits)
			list.append(el('li', {dir: 'auto'}, el('a', {href: hit.url}, ...marked(hit.title)), ' ', ...done(hit),
				el('p', {}, el('small', {}, [trail(hit), plain(String(hit.heading || ''))].filter(s => s).join(' › '))), el('p', {}, ...marked(hit.excerpt))));
		const n = found.total ?? hits.length, all = t('all', {n, q: query});
		if (hits.length || !found.partial) place.append(el('p', {class: 'muted'}, hits.length ? missing && n > hits.length ? el('a', {href: searchUrl(query)}, all) : all : t('none', {q: query})));
		if (found.partial) place.append(el('p', {}, t('partial')));
		place.append(list);
		if (!hits.length) place.append(el('p', {}, el('a', {href: askUrl(query)}, t('ask'))));
		if (found.did_you_mean) place.prepend(el('p', {}, t('did_you_mean') + ' ', el('a', {href: searchUrl(found.did_you_mean)}, found.did_you_mean)));
	}).catch(() => missing || place.append(el('p', {}, t('offline') + ' ', el('a', {href: askUrl(query)}, t('ask')))));
}

// copy: code, and the address of a heading
const copy = async (button, text) => {
	try { await navigator.clipboard.writeText(text) } catch { return }
	button.said ??= button.textContent;
	clearTimeout(button.wait);
	button.textContent = t('copied');
	button.wait = setTimeout(() => button.textContent = button.said, 1600);
};
// pages without TLS have no clipboard
if (navigator.clipboard) $$('.code').forEach(code => {
	const button = el('button', {type: 'button', class: 'btn'}, t('copy'));
	button.onclick = () => copy(button, $('pre', code).innerText);
	code.append(button);
});
$$('.prose :is(h2,h3,h4)[id]').forEach(h => {
	const link = el('a', {class: 'anc', href: '#' + h.id, 'aria-label': t('heading_link', {name: h.textContent})}, '#');
	link.onclick = () => copy(link, link.href);
	h.append(link);
});

// was this helpful? asked only where a server is there that takes the answer, and says so
const end = $('[data-vote]');
if (end) {
	const send = (event, more) => fetch(cfg.api + 'event', {method: 'POST', keepalive: true,
		headers: {'content-type': 'application/json'}, body: JSON.stringify({event, url: location.pathname, ...more})})
		.then(answer => { if (!answer.ok) throw Error(answer.status) });
	const votes = () => {
		const form = el('form', {class: 'fb'}), say = text => { form.replaceChildren(el('p', {role: 'status', tabindex: -1}, text)); form.firstChild.focus() };
		const vote = (event, more) => send(event, more).then(() => say(t('thanks')), () => say(t('unsent')));
		const yes = el('button', {type: 'button', class: 'btn'}, t('yes')), no = el('button', {type: 'button', class: 'btn'}, t('no'));
		form.append(el('b', {id: 'fb'}, t('helpful')), yes, no);
		form.setAttribute('aria-labelledby', 'fb');
		yes.onclick = () => vote('helpful');
		no.onclick = () => {
			const reason = el('textarea', {id: 'reason', rows: 3, maxlength: 1000});
			form.replaceChildren(el('label', {for: 'reason'}, t('why')), reason, el('button', {class: 'btn'}, t('send')));
			reason.focus();
			// a reader who leaves without a reason has voted all the same
			addEventListener('pagehide', () => form.contains(reason) && send('not_helpful', {}).catch(() => 0));
		};
		form.onsubmit = e => { e.preventDefault(); vote('not_helpful', {reason: $('textarea', form).value.trim()}) };
		end.append(form);
	};
	new IntersectionObserver((seen, observer) => {
		if (!seen[0].isIntersecting) return;
		observer.disconnect();
		let known;
		try { known = sessionStorage.getItem('weir:server') } catch {}
		if (known) return known === 'yes' && votes();
		find('?', 1).then(found => found.events === true, () => false).then(there => {
			try { sessionStorage.setItem('weir:server', there ? 'yes' : 'no') } catch {}
			there && votes();
		});
	}).observe(end);
}

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
