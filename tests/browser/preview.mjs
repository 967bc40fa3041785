// preview.mjs BUILD: pages of `weir preview` in Chromium, more of them than a browser has connections for one server.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {build, launch, check, group, finish, until} from './common.mjs';

const [bin] = process.argv.slice(2);
const folder = build(bin), page = path.join(folder, 'content/account/plain.md');
const preview = spawn(path.resolve(bin, 'weir'), ['preview', '-C', folder, '--listen', '127.0.0.1:0'], {stdio: ['ignore', 'pipe', 'inherit']});
let said = '';
preview.stdout.on('data', text => said += text);
await until(() => / ms\n/.test(said));
const url = /(http:\S+?)\/?\s/.exec(said)[1] + '/account/plain/';
const browser = await launch();

// Chromium without a head takes all pages for visible ones.
const look = (page, hidden) => page.evaluate(is => {
	Object.defineProperty(document, 'hidden', {value: is, configurable: true});
	document.dispatchEvent(new Event('visibilitychange'));
}, hidden);
await group('tabs', async () => {
	const context = await browser.newContext(), pages = [];
	for (let i = 1; i <= 8; i++) {
		pages.push(await context.newPage());
		await pages.at(-1).goto(url, {timeout: 20000});
		if (i < 8) await look(pages.at(-1), true);
	}
	check('the eighth page is loaded', pages.length === 8);
	const has = (which, text) => which.evaluate(wanted => document.body.innerText.includes(wanted), text).catch(() => false);
	fs.appendFileSync(page, '\nIt ends at noon.\n');
	await until(() => has(pages[7], 'ends at noon'));
	check('who looks at a page sees an edit', await has(pages[7], 'ends at noon'));
	check('others are not loaded again', !await has(pages[0], 'ends at noon'));
	await look(pages[0], false);
	await until(() => has(pages[0], 'ends at noon'));
	check('but when somebody comes back to them', await has(pages[0], 'ends at noon'));
	await context.close();
});

await browser.close();
preview.kill('SIGTERM');
await new Promise(done => preview.on('exit', done));
fs.rmSync(folder, {recursive: true, force: true});
finish('preview-browser');
