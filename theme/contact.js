// The script of the contact page, behind shared.js. Nothing depends on it: without it the same
// form goes to the server and back. With it answers appear while somebody writes, the place and
// the time of an answer follow the chosen topic, and what is typed outlives a reload.
const button = (text, run) => {
	const b = el('button', {type: 'button', class: 'btn'}, text);
	b.onclick = run;
	return b;
};
const draft = storage('sessionStorage');
addEventListener('keydown', e => {
	const mod = e.ctrlKey || e.metaKey, typing = /^(input|textarea)$/i.test(e.target.tagName);
	if ((e.key.toLowerCase() === 'k' && mod && !e.altKey && !e.shiftKey) || (e.key === '/' && !typing && !mod && !e.altKey)) {
		const input = $$('[type=search]').find(i => i.offsetParent);
		if (input) { e.preventDefault(); input.focus() }
	}
});

const rest = $('[data-rest]'), pick = $('[data-pick]');
if ($('[data-sent]')) draft.set('ask', null);
if (!rest) return;
const names = ['subject', 'body', 'name', 'email'];
const form = () => $('[data-ask]'), takes = () => form().dataset.ask, field = name => form()?.elements[name];
const value = name => field(name)?.value || '';

// what happened, for the team that writes the answers; a server that counts it says so with its answers
let counted;
const tell = (event, more) => counted && fetch(cfg.api + 'event', {method: 'POST', keepalive: true, headers: {'content-type': 'application/json'},
	body: JSON.stringify({event, form: value('form'), ...more})}).catch(() => 0);

const picked = () => ['topic', 'tier'].map(name => $('[name=' + name + ']:checked', pick)?.value ?? '');
// what is typed is kept until it is sent
const keep = () => {
	const state = draft.get('ask') || {};
	for (const name of names) if (field(name)) state[name] = value(name);
	if (pick) [state.topic, state.tier] = picked();
	draft.set('ask', state);
};
const restore = () => {
	const state = draft.get('ask') || {};
	for (const name of names) if (field(name) && !value(name) && state[name]) field(name).value = state[name];
};

// a forum or an issue tracker gets what is typed in its address
const linked = () => {
	const link = $('[data-link]');
	if (!link) return;
	let body = cut(value('body'), 4000), url;
	do {
		const base = link.dataset.link, parts = [[link.dataset.title, cut(value('subject'), 200)], ['body', body]].filter(p => p[0] && p[1]);
		url = base + (parts.length ? (base.includes('?') ? '&' : '?') + parts.map(p => p[0] + '=' + encodeURIComponent(p[1])).join('&') : '');
		body = cut(body, body.length / 2);
	} while (url.length > 6000 && body);
	link.href = url;
};

// suggestions
let room, list, live, timer, request, asked = '';
const refused = new Set(), shown = new Set();
const setRoom = () => {
	const fresh = $('[data-room]');
	if (!fresh) return;
	if (room) return fresh.replaceWith(room);
	room = fresh;
	list = el('div');
	live = el('p', {class: 'vh', role: 'status'});
	room.append(list, live);
	room.hint = $('p', room);
};
// more of the text may lead to another heading of a page that was refused
const page = hit => hit.url.split('#')[0];
const next = row => ($('summary', row.nextElementSibling || row.previousElementSibling || el('p')) || field('body')).focus();
const reject = (row, hit) => {
	const say = el('p', {role: 'status', tabindex: -1}, t('why') + ' ');
	T.reasons.forEach((reason, i) => say.append(button(reason, () => {
		refused.add(page(hit));
		tell('rejected', {url: hit.url, id: hit.id, reason: ['other_question', 'unclear', 'no_effect', 'outdated'][i]});
		say.replaceChildren(t('noted'));
		row.open = false;
		next(row);
	})));
	$('.ask', row).replaceWith(say);
	$('button', say).focus();
};
const solve = (row, hit) => {
	const write = form(), where = $('.where'), heading = el('h2', {tabindex: -1}, t('done'));
	const undo = button(t('undo'), () => {
		tell('reopened', {url: hit.url, id: hit.id});
		thanks.remove();
		write.hidden = where.hidden = false;
		if (pick) pick.hidden = false;
		field('body').focus();
	});
	const thanks = el('section', {class: 'where'}, heading, undo);
	tell('solved', {url: hit.url, id: hit.id});
	write.hidden = where.hidden = true;
	if (pick) pick.hidden = true;
	rest.append(thanks);
	heading.focus();
};
const row = hit => {
	const more = el('p', {}, el('a', {href: hit.url, target: '_blank', rel: 'noopener'}, t('read')));
	const ask = el('p', {class: 'ask'}), passage = el('p', {dir: 'auto'}, ...marked(hit.excerpt));
	const d = el('details', {'data-url': hit.url}, el('summary', {dir: 'auto'}, ...marked(hit.title), ...hit.kind === 'solved' ? [' ', el('span', {class: 'tag done'}, t('badge'))] : []), passage, more, ask);
	ask.append(button(t('solved'), () => solve(d, hit)), button(t('no'), () => reject(d, hit)));
	let told;
	d.ontoggle = () => { if (d.open && !told) { told = true; tell('opened', {url: hit.url, id: hit.id}) } };
	return d;
};
const show = hits => {
	const old = new Map($$('details', list).map(d => [d.dataset.url, d]));
	const good = hits.filter(h => !refused.has(page(h))).slice(0, 4), rows = good.map(h => old.get(h.url) || row(h));
	// what somebody has open or has the focus in stays
	for (const d of old.values()) if (!rows.includes(d) && (d.open || d.contains(document.activeElement))) rows.unshift(d);
	rows.splice(4);
	if (rows.length !== old.size || rows.some(d => !old.has(d.dataset.url))) live.textContent = rows.length ? t('found', {n: rows.length}) : '';
	const focused = document.activeElement;
	rows.forEach((d, i) => list.children[i] !== d && list.insertBefore(d, list.children[i] || null));
	// who moves loses it
	if (document.activeElement !== focused && list.contains(focused)) focused.focus({preventScroll: true});
	while (list.children.length > rows.length) list.lastChild.remove();
	room.hint.hidden = rows.length;
	$('h3', room).hidden = !rows.length;
	const fresh = good.filter(h => !shown.has(h.url));
	fresh.forEach(h => shown.add(h.url));
	if (fresh.length) tell('shown', {urls: fresh.map(h => h.url), ids: fresh.map(h => h.id)});
};
const suggest = async () => {
	const question = {subject: cut(value('subject').trim(), 500), body: cut(value('body').trim(), 4000), topic: value('topic'), tier: value('tier'), lang: root.lang, limit: 4};
	const text = JSON.stringify(question);
	if (text === asked) return;
	asked = text;
	request?.abort();
	if ((question.subject + question.body).length < 4) return show([]);
	request = new AbortController();
	try {
		const a = await fetch(cfg.api + 'suggest', {method: 'POST', signal: request.signal, headers: {'content-type': 'application/json'}, body: text});
		if (!a.ok) throw 0;
		const found = await a.json();
		counted = found.events;
		show(found.answers);
		return true;
	} catch (e) {
		asked = '';
		return e.name === 'AbortError' ? null : false;
	}
};
// who presses a button is told what came of it
const look = async () => {
	asked = '';
	const came = await suggest(), first = $('summary', list);
	if (came === undefined) return field('subject').focus();
	if (came !== null) say(!came ? t('offline') : first ? '' : t('nothing'));
	if (came) first?.focus();
};
rest.addEventListener('input', e => {
	if (!names.includes(e.target.name)) return;
	fault(e.target.name, '');
	keep();
	linked();
	clearTimeout(timer);
	if (e.target.name !== 'subject' && e.target.name !== 'body') return;
	if (!takes() && $('.say')) say(''); // it was of what stood there
	timer = setTimeout(suggest, 300);
});

// another topic: the server says where that goes; what is typed stays, and the files. Where no
// answer comes, so does the topic.
let turn = 0, before, files;
const choose = async () => {
	const query = '?' + new URLSearchParams(new FormData(pick)), mine = ++turn;
	keep();
	try {
		const page = new DOMParser().parseFromString(await (await fetch(pick.action + query)).text(), 'text/html'), fresh = $('[data-rest]', page);
		if (mine !== turn) return;
		const id = value('form'), key = value('key');
		files = field('files') || files;
		rest.replaceChildren(...fresh.childNodes);
		if (id) { field('form').value = id; field('key').value = key }
		if (files) field('files')?.replaceWith(files);
		history.replaceState(null, '', query);
		before = picked();
		ready();
	} catch {
		if (mine !== turn) return;
		['topic', 'tier'].forEach((name, i) => $$('[name=' + name + ']', pick).forEach(radio => radio.checked = radio.value === before[i]));
		keep();
		say(t('failed'));
	}
};
const ready = () => {
	if (!form()) return;
	restore();
	setRoom();
	linked();
	suggest();
};
if (pick) {
	const state = draft.get('ask') || {};
	before = form() ? picked() : [];
	$('button', pick).hidden = true;
	pick.addEventListener('change', choose);
	pick.addEventListener('submit', e => { e.preventDefault(); choose() });
	if (!form() && state.topic != null) {
		for (const name of ['topic', 'tier']) $$('[name=' + name + ']', pick).forEach(i => i.checked = i.value === state[name]);
		if ($(':checked', pick)) choose();
	}
}
ready();

// sending
const fault = (name, text) => {
	const input = field(name), place = $('#error-' + name);
	if (!input || !place) return false;
	place.textContent = text;
	place.parentNode.classList.toggle('bad', !!text);
	text ? input.setAttribute('aria-invalid', true) : input.removeAttribute('aria-invalid');
	return true;
};
const base64 = file => new Promise((done, failed) => {
	const reader = new FileReader();
	reader.onload = () => done({name: file.name, data: reader.result.split(',')[1] || ''});
	reader.onerror = failed;
	reader.readAsDataURL(file);
});
const say = text => {
	const line = $('.say') || el('p', {class: 'say', role: 'alert'});
	(form() || rest).append(line);
	line.textContent = text;
};
let busy;
rest.addEventListener('submit', async e => {
	if (!takes()) { e.preventDefault(); return look() }
	e.preventDefault();
	if (busy) return;
	busy = true;
	say(t('sending'));
	for (const name of [...names, 'files']) fault(name, '');
	try {
		const ticket = {};
		for (const name of ['form', 'key', 'topic', 'tier', 'lang', 'page', 'website', ...names]) ticket[name] = value(name);
		ticket.files = await Promise.all([...field('files').files].map(base64));
		const a = await fetch(cfg.api + 'ticket', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(ticket)});
		const answer = await a.json();
		if (a.ok) {
			draft.set('ask', null);
			// who comes back writes another question
			addEventListener('pagehide', () => form().reset());
			location.href = cfg.contact.replace(/contact\/$/, 'thank-you/') + '?' + new URLSearchParams({ref: answer.reference, topic: ticket.topic, tier: ticket.tier});
			return;
		}
		const wrong = (answer.error.fields || []).filter(p => fault(p.field, t('fault_' + p.code, {n: p.limit > 99999 ? p.limit >> 20 : p.limit, file: p.file})));
		if (!wrong.length) throw 0;
		say('');
		field(wrong[0].field).focus();
	} catch { say(t('failed')) } finally { busy = false }
});
