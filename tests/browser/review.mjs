// review.mjs BUILD SCREENSHOTS: the page of `weir review --serve` in Chromium, by keyboard.
import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {launch, axe, check, group, finish} from './common.mjs';

const [bin, screenshots] = process.argv.slice(2);
const weir = path.resolve(bin, 'weir');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'review-'));
const site = path.join(folder, 'site');
const run = (command, ...rest) => {
	const done = spawnSync(command, rest, {encoding: 'utf8'});
	check(rest.join(' '), done.status === 0, done.stderr);
	return done.stdout;
};
run(weir, 'init', site, '-q', '-t', 'Acme Help', '-u', 'https://help.acme.example');
run('python3', 'tests/tickets/canaries.py', 'make', folder, '--tickets', '4');
// A word that no list knows, however much the detectors learn.
const exported = path.join(folder, 'tickets.ndjson');
fs.writeFileSync(exported, fs.readFileSync(exported, 'utf8').replaceAll(' need it.</p>',
	' need it. We opened the Quolmerith panel for that, and the Quolmerith panel was empty.</p>'));
// A ticket of three hundred messages, and one from right to left.
const comment = (id, author, body) => ({id, author_id: author, public: true, body, created_at: new Date(17e11 + id * 6e4).toISOString()});
const ticket = (id, subject, comments) => JSON.stringify({id, subject, status: 'solved', updated_at: '2025-01-01T00:00:00Z',
	requester: {id: 71, role: 'end-user', name: 'Marlis Oberhuber'}, assignee_id: 72, assignee: {id: 72, role: 'agent', name: 'Tom Agent'}, comments}) + '\n';
const more = path.join(folder, 'more.ndjson');
fs.writeFileSync(more, ticket(9001, 'The printer waits', Array.from({length: 300}, (_, i) => comment(i + 1, i % 2 ? 72 : 71,
	'We opened the tray, looked at the rollers and closed it again, and the printer waits for step ' + 'abcdefgh'[i % 8] + ' as before.'))) +
	ticket(9003, 'The tray', [comment(1, 71, 'The Vorlendax tray is open. ' + 'It waits for paper and stays as it was. '.repeat(200)),
		comment(2, 72, 'Close the tray behind the printer, it waits for that. ' + 'Then look at the rollers again. '.repeat(200) + 'We call it the Brimquolt tray.')]) +
	ticket(9002, 'الطابعة لا تعمل', [comment(1, 71, 'بعد التحديث الأخير لا تعمل الطابعة.'), comment(2, 72, 'أعد تشغيل الطابعة.')]));
run(weir, 'import', '-C', site, '-q', 'zendesk', exported);

const server = spawn(weir, ['review', '-C', site, '--serve'], {stdio: ['ignore', 'pipe', 'inherit']});
const url = await new Promise((found, failed) => {
	let said = '';
	server.stdout.on('data', text => {
		said += text;
		const whole = /(http:\S+)\s/.exec(said);
		if (whole) found(whole[1]);
	});
	server.on('exit', failed);
});
const {origin, host, hash} = new URL(url);
// One request as anybody could send it: its status.
const ask = (method, where, headers = {}, body = '') => new Promise(done => {
	const request = http.request(origin + where, {method, headers}, answer => {
		answer.resume();
		answer.on('end', () => done({status: answer.statusCode, headers: answer.headers}));
	});
	request.end(body);
});
const json = {'Content-Type': 'application/json', Origin: origin};

await group('strangers', async () => {
	check('the page itself holds no ticket', (await ask('GET', '/')).status === 200);
	check('a policy that runs nothing else', (await ask('GET', '/')).headers['content-security-policy'].startsWith("default-src 'none'; script-src 'self'"));
	check('no cookies', !(await ask('GET', '/')).headers['set-cookie']);
	check('another host', (await ask('GET', '/', {Host: 'evil.example'})).status === 403);
	check('another port', (await ask('GET', '/', {Host: '127.0.0.1:1'})).status === 403);
	check('no secret', (await ask('POST', '/api/list', json, '{}')).status === 403);
	check('a wrong secret', (await ask('POST', '/api/list', {...json, 'X-Weir-Review': 'x'.repeat(32)}, '{}')).status === 403);
	check('a wrong token', (await ask('POST', '/api/session', json, 'x'.repeat(32))).status === 403);
	check('the token from another page', (await ask('POST', '/api/session', {...json, Origin: 'http://evil.example'}, hash.slice(1))).status === 403);
	check('the token without an origin', (await ask('POST', '/api/session', {'Content-Type': 'application/json'}, hash.slice(1))).status === 403);
	check('the token as a form', (await ask('POST', '/api/session', {...json, 'Content-Type': 'text/plain'}, hash.slice(1))).status === 403);
	check('across sites', (await ask('POST', '/api/session', {...json, 'Sec-Fetch-Site': 'cross-site'}, hash.slice(1))).status === 403);
	check('a list by GET', (await ask('GET', '/api/list')).status === 404);
	check('another method', (await ask('PUT', '/')).status === 405);
});

const browser = await launch();
const page = await browser.newPage({viewport: {width: 1280, height: 900}});
const problems = [];
page.on('console', message => message.type() === 'error' && problems.push(message.text()));
page.on('pageerror', error => problems.push(String(error)));
const idle = () => page.waitForFunction(() => !document.querySelector('#ticket').hidden || !document.querySelector('#empty').hidden);
const facts = () => page.textContent('#facts');
const next = async (what) => {
	const before = await facts();
	await what();
	await page.waitForFunction(was => document.querySelector('#facts').textContent !== was || !document.querySelector('#empty').hidden, before);
};

await group('review', async () => {
	await page.goto(url);
	await idle();
	check('the token leaves the address', page.url() === origin + '/', page.url());
	check('four wait', (await page.textContent('#counts')).includes('4 open'), await page.textContent('#counts'));
	check('what goes is marked by its kind', await page.locator('#before .go[data-type=PERSON]').count() > 2);
	check('and replaced', await page.locator('#after .put').count() > 2);
	check('words to look at are marked on both sides', await page.locator('.look').count() > 1);
	check('the first of them is chosen', await page.locator('.look.here').count() === 1);
	check('nothing of the raw page is HTML', await page.locator('.text img, .text a').count() === 0);
	await axe('review', page);
	if (screenshots) await page.screenshot({path: path.join(screenshots, 'review.png'), fullPage: true});
	await page.emulateMedia({colorScheme: 'dark'});
	await axe('review, dark', page);
	if (screenshots) await page.screenshot({path: path.join(screenshots, 'review-dark.png')});
	await page.emulateMedia({colorScheme: 'light'});

	const word = await page.textContent('.look.here');
	await next(() => page.keyboard.press('k'));
	check('a kept word is not asked about again', !(await page.locator('.look').allTextContents()).includes(word), word);

	await page.keyboard.press('t');
	await page.waitForSelector('#ask[open]');
	await page.fill('#ask-text', 'How is this <b>done</b>?');
	// of an input method, as Chromium and as Safari tell it
	for (const how of [{isComposing: true}, {keyCode: 229}])
		await page.locator('#ask-text').evaluate((field, more) => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, ...more})), how);
	check('an Enter that ends a composition saves nothing', await page.locator('#ask').evaluate(dialog => dialog.open));
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.querySelector('#title').textContent.startsWith('How is this'));
	check('a title is text', (await page.textContent('#title')) === 'How is this <b>done</b>?');

	const id = (await facts()).split(':').slice(0, 2).join(':');
	await page.evaluate(() => {
		const walker = document.createTreeWalker(document.querySelector('#before'), NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const at = walker.currentNode.data.indexOf('laptop');
			if (at >= 0) {
				getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 6);
				return;
			}
		}
	});
	await next(() => page.keyboard.press('d'));
	check('what was selected is gone', !(await page.textContent('#after')).includes('laptop'));

	await next(() => page.keyboard.press('a'));
	const pages = fs.readdirSync(path.join(site, 'content/solved'));
	check('approving writes the page', pages.length === 1, pages);
	check('with what was decided', fs.readFileSync(path.join(site, 'content/solved', pages[0]), 'utf8').includes('How is this <b>done</b>?'));
	check('the next one is shown', !(await facts()).startsWith(id));
	await next(() => page.keyboard.press('n'));
	await next(() => page.keyboard.press('r'));
	check('one approved, one rejected', /2 open.*1 approved.*1 rejected/.test(await page.textContent('#counts')), await page.textContent('#counts'));
	check('errors', problems.length === 0, problems.join('\n'));

	const names = () => fs.readdirSync(path.join(site, 'content/solved'));
	await next(() => page.keyboard.press('u'));
	check('a rejected one waits again', /3 open.*1 approved/.test(await page.textContent('#counts')) && !(await page.textContent('#counts')).includes('rejected'), await page.textContent('#counts'));
	await page.keyboard.press('u');
	await page.waitForFunction(() => document.querySelector('#message').textContent);
	check('once', (await page.textContent('#message')) === 'There is nothing to undo.');
	await next(() => page.keyboard.press('a'));
	const published = () => names().filter(name => !fs.readFileSync(path.join(site, 'content/solved', name), 'utf8').includes('retired: true'));
	check('approved', published().length === 2, published());
	await next(() => page.keyboard.press('u'));
	check('and taken back', published().length === 1 && /3 open.*1 approved/.test(await page.textContent('#counts')), await page.textContent('#counts'));
	await next(() => page.keyboard.press('r'));
	check('errors of it', problems.length === 0, problems.join('\n'));

	await page.reload();
	await idle();
	check('the tab stays in', (await page.textContent('#counts')).includes('2 open'));
	const other = await (await browser.newContext()).newPage();
	await other.goto(url);
	await other.waitForFunction(() => document.querySelector('#message').textContent);
	check('nobody else gets in with the address', (await other.textContent('#message')).includes('used'), await other.textContent('#message'));
	check('and sees nothing', (await other.textContent('#before')) === '');
});

await group('tickets of other kinds', async () => {
	run(weir, 'import', '-C', site, '-q', 'zendesk', more);
	await page.reload();
	await idle();
	const open = async (id) => {
		await page.evaluate(which => document.querySelector(`#queue [data-id="${which}"]`).click(), id);
		await page.waitForFunction(which => document.querySelector('#facts').textContent.startsWith(which + ':'), id);
	};
	await page.evaluate(() => {
		for (const id of ['9002', '9001', '9003'])
			document.querySelector(`#queue [data-id="zendesk:${id}"]`).click();
	});
	await page.waitForFunction(() => document.querySelector('#facts').textContent.startsWith('zendesk:9003:'));
	check('the last of three clicks counts', (await facts()).startsWith('zendesk:9003:'), await facts());
	// The queue is put in order behind the reviewer's back, however long that takes.
	let asked, answer;
	const listing = new Promise(begun => asked = begun), held = new Promise(end => answer = end);
	await page.route('**/api/list', async route => {
		asked();
		await held;
		await route.continue();
	}, {times: 1});
	await page.keyboard.press('k');
	await listing;
	await open('zendesk:9001');
	answer();
	await page.waitForResponse(response => response.url().endsWith('/api/list'));
	check('the list did not hold it up', (await facts()).startsWith('zendesk:9001:'), await facts());
	await open('zendesk:9002');
	check('from right to left', await page.evaluate(() => {
		const range = document.createRange(), text = document.querySelector('#before'), box = text.getBoundingClientRect();
		range.selectNodeContents(text);
		return [...range.getClientRects()].filter(line => line.width > 1).every(line => box.right - line.right < 2);
	}));
	if (screenshots) await page.screenshot({path: path.join(screenshots, 'review-rtl.png')});
	for (const [width, height] of [[1280, 900], [500, 800]]) {
		await page.setViewportSize({width, height});
		await open('zendesk:9002');
		await open('zendesk:9003');
		for (const key of ['', 'w', 'w', 'w', 'w', 'W', 'W']) {
			if (key) await page.keyboard.press(key);
			check(`the marked word is in sight, ${width} wide, ${key || 'at first'}`, await page.evaluate(() => {
				const box = document.querySelector('.look.here').getBoundingClientRect();
				const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
				return box.top >= 0 && box.bottom <= innerHeight && top !== null && top.closest('.look.here') !== null;
			}));
		}
		check(`and the ticket in the queue, ${width} wide`, await page.evaluate(() => {
			const box = document.querySelector('#queue [aria-current]').getBoundingClientRect(), frame = document.querySelector('nav').getBoundingClientRect();
			return box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
		}));
	}
	await page.setViewportSize({width: 1280, height: 900});
	await open('zendesk:9001');
	check('a long one', (await page.textContent('#after')).length > 20000);
	const second = await (await browser.newContext()).newPage();
	await second.addInitScript(secret => sessionStorage.setItem('weir-review', secret), await page.evaluate(() => sessionStorage.getItem('weir-review')));
	await second.goto(origin);
	await second.waitForSelector('#queue [data-id="zendesk:9001"]');
	await second.evaluate(() => document.querySelector('#queue [data-id="zendesk:9001"]').click());
	await second.waitForFunction(() => document.querySelector('#facts').textContent.startsWith('zendesk:9001:'));
	await next(() => page.keyboard.press('a'));
	check('is approved', (await page.textContent('#message')) === '', await page.textContent('#message'));
	await second.keyboard.press('a');
	await second.waitForFunction(() => document.querySelector('#message').textContent);
	check('not again in another tab', (await second.textContent('#message')).includes('is approved now'), await second.textContent('#message'));
	check('and is shown as it is now', (await second.textContent('#facts')).includes('approved'), await second.textContent('#facts'));
	// who goes on is spared what another has decided
	const waiting = () => second.evaluate(() => [...document.querySelectorAll('#queue button')].filter(row => /^(open|changed|edited|stale)/.test(row.querySelector('small').textContent)).map(row => row.dataset.id));
	const [here, there] = await waiting();
	await second.evaluate(which => document.querySelector(`#queue [data-id="${which}"]`).click(), here);
	await second.waitForFunction(which => document.querySelector('#facts').textContent.startsWith(which + ':'), here);
	run(weir, 'review', '-C', site, '--reject', there);
	await second.keyboard.press('n');
	await second.waitForFunction(which => !document.querySelector('#facts').textContent.startsWith(which + ':') || document.querySelector('#ticket').hidden, here);
	await second.waitForFunction(which => /rejected/.test(document.querySelector(`#queue [data-id="${which}"]`).textContent), there);
	check('of another', !(await second.textContent('#facts')).startsWith(there + ': open'), await second.textContent('#facts'));
	await page.setViewportSize({width: 640, height: 450});
	check('twice as large', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
	await axe('review at 200 %', page);
});
server.kill();
await new Promise(done => server.on('exit', done));
await page.keyboard.press('n');
await page.waitForFunction(() => document.querySelector('#message').textContent);
check('who ended it is told so', (await page.textContent('#message')).includes('start weir review --serve again'));

await browser.close();
run(weir, 'review', '-C', site, '--renew');
run(weir, 'build', '-C', site, '-q');
fs.rmSync(folder, {recursive: true});
finish('review-browser');
