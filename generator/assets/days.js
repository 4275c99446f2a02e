// The map of another day: a slider that works by keyboard, and Play. Each day is the picture of that day's own page,
// from its files `charts/<day>-map.svg` and `.csv`, and so are the words below it.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const kept = new Map(); // address → its text, or the promise of it
  const playing = new WeakMap(); // figure → the run that plays
  let latest = 0;

  const load = (url) => {
    if (!kept.has(url)) {
      const text = fetch(url).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(url))));
      kept.set(url, text.catch((error) => (kept.delete(url), Promise.reject(error))));
    }
    return kept.get(url);
  };
  const after = (figure, name) => {
    let found = figure.nextElementSibling;
    while (found && !found.matches(name)) found = found.nextElementSibling;
    return found;
  };
  const daysOf = (figure) =>
    [...after(figure, ".fm-daylinks").querySelectorAll("a")].map((link) => ({
      iso: link.href.match(/\d{4}-\d\d-\d\d/)[0],
      words: link.textContent,
      page: link.getAttribute("href"),
    }));

  // Rows of cells, without the columns of ids.
  const rowsOf = (csv) => {
    const rows = [[]];
    for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
      rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      if (end !== ",") rows.push([]);
    }
    const [head, ...body] = rows.filter((row) => row.length > 1);
    return body.map((row) => row.filter((_, column) => !head[column].endsWith(" id")));
  };
  const list = (parent, lines) =>
    parent.replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));

  const rightToLeft = getComputedStyle(document.body).direction === "rtl";
  const passed = (from, to) => (rightToLeft ? `\u2068${from}\u2069 ← \u2068${to}\u2069` : `${from} → ${to}`);

  function tell(figure, rows) {
    const facts = figure.querySelector(".fm-facts");
    const held = new Map();
    for (const [, holder] of rows) held.set(holder, (held.get(holder) ?? 0) + 1);
    list(facts.querySelector(".fm-held"), [...held].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${n}`));
    const moved = rows.filter((row) => row[2]).map(([place, now, sure, before]) => `${place}: ${passed(before, now)} (${sure})`);
    list(facts.querySelector(".fm-moved"), moved.length ? moved : [facts.dataset.none]);
  }

  function retable(tools, rows) {
    const body = tools.querySelector(".fm-data tbody");
    tools.querySelector(".fm-rest")?.remove(); // the file has every row, and so has the table now
    body.replaceChildren(
      ...rows.map((row) => {
        const line = document.createElement("tr");
        line.append(...row.map((text) => Object.assign(document.createElement("td"), { textContent: text || "–" })));
        return line;
      }),
    );
  }

  async function go(figure, number) {
    const mine = (latest += 1);
    const day = daysOf(figure)[number];
    const input = figure.querySelector(".fm-slider input");
    input.value = number;
    input.setAttribute("aria-valuetext", day.words);
    figure.querySelector(".fm-slider output").textContent = day.words;
    const tools = after(figure, ".fm-tools");
    const links = [...tools.querySelectorAll(".fm-files a")];
    const base = links[0].href.replace(/[^/]*$/, `${day.iso}-map.`);
    const [svg, csv] = await Promise.all([load(`${base}svg`), load(`${base}csv`)]);
    if (mine !== latest || !figure.isConnected) return;
    const file = new DOMParser().parseFromString(svg.replace(/<style>.*?<\/style>/s, ""), "image/svg+xml");
    const picture = document.importNode(file.querySelector("svg svg"), true);
    figure.querySelector(".fm-stage > svg").replaceWith(picture);
    const title = picture.getAttribute("aria-label");
    figure.querySelector("figcaption strong").textContent = title;
    figure.querySelector("figcaption span").textContent = file.querySelector("desc").textContent;
    figure.querySelector(".fm-frame").setAttribute("aria-label", title);
    tools.querySelector(".fm-cited").textContent = title;
    for (const link of links) link.href = base + link.href.split(".").pop();
    const [here, alone] = tools.querySelectorAll(".fm-address a"); // that day's own, which stay
    here.setAttribute("href", `${day.page}#chart-map`);
    alone.setAttribute("href", alone.getAttribute("href").replace(/[^/]*$/, `${day.iso}-map.svg`));
    figure.dispatchEvent(new CustomEvent("fm:change", { bubbles: true }));
    tell(figure, rowsOf(csv));
    retable(tools, rowsOf(csv));
  }

  async function play(figure, button) {
    const input = figure.querySelector(".fm-slider input");
    const next = () => go(figure, +input.value < +input.max ? +input.value + 1 : 0).catch(() => stop(figure, button));
    if (still.matches) return next();
    if (playing.has(figure)) return stop(figure, button);
    const run = {};
    playing.set(figure, run);
    button.textContent = button.dataset.pause;
    do {
      await Promise.all([next(), new Promise((done) => setTimeout(done, 900))]);
    } while (playing.get(figure) === run && figure.isConnected && +input.value < +input.max);
    if (playing.get(figure) === run) stop(figure, button);
  }

  function stop(figure, button) {
    playing.delete(figure);
    name(button);
  }

  function name(button) {
    button.dataset.words ??= button.textContent;
    button.textContent = still.matches ? button.dataset.step : button.dataset.words;
  }

  document.addEventListener("input", ({ target }) => {
    if (!target.matches(".fm-slider input")) return;
    const figure = target.closest(".fm-figure");
    stop(figure, figure.querySelector(".fm-play"));
    go(figure, +target.value).catch(() => {});
  });
  document.addEventListener("click", ({ target }) => {
    if (target.matches?.(".fm-play")) play(target.closest(".fm-figure"), target);
  });
  document.addEventListener("keydown", (event) => {
    // the page has uses of its own for the arrow keys
    if (event.target.matches?.(".fm-slider input")) event.stopPropagation();
  }, true);
  function arrived() {
    document.querySelectorAll(".fm-play").forEach(name);
    // room for the highest map of all days, so that nothing moves when one follows another
    for (const stage of document.querySelectorAll("[data-ratio]")) stage.style.aspectRatio = stage.dataset.ratio;
  }
  still.addEventListener("change", arrived);
  window.document$ ? window.document$.subscribe(arrived) : arrived();
})();
