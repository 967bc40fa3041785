// xss.mjs BUILD SUITES: payloads as markdown through render_markdown into Chromium,
// without a CSP. A payload counts as passed when no script ran, the DOM holds only
// what the sanitizer allows, and both stay so when the DOM is written out and read
// again. The control group, the same payloads with raw_html = "trusted", must fire.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {chromium} from 'playwright-core';

const [build, suites] = process.argv.slice(2);
const read = name => fs.readFileSync(path.join(suites, name), 'utf8');
const lines = text => text.split('\n').filter(line => line.trim());

// ---- payloads ----

const own = [
	'[x](javascript:alert(1))', '[x](JaVaScRiPt:alert(1))', '[x](javascript&colon;alert(1))', '[x](java\tscript:alert(1))',
	'[x](&#x6A;avascript:alert(1))', '[x](<javascript:alert(1)>)', '[x]( javascript:alert(1) "t")', '<javascript:alert(1)>',
	'[x][r]\n\n[r]: javascript:alert(1)', '![x](javascript:alert(1))', '![x](data:text/html,<script>alert(1)</script>)',
	'![x](data:image/svg+xml,<svg/onload=alert(1)>)', '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
	'[x](vbscript:alert(1))', '[x](\u0001javascript:alert(1))', '[x](%6aavascript:alert(1))', '![x](a" onerror="alert(1))',
	'![x" onerror="alert(1)](a)', '[x](a "t" onclick="alert(1))', "[x](a 't\" onclick=\"alert(1)')", '![x](a "\\" onerror=alert(1) x=\\"")',
	'```"><script>alert(1)</script>\nx\n```', '~~~ html" onload="alert(1)\nx\n~~~', '# x {#"><script>alert(1)</script>}',
	'# x {#a .b"><img/src/onerror=alert(1)>}', '## "><img src=x onerror=alert(1)>', '| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
	'> [!NOTE] <img src=x onerror=alert(1)>', ':::note <img src=x onerror=alert(1)>\nx\n:::', ':::note[<script>alert(1)</script>]\nx\n:::',
	'!!! note "<img src=x onerror=alert(1)>"\n    x', '??? <script>alert(1)</script>\n    x', '[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
	'[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: x', '<!--><script>alert(1)</script>-->', '<!-- --!><img src=x onerror=alert(1)> -->',
	'<!--x--\n><img src=x onerror=alert(1)>', '<a href="x"\nonclick="alert(1)">x</a>', '<img src="x` `<script>alert(1)</script>"` `>',
	'<b <script>alert(1)</script>', '<img/src="x"/onerror="alert(1)">', '<img src=x\u000Conerror=alert(1)>', '<scr<script>ipt>alert(1)</scr</script>ipt>',
	'<div title="a&quot; onclick=&quot;alert(1)">x</div>', '<div title=\'a" onclick="alert(1)\'>x</div>', '<a name="x&quot; onfocus=alert(1) x=&quot;">y</a>',
	'<table><td background="javascript:alert(1)">x', '<iframe srcdoc="<script>alert(1)</script>">', '<iframe src="javascript:alert(1)">', '<object data="javascript:alert(1)">',
	'<embed src="javascript:alert(1)">', '<form action="javascript:alert(1)"><input type=submit>', '<button formaction="javascript:alert(1)">x</button>',
	'<svg><script>alert(1)</script></svg>', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
	'<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
	'<details open ontoggle=alert(1)>', '<video><source onerror=alert(1)>', '<video src=x onerror=alert(1)>', '<audio src=javascript:alert(1)>', '<xmp><script>alert(1)</script>',
	'<textarea><script>alert(1)</script>', '<title><script>alert(1)</script>', '<plaintext><script>alert(1)</script>', '<base href="javascript:/a/-alert(1)///"><a href=x>y</a>',
	'<meta http-equiv=refresh content="0;url=javascript:alert(1)">', '<link rel=stylesheet href="javascript:alert(1)">', '<style>@import "javascript:alert(1)"</style>',
	'{{< figure src="x" alt="\\"><script>alert(1)</script>" >}}', '{{< figure src="javascript:alert(1)" >}}', ':::image source="javascript:alert(1)" alt-text="x":::',
	':::image source="x" alt-text="<img src=x onerror=alert(1)>":::', '[!VIDEO javascript:alert(1)]', '{% highlight "><script>alert(1)</script> %}\nx\n{% endhighlight %}',
	'[x]({{ site.baseurl }}"><script>alert(1)</script>)', '<Tabs label="<img src=x onerror=alert(1)>">', '<TabItem label="&lt;img src=x onerror=alert(1)&gt;">',
	'{{ "<script>alert(1)</script>" }}', '{% raw %}<script>alert(1)</script>{% endraw %}', '<!--\u00010-->', '*<b>*<i>*</b>*</i>', '**<a href="**"onclick=alert(1)>',
];

function payloads() {
	const all = [...own];
	all.push(...lines(read('xss/Intruder/xss-payload-list.txt')));
	all.push(...read('xss/vectors.txt').split(/<div id="\d+">/).slice(1));
	all.push(...JSON.parse(read('xss/owasp-evasion-payloads.json')));
	for (const name of ['xss/Cross_Site_Scripting_Prevention_Cheat_Sheet.md', 'xss/XSS_Filter_Evasion_Cheat_Sheet.md'])
		all.push(...read(name).split(/^```\w*$/m).filter((_, i) => i % 2 === 1));
	all.push(...[...read('xss/testdata_sanitizer_tests1.dat').matchAll(/"input": (".*"),?$/gm)].map(m => JSON.parse(m[1])));
	for (const name of fs.readdirSync(path.join(suites, 'xss/data')))
		all.push(read('xss/data/' + name).split('\n--\n')[0]);
	all.push(...JSON.parse(read('bluemonday/pairs.json')).map(pair => pair.in));
	all.push(...JSON.parse(read('blns/blns.json')));
	return [...new Set(all.filter(text => typeof text === 'string' && text.trim()))];
}

// ---- places ----

const oneLine = text => text.replace(/\s*\n\s*/g, ' ');
const places = {
	body: text => text,
	heading: text => `## ${oneLine(text)}`,
	target: text => `[x](${oneLine(text)}) [y](<${oneLine(text)}>) ![z](${oneLine(text)})`,
	title: text => `[x](/u "${oneLine(text)}") ![z](/i '${oneLine(text)}')`,
	image: text => `![${oneLine(text)}](/i.png) [${oneLine(text)}](/u)`,
	info: text => '~~~~~' + oneLine(text) + '\nx\n~~~~~',
	code: text => '`` ' + oneLine(text) + ' ``',
	cell: text => `| ${oneLine(text)} |\n|---|\n| ${oneLine(text)} |`,
	list: text => `- ${text.replace(/\n/g, '\n  ')}`,
	alert: text => `> [!NOTE] ${oneLine(text)}\n> ${oneLine(text)}`,
	container: text => `:::note ${oneLine(text)}\n${text}\n:::`,
	html: text => `<div>\n${text}\n</div>`,
	attribute: text => `<a href="${oneLine(text).replace(/"/g, '&quot;')}" title='${oneLine(text).replace(/'/g, '&#39;')}'>x</a> <img src='${oneLine(text)}' alt=x>`,
	footnote: text => `x[^1]\n\n[^1]: ${oneLine(text)}`,
	emphasis: text => `**${oneLine(text)}** *${oneLine(text)}*`,
};

const render = (texts, ...options) => JSON.parse(execFileSync(`${build}/tools/render_markdown`, ['--json', ...options],
	{input: JSON.stringify(texts.map(text => text.toWellFormed ? text.toWellFormed() : text)), maxBuffer: 1 << 30}));

// ---- in the browser ----

const elements = `A ABBR ADDRESS ARTICLE ASIDE AUDIO B BDI BDO BLOCKQUOTE BR CAPTION CITE CODE DATA DD DEL DETAILS DFN DIV DL DT EM
	FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR I IMG INPUT INS KBD LI MARK NAV OL P PRE Q RP RT RUBY S SAMP SECTION
	SMALL SOURCE SPAN STRONG SUB SUMMARY SUP TABLE TBODY TD TFOOT TH THEAD TIME TR TRACK U UL VAR VIDEO WBR`.split(/\s+/);
const attributes = `alt aria-hidden aria-label checked class colspan controls datetime decoding dir disabled height href id kind
	label lang loading loop muted open preload reversed role rowspan scope src srclang start tabindex title type value width`.split(/\s+/);

// Runs in the page: what is in a tree that must not be, after touching everything.
function inspect({elements, attributes}) {
	const faults = [];
	const safe = /^(?:https?:|mailto:|tel:|ftp:|data:image\/(?:png|gif|jpeg|webp|avif)[;,])/;
	const leadsTo = value => { try { return new URL(value, document.baseURI).href } catch { return 'http:' } };
	const look = root => {
		for (const element of root.querySelectorAll('*')) {
			if (!elements.includes(element.tagName)) faults.push(`<${element.tagName}>`);
			if (element.tagName === 'INPUT' && (element.type !== 'checkbox' || !element.disabled)) faults.push('<input>');
			for (const {name, value} of element.attributes) {
				if (!attributes.includes(name)) faults.push(`${element.tagName} ${name}=${value.slice(0, 40)}`);
				if ((name === 'href' || name === 'src') && !safe.test(leadsTo(value)))
					faults.push(`${name}=${value.slice(0, 60)}`);
			}
		}
	};
	look(document.body);
	const again = document.implementation.createHTMLDocument('');
	again.body.innerHTML = document.body.innerHTML;
	look(again.body);
	// a link that leads somewhere is not followed; one that runs something is
	document.addEventListener('click', event => {
		const link = event.target.closest('a');
		if (link && link.protocol !== 'javascript:') event.preventDefault();
	});
	for (const element of document.body.querySelectorAll('*')) {
		for (const type of ['mouseover', 'mouseenter', 'focus', 'load', 'error', 'toggle'])
			element.dispatchEvent(new Event(type, {bubbles: true}));
		if (typeof element.click === 'function') element.click();
	}
	return faults;
}

const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--host-resolver-rules=MAP * 127.0.0.1:9']});

async function newPage(onNavigation) {
	const context = await browser.newContext();
	const page = await context.newPage();
	const seen = {fired: 0};
	await page.exposeFunction('weirFired', () => { seen.fired++ });
	await page.addInitScript(() => {
		for (const name of ['alert', 'prompt', 'confirm', 'print', 'open'])
			window[name] = () => { window.weirFired && window.weirFired(name) };
	});
	page.on('dialog', dialog => { seen.fired++; dialog.dismiss().catch(() => {}) });
	await page.route('**/*', route => {
		const request = route.request();
		if (request.url() === 'http://weir.test/') return route.fulfill({contentType: 'text/html; charset=utf-8', body: seen.html});
		if (request.isNavigationRequest() && request.frame() === page.mainFrame() && onNavigation) onNavigation(request.url());
		return route.abort();
	});
	return {page, context, seen};
}

let passed = 0, failed = 0;
const all = payloads();
const names = Object.keys(places);

// A batch of payloads on one page; when it is at fault, they are tried one by one.
async function run(view, batch) {
	view.seen.html = '<!doctype html><title>x</title><body>' + batch.map(item => `<div>${item.html}</div>`).join('\n');
	view.seen.fired = 0;
	await view.page.goto('http://weir.test/', {waitUntil: 'load', timeout: 60000});
	const faults = await view.page.evaluate(inspect, {elements, attributes});
	await view.page.waitForTimeout(5);
	const divs = await view.page.evaluate(n => document.body.querySelectorAll(':scope > div').length === n &&
		document.body.children.length === n, batch.length);
	if (!divs) faults.push('markup is not balanced');
	if (!view.seen.fired && !faults.length) return true;
	if (batch.length === 1) {
		console.log(`FAILED: ${batch[0].place}: ${JSON.stringify(batch[0].text)}\n  fired ${view.seen.fired}, ${faults.slice(0, 5).join(', ')}\n  ${batch[0].html}`);
		return false;
	}
	return false;
}

const view = await newPage();
for (const place of names) {
	const texts = all.map(places[place]), html = render(texts);
	const items = texts.map((text, i) => ({text, html: html[i], place}));
	for (let i = 0; i < items.length; i += 400) {
		const batch = items.slice(i, i + 400);
		if (await run(view, batch)) {
			passed += batch.length;
			continue;
		}
		let bad = 0;
		for (const item of batch)
			if (!await run(view, [item])) bad++;
		failed += Math.max(bad, 1);
		passed += batch.length - bad;
	}
}
await view.context.close();

// The control group: the oracle must see scripts that do run.
let fired = 0;
const controls = render(all.slice(0, 600), '--raw-html=trusted');
const control = await newPage();
for (const html of controls) {
	control.seen.html = '<!doctype html><title>x</title><body>' + html;
	control.seen.fired = 0;
	try {
		await control.page.goto('http://weir.test/', {waitUntil: 'domcontentloaded', timeout: 5000});
		await control.page.evaluate(inspect, {elements, attributes});
		await control.page.waitForTimeout(30);
	} catch { /* it went elsewhere */ }
	if (control.seen.fired) fired++;
}
if (fired >= 50) passed++;
else { failed++; console.log(`FAILED: only ${fired} of the control group fired`) }
console.log(`control group: ${fired} of ${controls.length} fired`);
await browser.close();
console.log(`xss: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
