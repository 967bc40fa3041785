// The page of `weir review --serve`. Nothing of a ticket is ever taken for HTML: text is set, never parsed.
(() => {
'use strict';
const $ = (id) => document.getElementById(id);
const store = 'weir-review';
let items = [], ticket = null, looks = [], here = -1, busy = false;

async function call(path, body) {
	const answer = await fetch('/api/' + path, {
		method: 'POST', credentials: 'omit', cache: 'no-store',
		headers: {'Content-Type': 'application/json', 'X-Weir-Review': sessionStorage.getItem(store) || ''},
		body: typeof body === 'string' ? body : JSON.stringify(body || {}),
	});
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
	return ['open', 'changed', 'edited', 'stale'].includes(item.state);
}

async function load(wanted) {
	items = await call('list');
	const counts = {};
	for (const item of items)
		counts[item.state] = (counts[item.state] || 0) + 1;
	$('counts').textContent = Object.entries(counts).map(([state, n]) => n + ' ' + state).join(', ');
	const queue = $('queue');
	queue.replaceChildren();
	for (const item of items) {
		const row = document.createElement('li'), button = document.createElement('button'), small = document.createElement('small');
		button.textContent = item.title || item.id;
		small.textContent = item.state + ', risk ' + item.risk + (item.look ? ', ' + item.look + ' to look at' : '') + (item.refused ? ': ' + item.refused : '');
		button.append(small);
		button.dataset.id = item.id;
		button.addEventListener('click', () => act(() => show(item.id)));
		row.append(button);
		queue.append(row);
	}
	const next = items.find((item) => item.id === wanted) || items.find(waits);
	if (next) {
		await show(next.id);
	} else {
		ticket = null;
		$('ticket').hidden = true;
		$('empty').hidden = false;
	}
}

async function show(id) {
	const same = ticket && ticket.id === id;
	ticket = await call('ticket', {id});
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
	for (const button of $('queue').querySelectorAll('button')) {
		if (button.dataset.id === id)
			button.setAttribute('aria-current', 'true');
		else
			button.removeAttribute('aria-current');
	}
	here = -1;
	if (looks.length)
		go(0);
	if (!same)
		$('title').focus();
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

async function act(what) {
	if (busy)
		return;
	busy = true;
	$('message').textContent = '';
	try {
		await what();
	} catch (error) {
		$('message').textContent = error.message;
		$('ticket').hidden = false;
	}
	busy = false;
}

function following() {
	const at = items.findIndex((item) => ticket && item.id === ticket.id);
	return items.slice(at + 1).find(waits) || items.find((item) => waits(item) && item.id !== (ticket || {}).id);
}

async function decide(path) {
	const next = following(), id = ticket.id;
	await call(path, {id, after: ticket.after});
	ticket = null;
	await load(next && next.id);
}

async function word(path) {
	const text = chosen();
	if (!text)
		throw new Error('Select a word first.');
	await call(path, {id: ticket.id, word: text});
	getSelection().removeAllRanges();
	await load(ticket.id);
}

function ask() {
	$('ask-text').value = ticket.title;
	$('ask').showModal();
	$('ask-text').select();
}

async function save() {
	$('ask').close();
	await call('title', {id: ticket.id, title: $('ask-text').value});
	await load(ticket.id);
}

const actions = {
	approve: () => decide('approve'),
	reject: () => decide('reject'),
	redact: () => word('redact'),
	keep: () => word('keep'),
	retitle: async () => ask(),
	next: async () => {
		const next = following();
		if (next)
			await show(next.id);
	},
};
for (const id in actions)
	$(id).addEventListener('click', () => ticket && act(actions[id]));
$('ask-fine').addEventListener('click', () => act(save));
$('ask-cancel').addEventListener('click', () => $('ask').close());
$('ask-text').addEventListener('keydown', (event) => {
	if (event.key === 'Enter') {
		event.preventDefault();
		act(save);
	}
});
document.addEventListener('keydown', (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || $('ask').open || !ticket)
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
