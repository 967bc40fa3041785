// agent.mjs BUILD SCREENSHOTS: the agents' page of a site that weir-search serves.
import path from 'node:path';
import fs from 'node:fs';
import {axe, build, check, counts, finish, group, launch, open, serve} from './common.mjs';

const [bin, screenshots] = process.argv.slice(2);
const folder = build(bin), site = await serve(bin, folder), browser = await launch();
const shot = (page, name) => screenshots && page.screenshot({path: path.join(screenshots, `agent-${name}.png`)});
const permissions = ['clipboard-read', 'clipboard-write'];
const at = 'https://help.acme.example/a/';

await group('copy with the keyboard', async () => {
	const page = await open(browser, 'agent', [site.url], {permissions});
	const clip = () => page.evaluate(() => navigator.clipboard.readText());
	const press = async (key, wanted) => {
		await page.evaluate(() => navigator.clipboard.writeText(''));
		await page.keyboard.press(key);
		await page.waitForFunction(() => document.querySelector('.said code'));
		await page.waitForFunction(async () => await navigator.clipboard.readText() !== '');
		check('agent: ' + key + ' copies', await clip() === wanted, await clip());
	};
	await page.goto(site.url + '/agent/');
	check('agent: not for search engines', await page.locator('meta[name=robots][content*=noindex]').count() === 1);
	check('agent: the field has the focus', await page.evaluate(() => document.activeElement.type === 'search'));
	await axe('agent: empty', page);
	await page.keyboard.insertText('refund');	// at once: the answer to a part of it would undo what is chosen
	await page.locator('[role=option]').first().waitFor();
	await page.keyboard.press('ArrowDown');
	await page.locator('.view', {hasText: 'Open Billing'}).waitFor();
	check('agent: a page is chosen', await page.locator('[role=option][aria-selected=true]').count() === 1);
	await press('l', at + 'refunds/');
	await press('m', `[Get a refund for <anything> | today](${at}refunds/)`);
	await press('h', `<a href="${at}refunds/">Get a refund for &lt;anything&gt; | today</a>`);
	check('agent: HTML is also a link', await page.evaluate(async () => {
		const [item] = await navigator.clipboard.read();
		return item.types.includes('text/html') && (await (await item.getType('text/html')).text()).includes('help.acme.example/a/refunds/');
	}));
	await press('s', `<${at}refunds/|Get a refund for &lt;anything&gt; ¦ today>`);
	await press('t', `Get a refund for <anything> | today — ${at}refunds/`);
	await press('1', at + 'refunds/');
	await press('5', `Get a refund for <anything> | today — ${at}refunds/`);
	await press('Enter', `Get a refund for <anything> | today — ${at}refunds/`);
	await press('n', "weir new -- 'refund'");
	check('agent: the focus stays', await page.evaluate(() => document.activeElement.getAttribute('role') === 'option'));
	await axe('agent: with results', page);
	await shot(page, 'results');
	await page.keyboard.press('?');
	check('agent: help', await page.locator('.keys').isVisible());
	await axe('agent: with help', page);
	await shot(page, 'help');
	await page.keyboard.press('?');
	check('agent: help goes', await page.locator('.keys').isHidden());
	await page.keyboard.press('/');
	check('agent: back to the field', await page.evaluate(() => document.activeElement.type === 'search'));
	await page.keyboard.insertText('spam folder password');
	await page.waitForFunction(() => document.querySelector('[role=option] b')?.innerText === 'Reset the password');
	await page.keyboard.press('ArrowDown');
	await page.locator('.view :text("Look into the spam")').waitFor();
	check('agent: the passage alone', !(await page.locator('.view').innerText()).includes('Forgot'), await page.locator('.view').innerText());
	await press('Shift+l', at + 'password/#no-mail-comes');
	await press('Shift+m', `[Reset the password › No mail comes](${at}password/#no-mail-comes)`);
	await press('Shift+Digit3', `<a href="${at}password/#no-mail-comes">Reset the password › No mail comes</a>`);
	await press('l', at + 'password/');
	await page.keyboard.press('ArrowUp');
	check('agent: up from the first is the field', await page.evaluate(() => document.activeElement.type === 'search'));
	await page.keyboard.press('Escape');
	await page.locator('.hits [role=group]').nth(1).waitFor();
	check('agent: linked last, linked most', (await page.locator('.hits [role=group]').nth(0).innerText()).includes('Reset the password') &&
		await page.locator('.hits [role=group]').count() === 2 && (await page.locator('[role=option]').first().innerText()).includes('Reset the password'));
	await shot(page, 'linked');
	await page.keyboard.press('ArrowDown');
	await press('l', at + 'password/');
	await page.reload();
	check('agent: remembered', await page.locator('[role=option]').count() > 2);
	await axe('agent: with lists', page);
	await page.locator('.desk > div > .btn').click();
	check('agent: forgotten', await page.locator('[role=option]').count() === 0 && await page.evaluate(() => localStorage.getItem('weir:linked')) === '[]');
	await page.context().close();
});
await group('words that bite', async () => {
	const page = await open(browser, 'words', [site.url], {permissions});
	const words = `it's "$(rm -rf /)" \`x\` -- \\ <b>é`;
	await page.goto(site.url + '/agent/#q=' + encodeURIComponent(words));
	await page.waitForFunction(() => document.querySelector('main input[name=q]').value.length > 3);
	check('words: the address keeps nothing', !page.url().includes('rm'));
	await page.locator('.cp .btn', {hasText: 'Nothing fits'}).click();
	await page.waitForFunction(() => document.querySelector('.said code'));
	const command = await page.evaluate(() => navigator.clipboard.readText());
	check('words: quoted for the shell', command === `weir new -- 'it'\\''s "$(rm -rf /)" \`x\` -- \\ <b>é'`, command);
	await page.context().close();
});
await group('answers that come late', async () => {
	const page = await open(browser, 'late', [site.url]), focused = () => page.evaluate(() => document.activeElement.getAttribute('role') || document.activeElement.type);
	let answer;
	const hold = () => page.route('**/api/search*', async route => { await new Promise(go => answer = go); await route.continue().catch(() => {}) }, {times: 1});
	await page.goto(site.url + '/agent/');
	await page.keyboard.insertText('refund');
	await page.locator('[role=option]').first().waitFor();
	await hold();
	const asked = page.waitForRequest(/api.search/);
	await page.locator('main input[type=search]').fill('password');
	await asked;
	await page.keyboard.press('ArrowDown');
	answer();
	await page.locator('[role=option]', {hasText: 'Reset the password'}).first().waitFor();
	await page.waitForTimeout(100);
	check('late: who is in the list stays in it', await focused() === 'option', await focused());
	await page.keyboard.press('/');
	await hold();
	const again = page.waitForRequest(/api.search/);
	await page.keyboard.insertText('refund');
	await page.keyboard.press('Enter');
	await again;
	await page.keyboard.insertText(' card');
	answer();
	await page.waitForTimeout(600);
	check('late: who writes on is not taken out of the field', await focused() === 'search', await focused());
	await page.context().close();
});
await group('nothing there', async () => {
	const page = await open(browser, 'nothing', [site.url], {quiet: false});
	await page.goto(site.url + '/agent/');
	await page.keyboard.insertText('zzzzqqqq');
	await page.waitForFunction(() => document.querySelector('.desk').innerText.includes('Nothing found'));
	await axe('agent: nothing found', page);
	await page.route('**/api/search*', r => r.abort());
	await page.keyboard.insertText(' more');
	await page.waitForFunction(() => document.querySelector('.desk').innerText.includes('not reachable'));
	counts.passed++;
	await axe('agent: no server', page);
	await page.context().close();
});
await group('bookmarklet', async () => {
	const page = await open(browser, 'bookmarklet', [site.url]);
	await page.goto(site.url + '/agent/');
	const href = await page.locator('a[href^="javascript:"]').getAttribute('href');
	// half of a sign beyond the BMP is no part of an address
	check('bookmarklet: what is selected is cut between signs', decodeURIComponent(href).includes('.slice(0,1000).replace(/[\\ud800-\\udbff]$/,"")'), decodeURIComponent(href));
	// a bookmark is not bound by a page's policy, an evaluated text is: so it runs on a page without one
	const blank = await page.context().newPage();
	await blank.setContent('<p>Reset the password</p><textarea>aa forgot bb</textarea>');
	await blank.evaluate(() => getSelection().selectAllChildren(document.querySelector('p')));
	const [found] = await Promise.all([page.context().waitForEvent('page'), blank.evaluate(code => { (0, eval)(code) }, decodeURIComponent(href.slice(11)))]);
	await found.bringToFront();
	await found.waitForFunction(() => document.querySelector('[role=option] b')?.innerText === 'Reset the password');
	check('bookmarklet: searches for what is selected', await found.locator('input[name=q]').last().inputValue() === 'Reset the password');
	await blank.bringToFront();
	await blank.evaluate(() => { getSelection().removeAllRanges(); const a = document.querySelector('textarea'); a.focus(); a.setSelectionRange(3, 9) });
	const [again] = await Promise.all([page.context().waitForEvent('page'), blank.evaluate(code => { (0, eval)(code) }, decodeURIComponent(href.slice(11)))]);
	await again.bringToFront();
	await again.waitForFunction(() => [...document.querySelectorAll('input[name=q]')].pop().value === 'forgot');
	counts.passed++;
	await page.context().close();
});
await group('everywhere', async () => {
	for (const [width, colorScheme] of [[320, 'dark'], [1440, 'light']]) for (const lang of ['', 'de/', 'ar/']) {
		const page = await open(browser, `agent ${width} ${lang}`, [site.url], {viewport: {width, height: 800}, colorScheme});
		await page.goto(`${site.url}/${lang}agent/#q=refund`);
		if (lang) await Promise.all([page.waitForResponse(r => r.url().includes('api/search') && !r.url().includes('lang=')), page.locator('select').selectOption('')]);
		await page.waitForLoadState('networkidle');
		await page.locator('[role=option]').first().waitFor();
		await page.locator('[role=option]').first().click();
		await page.locator('.view').waitFor();
		check(`agent ${width} ${lang}: no sideways scrolling`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
		await axe(`agent ${width} ${lang}`, page);
		await shot(page, `${width}-${lang.slice(0, 2) || 'en'}`);
		await page.context().close();
	}
	const page = await open(browser, 'agent without script', [site.url], {javaScriptEnabled: false});
	await page.goto(site.url + '/agent/');
	await page.locator('main input[type=search]').fill('refund');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search\?q=refund/);
	check('agent without script: results', await page.locator('main .list a').count() > 0);
	await page.context().close();
});
await group('unlisted', async () => {
	const of = name => fs.readFileSync(path.join(folder, 'public', name), 'utf8');
	check('agent: in no list', !of('sitemap.xml').includes('/agent/') && !of('llms.txt').includes('/agent/') && !of('index.html').includes('/agent/'));
	const found = await (await fetch(site.url + '/api/search?q=find+and+link')).json();
	check('agent: not searched', !found.results.some(r => r.url.includes('/agent/')));
	const without = build(bin, '[build]\nagent_page = false\n');
	check('agent: switched off', !fs.existsSync(path.join(without, 'public/agent')) && !fs.readdirSync(path.join(without, 'public/assets')).some(f => f.startsWith('agent')));
	fs.rmSync(without, {recursive: true});
});
await browser.close();
await site.stop();
fs.rmSync(folder, {recursive: true});
finish('agent');
