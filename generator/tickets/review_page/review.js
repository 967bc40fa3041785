// The page of `weir review --serve`. Nothing of a ticket is ever taken for HTML: text is set, never parsed.
(() => {
'use strict';
const $ = (id) => document.getElementById(id);
const store = 'weir-review', states = ['open', 'changed', 'edited', 'stale', 'approved', 'rejected', 'unfit'];
let items = [], ticket = null, looks = [], here = -1, busy = false, acts = 0, wish = null, last = null, later = 0;
// How long nobody does anything until the queue is put in order again, in milliseconds: that reads every ticket.
const REST = 2000;

async function call(path, body) {
	let answer;
	try {
		answer = await fetch('/api/' + path, {
			method: 'POST', credentials: 'omit', cache: 'no-store',
			headers: {'Content-Type': 'application/json', 'X-Weir-Review': sessionStorage.getItem(store) || ''},
			body: typeof body === 'string' ? body : JSON.stringify(body || {}),
		});
	} catch (_) {
		throw new Error('weir review does not answer. What was decided is kept; start weir review --serve again.');
	}
	const json = await answer.json();
	if (!answer.ok)
		throw new Error(json.error || answer.statusText);
	return json;
}

async function begin() {
	const token = location.hash.slice(1);
	history.replaceState(null, '', '/');
	if (token)
		sessionStorage.setItem(store, (await call('session', token)).secret);
	await load();
}

function piece(parent, text, name, type) {
	const span = document.createElement('span');
	span.textContent = text;
	if (name)
		span.className = name;
	if (type)
		span.dataset.type = type;
	parent.append(span);
	return span;
}

function waits(item) {
	return states.indexOf(item.state) < 4;
}

function describe(item, small) {
	small.textContent = item.state + ', risk ' + item.risk + (item.look ? ', ' + item.look + ' to look at' : '') + (item.refused ? ': ' + item.refused : '');
}

function count() {
	const counts = {};
	for (const item of items)
		counts[item.state] = (counts[item.state] || 0) + 1;
	$('counts').textContent = states.filter((state) => counts[state]).map((state) => counts[state] + ' ' + state).join(', ');
}

// The whole queue, by risk: what was decided about words changes all of it.
async function list() {
	clearTimeout(later);
	put(await call('list'));
}

function put(fresh) {
	items = fresh;
	count();
	const rows = document.createDocumentFragment();
	for (const item of items) {
		const row = document.createElement('li'), button = document.createElement('button');
		const title = document.createElement('span'), small = document.createElement('small');
		title.textContent = item.title || item.id;
		title.dir = 'auto';
		describe(item, small);
		button.append(title, small);
		button.dataset.id = item.id;
		button.addEventListener('click', () => act(() => show(item.id), true));
		row.append(button);
		rows.append(row);
	}
	const queue = $('queue'), focused = queue.contains(document.activeElement) ? document.activeElement.dataset.id : '';
	queue.replaceChildren(rows);
	mark(focused);
}

// Within the queue alone: the page stays where it is.
function reveal(button) {
	const queue = $('queue').parentElement, frame = queue.getBoundingClientRect(), box = button.getBoundingClientRect();
	if (box.top < frame.top)
		queue.scrollTop += box.top - frame.top;
	else if (box.bottom > frame.bottom)
		queue.scrollTop += box.bottom - frame.bottom;
}

function mark(focused) {
	for (const button of $('queue').querySelectorAll('button')) {
		if (ticket && button.dataset.id === ticket.id) {
			button.setAttribute('aria-current', 'true');
			reveal(button);
		} else {
			button.removeAttribute('aria-current');
		}
		if (focused && button.dataset.id === focused)
			button.focus();
	}
}

// One ticket is in another state; the rest of the queue is as it was.
function set(id, state) {
	const item = items.find((one) => one.id === id);
	if (!item)
		return;
	item.state = state;
	const small = $('queue').querySelector('[data-id="' + CSS.escape(id) + '"] small');
	if (small)
		describe(item, small);
	count();
}

function rescore() {
	clearTimeout(later);
	later = setTimeout(refresh, REST);
}

// Behind the reviewer's back: whoever goes on meanwhile is not held up, and the list, older than what was done, is asked for again.
async function refresh() {
	const begun = acts;
	if (busy)
		return rescore();
	try {
		const fresh = await call('list');
		if (acts !== begun)
			return rescore();
		put(fresh);
	} catch (error) {
		$('message').textContent = error.message;
	}
}

async function showOr(wanted) {
	// what somebody else has decided meanwhile is passed over
	for (let next = items.find((item) => item.id === wanted) || items.find(waits); next; next = following()) {
		await show(next.id);
		if (waits(ticket))
			return;
	}
	ticket = null;
	$('ticket').hidden = true;
	$('empty').hidden = false;
	mark();
}

async function load() {
	await list();
	await showOr();
}

async function show(id) {
	const same = ticket && ticket.id === id;
	ticket = await call('ticket', {id});
	set(id, ticket.state);
	$('ticket').hidden = false;
	$('empty').hidden = true;
	$('title').textContent = ticket.title || '(no title)';
	$('facts').textContent = ticket.id + ': ' + ticket.state + ', risk ' + ticket.risk +
		(ticket.risks.length ? ' (' + ticket.risks.map((r) => r.name + ' ' + r.points).join(', ') + ')' : '') +
		(ticket.refused ? '. Cannot be published: ' + ticket.refused : '') +
		(ticket.edited ? '. The page was edited' : '') +
		(ticket.findings.length ? '. Found in it: ' + ticket.findings.map((f) => 'line ' + f.line + ' ' + f.type).join(', ') : '');
	const before = $('before'), after = $('after'), words = new Set();
	before.replaceChildren();
	after.replaceChildren();
	looks = [];
	for (const part of ticket.before) {
		if (part.look) {
			words.add(part.text);
			look(piece(before, part.text, 'look'));
		} else if (part.type) {
			piece(before, part.text, 'go', part.type).title = part.rule + ' → ' + part.placeholder;
		} else {
			piece(before, part.text);
		}
	}
	const marks = [...words].map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const pattern = new RegExp('(\\[[A-Za-z ]+(?: \\d+)?\\]' + (marks.length ? '|(?<![\\p{L}\\p{N}])(?:' + marks.join('|') + ')(?![\\p{L}\\p{N}])' : '') + ')', 'u');
	for (const part of ticket.after.split(pattern)) {
		if (words.has(part))
			look(piece(after, part, 'look'));
		else
			piece(after, part, part[0] === '[' && pattern.test(part) ? 'put' : '');
	}
	mark();
	if (!same)
		$('title').focus();
	here = -1;
	// what is marked is in sight: keys act on it
	if (looks.length)
		go(0);
}

function look(span) {
	const number = looks.push(span) - 1;
	span.addEventListener('click', () => go(number));
}

function go(number) {
	if (!looks.length)
		return;
	if (looks[here])
		looks[here].classList.remove('here');
	here = (number + looks.length) % looks.length;
	looks[here].classList.add('here');
	looks[here].scrollIntoView({block: 'nearest'});
}

// What "this" is: the selection, else the word that is marked.
function chosen() {
	const selected = String(getSelection()).trim();
	if (selected && !selected.includes('\n'))
		return selected;
	return looks[here] ? looks[here].textContent : '';
}

// One thing at a time. A decision made while another is under way is dropped: it would be about a ticket not seen yet.
// What WAITS, the last of it, is done then.
async function act(what, waits) {
	if (busy) {
		if (waits)
			wish = what;
		return;
	}
	busy = true;
	acts++;
	$('message').textContent = '';
	try {
		await what();
	} catch (error) {
		$('message').textContent = error.message;
		$('ticket').hidden = false;
		wish = null;
	}
	busy = false;
	if (wish) {
		const next = wish;
		wish = null;
		act(next);
	}
}

function following() {
	const at = items.findIndex((item) => ticket && item.id === ticket.id);
	return items.slice(at + 1).find(waits) || items.find((item) => waits(item) && item.id !== (ticket || {}).id);
}

async function decide(path, state) {
	const next = following(), {id, version, state: seen} = ticket, had = ticket.public_id;
	try {
		await call(path, {id, version, state: seen});
	} catch (error) {
		// somebody else has decided, or the page is another: that is what the next decision is about
		await show(id).catch(() => 0);
		throw error;
	}
	set(id, state);
	last = {id, path, had};
	await showOr(next && next.id);
}

// Back into the queue with what was decided last. A page that was there before that stays: others may have its address.
async function undo() {
	if (!last)
		throw new Error('There is nothing to undo.');
	if (last.had)
		throw new Error('It had a page before. Approve or reject it as it is now.');
	const {id, path} = last;
	if (path === 'approve')
		await call('reject', {id, state: 'approved'});
	await call('reopen', {id, state: 'rejected'});
	last = null;
	set(id, 'open');
	await show(id);
}

async function word(path) {
	const text = chosen();
	if (!text)
		throw new Error('Select a word first.');
	await call(path, {id: ticket.id, word: text});
	getSelection().removeAllRanges();
	await show(ticket.id);
	rescore();
}

function ask() {
	$('ask-text').value = ticket.title;
	$('ask').showModal();
	$('ask-text').select();
}

async function save() {
	$('ask').close();
	await call('title', {id: ticket.id, title: $('ask-text').value});
	await show(ticket.id);
	const item = items.find((one) => one.id === ticket.id), shown = $('queue').querySelector('[aria-current] span');
	if (item && shown)
		item.title = shown.textContent = ticket.title;
}

const actions = {
	approve: () => decide('approve', 'approved'),
	reject: () => decide('reject', 'rejected'),
	redact: () => word('redact'),
	keep: () => word('keep'),
	retitle: async () => ask(),
	next: async () => {
		const next = following();
		if (next)
			await showOr(next.id);
	},
	undo,
};
for (const id in actions)
	$(id).addEventListener('click', () => (ticket || id === 'undo') && act(actions[id]));
$('ask-fine').addEventListener('click', () => act(save));
$('ask-cancel').addEventListener('click', () => $('ask').close());
$('ask-text').addEventListener('keydown', (event) => {
	// one that ends what an input method composes (in Safari told by its code alone) is no answer
	if (event.key === 'Enter' && !event.isComposing && event.keyCode !== 229) {
		event.preventDefault();
		act(save);
	}
});
document.addEventListener('keydown', (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || $('ask').open || (!ticket && event.key !== 'u'))
		return;
	if (event.key === 'w' || event.key === 'W') {
		go(here + (event.key === 'w' ? 1 : -1));
		return;
	}
	const button = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
	if (button && !event.repeat) {
		event.preventDefault();
		button.click();
	}
});
act(begin);
})();
