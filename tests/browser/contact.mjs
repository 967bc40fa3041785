// contact.mjs BUILD SCREENSHOTS: the contact form of a running weir-search in Chromium, with and
// without scripts. Each check prints a line when it fails; the last line counts.
import fs from 'node:fs';
import path from 'node:path';
import {HtmlValidate} from 'html-validate';
import {build, serve, launch, open, axe, check, group, finish, until} from './common.mjs';

const [bin, screenshots] = process.argv.slice(2);
const settings = `
[[contact.venue]]
id = "desk"
kind = "ticket"
title = "Account desk"
note = "Everything about your account."
first_reply = "4h"
deliver = "webhook"
deliver_url = "https://hook.acme.example/"
[[contact.route]]
topic = "account"
title = "My account"
venue = "desk"
[[contact.route]]
topic = "bugs"
title = "Bugs"
plan = "pro"
venue = "desk"
[[contact.route]]
topic = "*"
venue = "forum"
`;
const folder = build(bin, settings), state = path.join(folder, 'state');
const server = await serve(bin, folder, '--state', state);
const browser = await launch();
const hosts = [server.url];
const shot = (page, name) => screenshots && page.screenshot({path: path.join(screenshots, 'contact-' + name + '.png'), fullPage: true});
const at = (page, query = '') => page.goto(server.url + '/contact/' + query);
const question = 'How do I reset the password?', body = 'I forgot my password and no mail comes.';
const suggested = page => page.waitForSelector('[data-room] details');
const focused = page => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.slice(0, 40));
const tops = page => page.evaluate(() => ['ask-subject', 'ask-body', 'ask-email'].map(id => document.getElementById(id).getBoundingClientRect().top + scrollY));

// ---- topic first, by keyboard alone ----

await group('topic', async () => {
	const page = await open(browser, 'topic', hosts);
	await at(page);
	await axe('/contact/', page);
	check('nothing to write before a topic', !await page.$('[data-ask]'));
	await page.focus('[name=topic]');
	await page.keyboard.press('Space');
	await page.waitForSelector('.where');
	check('the forum comes up', (await page.textContent('#where')) === 'Forum');
	check('the focus stays on the topic', await page.evaluate(() => document.activeElement.name) === 'topic');
	check('as a link', (await page.getAttribute('[data-link]', 'href')) === 'https://forum.acme.example/new');
	await page.fill('#ask-subject', 'A & b');
	await page.fill('#ask-body', 'x'.repeat(9000));
	const link = await page.getAttribute('[data-link]', 'href');
	check('the link carries what is typed', link.startsWith('https://forum.acme.example/new?title=A%20%26%20b&body=xxx'), link.slice(0, 80));
	check('up to a length', link.length <= 6000, link.length);
	await page.check('[value=account]');
	await page.waitForFunction(() => document.querySelector('#where')?.textContent === 'Account desk');
	check('typed text survives another topic', (await page.inputValue('#ask-subject')) === 'A & b' && (await page.inputValue('#ask-body')).length === 9000);
	check('when to expect an answer', /in London; we answer within 4 working hours: by /.test(await page.textContent('.when')), await page.textContent('.where'));
	check('the address names the topic', page.url().endsWith('?topic=account&tier='), page.url());
	await page.reload();
	check('typed text survives a reload', (await page.inputValue('#ask-subject')) === 'A & b');
	await at(page);
	await page.waitForSelector('#ask-subject');
	check('and a visit without the topic', (await page.inputValue('#ask-subject')) === 'A & b' && await page.isChecked('[value=account]'));
	await page.check('[value=bugs]');
	await page.waitForFunction(() => document.querySelector('#where')?.textContent === 'Forum');
	await page.check('[value=pro]');
	await page.waitForFunction(() => document.querySelector('#where')?.textContent === 'Account desk');
	check('the plan decides, too', (await page.textContent('.where')).includes('pro'));
	await page.context().close();
});

await group('signs beyond the BMP, and a browser that keeps nothing', async () => {
	const page = await open(browser, 'no storage', hosts), asked = [], long = 'a' + '😀'.repeat(3000);
	page.on('response', r => r.url().endsWith('/api/suggest') && asked.push(r.status()));
	await page.addInitScript(() => ['sessionStorage', 'localStorage'].forEach(area => Object.defineProperty(window, area, {get() { throw new DOMException('', 'SecurityError') }})));
	await at(page, '?topic=ideas');
	await page.fill('#ask-subject', question);
	await page.fill('#ask-body', long);
	check('the link carries whole signs', decodeURIComponent(await page.getAttribute('[data-link]', 'href')).endsWith('😀'));
	await until(() => asked.length !== 0);
	await page.check('[value=account]');
	await page.waitForFunction(() => document.querySelector('#where')?.textContent === 'Account desk');
	check('typed text survives another topic, though nothing can be stored', (await page.inputValue('#ask-subject')) === question && (await page.inputValue('#ask-body')) === long);
	await until(() => asked.length > 1);
	check('what is cut can be answered', asked.length > 1 && asked.every(status => status === 200), asked);
	await page.context().close();
});

await group('another topic, and no answer', async () => {
	const page = await open(browser, 'no answer', hosts, {quiet: false}), png = {name: 'a.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47])};
	await at(page, '?topic=account');
	await page.fill('#ask-subject', 'A door');
	await page.setInputFiles('#ask-files', png);
	for (const [what, answer] of [['no server', route => route.abort()], ['a proxy in front of none', route => route.fulfill({status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>'})]]) {
		await page.evaluate(() => document.querySelector('.say')?.remove());
		await page.route('**/contact/?*', answer);
		await page.focus('[value=account]');
		await page.keyboard.press('ArrowDown');
		await page.waitForFunction(() => /Nothing is lost/.test(document.querySelector('.say')?.textContent));
		check(what + ': the form stays, with its topic', await page.isChecked('[value=account]') && (await page.inputValue('#ask-subject')) === 'A door' && (await page.textContent('#where')) === 'Account desk');
		await page.unroute('**/contact/?*');
	}
	await page.check('[value=ideas]');
	await page.waitForFunction(() => document.querySelector('#where')?.textContent === 'Forum');
	await page.check('[value=account]');
	await page.waitForFunction(() => document.querySelector('#where')?.textContent === 'Account desk');
	check('files survive other topics', await page.$eval('#ask-files', f => f.files[0]?.name) === 'a.png');
	await page.context().close();
});

await group('a button that only looks for answers', async () => {
	const page = await open(browser, 'looks for answers', hosts, {quiet: false});
	await at(page, '?topic=bugs');
	await page.waitForFunction(() => document.querySelector('#where')?.textContent === 'Forum');
	await page.click('#ask button');
	check('without a question it asks for one', await page.evaluate(() => document.activeElement.id === 'ask-subject'));
	await page.fill('#ask-subject', 'Zxqvwk');
	await page.click('#ask button');
	await page.waitForFunction(() => /No article/.test(document.querySelector('.say')?.textContent));
	await page.fill('#ask-subject', 'Zxqvwk zxq');
	check('what was said of another question goes', await page.evaluate(() => !document.querySelector('.say').textContent));
	await page.route('**/api/suggest', route => route.abort());
	await page.click('#ask button');
	await page.waitForFunction(() => /cannot be looked up/.test(document.querySelector('.say')?.textContent));
	await page.unroute('**/api/suggest');
	await page.route('**/api/suggest', route => route.fulfill({json: {answers: [{url: '/a/', title: 'A door', excerpt_html: ''}], nothing_good: false}}));
	await page.click('#ask button');
	await page.waitForFunction(() => document.activeElement.tagName === 'SUMMARY' && !document.querySelector('.say').textContent);
	check('answers get the focus', true);
	await page.context().close();
});

await group('from the search box', async () => {
	for (const javaScriptEnabled of [true, false]) {
		const page = await open(browser, 'from the search box', hosts, {javaScriptEnabled});
		await at(page, '?subject=No%20door');
		await page.check('[value=account]');
		if (!javaScriptEnabled) await page.click('[data-pick] button');
		await page.waitForSelector('#ask-subject');
		check('the words come along, scripts ' + javaScriptEnabled, (await page.inputValue('#ask-subject')) === 'No door');
		await page.context().close();
	}
});

await group('a whole log in the search box', async () => {
	const page = await open(browser, 'log', hosts);
	await page.goto(server.url + '/account/');
	await page.fill('[type=search] >> visible=true', 'refund password '.repeat(700));
	await page.waitForSelector('.pop [role=option], .note:not([hidden])');
	check('is answered by its beginning', await page.$('.pop [data-href^="/billing/"]'), await page.textContent('.note'));
	await page.context().close();
});

await group('loading', async () => {
	for (const width of [320, 1440]) {
		const page = await open(browser, 'loading', hosts, {viewport: {width, height: 900}});
		for (const query of ['', '?topic=account', '?topic=ideas']) {
			await at(page, query);
			const shift = await page.evaluate(() => new Promise(done => {
				let sum = 0;
				new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true});
				setTimeout(() => done(sum), 200);
			}));
			check(`nothing moves while /contact/${query} loads at ${width} px`, shift <= .01, shift);
		}
		await page.context().close();
	}
});

// ---- suggestions while writing; sending ----

await group('a rest', async () => {
	// the clock of the page stands still, so that it does not matter how long the machine takes for a key
	const page = await open(browser, 'rest', hosts), asked = [];
	page.on('request', r => r.url().endsWith('/api/suggest') && asked.push(r.postDataJSON()));
	await page.clock.install();
	await at(page, '?topic=account');
	await page.clock.pauseAt(new Date(Date.now() + 60000));
	await page.focus('#ask-subject');
	await page.keyboard.type(question.slice(0, 10));
	await page.clock.runFor(299);
	await page.keyboard.type(question.slice(10));
	await page.clock.runFor(299);
	check('not at each key, nor before 300 ms of rest', asked.length === 0, JSON.stringify(asked));
	await Promise.all([page.waitForRequest(r => r.url().endsWith('/api/suggest')), page.clock.runFor(2)]);
	await suggested(page);
	check('once, with all that is written', asked.length === 1 && asked[0].subject === question, JSON.stringify(asked));
	await page.context().close();
});

await group('suggestions', async () => {
	const page = await open(browser, 'suggestions', hosts);
	await at(page, '?topic=account');
	await page.evaluate(() => { window.moved = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.moved += e.value)).observe({type: 'layout-shift'}) });
	const before = await tops(page);
	await page.focus('#ask-subject');
	await page.keyboard.insertText(question);	// at once: the answer to a part of it would replace what is looked at
	await suggested(page);
	const after = await tops(page);
	check('nothing moves when they come', JSON.stringify(before) === JSON.stringify(after), before + ' ' + after);
	check('by what the browser measures either', await page.evaluate(() => window.moved) < .001, await page.evaluate(() => window.moved));
	check('the focus stays in the field', await focused(page) === 'ask-subject');
	check('at most four', (await page.$$('[data-room] details')).length <= 4);
	check('it is announced', /\d/.test(await page.textContent('[data-room] [role=status]')));
	await axe('with suggestions', page);
	// by keyboard: the next stop behind the subject is the first suggestion
	await page.keyboard.press('Tab');
	check('the suggestion is next', await page.evaluate(() => document.activeElement.tagName) === 'SUMMARY');
	await page.keyboard.press('Enter');
	await page.waitForSelector('[data-room] details[open] mark');
	await shot(page, 'suggestions-open');
	await axe('with one open', page);
	const buttons = await page.$$eval('[data-room] details[open] button', bs => bs.map(b => b.textContent));
	check('with an answer in place', buttons.join() === 'This solved it,No', buttons);
	// it goes on being there while more is written
	await Promise.all([page.waitForResponse(r => r.url().endsWith('/api/suggest')), page.fill('#ask-body', body)]);
	await page.waitForTimeout(100);
	check('what is open stays open', await page.$('[data-room] details[open]'));
	// solved, and back
	await page.focus('[data-room] details[open] button');
	await page.keyboard.press('Enter');
	check('thanks, with the focus', await focused(page) === 'Glad that helped. Nothing was sent.', await focused(page));
	check('the form is put away', !await page.isVisible('#ask-subject'));
	await shot(page, 'solved');
	await axe('solved', page);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	check('undone, the text is there', (await page.inputValue('#ask-body')) === body && await page.isVisible('#ask-subject') && await focused(page) === 'ask-body');
	// no, and why
	const title = await page.textContent('[data-room] details[open] summary');
	await page.click('[data-room] details[open] button:nth-of-type(2)');
	check('no asks why', (await page.$$('[data-room] details[open] p button')).length === 4);
	await axe('why', page);
	await page.keyboard.press('Enter');
	check('in one click', await page.$eval('[data-room]', r => !r.querySelector('details[open]')));
	await page.fill('#ask-body', body + ' Still not.');
	const shown = () => page.$$eval('[data-room] summary', s => s.map(e => e.textContent));
	await until(async () => !(await shown()).includes(title));	// what was typed is answered
	check('what was refused does not come back', !(await shown()).includes(title));
	// nothing good, nothing shown
	await page.fill('#ask-subject', 'qwrtz plmokn');
	await page.fill('#ask-body', 'zzxxyy');
	await page.waitForFunction(() => !document.querySelector('[data-room] details'));
	check('nothing good, nothing shown', await page.isVisible('[data-room] .muted') && !await page.isVisible('[data-room] h3'));
	await page.context().close();
});

await group('another order', async () => {
	const page = await open(browser, 'another order', hosts), hits = ['/a/', '/b/', '/c/'].map(url => ({url, title: 'About ' + url, excerpt: 'x', kind: 'article'}));
	await page.route('**/api/suggest', route => route.fulfill({json: {answers: hits, nothing_good: false}}));
	await at(page, '?topic=account');
	const order = () => page.$$eval('[data-room] details', all => all.map(d => d.dataset.url).join());
	await page.fill('#ask-subject', question);
	await suggested(page);
	for (const by of [() => hits.reverse(), () => hits.push(hits.shift())]) {
		await page.focus('[data-url="/c/"] summary');
		by();
		await page.evaluate(text => { const field = document.querySelector('#ask-body'); field.value += text; field.dispatchEvent(new Event('input', {bubbles: true})) }, body);
		await until(async () => await order() === hits.map(h => h.url).join());
		check('answers come in their order', await order() === hits.map(h => h.url).join(), await order());
		check('and the focus stays', await page.evaluate(() => document.activeElement.parentElement.dataset.url) === '/c/');
	}
	await page.context().close();
});

await group('sending', async () => {
	const page = await open(browser, 'sending', hosts, {quiet: false});
	await at(page, '?topic=account');
	await page.fill('#ask-subject', 'The door');
	await page.fill('#ask-email', 'nobody');
	await page.setInputFiles('#ask-files', {name: 'virus.exe', mimeType: 'application/x', buffer: Buffer.from('MZ')});
	await page.focus('[type=submit] >> nth=-1');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.bad');
	check('errors stand at their fields', (await page.$$eval('.bad', f => f.map(e => e.querySelector('label').htmlFor))).join() === 'ask-body,ask-email,ask-files');
	check('the first one has the focus', await focused(page) === 'ask-body', await focused(page));
	check('and is told', await page.$eval('#ask-body', f => f.getAttribute('aria-invalid') === 'true' && document.getElementById(f.getAttribute('aria-describedby').split(' ')[1]).textContent !== ''));
	await shot(page, 'errors');
	await axe('with errors', page);
	await page.fill('#ask-body', 'Why is it blue?');
	check('what is filled in is no longer missed', await page.locator('.bad').count() === 2 && await page.$eval('#ask-body', f => !f.hasAttribute('aria-invalid')));
	await page.fill('#ask-email', 'ana@example.com');
	await page.setInputFiles('#ask-files', {name: 'a.png', mimeType: 'image/png', buffer: Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(3000, 7)])});
	// a server that is not there for a moment
	await page.route('**/api/ticket', route => route.abort());
	await page.click('[type=submit] >> nth=-1');
	await page.waitForFunction(() => /Nothing is lost/.test(document.querySelector('.say')?.textContent));
	check('nothing is missed', await page.locator('.bad').count() === 0);
	check('what could not be sent stays', (await page.inputValue('#ask-body')) === 'Why is it blue?');
	await page.unroute('**/api/ticket');
	await page.click('[type=submit] >> nth=-1');
	await page.waitForURL(/thank-you/);
	check('received, with a number', /W-\w{4}-\w{4}/.test(await page.textContent('main')) && /4 working hours/.test(await page.textContent('main')), await page.textContent('main'));
	await shot(page, 'thank-you');
	await axe('/thank-you/', page);
	await page.goBack();
	check('who goes back finds nothing that seems not to be sent', (await page.inputValue('#ask-body')) + (await page.inputValue('#ask-email')) === '');
	await at(page, '?topic=account');
	check('and forgotten here', (await page.inputValue('#ask-body')) === '');
	await page.context().close();
});

// ---- what is told, where a server counts it ----

await group('events', async () => {
	const page = await open(browser, 'events', hosts), told = [];
	await page.route('**/api/suggest', async route => {
		const response = await route.fetch();
		await route.fulfill({response, json: {...await response.json(), events: true}});
	});
	await page.route('**/api/event', route => { told.push(route.request().postDataJSON()); return route.fulfill({status: 204}) });
	await at(page, '?topic=account');
	await page.fill('#ask-subject', question);
	await suggested(page);
	await page.click('[data-room] summary');
	await page.click('[data-room] details[open] button');
	await page.click('.where button >> visible=true');
	await page.click('[data-room] details[open] button:nth-of-type(2)');
	await page.click('[data-room] details[open] p button:nth-of-type(2)');
	await until(() => told.length >= 5);
	check('what happened, in order', told.map(t => t.event).join() === 'shown,opened,solved,reopened,rejected', JSON.stringify(told));
	check('of one form, without a word of the text', told.every(t => /^[0-9a-f]{32}$/.test(t.form) && t.form === told[0].form) && !/reset the|forgot/i.test(JSON.stringify(told)), JSON.stringify(told));
	check('with the reason', told.at(-1)?.reason === 'unclear');
	await page.context().close();
});

// ---- the markup ----

await group('markup', async () => {
	const validate = new HtmlValidate(JSON.parse(fs.readFileSync(new URL('.htmlvalidate.json', import.meta.url), 'utf8')));
	for (const query of ['contact/', 'contact/?topic=account&subject=%3Cb%3E', 'contact/?topic=ideas', 'ar/contact/?topic=bugs&tier=pro', 'thank-you/?ref=W-ABCD-1234']) {
		const report = await validate.validateString(await (await fetch(server.url + '/' + query)).text());
		check('/' + query + ': markup', report.valid, JSON.stringify(report.results.flatMap(r => r.messages.map(m => m.ruleId + ': ' + m.message + ' ' + m.selector))));
	}
});

// ---- without scripts ----

await group('without scripts', async () => {
	const page = await open(browser, 'without scripts', hosts, {javaScriptEnabled: false, quiet: false});
	await at(page);
	await page.focus('[value=account]');
	await page.keyboard.press('Space');
	await page.keyboard.press('Enter');
	await page.waitForURL(/topic=account/);
	check('no empty room', !await page.isVisible('[data-room]'));
	await page.fill('#ask-subject', question);
	await page.fill('#ask-body', body);
	await page.fill('#ask-email', 'nobody');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.oops');
	check('errors at the field, typed text kept', /name@example/.test(await page.textContent('#error-email')) && (await page.inputValue('#ask-body')) === body);
	await shot(page, 'errors-no-script');
	await page.fill('#ask-email', 'ana@example.com');
	await page.keyboard.press('Enter');
	await page.waitForSelector('.found');
	check('answers once', /password/i.test(await page.textContent('.found')) && (await page.inputValue('#ask-email')) === 'ana@example.com');
	await shot(page, 'answers-no-script');
	await page.click('[type=submit] >> nth=-1');
	await page.waitForURL(/thank-you/);
	check('then it is sent', /W-\w{4}-\w{4}/.test(await page.textContent('main')));
	await page.context().close();
});

// ---- how it looks ----

await group('larger text', async () => {
	const page = await open(browser, 'larger text', hosts, {viewport: {width: 1280, height: 900}});
	await at(page, '?topic=account');
	await page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('html { font-size: 200% !important }');
		document.adoptedStyleSheets.push(sheet);
	});
	const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
	check('text twice as large: no sideways scrolling', wide <= 1280, wide);
	await page.context().close();
});

for (const colorScheme of ['light', 'dark'])
	for (const width of [320, 1440])
		for (const lang of width === 320 && colorScheme === 'light' ? ['', 'ar/', 'de/'] : ['', 'ar/'])
			await group([colorScheme, width, lang].join(' '), async () => {
				const what = `/${lang}contact/ ${width} px ${colorScheme}`, page = await open(browser, what, hosts, {colorScheme, viewport: {width, height: 900}});
				await page.goto(server.url + '/' + lang + 'contact/?topic=account');
				await page.fill('#ask-subject', lang === 'ar/' ? 'طلب الاسترداد' : lang ? 'Geld zurück' : question);
				await suggested(page);
				const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
				check(what + ': no sideways scrolling', wide <= width, wide);
				const rows = await page.$$eval('[data-room] summary', s => s.map(e => e.getBoundingClientRect().height));
				check(what + ': a row each', rows.every(h => h <= 46), rows);
				await axe(what, page);
				await shot(page, `${lang.replace('/', '-')}${width}-${colorScheme}`);
				await page.context().close();
			});

await browser.close();
await server.stop();
fs.rmSync(folder, {recursive: true});
finish('contact-browser');
