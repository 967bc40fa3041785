// Added by `weir preview` to the pages that it serves; never part of the site.
(function () {
	'use strict';
	var generation = document.currentScript.getAttribute('data-generation');
	var box = null;

	function element(name, text, parent) {
		var made = document.createElement(name);
		made.textContent = text;
		if (parent) parent.appendChild(made);
		return made;
	}

	// In a shadow root with a constructed style sheet: the page's own styles and
	// its content security policy do not matter.
	function makeBox() {
		var host = document.createElement('weir-preview');
		var root = host.attachShadow({mode: 'open'});
		var sheet = new CSSStyleSheet();
		sheet.replaceSync(
			':host{all:initial;position:fixed;z-index:2147483647;inset:auto 0 0 0;max-height:100%;overflow:auto;' +
			'font:15px/1.5 system-ui,sans-serif;color:#222;background:#fff;border-top:4px solid #b45309;' +
			'box-shadow:0 0 2em #0006}' +
			':host([hidden]){display:none}' +
			':host([data-errors]){inset:0;border-color:#b91c1c}' +
			'div{max-width:60em;margin:auto;padding:1em}' +
			'h1{font-size:1.2em;margin:0 0 .5em;display:flex;justify-content:space-between;gap:1em}' +
			'button{font:inherit;padding:.2em .8em}' +
			'ol{margin:0;padding:0;list-style:none}li{margin:0 0 1em}' +
			'code{font:13px/1.5 ui-monospace,monospace;background:#f3f3f3;padding:.1em .3em}' +
			'p{margin:.2em 0}.error b{color:#b91c1c}.warning b{color:#b45309}.hint{color:#555}');
		root.adoptedStyleSheets = [sheet];
		root.appendChild(document.createElement('div'));
		host.setAttribute('role', 'alertdialog');
		host.setAttribute('aria-label', 'weir preview');
		document.documentElement.appendChild(host);
		return host;
	}

	function place(problem) {
		var text = problem.file || 'the site';
		if (problem.line) text += ':' + problem.line;
		if (problem.line && problem.column) text += ':' + problem.column;
		return text;
	}

	function show(problems) {
		var errors = problems.filter(function (problem) { return problem.severity === 'error'; });
		var warnings = problems.length - errors.length;
		var inside, title, list, close;

		if (problems.length === 0) {
			if (box) box.hidden = true;
			return;
		}
		box = box || makeBox();
		box.hidden = false;
		box.toggleAttribute('data-errors', errors.length !== 0);
		inside = box.shadowRoot.querySelector('div');
		inside.textContent = '';
		title = element('h1', '', inside);
		element('span', errors.length
			? 'The site cannot be built: ' + errors.length + (errors.length === 1 ? ' error' : ' errors')
			: warnings + (warnings === 1 ? ' warning' : ' warnings'), title);
		close = element('button', 'Close', title);
		close.onclick = function () { box.hidden = true; };
		list = element('ol', '', inside);
		(errors.length ? errors : problems).slice(0, 50).forEach(function (problem) {
			var item = element('li', '', list), line;
			item.className = problem.severity;
			line = element('p', '', item);
			element('code', place(problem), line);
			line.append(' ');
			element('b', problem.severity, line);
			line.append(': ' + problem.message + ' [' + problem.code + ']');
			if (problem.hint) element('p', problem.hint, item).className = 'hint';
		});
	}

	function onState(event) {
		var state = JSON.parse(event.data);
		if (state.generation !== generation) location.reload();
		else show(state.problems);
	}

	// A browser has six connections for a server: pages that nobody looks at leave theirs to others, and are told the state
	// when somebody comes back to them.
	var source = null;

	function listen() {
		if (document.hidden && source) {
			source.close();
			source = null;
		} else if (!document.hidden && !source) {
			source = new EventSource('/__weir/events');
			source.addEventListener('state', onState);
		}
	}

	document.addEventListener('visibilitychange', listen);
	addEventListener('pageshow', listen);
	listen();
})();
