// widget.mjs BUILD SCREENSHOTS: /widget.js in pages of another origin, one of them hostile.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {axe, build, check, counts, finish, group, launch, open, serve, until} from './common.mjs';

const [bin, screenshots] = process.argv.slice(2);
const shot = (page, name) => screenshots && page.screenshot({path: path.join(screenshots, `widget-${name}.png`)});

// ---- the host: another port is another origin ----

const form = `<form id="ticket" action="/sent" method="post"><p><label>Subject <input name="subject"></label></p><p><label>Text <textarea name="body"></textarea></label></p><button>Send</button></form>`;
const hostile = `*{display:inline!important;color:red!important;font:40px serif!important;direction:rtl!important;box-sizing:content-box!important;position:static!important;all:unset}
div{display:none!important;visibility:hidden!important;opacity:0!important;transform:rotate(9deg)!important}button{display:none!important}`;
let policy = '', help;
const page = (title, body, css = '') => `<!DOCTYPE html><html lang="en"><head><title>${title}</title><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/host.css?${encodeURIComponent(css)}"><script src="/settings.js${body.settings}"></script><script src="${help.url}/widget.js"${body.attributes || ''} async></script></head><body><main><h1>${title}</h1>${body.html}</main></body></html>`;
const host = http.createServer((request, response) => {
	const url = new URL(request.url, 'http://x');
	response.setHeader('content-security-policy', policy);
	if (url.pathname === '/host.css') { response.setHeader('content-type', 'text/css'); return response.end(decodeURIComponent(url.search.slice(1))) }
	if (url.pathname === '/settings.js') {
		response.setHeader('content-type', 'text/javascript');
		return response.end(url.search.length > 1 ? 'window.weirWidget = ' + decodeURIComponent(url.search.slice(1)) : '');
	}
	response.setHeader('content-type', 'text/html; charset=utf-8');
	const settings = o => '?' + encodeURIComponent(o);
	if (url.pathname === '/form') return response.end(page('Form', {settings: settings(`{form: '#ticket', subject: '[name=subject]', body: '[name=body]', onSolved: p => window.solved = p}`), html: form}));
	if (url.pathname === '/hostile') return response.end(page('Hostile', {settings: settings(`{form: '#ticket', subject: '[name=subject]', body: '[name=body]', button: true}`), html: form}, hostile));
	if (url.pathname === '/late') return response.end(page('Late', {settings: '', attributes: ' data-form="#ticket" data-subject="[name=subject]"', html: '<div id="app"></div>'}));
	response.end(page('Button', {settings: '', attributes: ' data-button="Ask" data-lang="de"', html: '<p>A page.</p>'}));
});
await new Promise(ready => host.listen(0, '127.0.0.1', ready));
const hostUrl = 'http://127.0.0.1:' + host.address().port;

const folder = build(bin, `[suggest]\nthreshold = 0.02\n[server]\nwidget_origins = ["${hostUrl}/"]\n`);
fs.mkdirSync(path.join(folder, 'state'), {mode: 0o700});
help = await serve(bin, folder, '--state', path.join(folder, 'state'));
policy = `default-src 'none'; script-src 'self' ${help.url}; style-src 'self'; connect-src ${help.url}; img-src data:; form-action 'self'`;
const browser = await launch(), hosts = [help.url, hostUrl];
const typed = 'I want a refund for what I paid twice';

await group('bytes', async () => {
	const text = fs.readFileSync(path.join(folder, 'public/widget.js'));
	const size = gzipSync(text, {level: 9}).length;
	check('widget: at most 6 KB compressed', size <= 6144, size);
	console.log(`widget: ${size} bytes compressed (gzip -9) in three languages, ${text.length} as it is`);
	const all = build(bin, `[theme]\naccent = "#ffcc00"\n[server]\nwidget_origins = ["https://app.acme.example"]\n` + ['fr', 'es', 'pt', 'ja', 'zh'].map(l => `[languages.${l}]\n`).join(''));
	// by gzip itself: the zlib inside Node is Chromium's, which packs 2 % less
	const largest = spawnSync('gzip', ['-9'], {input: fs.readFileSync(path.join(all, 'public/widget.js'))}).stdout.length;
	check('widget: at most 6 KB compressed in all eight languages, with an accent', largest > 4000 && largest <= 6144, largest);
	console.log(`widget: ${largest} bytes compressed in eight languages, with an accent`);
	fs.rmSync(all, {recursive: true});
	const without = build(bin);
	check('widget: not written without origins', !fs.existsSync(path.join(without, 'public/widget.js')));
	fs.rmSync(without, {recursive: true});
});
await group('who may ask', async () => {
	const ask = (origin, method = 'POST', route = '/api/suggest') => fetch(help.url + route, {method, headers: {...origin && {origin}, ...method === 'POST' && {'content-type': 'application/json'}},
		...method === 'POST' && {body: '{"subject":"refund"}'}});
	for (const [origin, may] of [[hostUrl, true], ['https://evil.example', false], ['null', false], [hostUrl + '0', false], [hostUrl.toUpperCase(), false], [hostUrl + '/', false]]) {
		const post = await ask(origin), get = await ask(origin, 'GET', '/api/search?q=refund'), options = await ask(origin, 'OPTIONS');
		check(`${origin}: suggestions`, post.status === (may ? 200 : 403) && post.headers.get('access-control-allow-origin') === (may ? origin : null), post.status);
		check(`${origin}: search`, get.status === 200 && get.headers.get('access-control-allow-origin') === (may ? origin : null));
		check(`${origin}: asked before`, options.status === 204 && options.headers.get('access-control-allow-origin') === (may ? origin : null) &&
			(options.headers.get('access-control-allow-headers') || '').toLowerCase() === (may ? 'content-type' : ''));
		check(`${origin}: caches are told`, [post, get, options].every(a => a.headers.get('vary') === 'Origin'));
		check(`${origin}: no credentials`, [post, get, options].every(a => !a.headers.has('access-control-allow-credentials')));
	}
	check('no tickets from elsewhere', (await ask(hostUrl, 'POST', '/api/ticket')).status === 403);
	const other = await ask(hostUrl, 'GET', '/api/complete?q=re'), file = await fetch(help.url + '/index.html', {headers: {origin: hostUrl}}), script = await fetch(help.url + '/widget.js');
	check('other routes stay with the site', !other.headers.has('access-control-allow-origin') && !file.headers.has('access-control-allow-origin'));
	check('the script may be loaded from elsewhere, pages may not', script.headers.get('cross-origin-resource-policy') === 'cross-origin' &&
		file.headers.get('cross-origin-resource-policy') === 'same-origin');
});
await group('in a form', async () => {
	const page = await open(browser, 'form', hosts);
	const events = [];
	page.on('response', r => r.url().endsWith('/api/event') && r.request().method() === 'POST' && events.push([JSON.parse(r.request().postData()).event, r.status()]));
	await page.goto(hostUrl + '/form');
	const box = page.locator('[data-weir=suggestions]');
	await box.waitFor();
	const before = await page.evaluate(() => Object.keys(window).filter(k => !/^(weirWidget|solved|axe.*)$/.test(k)).length);
	const y = () => page.locator('[name=body]').evaluate(e => e.getBoundingClientRect().top);
	const top = await y();
	await axe('form: empty', page);
	await page.locator('[name=subject]').focus();
	await page.keyboard.insertText(typed);	// at once: the answer to a part of it would replace what is looked at
	await page.locator('details').first().waitFor();
	check('form: nothing moves', Math.abs(await y() - top) <= 1, `${top} ${await y()}`);
	check('form: the focus stays in the field', await page.evaluate(() => document.activeElement.name === 'subject'));
	check('form: at most four', await page.locator('details').count() <= 4);
	await axe('form: with answers', page);
	await shot(page, 'form');
	await page.locator('details summary').first().focus();
	await page.keyboard.press('Enter');
	check('form: the passage opens in place', await page.locator('details[open] p').first().isVisible());
	check('form: the page can be opened', (await page.locator('details[open] a').getAttribute('href')).startsWith(help.url + '/billing/refunds/'));
	await axe('form: with an answer open', page);
	await page.locator('details[open] button').first().click();
	check('form: thanks', (await box.evaluate(h => h.shadowRoot.textContent)).includes('Good to hear'));
	check('form: the host is told', (await page.evaluate(() => window.solved)).url.includes('/billing/refunds/'));
	await page.keyboard.press('Enter');
	check('form: undone', await page.locator('details').count() > 0);
	const counted = () => ['shown', 'opened', 'solved', 'reopened'].every(e => events.some(([name, status]) => name === e && status === 204));
	await until(counted);	// the answer to the last one may still be under way
	check('form: what happened is counted', counted(), JSON.stringify(events));
	check('form: what was typed is there', await page.locator('[name=subject]').inputValue() === typed);
	check('form: no name is added to the page', await page.evaluate(() => Object.keys(window).filter(k => !/^(weirWidget|solved|axe.*)$/.test(k)).length) === before);
	check('form: no field is added', await page.evaluate(() => [...new FormData(document.querySelector('form')).keys()].join()) === 'subject,body');
	await page.context().close();
});
await group('in a hostile page', async () => {
	const page = await open(browser, 'hostile', hosts);
	await page.goto(hostUrl + '/hostile');
	await page.locator('[data-weir=suggestions]').waitFor({state: 'attached'});
	const style = (s, what) => page.evaluate(([s, what]) => { const r = document.querySelector('[data-weir=suggestions]').shadowRoot; const c = getComputedStyle(s ? r.querySelector(s) : r.host); return what.map(w => c[w]) }, [s, what]);
	await page.locator('[name=subject]').evaluate((e, t) => { e.value = t; e.dispatchEvent(new Event('input', {bubbles: true})) }, typed);
	await page.waitForFunction(() => document.querySelector('[data-weir=suggestions]').shadowRoot.querySelector('details'));
	check('hostile: shown as meant', JSON.stringify(await style('', ['display', 'visibility', 'opacity', 'transform', 'direction', 'fontSize', 'color'])) ===
		'["block","visible","1","none","ltr","15px","rgb(27, 36, 34)"]', JSON.stringify(await style('', ['display', 'visibility', 'opacity', 'transform', 'direction', 'fontSize', 'color'])));
	check('hostile: inside too', JSON.stringify(await style('summary', ['color', 'fontSize', 'display'])) === '["rgb(27, 36, 34)","15px","list-item"]', JSON.stringify(await style('summary', ['color', 'fontSize', 'display'])));
	const button = page.locator('[data-weir=button] .fab');
	check('hostile: the button is there', await button.isVisible());
	check('hostile: the page keeps its own', await page.evaluate(() => document.styleSheets.length === 1 && document.adoptedStyleSheets.length === 0));
	await shot(page, 'hostile');
	await page.context().close();
});
await group('a form that comes late', async () => {
	const page = await open(browser, 'late', hosts);
	await page.goto(hostUrl + '/late');
	await page.evaluate(html => { document.querySelector('#app').innerHTML = html }, form);
	await page.locator('[data-weir=suggestions]').waitFor();
	await page.locator('[name=subject]').fill(typed);
	await page.locator('details').first().waitFor();
	check('late: once', await page.locator('[data-weir]').count() === 1);
	await page.evaluate(() => { const field = document.querySelector('[name=subject]'); field.replaceWith(field.cloneNode()) });
	await page.waitForTimeout(500);
	await page.locator('[name=subject]').fill(typed);
	await page.locator('details').first().waitFor();
	check('late: once, though the field was made anew', await page.locator('[data-weir]').count() === 1, await page.locator('[data-weir]').count());
	await page.context().close();
});
await group('a help button', async () => {
	for (const [width, colorScheme] of [[1280, 'light'], [320, 'dark']]) {
		const page = await open(browser, 'button', hosts, {viewport: {width, height: 700}, colorScheme});
		await page.goto(hostUrl + '/');
		const fab = page.locator('.fab');
		await fab.waitFor();
		check('button: its own words', await fab.innerText() === 'Ask');
		await fab.focus();
		await page.keyboard.press('Enter');
		await page.locator('.pan input').waitFor();
		check('button: the field has the focus', await page.evaluate(() => document.querySelector('[data-weir]').shadowRoot.activeElement.type === 'search'));
		await page.keyboard.insertText('refund');
		await page.locator('.pan details').first().waitFor();
		check('button: in the language asked for', (await page.locator('.pan').getAttribute('aria-label')) === 'Wie können wir helfen?' && (await page.locator('.pan details').first().innerText()).length > 3);
		await axe(`button ${width}`, page);
		await shot(page, 'button-' + width);
		const contact = await page.locator('.pan a', {hasText: 'Kontakt'}).getAttribute('href');
		check('button: contact takes the words along', contact === help.url + '/de/contact/?subject=refund', contact);
		check('button: within the window', await page.locator('.pan').evaluate(p => { const r = p.getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth && r.top >= 0 }));
		await page.keyboard.press('Escape');
		check('button: Escape closes, the focus returns', await page.locator('.pan').isHidden() && await page.evaluate(() => document.querySelector('[data-weir]').shadowRoot.activeElement.className.includes('fab')));
		await page.context().close();
	}
	const page = await open(browser, 'button without server', hosts, {quiet: false});
	await page.route('**/api/search*', r => r.abort());
	await page.goto(hostUrl + '/');
	await page.locator('.fab').click();
	await page.keyboard.insertText('refund');
	await page.locator('.pan', {hasText: 'nicht erreichbar'}).waitFor();
	counts.passed++;
	await page.context().close();
});
await browser.close();
await help.stop();
host.close();
host.closeAllConnections();
fs.rmSync(folder, {recursive: true});
finish('widget');
