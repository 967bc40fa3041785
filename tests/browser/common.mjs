// What the suites that drive a real site share: a small help centre with every kind of page, built by
// weir and served by weir-search, and Chromium looking at it.
import {createRequire} from 'node:module';
import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {chromium} from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const counts = {passed: 0, failed: 0};
export const check = (what, is, detail = '') => {
	if (is) return counts.passed++;
	counts.failed++;
	console.log('FAILED:', what, String(detail).slice(0, 1500));
};
// A group of checks; an exception (a wait that ran out) is one failure.
export const group = (what, run) => run().catch(e => check(what, false, e.stack.split('\n').slice(0, 3).join(' ')));
// Until it is so; whether it is, is what is checked then.
export const until = async (isSo, seconds = 60) => {
	for (const end = Date.now() + seconds * 1000; !await isSo() && Date.now() < end;) await new Promise(done => setTimeout(done, 50));
};
export const finish = name => {
	console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed`);
	process.exit(counts.failed ? 1 : 0);
};

// ---- the site ----

const toml = `[site]
title = "Acme Help"
base_url = "https://help.acme.example"
description = "Answers to what customers of Acme ask."
edit_url = "https://git.acme.example/edit/{path}"
copyright = "Acme Ltd"
[languages.en]
[languages.de]
title = "Acme Hilfe"
[languages.ar]
title = "مساعدة أكمي"
[nav]
limit = 10
[contact]
email = "help@acme.example"
note = "People answer here."
[[contact.venue]]
id = "tickets"
kind = "ticket"
title = "Support"
note = "Questions about your account."
first_reply = "4h"
[[contact.venue]]
id = "forum"
kind = "forum"
title = "Forum"
url = "https://forum.acme.example/new"
[[contact.route]]
topic = "ideas"
title = "Ideas"
venue = "forum"
[[contact.route]]
topic = "other"
title = "Anything else"
venue = "tickets"
[contact.hours]
timezone = "Europe/London"
monday = "09:00-17:00"
`;
const files = {
	'index.md': '---\ntitle: Acme Help\n---\n',
	'index.de.md': '---\ntitle: Acme Hilfe\n---\n',
	'index.ar.md': '---\ntitle: مساعدة أكمي\n---\n',
	'billing/index.md': '---\ntitle: Billing & payments\ndescription: Invoices, cards and refunds\n---\n',
	'billing/invoices/index.md': '---\ntitle: Invoices\n---\n\nWhat is on an invoice.\n',
	'billing/invoices/vat.md': '---\ntitle: VAT numbers\nid: vat\nlastmod: 2026-08-02\n---\n\nEnter it under *Settings*.\n',
	'billing/refunds.md': `---
title: "Get a refund for <anything> | today"
id: refunds
description: How to ask for your money back, how long it takes, and what it costs
lastmod: 2026-11-02
tags: [money, cards]
promoted: true
product: Acme Cloud
version: 4
---

A refund goes back to the card that paid. It takes **five working days**; see [the card](cards.md).

> [!NOTE]
> Only the owner of an account can ask.

## Ask for a refund

1. Open *Billing*.
2. Press <kbd>R</kbd>.

\`\`\`sh
acme refunds create --invoice 2026-11 --reason "wrong amount, charged twice in one month, and once more"
\`\`\`

## Limits & fees

| Plan | Days | Fee |
|---|--:|:-:|
| Basic | 14 | none |
| Business | 60 | 1 % |

> [!TIP]
> Ask early.

> [!WARNING]
> Fees change.

> [!CAUTION]
> No way back.

> [!IMPORTANT]
> Keep the receipt.

> Money back, no questions asked.

- [x] Invoice found
- [ ] Asked

<details><summary>Taxes</summary>Taxes are paid back too.</details>

See \`refund_policy\`, <mark>what is new</mark> and the note[^1].

[^1]: Since 2025.
`,
	'billing/refunds.de.md': '---\ntitle: Geld zurück\nlastmod: 2026-10-02\ntags: [Geld]\n---\n\nErstattungen dauern fünf Tage.\n\n## Fragen\n\nFragen Sie.\n\n## Fristen\n\nVierzehn Tage.\n',
	'billing/refunds.ar.md': '---\ntitle: استرداد المبلغ\nlastmod: 2026-10-02\ntags: [المال]\n---\n\nيعود المبلغ إلى البطاقة خلال خمسة أيام عمل.\n\n## طلب الاسترداد\n\nافتح `/billing/` ثم اضغط.\n\n```sh\n./refund --all\n```\n\n## الحدود\n\nأربعة عشر يومًا.\n',
	'billing/cards.md': '---\ntitle: Change the credit card\nid: cards\ntags: [cards]\nlastmod: 2026-09-01\n---\n\nOpen settings, then payment, then card.\n',
	'account/index.md': '---\ntitle: Account\n---\n',
	'account/password.md': '---\ntitle: Reset the password\nid: password\nlastmod: 2026-10-11\n---\n\nPress *Forgot password* and follow the link.\n\n## No mail comes\n\nLook into the spam folder, then ask for the password mail again.\n',
	'account/plain.md': '---\ntitle: Sessions end after a day\n---\n\nA session ends after a day without use.\n',
	'news/index.md': '---\ntitle: What is new\nlayout: changelog\ndescription: Changes to Acme, the newest first\n---\n',
	'news/exports.md': '---\ntitle: Exports are faster\ndate: 2026-11-01\ndescription: Large exports take a third of the time.\n---\n\nThey do.\n',
	'news/sso.md': '---\ntitle: Single sign-on for all plans\ndate: 2026-09-14\nlastmod: 2026-10-20\n---\n\nEveryone has it now.\n',
	'solved/index.md': '---\ntitle: Solved questions\n---\n',
	'solved/1001.md': '---\ntitle: Why was I charged twice in October?\nkind: solved\nlastmod: 2026-10-30\nenvironment: Acme Cloud 4, Firefox\nconfirmed_by: customer\ntags: [money]\n---\n\n## Question\n\nMy card shows two charges.\n\n## Answer\n\nThe first was a reservation that falls away by itself.\n',
};
for (let i = 1; i <= 12; i++) files[`commands/command-${i}.md`] = `---\ntitle: acme command ${i}\ntags: [command${i}]\n---\n\nWhat command ${i} does.\n`;

// Builds into a new folder; gives its path. settings: more of site.toml.
export const build = (bin, settings = '', more = {}) => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weir-browser-'));
	for (const [name, text] of Object.entries({...Object.fromEntries(Object.entries(files).map(([n, t]) => ['content/' + n, t])), 'site.toml': toml + settings, ...more})) {
		fs.mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
		fs.writeFileSync(path.join(folder, name), text);
	}
	const run = spawnSync(path.join(bin, 'weir'), ['build', '-C', folder], {encoding: 'utf8'});
	if (run.status !== 0) throw Error('weir build: ' + run.stdout + run.stderr);
	return folder;
};
// {url, stop()}: weir-search on a free port.
export const serve = (bin, folder, ...options) => new Promise((ready, failed) => {
	const server = spawn(path.resolve(bin, 'weir-search'), ['--site', path.join(folder, 'public'), '--static', '--listen', '127.0.0.1:0', '--rate', '0', '--log', 'none', ...options]);
	let said = '';
	server.stderr.on('data', d => {
		said += d;
		const url = /listening on (http:\S+)/.exec(said)?.[1].replace(/\/$/, '');
		if (url) ready({url, stop: () => new Promise(done => { server.on('exit', done); server.kill('SIGTERM') })});
	});
	server.on('exit', code => failed(Error('weir-search ended: ' + code + ' ' + said)));
});

// ---- the browser ----

const setup = {executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']};
export const launch = () => chromium.launch(setup);
// What `open` takes for a browser, of somebody who has set a size of text (16 is usual): media queries know of it, too.
export const withText = pixels => ({newContext: async options => {
	const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'weir-profile-'));
	fs.mkdirSync(path.join(profile, 'Default'));
	fs.writeFileSync(path.join(profile, 'Default/Preferences'), JSON.stringify({webkit: {webprefs: {default_font_size: pixels}}}));
	process.on('exit', () => fs.rmSync(profile, {recursive: true, force: true, maxRetries: 10}));
	return chromium.launchPersistentContext(profile, {...setup, ...options});
}});

// A page of its own context; errors and requests to hosts other than `hosts` are failures of `what`.
export const open = async (browser, what, hosts, {quiet = true, ...options} = {}) => {
	const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
	const page = await context.newPage();
	page.setDefaultTimeout(60000);
	page.on('pageerror', e => check(what + ': no script error', false, e.message));
	if (quiet) page.on('console', m => m.type() === 'error' && check(what + ': quiet console', false, m.text()));
	page.on('request', r => check(what + ': own hosts only', hosts.some(h => r.url().startsWith(h)) || /^(data|about|blob):/.test(r.url()), r.url()));
	return page;
};
// The policy forbids inline scripts, so axe comes in by the debugger, which stays: its leaving would undo emulateMedia().
const sessions = new WeakMap();
export const axe = async (what, page) => {
	if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
	const cdp = sessions.get(page);
	const run = expression => cdp.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
	await run(axeSource);
	const {result} = await run(`axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
		.then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).slice(0, 3).join(' | ')))`);
	check(what + ': axe', Array.isArray(result.value) && result.value.length === 0, JSON.stringify(result.value));
};
