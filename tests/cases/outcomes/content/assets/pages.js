/* Copies links, filters long lists, turns days by key, tells the age of the data. */
(() => {
	const all = (what, root = document) => [...root.querySelectorAll(what)];
	const one = (what, root = document) => root.querySelector(what);
	const words = JSON.parse(one("#__fm")?.textContent || "{}");
	const language = document.documentElement.lang || "en";
	const fill = (pattern = "", values) => pattern.replace(/\{(\w*)\}/g, (_, name) => values[name]);
	const make = (tag, values, ...children) => {
		const element = Object.assign(document.createElement(tag), values);
		element.append(...children);
		return element;
	};

	const modified = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

	/* Said aloud. */
	const voice = make("div", { className: "fm-voice" });
	voice.setAttribute("role", "status");
	const tell = (text) => {
		voice.textContent = "";
		setTimeout(() => { voice.textContent = text; }, 50);
	};

	/* Without a clipboard the link is followed. */
	const copy = async (event) => {
		const link = event.target.closest?.(".fm-link a");
		if (!link || event.button || modified(event) || !navigator.clipboard) return;
		event.preventDefault();
		event.stopPropagation();
		try {
			await navigator.clipboard.writeText(link.href);
			tell(words.copied);
			link.parentNode.dataset.done = words.copied;
			setTimeout(() => delete link.parentNode.dataset.done, 2500);
		} catch {
			location.assign(link.href);
		}
	};

	/* Previous and next day, unless the arrow keys mean something where the reader is. */
	const TAKEN = "input, select, textarea, [contenteditable], [role=slider], [tabindex], .md-search";
	const turn = (event) => {
		if (event.defaultPrevented || modified(event) || event.target.closest?.(TAKEN) || one("#__search")?.checked) return;
		const forward = getComputedStyle(document.body).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
		if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
			one(`.fm-pager .fm-${event.key === forward ? "next" : "prev"} a`)?.click();
		}
	};

	/* The age of the data: only the browser has a clock. */
	const DAY = 864e5;
	const age = () => {
		const line = one(".fm-asof");
		if (!line?.dataset.day) return;
		const now = new Date();
		const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
		const days = Math.round((today - Date.parse(line.dataset.day)) / DAY);
		const [n, unit] = days < 60 ? [days, "day"] : days < 730 ? [days / 30.44, "month"] : [days / 365.25, "year"];
		const old = days > line.dataset.notice;
		if (days > 0) {
			const length = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long", numberingSystem: "latn" }).format(Math.floor(n));
			one(".fm-age", line).textContent = fill(old ? words.old : words.age, { "": length });
			line.classList.toggle("fm-old", old);
		}
		const due = one(".fm-due", line);
		if (due && Date.parse(due.dataset.day) < today) due.textContent = due.dataset.late;
	};

	/* Filters. A row's facts are its own links, its type and its sign of confidence. */
	const ROWS = {
		event: ".fm-events li:has([data-type])",
		support: ".fm-events li",
		source: ".fm-sources li",
		place: "tbody tr",
	};
	const ALL = ["type", "actor", "place", "confidence"];
	const FACETS = { event: ALL, support: ["actor", "confidence"], place: ["actor"], source: [] };
	const each = (what) => Object.fromEntries(ALL.map((facet) => [facet, new what()]));
	const PAGE = /\/(actor|place)s\/([^/]+?)(?:\.html|\/(?:index\.html)?)$/;

	const read = (row, names) => {
		const facts = each(Set);
		const add = (facet, value, name) => {
			facts[facet].add(value);
			names[facet].set(value, name);
		};
		for (const link of all("a[href]", row)) {
			const found = !link.hash && link.host === location.host && PAGE.exec(link.pathname);
			if (found) add(found[1], decodeURIComponent(found[2]), link.textContent.trim());
		}
		const type = one("[data-type]", row)?.dataset;
		if (type) add("type", type.type, type.name);
		const sure = one(".fm-conf", row);
		if (sure) add("confidence", sure.className.split("fm-").pop(), sure.textContent.replace(/^\S+\s/, ""));
		const text = row.textContent.replace(one(".fm-link", row)?.textContent, "");
		return { row, facts, text: plain(text), over: section(row) };
	};
	const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f\u064b-\u0652]/g, "").replace(/[’‘]/g, "'").toLowerCase();

	const HEADING = /^H[1-6]$/;
	/* The heading over a row and all that stands under it. */
	const section = (row) => {
		let block = row;
		while (block && block.parentNode?.tagName !== "ARTICLE") block = block.parentNode;
		while (block && !HEADING.test(block.tagName)) block = block.previousElementSibling;
		return block;
	};
	const under = (heading) => {
		const blocks = [heading];
		let next = heading;
		while ((next = next.nextElementSibling) && !(HEADING.test(next.tagName) && next.tagName <= heading.tagName)) {
			if (!next.matches(".fm-parts")) blocks.push(next);
		}
		return blocks;
	};

	const filter = (bar) => {
		const kind = bar.dataset.of;
		const names = each(Map);
		const after = (row) => bar.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING && !row.closest("details");
		const rows = all(ROWS[kind], bar.closest("article")).filter(after).map((row) => read(row, names));
		if (!rows.length || bar.firstChild) return;

		const asks = new URLSearchParams(location.search);
		const fields = {};
		const form = make("form", { className: "fm-fields" });
		for (const facet of FACETS[kind]) {
			const asked = asks.get(facet);
			const wanted = [...names[facet]].find((pair) => pair[1] === asked)?.[0] ?? asked;
			const count = (value) => rows.filter(({ facts }) => facts[facet].has(value)).length;
			const values = [...names[facet]].sort((a, b) => a[1].localeCompare(b[1], language));
			if (values.length < 2 && !wanted) continue;
			if (wanted && !names[facet].has(wanted)) values.push([wanted, wanted]);
			fields[facet] = make("select", { name: facet }, new Option(words.any[facet], ""),
				...values.map(([value, name]) => new Option(`${name} (${count(value)})`, value)));
			fields[facet].value = wanted ?? "";
			form.append(make("label", {}, make("span", { textContent: words.label[kind === "place" ? "holder" : facet] }), fields[facet]));
		}
		fields.text = make("input", { type: "search", name: "text", value: asks.get("text") ?? "", autocomplete: "off" });
		form.append(make("label", {}, make("span", { textContent: words.label.text }), fields.text));
		const shown = make("output");
		const clear = make("button", { type: "reset", textContent: words.clear });
		form.append(make("p", {}, shown, " ", clear));
		const headings = new Set(rows.map(({ over }) => over).filter((heading) => heading && heading.tagName !== "H1"));
		const chosen = () => Object.entries(fields).filter(([, field]) => field.value.trim());

		const apply = () => {
			const terms = plain(fields.text.value).split(/\s+/).filter(Boolean);
			const facets = chosen().filter(([facet]) => facet !== "text");
			let n = 0;
			for (const { row, facts, text } of rows) {
				row.hidden = !(facets.every(([facet, field]) => facts[facet].has(field.value)) && terms.every((term) => text.includes(term)));
				n += !row.hidden;
			}
			for (const heading of headings) {
				const left = rows.some(({ row, over }) => !row.hidden && over === heading);
				for (const block of under(heading)) block.hidden = !left;
				const entry = one(`.md-sidebar--secondary a[href="#${heading.id}"]`)?.closest("li");
				if (entry) entry.hidden = !left;
			}
			shown.textContent = fill(words.shown[kind], { n, all: rows.length });
			clear.hidden = !chosen().length;
			bar.classList.toggle("fm-on", !clear.hidden);
		};
		let waiting;
		const store = () => {
			const url = new URL(location.href);
			for (const name of [...ALL, "text"]) url.searchParams.delete(name);
			for (const [name, field] of chosen()) url.searchParams.set(name, field.value.trim());
			history.replaceState(history.state, "", url);
			for (const link of all(".fm-parts a")) link.search = url.search; // the other pages of the same list
		};
		const change = () => {
			apply();
			clearTimeout(waiting);
			waiting = setTimeout(store, 200);
		};
		form.addEventListener("input", change);
		form.addEventListener("submit", (event) => event.preventDefault());
		form.addEventListener("reset", (event) => {
			event.preventDefault();
			for (const field of Object.values(fields)) field.value = "";
			change();
			tell(shown.textContent);
			Object.values(fields)[0].focus();
		});
		bar.clear = () => form.reset();
		const summary = make("summary", { textContent: fill(words.filter[kind], { all: rows.length }) });
		bar.append(make("details", { open: kind === "source" || kind === "place" || chosen().length > 0 }, summary, form));
		apply();
		if (chosen().length) store();
	};

	/* An event that a filter hides, or that has moved on to a later page. */
	const target = async () => {
		const id = decodeURIComponent(location.hash.slice(1));
		const there = id && document.getElementById(id);
		if (there) {
			if (there.closest("[hidden]")) {
				one(".fm-filter.fm-on")?.clear();
				there.scrollIntoView();
			}
		} else if (/^e-/.test(id)) {
			for (const address of new Set(all(".fm-parts a").map((link) => link.href))) {
				const page = await fetch(address).then((answer) => answer.text(), () => "");
				if (page.includes(`id="${id}"`)) return location.replace(`${address.split(/[?#]/)[0]}#${id}`);
			}
		}
		return undefined;
	};

	const start = () => {
		document.body.append(voice);
		age();
		all(".fm-filter").forEach(filter);
		one(".fm-prev a")?.setAttribute("aria-keyshortcuts", "ArrowLeft");
		one(".fm-next a")?.setAttribute("aria-keyshortcuts", "ArrowRight");
		target();
	};
	document.addEventListener("click", copy, true);
	document.addEventListener("keydown", turn);
	window.addEventListener("hashchange", target);
	if (window.document$) window.document$.subscribe(start);
	else start();
})();
