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
run(weir, 'import', '-C', site, '-q', 'zendesk', exported);

const server = spawn(weir, ['review', '-C', site, '--serve'], {stdio: ['ignore', 'pipe', 'inherit']});
const url = await new Promise((found, failed) => {
	server.stdout.on('data', text => found(/http:\S+/.exec(text)[0]));
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

	await page.reload();
	await idle();
	check('the tab stays in', (await page.textContent('#counts')).includes('2 open'));
	const other = await (await browser.newContext()).newPage();
	await other.goto(url);
	await other.waitForFunction(() => document.querySelector('#message').textContent);
	check('nobody else gets in with the address', (await other.textContent('#message')).includes('used'), await other.textContent('#message'));
	check('and sees nothing', (await other.textContent('#before')) === '');
});

await browser.close();
server.kill();
run(weir, 'build', '-C', site, '-q');
fs.rmSync(folder, {recursive: true});
finish('review-browser');
