// sound.mjs BUILD SCREENSHOTS: every kind of page of a real site, as weir-search serves it, in every state that
// changes its looks: axe, html-validate, and what axe does not see: that every text can be read.
import fs from 'node:fs';
import path from 'node:path';
import {HtmlValidate, formatterFactory} from 'html-validate';
import {axe, build, check, finish, group, launch, open, serve, withText} from './common.mjs';

const [bin, screenshots] = process.argv.slice(2);
const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const folder = build(bin, '', {
	'content/account/words.md': `---\ntitle: ${word}\ntags: [${word}]\n---\n\n${word}${word}\n\n| Key | Value |\n|---|---|\n| ${word} | ${word} |\n`,
	'content/account/rows.md': '---\ntitle: Many rows\n---\n\nAll of them:\n\n| Key | Value |\n|---|---|\n' + '| one | two |\n'.repeat(32),
}), site = await serve(bin, folder), browser = await launch();
const pages = ['/', '/billing/', '/billing/invoices/', '/commands/', '/commands/page/2/', '/billing/refunds/', '/account/plain/', '/account/words/', '/solved/1001/',
	'/tags/', '/tags/money/', '/search?q=refund', '/search?q=zzzzqqqq', '/contact/', '/nothing/here/', '/news/', '/agent/'];
const german = ['/de/', '/de/billing/refunds/'], arabic = ['/ar/', '/ar/billing/refunds/', '/ar/search?q=refund&lang=ar', '/ar/contact/', '/ar/agent/'];

/*
 * Every text that is shown: its contrast against what is behind it (colours are painted onto each other through
 * half-transparent grounds), its size, and whether it is cut off by its own box. In the page.
 */
const unreadable = print => {
	const parse = c => { const m = c.match(/[\d.]+/g)?.map(Number); return !m ? [0, 0, 0, 0] : /^color\(srgb/.test(c) ? [m[0] * 255, m[1] * 255, m[2] * 255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1] };
	const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3])).concat(1);
	const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 }); return .2126 * r + .7152 * g + .0722 * b };
	const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05) };
	const canvas = getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches && !print ? [18, 18, 18, 1] : [255, 255, 255, 1];
	const ground = e => {
		const layers = [];
		for (let at = e; at; at = at.parentElement) {
			const c = parse(getComputedStyle(at).backgroundColor);
			if (c[3] > 0) layers.unshift(c);
			if (c[3] === 1) break;
		}
		return layers.reduce((under, c) => over(c, under), canvas);
	};
	const seen = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length;
	const bad = [];
	const say = (e, why) => bad.push(why + ': ' + e.tagName + '.' + e.className + ' "' + (e.textContent || e.placeholder || '').trim().slice(0, 40) + '"');
	const look = (e, colour, size, what) => {
		const under = ground(e), r = ratio(over(parse(colour), under), under);
		if (r < 4.5) say(e, what + 'contrast ' + r.toFixed(2));
		if (parseFloat(size) < 12) say(e, what + 'size ' + size);
	};
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const e = node.parentElement, style = getComputedStyle(e);
		if (!node.data.trim() || !seen(e) || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(e.tagName)) continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		const boxes = [...range.getClientRects()].filter(b => b.width > 1 && b.height > 1);
		if (!boxes.length || e.closest('.vh') || (e.closest('.skip') && e.closest('.skip') !== document.activeElement)) continue;
		look(e, style.color, style.fontSize, '');
		// cut off: by a box that hides what is too long and offers neither scrolling nor the sign that there is more
		for (let at = e; at && at !== document.body; at = at.parentElement) {
			const s = getComputedStyle(at);
			const hides = s.overflowX === 'hidden' || s.overflowX === 'clip' || s.overflowY === 'hidden' || s.overflowY === 'clip';
			if (hides && s.textOverflow !== 'ellipsis' && s.webkitLineClamp === 'none' && (at.scrollWidth > at.clientWidth + 1 || at.scrollHeight > at.clientHeight + 1)) { say(at, 'cut off'); break }
		}
		if (!print && boxes.some(b => b.right < 0 || b.left > innerWidth) && !e.closest('pre,.table,.view')) say(e, 'beside the page');
	}
	for (const e of document.querySelectorAll('input,textarea,select,button')) {
		if (!seen(e)) continue;
		const style = getComputedStyle(e);
		look(e, style.color, style.fontSize, 'field: ');
		if (e.placeholder) look(e, getComputedStyle(e, '::placeholder').color, style.fontSize, 'hint: ');
	}
	return [...new Set(bad)];
};
const sound = async (page, what, url, print) => {
	await page.goto(site.url + url);
	await page.evaluate(() => document.fonts.ready);
	if (/search|nothing/.test(url)) await page.waitForLoadState('networkidle');
	// the debugger's coming and going undoes it
	if (print) await page.emulateMedia({media: 'print', colorScheme: 'dark'});
	const bad = await page.evaluate(unreadable, print);
	check(what + ': every text can be read', bad.length === 0, bad.join(' | '));
	if (!print) check(what + ': no sideways scrolling', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
	await axe(what, page);
	if (print) await page.emulateMedia({media: 'print', colorScheme: 'dark'});
	if (screenshots) await page.screenshot({path: path.join(screenshots, 'sound-' + what.replace(/\W+/g, '-') + '.png'), fullPage: true});
};

for (const [name, colorScheme, width, urls] of [['light', 'light', 1440, [...pages, ...german, ...arabic]], ['dark', 'dark', 320, [...pages, ...arabic]],
	['dark wide', 'dark', 1440, ['/', '/billing/refunds/', '/solved/1001/', '/news/']], ['light narrow', 'light', 320, ['/', '/billing/refunds/', '/search?q=refund', '/agent/']]]) await group(name, async () => {
	// the browser itself says that the page for what is missing is missing
	const page = await open(browser, name, [site.url], {colorScheme, viewport: {width, height: 900}, quiet: false});
	page.on('console', m => m.type() === 'error' && !/status of 404/.test(m.text()) && check(name + ': quiet console', false, m.text() + page.url()));
	for (const url of urls) await sound(page, `${url} ${name}`, url, false);
	await page.context().close();
});
await group('the checks themselves', async () => {
	const page = await open(browser, 'checks', [site.url]);
	for (const [why, spoil] of [['contrast', "e.style.color = getComputedStyle(document.body).backgroundColor"], ['contrast 4.', "e.style.color = '#7b857f'"], ['size', "e.style.fontSize = '11px'"],
		['cut off', "e.style.cssText = 'height:10px;overflow:hidden'"], ['beside', "e.style.cssText = 'position:absolute;left:-9999px'"]]) {
		await page.goto(site.url + '/account/plain/');
		await page.evaluate(`(e => { ${spoil.replace('#7b857f', '#76807a')} })(document.querySelector('.prose p'))`);
		const bad = await page.evaluate(unreadable, false);
		check(`checks: ${why.split(' ')[0]} is noticed`, bad.length > 0 && bad.every(b => b.startsWith(why.split(' ')[0])), bad.join());
	}
	await page.context().close();
});
await group('print', async () => {
	// a reader of dark pages prints on white paper all the same
	const page = await open(browser, 'print', [site.url], {colorScheme: 'dark', viewport: {width: 794, height: 1123}, quiet: false});
	await page.emulateMedia({media: 'print', colorScheme: 'dark'});
	for (const url of ['/', '/billing/', '/billing/refunds/', '/solved/1001/', '/tags/', '/tags/money/', '/search?q=refund', '/search?q=zzzzqqqq', '/nothing/here/', '/contact/',
		'/contact/?topic=other', '/agent/', '/news/', '/ar/billing/refunds/']) {
		await sound(page, `${url} print`, url, true);
		if (!/contact|agent/.test(url)) check(`${url} print: nothing to press`, await page.evaluate(() => ![...document.querySelectorAll('button, input[type=search], .side, .toc, .top, .foot, [data-vote] form')].some(e => e.checkVisibility())));
		check(`${url} print: dark on white`, await page.evaluate(() => getComputedStyle(document.body).backgroundColor) === 'rgb(255, 255, 255)');
	}
	await page.goto(site.url + '/billing/refunds/');
	await page.emulateMedia({media: null});
	const pdf = await page.pdf({format: 'A4'});
	check('print: a PDF of few pages', pdf.length > 5000 && (pdf.toString('latin1').match(/\/Type \/Page\b/g) || []).length <= 3, pdf.length);
	if (screenshots) fs.writeFileSync(path.join(screenshots, 'sound-print.pdf'), pdf);
	// a table that is longer than a page begins below its text, and nothing empty comes behind it
	await page.goto(site.url + '/account/rows/');
	const rows = (await page.pdf({format: 'A4', margin: {top: '2cm', bottom: '2cm'}})).toString('latin1').match(/\/Type \/Page\b/g);
	check('print: a long table on two pages', rows.length === 2, rows.length);
	await page.context().close();
});
await group('code from left to right', async () => {
	const page = await open(browser, 'code', [site.url]);
	await page.goto(site.url + '/ar/billing/refunds/');
	const places = await page.evaluate(() => [...document.querySelectorAll('.prose code')].map(code => {
		const text = code.firstChild, left = i => { const r = document.createRange(); r.setStart(text, i); r.setEnd(text, i + 1); return r.getBoundingClientRect().left };
		return [text.data.trim(), left(0) < left(1) && left(1) < left(2), Math.round(left(0) - code.closest('.code, p').getBoundingClientRect().left)];
	}));
	check('signs of code stand where they were written, in Arabic too', places.length === 2 && places.every(([, is]) => is), JSON.stringify(places));
	check('a block of code begins on the left', places[1]?.[2] < 40, JSON.stringify(places));
	await page.hover('.code');
	check('its button covers nothing', await page.evaluate(() => document.querySelector('.code button').getBoundingClientRect().left > document.querySelector('.code').getBoundingClientRect().left + 200));
	await page.context().close();
});
await group('text twice as large', async () => {
	for (const width of [360, 1280]) {
		const what = `large text ${width} px`, page = await open(withText(32), what, [site.url], {viewport: {width, height: 740}, quiet: false});
		for (const url of [...pages, ...arabic, '/contact/?topic=other']) {
			await sound(page, `${url} ${what}`, url, false);
			const [size, reach, narrow] = await page.evaluate(() => [parseFloat(getComputedStyle(document.documentElement).fontSize),
				document.querySelector('.skip').getBoundingClientRect().bottom,
				[...document.querySelectorAll('input[type=search]')].filter(e => e.checkVisibility() && e.clientWidth < 6 * parseFloat(getComputedStyle(e).fontSize)).length]);
			check(`${url} ${what}: it is large`, size === 32, size);
			check(`${url} ${what}: the skip link waits above the page`, reach <= 0 || await page.evaluate(() => document.activeElement.className) === 'skip', reach);
			check(`${url} ${what}: room to type in`, narrow === 0, narrow);
		}
		await page.goto(site.url + '/');
		await page.keyboard.press('Tab');
		check(`${what}: the skip link comes down`, await page.evaluate(() => document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().top === 0));
		await page.context().close();
	}
});
await group('HTML', async () => {
	const validator = new HtmlValidate(JSON.parse(fs.readFileSync(new URL('.htmlvalidate.json', import.meta.url), 'utf8')));
	for (const url of [...pages, ...german, ...arabic]) {
		const text = await (await fetch(site.url + url, {headers: {accept: 'text/html'}})).text();
		const report = await validator.validateString(text, url);
		check(url + ': html-validate', report.valid && text.includes('<h1'), report.valid ? '' : formatterFactory('text')(report.results));
	}
});
await group('without script', async () => {
	const page = await open(browser, 'without script', [site.url], {javaScriptEnabled: false});
	await page.goto(site.url + '/search?q=' + encodeURIComponent('zzzz & "qqqq"'));
	check('nothing found: what may help is said', /Nothing found\. Fewer words/.test(await page.locator('[data-results]').innerText()) && await page.locator('[data-results] li').count() === 0);
	await page.locator('main a[href*=contact]').last().click();
	await page.waitForURL(/\/contact\//);
	check('nothing found: the words come along to the form', new URL(page.url()).searchParams.get('subject') === 'zzzz & "qqqq"', page.url());
	await page.context().close();
});
await group('news', async () => {
	const page = await open(browser, 'news', [site.url]);
	await page.goto(site.url + '/news/');
	check('news: newest first', (await page.locator('.news h2').allInnerTexts()).join() === 'Exports are faster,Single sign-on for all plans');
	check('news: what was changed since says so', (await page.locator('.news .tag').allInnerTexts()).join() === 'Updated 20 October 2026');
	check('news: a feed', await page.locator('main a[href="/feed.xml"]').count() === 1);
	await page.context().close();
});
await group('the address bar', async () => {
	const page = await open(browser, 'address bar', [site.url]);
	await page.goto(site.url + '/');
	const href = await page.locator('link[rel=search]').getAttribute('href'), answer = await fetch(new URL(href, site.url)), text = await answer.text();
	check('address bar: its type', answer.headers.get('content-type').startsWith('application/opensearchdescription+xml'), answer.headers.get('content-type'));
	check('address bar: names', (/<ShortName>(.{1,16})<\/ShortName>/.exec(text) || [])[1] === 'Acme Help' && text.includes('{searchTerms}'));
	const suggest = /type="application\/x-suggestions\+json"[^>]*template="https:\/\/help\.acme\.example([^"]*)\{searchTerms\}/.exec(text);
	const said = suggest && await (await fetch(site.url + suggest[1].replace(/&amp;/g, '&') + 'ref')).json();
	check('address bar: completes', said && said[0] === 'ref' && said[1].some(s => s.startsWith('Get a refund')), text);
	await page.context().close();
});
await browser.close();
await site.stop();
fs.rmSync(folder, {recursive: true});
finish('sound');
