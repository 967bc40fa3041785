// theme.mjs SITE SCREENSHOTS: the pages of tests/tools/theme_site.c in Chromium.
// Each check prints a line when it fails; the last line counts.
import {createRequire} from 'node:module';
import {gzipSync} from 'node:zlib';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {chromium} from 'playwright-core';
import {HtmlValidate, formatterFactory} from 'html-validate';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [site, screenshots] = process.argv.slice(2);
let passed = 0, failed = 0;
const check = (what, is, detail = '') => {
	if (is) return passed++;
	failed++;
	console.log('FAILED:', what, detail);
};

// A group of checks; an exception (a wait that ran out) is one failure.
const group = (what, run) => run().catch(e => check(what, false, e.message.split('\n')[0]));

// ---- a static server with the search API in three moods ----

let api = 'good';
const events = [];
const answers = {
	total: 12,
	events: true,
	did_you_mean: 'refund',
	results: [
		{url: '/billing/refunds/#ask', title: 'Get a <mark>refund</mark>', heading: 'Ask for it', excerpt: '&lt;b&gt; a <mark>refund</mark> &amp; more'},
		{url: '/billing/cards/', title: 'Change the card', excerpt: 'no mark here', kind: 'article', breadcrumb: 'Billing'},
	],
};
// two headings of one page, a solved question, a trail
const grouped = {
	total: 3,
	results: [
		{url: '/billing/refunds/#ask', title: 'Get a <mark>refund</mark>', heading: 'Ask for it', excerpt: 'first', kind: 'article', breadcrumb: ['Billing']},
		{url: '/solved/charged-twice/', title: 'Charged twice', heading: '', excerpt: 'other', kind: 'solved', breadcrumb: ''},
		{url: '/billing/refunds/#check', title: 'Get a <mark>refund</mark>', heading: 'Check <mark>it</mark>', excerpt: 'second', kind: 'article', breadcrumb: ['Billing']},
	],
};
const types = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.svg': 'image/svg+xml'};
const server = http.createServer((request, response) => {
	const url = new URL(request.url, 'http://localhost');
	if (url.pathname === '/api/search') {
		if (api === 'dead') return request.socket.destroy();
		response.setHeader('content-type', 'application/json');
		return response.end(JSON.stringify(api === 'empty' ? {total: 0, results: []} : api === 'part' ? {...answers, partial: true} : api === 'nothing yet' ? {total: 0, results: [], partial: true} : api === 'grouped' ? grouped : answers));
	}
	if (url.pathname === '/api/event') {
		let body = '';
		request.on('data', part => body += part).on('end', () => { events.push(JSON.parse(body)); response.statusCode = 204; response.end() });
		return;
	}
	let file = path.join(site, decodeURIComponent(url.pathname));
	if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, 'index.html');
	if (!fs.existsSync(file)) { response.statusCode = 404; file = path.join(site, '404.html') }
	response.setHeader('content-type', types[path.extname(file)] || 'application/octet-stream');
	response.end(fs.readFileSync(file));
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const base = 'http://127.0.0.1:' + server.address().port;

// ---- every kind of page ----

const pages = ['/', '/billing/', '/billing/refunds/', '/commands/', '/commands/page/2/', '/commands/command-20/',
	'/solved/charged-twice/', '/tags/', '/tags/money/', '/search/', '/contact/', '/404.html',
	'/de/rechnungen/erstattung/', '/ar/', '/ar/fawatir/istirdad/', '/ar/contact/'];
const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']});

// A page of its own context; errors and foreign requests are failures of `what`.
const open = async (what, options = {}) => {
	const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
	const page = await context.newPage();
	page.setDefaultTimeout(60000);
	page.on('pageerror', e => check(what + ': no script error', false, e.message));
	page.on('console', m => m.type() === 'error' && !/ERR_EMPTY_RESPONSE/.test(m.text()) && check(what + ': quiet console', false, m.text()));
	page.on('request', r => check(what + ': own host only', r.url().startsWith(base) || r.url().startsWith('data:'), r.url()));
	return page;
};
// The policy forbids inline scripts, so axe comes in by the debugger.
const axe = async page => {
	const cdp = await page.context().newCDPSession(page);
	const run = expression => cdp.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
	await run(axeSource);
	const {result} = await run(`axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
		.then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')))`);
	await cdp.detach();
	return result.value;
};
const clean = async (what, page) => {
	const violations = await axe(page);
	check(what + ': axe', Array.isArray(violations) && violations.length === 0, JSON.stringify(violations));
};
// What axe does not see: text typed into a field, and its hint, against the field.
const legible = (what, page) => page.evaluate(() => {
	const rgb = c => c.match(/[\d.]+/g).slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 });
	const light = c => { const [r, g, b] = rgb(c); return .2126 * r + .7152 * g + .0722 * b };
	const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05) };
	return [...document.querySelectorAll('input[type=search]')].filter(i => i.offsetParent).map(i => {
		const s = getComputedStyle(i);
		return Math.min(ratio(s.color, s.backgroundColor), ratio(getComputedStyle(i, '::placeholder').color, s.backgroundColor));
	});
}).then(ratios => check(what + ': typed text can be read', ratios.every(r => r >= 4.5), JSON.stringify(ratios)));

for (const colorScheme of ['light', 'dark']) await group(colorScheme, async () => {
	const page = await open(colorScheme, {colorScheme});
	for (const url of pages) {
		const what = url + ' ' + colorScheme;
		await page.goto(base + url);
		await clean(what, page);
		await legible(what, page);
		if (screenshots) await page.screenshot({path: path.join(screenshots, (url.replace(/\W+/g, '-') + colorScheme + '.png').replace(/^-/, ''))});
	}
	await page.context().close();
});

for (const width of [320, 1040, 1440]) await group(width + ' px', async () => {
	const page = await open(width + ' px', {viewport: {width, height: 800}});
	for (const url of pages) {
		await page.goto(base + url);
		const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
		check(`${url} at ${width} px: no sideways scrolling`, wide <= width, wide);
		const narrow = await page.evaluate(() => [...document.querySelectorAll('.toc, .side, .prose')].filter(e => e.clientWidth < 120).map(e => e.className + ' ' + e.clientWidth));
		check(`${url} at ${width} px: no column too narrow to read`, narrow.length === 0, narrow);
		if (width === 320) await clean(url + ' at 320 px', page);
		if (width === 320 && screenshots) await page.screenshot({path: path.join(screenshots, (url.replace(/\W+/g, '-') + '320.png').replace(/^-/, ''))});
	}
	await page.context().close();
});

// ---- nothing moves while a page loads ----

await group('layout', async () => {
	const page = await open('layout');
	for (const url of pages) {
		await page.goto(base + url);
		const shift = await page.evaluate(() => new Promise(done => {
			let sum = 0;
			new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true});
			setTimeout(() => done(sum), 150);
		}));
		check(url + ': nothing moves', shift <= .01, shift);
	}
	await page.context().close();
});

// ---- without JavaScript ----

await group('no script', async () => {
	const page = await open('no script', {javaScriptEnabled: false});
	for (const url of pages) {
		await page.goto(base + url);
		check(url + ' without script: has its heading', await page.locator('h1').count() === 1);
		check(url + ' without script: no dead button', await page.locator('[data-toggle]').isHidden());
	}
	await page.goto(base + '/billing/refunds/');
	await page.locator('input[type=search]').first().fill('refund & more');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search/);
	check('the form leads to /search', new URL(page.url()).search === '?q=refund+%26+more', page.url());
	await page.goto(base + '/de/rechnungen/erstattung/');
	await page.locator('input[type=search]').first().fill('x');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search/);
	check('the form names the language', new URL(page.url()).search === '?q=x&lang=de', page.url());
	await page.context().close();
});

// ---- search as you type ----

for (const [url, colorScheme] of [['/', 'light'], ['/billing/refunds/', 'dark'], ['/ar/', 'light']]) await group('search on ' + url, async () => {
	const what = 'search on ' + url, page = await open(what, {colorScheme});
	const input = page.locator('input[type=search]:visible').first(), list = page.locator('[role=listbox]:visible');
	api = 'good';
	await page.goto(base + url);
	await page.keyboard.press('/');
	check(what + ': "/" goes to the field', await input.evaluate(i => i === document.activeElement));
	await page.keyboard.type('r');
	await page.waitForTimeout(250);
	check(what + ': one letter asks nothing', await list.count() === 0);
	await page.keyboard.insertText('efund');	// at once: the answer to a part of it would undo what is selected
	await list.waitFor();
	check(what + ': two results, the suggestion, all', await page.locator('[role=option]').count() === 4);
	check(what + ': hits are marked', await page.locator('[role=option] mark').count() === 2);
	check(what + ': text is text', (await page.locator('[role=option]').first().innerText()).includes('<b> a refund & more'));
	await clean(what + ' with results', page);
	await page.keyboard.press('ArrowDown');
	check(what + ': the arrow selects', await page.locator('[role=option][aria-selected=true]').count() === 1 &&
		await input.getAttribute('aria-activedescendant') === await page.locator('[role=option]').first().getAttribute('id'));
	if (screenshots) await page.screenshot({path: path.join(screenshots, `search${url.replace(/\W+/g, '-')}.png`)});
	await page.keyboard.press('Escape');
	check(what + ': Escape closes', await list.count() === 0 && await input.inputValue() === 'refund');
	await page.keyboard.press('Escape');
	check(what + ': Escape empties', await input.inputValue() === '');
	await page.keyboard.insertText('refund');
	await list.waitFor();
	await page.keyboard.press('ArrowUp');
	check(what + ': up from the field is the last', await page.locator('[role=option]').last().getAttribute('aria-selected') === 'true');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/billing\/refunds\/#ask/);
	passed++;
	api = 'empty';
	await page.goto(base + url);
	await input.fill('zzz');
	await page.locator('[role=option][data-href$="contact/?subject=zzz"]').waitFor();
	check(what + ': nothing found leads to contact only', await page.locator('[role=option]').count() === 1);
	await clean(what + ' without results', page);
	api = 'dead';
	await page.goto(base + url);
	await input.fill('refund');
	await page.locator('.note:visible').waitFor();
	check(what + ': a dead server is said', await page.locator('[role=status]').first().innerText() !== '' ||
		(await page.locator('.note:visible').innerText()) !== '');
	await clean(what + ' without a server', page);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search\?q=refund/);
	passed++;
	await page.context().close();
});
await group('groups, recent searches, keys', async () => {
	const page = await open('groups');
	const input = page.locator('input[type=search]:visible').first(), list = page.locator('[role=listbox]:visible');
	const options = page.locator('[role=option]');
	api = 'grouped';
	await page.goto(base + '/billing/cards/');
	await page.keyboard.press('Control+k');
	check('Ctrl-K goes to the field', await input.evaluate(i => i === document.activeElement));
	await page.keyboard.insertText('refund');
	await list.waitFor();
	check('hits of a page are one group', await page.locator('[role=group] [role=option]').count() === 2 &&
		await page.locator('[role=group]').getAttribute('aria-label') === 'Get a refund');
	check('its second hit is known by its heading', await options.nth(1).locator('b').innerText() === 'Check it');
	check('the trail and the heading are shown', (await options.nth(0).innerText()).includes('Billing › Ask for it'));
	check('a solved question says so', await options.nth(2).locator('.done').innerText() === '✓ Solved' ||
		await options.nth(2).locator('.done').innerText() === 'Solved');
	await clean('grouped results', page);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Home');
	check('Home returns to the field', await page.locator('[aria-selected=true]').count() === 0 &&
		await input.evaluate(i => i.selectionStart === 0));
	await page.keyboard.press('End');
	check('End goes to the end of the text', await input.evaluate(i => i.selectionStart === i.value.length));
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/billing\/refunds\/#check/);
	await page.keyboard.press('/');
	await list.waitFor();
	check('recent searches are offered', await options.first().innerText() === 'refund' && await options.count() === 2);
	await clean('recent searches', page);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.locator('[role=group]').waitFor();
	check('a recent search is asked again', await input.inputValue() === 'refund');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await page.goto(base + '/billing/cards/');
	await page.keyboard.press('/');
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('Enter');
	check('recent searches are forgotten', await page.evaluate(() => localStorage.getItem('weir:recent')) === '[]' && await list.count() === 0);
	api = 'good';
	await page.context().close();
});
await group('a part', async () => {
	const page = await open('a part');
	const input = page.locator('input[type=search]:visible').first(), said = 'There may be more: the search ran out of time.';
	api = 'part';
	await page.goto(base + '/search/?q=refund');
	await page.locator('[data-results] li').first().waitFor();
	check('the result page says that it is a part', (await page.locator('[data-results]').innerText()).includes(said));
	await clean('a part of the results', page);
	await page.goto(base + '/billing/cards/');
	await input.fill('refund');
	await page.locator('[role=option].act').last().filter({hasText: said}).waitFor();
	await page.locator('[role=status]', {hasText: said}).waitFor(); // once the typing rests
	check('so is it read out', (await page.locator('[role=status]').allInnerTexts()).some(text => /12/.test(text) && text.includes(said)));
	await clean('a part in the list', page);
	api = 'good';
	await input.fill('refunds');
	await page.locator('[role=option].act').filter({hasText: said}).waitFor({state: 'detached'});
	await input.fill('refund'); // a part is not kept: the server is asked again
	await page.locator('[role=option].act[data-href$="?q=refund&lang=en"]').waitFor();
	check('what was whole does not say so', !(await page.locator('[role=listbox]:visible').innerText()).includes(said));
	api = 'nothing yet';
	await page.goto(base + '/billing/cards/');
	await input.fill('zzz');
	await page.locator('[role=option][data-href$="contact/?subject=zzz"]').filter({hasText: said}).waitFor();
	check('nothing found in that time is not "nothing"', !(await page.locator('[role=listbox]:visible').innerText()).includes('No results'));
	await page.goto(base + '/search/?q=zzz');
	await page.getByText(said).first().waitFor();
	check('on the result page too', !(await page.locator('[data-results]').innerText()).includes('No results'));
	api = 'good';
	await page.context().close();
});
await group('said once, and out of the way', async () => {
	const page = await open('said once');
	const input = page.locator('input[type=search]:visible').first(), list = page.locator('[role=listbox]:visible');
	api = 'good';
	await page.clock.install({time: 0});	// however slow the machine is
	await page.goto(base + '/billing/cards/');
	await page.clock.pauseAt(10000);
	await page.evaluate(() => {
		window.said = [];
		new MutationObserver(() => said.push(document.querySelector('[data-search] [role=status]').textContent))
			.observe(document.querySelector('[data-search] [role=status]'), {childList: true, characterData: true, subtree: true});
	});
	await input.focus();
	for (const part of ['re', 'fu', 'nd']) {
		await page.keyboard.insertText(part);
		await page.clock.runFor(100);
		await page.locator('.act:last-child', {hasText: await input.inputValue()}).waitFor();
	}
	check('nothing is announced while somebody types', await page.evaluate(() => said.length) === 0, await page.evaluate(() => said));
	await page.clock.runFor(5000);
	check('results are announced once, when the typing rests', await page.evaluate(() => said.length) === 1, await page.evaluate(() => said));
	await page.keyboard.press('Tab');
	await page.clock.runFor(500);
	await list.waitFor({state: 'detached'}).catch(() => 0);
	check('the list does not stay over the page that Tab leads to', await list.count() === 0);
	await page.context().close();
});
await group('late answers, and keys of an input method', async () => {
	const page = await open('late'), input = page.locator('input[type=search]:visible').first(), list = page.locator('[role=listbox]:visible');
	let answer, asked;
	const typed = async () => {
		asked = page.waitForRequest(/api.search/);
		const held = new Promise(go => answer = go);
		await page.route('**/api/search*', async route => { await held; await route.continue().catch(() => {}) }, {times: 1});
		await page.goto(base + '/billing/cards/');
		await input.focus();
		await page.keyboard.insertText('refund');
		await asked;
	};
	const answered = async () => { answer(); await page.waitForTimeout(300) };
	api = 'good';
	await typed();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await answered();
	check('who has gone on is not covered by an answer', await list.count() === 0 && await input.getAttribute('aria-expanded') === 'false');
	await input.focus();
	check('it is there for who comes back', await list.count() === 1);
	await typed();
	await page.keyboard.press('Escape');
	await answered();
	check('Escape ends what was asked', await list.count() === 0 && await input.inputValue() === '');
	await page.keyboard.insertText('refund');
	await list.waitFor();
	await page.keyboard.press('ArrowDown');
	check('the key that ends a composition chooses nothing', await input.evaluate(i => i.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))));
	await page.context().close();
});
await group('missing page', async () => {
	const page = await open('missing page');
	page.removeAllListeners('console'); // the browser itself says that the page is missing
	api = 'grouped';
	await page.goto(base + '/billing/refund-polcy.html');
	await page.locator('[data-results] li').first().waitFor();
	check('missing page: one number, no more than there are', /^All results for .*refund polcy.* \(3\)$/m.test(await page.locator('[data-results]').innerText()) && await page.locator('[data-results] > .muted a').count() === 0,
		await page.locator('[data-results]').innerText());
	check('missing page: the address is searched for', await page.locator('main input[type=search]').inputValue() === 'refund polcy');
	await clean('missing page with results', page);
	api = 'good';
	await page.goto(base + '/refund.html');
	await page.locator('[data-results] li').first().waitFor();
	check('missing page: a way to all results', (await page.locator('[data-results] > .muted a').getAttribute('href'))?.endsWith('?q=refund&lang=en'));
	api = 'empty';
	await page.goto(base + '/nothing/here/');
	await page.waitForLoadState('networkidle');
	check('missing page: nothing found says nothing', await page.locator('[data-results]').innerText() === '');
	api = 'good';
	await page.context().close();
});
await group('votes', async () => {
	const page = await open('votes');
	const vote = page.locator('.fb');
	events.length = 0;
	api = 'dead';
	await page.goto(base + '/billing/refunds/');
	await page.locator('[data-vote]').scrollIntoViewIfNeeded();
	await page.waitForFunction(() => sessionStorage.getItem('weir:server') === 'no');
	check('no server, no question', await vote.count() === 0);
	api = 'empty';
	await page.evaluate(() => sessionStorage.clear());
	await page.reload();
	await page.locator('[data-vote]').scrollIntoViewIfNeeded();
	await page.waitForFunction(() => sessionStorage.getItem('weir:server') === 'no');
	check('a server that takes no votes, no question', await vote.count() === 0);
	await page.context().close();
	api = 'good';
	const other = await open('votes');
	const form = other.locator('.fb');
	await other.goto(base + '/billing/refunds/');
	await other.locator('[data-vote]').scrollIntoViewIfNeeded();
	await form.waitFor();
	await clean('vote', other);
	await form.locator('button').first().focus();
	await other.keyboard.press('Enter');
	await form.locator('[role=status]').waitFor();
	check('a vote is sent', JSON.stringify(events) === '[{"event":"helpful","url":"/billing/refunds/"}]', JSON.stringify(events));
	check('thanks have the focus', await form.locator('[role=status]').evaluate(e => e === document.activeElement));
	await other.goto(base + '/billing/cards/');
	await form.waitFor();
	await form.locator('button').nth(1).click();
	check('the reason has the focus', await form.locator('textarea').evaluate(e => e === document.activeElement));
	await clean('vote with a reason', other);
	await other.keyboard.type('no price');
	await form.locator('button').click();
	await form.locator('[role=status]').waitFor();
	check('the reason is sent', events[1]?.event === 'not_helpful' && events[1].reason === 'no price', JSON.stringify(events));
	await other.context().close();
});
await group('result page', async () => {
	const page = await open('result page');
	api = 'good';
	await page.goto(base + '/search/?q=refund');
	await page.locator('[data-results] li').first().waitFor();
	check('result page: results', await page.locator('[data-results] li').count() === 2);
	check('result page: the query stands in the field', await page.locator('main input[type=search]').inputValue() === 'refund');
	await clean('result page', page);
	api = 'dead';
	await page.goto(base + '/search/?q=refund');
	await page.waitForFunction(() => document.querySelector('[data-results]').innerText.includes('not reachable'));
	passed++;
	api = 'good';
	await page.context().close();
});

// ---- what an article offers ----

await group('article', async () => {
	const page = await open('article', {permissions: ['clipboard-read', 'clipboard-write']});
	await page.goto(base + '/billing/refunds/');
	// a button says so when the clipboard has it, for a moment: looked at whenever its text changes, not whenever there is time
	const said = async (selector, press) => {
		await page.evaluate(s => {
			const button = document.querySelector(s);
			window.shown = false;
			new MutationObserver(() => window.shown ||= button.textContent === 'Copied').observe(button, {childList: true, characterData: true, subtree: true});
		}, selector);
		await press();
		await page.waitForFunction(() => window.shown);
		passed++;
	};
	await said('.code button', () => page.locator('.code button').click());
	await page.locator('.code button').click();
	await page.waitForTimeout(1800);
	check('and copies again, with its own name after a moment', await page.locator('.code button').textContent() === 'Copy');
	check('code is copied', (await page.evaluate(() => navigator.clipboard.readText())).startsWith('acme refunds create'));
	await page.locator('#limits .anc').focus();
	await said('#limits .anc', () => page.keyboard.press('Enter'));
	check('the address of a heading is copied', (await page.evaluate(() => navigator.clipboard.readText())).endsWith('/billing/refunds/#limits'));
	check('its link has a name', /Limits & fees/.test(await page.locator('#limits .anc').getAttribute('aria-label')));
	await page.locator('#check').scrollIntoViewIfNeeded();
	await page.evaluate(() => document.querySelector('#check').scrollIntoView());
	await page.waitForFunction(() => document.querySelector('.toc [aria-current]')?.hash === '#check');
	passed++;
	await page.locator('[data-toggle]').click();
	const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	check('the toggle darkens', await ground() === 'rgb(17, 22, 20)', await ground());
	await clean('dark by choice', page);
	await page.goto(base + '/');
	check('and is remembered', await ground() === 'rgb(17, 22, 20)' && await page.locator('[data-toggle]').getAttribute('aria-pressed') === 'true');
	await page.locator('[data-toggle]').click();
	check('and back', await ground() === 'rgb(250, 248, 243)');
	await page.keyboard.press('Tab');
	await page.goto(base + '/billing/refunds/');
	await page.keyboard.press('Tab');
	check('the first stop is the skip link', await page.evaluate(() => document.activeElement.className === 'skip'));
	await page.keyboard.press('Enter');
	check('which leads to the text', await page.evaluate(() => document.activeElement.id === 'main'));
	await page.emulateMedia({forcedColors: 'active'});
	check('forced colours are not offered to be changed', await page.locator('[data-toggle]').isHidden());
	await page.emulateMedia({forcedColors: 'none'});
	check('others are', await page.locator('[data-toggle]').isVisible());
	await page.emulateMedia({media: 'print'});
	check('print leaves the chrome out', await page.locator('.top').isHidden() && await page.locator('.side').isHidden() && await page.locator('h1').isVisible());
	await page.context().close();
});
await browser.close();
server.close();

// ---- bytes ----

const files = fs.readdirSync(site, {recursive: true, withFileTypes: true}).filter(e => e.isFile() && e.name.endsWith('.html'))
	.map(e => path.join(e.parentPath ?? e.path, e.name));
const config = JSON.parse(fs.readFileSync(new URL('.htmlvalidate.json', import.meta.url), 'utf8'));
const validator = new HtmlValidate(config);
for (const file of files) {
	const report = await validator.validateString(fs.readFileSync(file, 'utf8'), file);
	check(path.relative(site, file) + ': html-validate', report.valid, report.valid ? '' : formatterFactory('text')(report.results).slice(0, 2000));
}
{
	const html = fs.readFileSync(path.join(site, 'billing/refunds/index.html'), 'utf8');
	const css = html.match(/<style>(.*?)<\/style>/s)[1], js = fs.readFileSync(path.join(site, html.match(/src="\/(assets\/app[^"]*)"/)[1]));
	check('a page has the styles of its kind', css.includes('.toc') && !css.includes('.hero') && css.includes('.alert') &&
		!fs.readFileSync(path.join(site, 'commands/command-20/index.html'), 'utf8').includes('.alert'));
	const sizes = [gzipSync(css, {level: 9}).length, gzipSync(js, {level: 9}).length];
	check('at most 10 KB of CSS and script, compressed', sizes[0] + sizes[1] <= 10240, sizes);
	console.log(`browser: CSS ${sizes[0]} and script ${sizes[1]} bytes compressed, ${css.length} and ${js.length} as they are`);
	check('no inline script or handler', !/<script(?![^>]*(src=|application\/ld\+json))|\son\w+=/i.test(html));
	check('no style attribute', !/\sstyle=/i.test(html));
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
