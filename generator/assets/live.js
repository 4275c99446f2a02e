// A live chart over its still one: tips that give the rows of a mark and their sources, a key that isolates, and
// zoom on the days where they are many. Fetched by explore.js when a reader reaches for a chart.
import { DAY, byHand, shape } from "./zoom.js";

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
const make = (tag, name, text = "") =>
  Object.assign(document.createElement(tag), { className: name, textContent: text });
const OPTIONS = {
  mode: "vega-lite",
  renderer: "svg", // its colours are CSS variables, so that it follows the palette
  ast: true, // no eval: runs under script-src 'self'
  actions: false,
  defaultStyle: false,
  tooltip: false,
  hover: false,
  logLevel: 1,
};

export async function enliven(figure, tools, embed, spec, close) {
  const frame = figure.querySelector(".fm-frame");
  const stage = figure.querySelector(".fm-stage");
  const button = tools.querySelector(".fm-explore");
  const links = [...tools.querySelectorAll(".fm-data td a")];
  const file = tools.querySelector('.fm-files a[href$=".json"]').href; // tells where marks of rows lead that the page leaves out
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const tip = make("div", "fm-tip");
  const voice = make("div", "fm-unseen"); // says the tip to those who move by key
  const over = new AbortController();
  const [first, last] = spec.usermeta.days.map(Date.parse);
  const least = Math.min(1, (14 * DAY) / (last - first)); // of all days, the part that a zoom leaves
  let box, drawn, svg, spots, marks;
  let range = [0, 1];
  let [busy, again] = [false, false];
  let picked = null;
  let at = -1;
  let pinned = false;
  let link;

  async function draw() {
    if (busy) return void (again = true);
    busy = true;
    const next = make("div", "fm-live");
    const result = await embed(next, shape(spec, range), OPTIONS);
    busy = false;
    if (over.signal.aborted) return result.finalize(); // the reader has gone on
    if (again) return (again = false), result.finalize(), draw();
    end();
    [box, drawn, svg] = [next, result, next.querySelector("svg")];
    svg.setAttribute("aria-hidden", "true"); // the still chart keeps its words for those who listen
    stage.append(box);
    marks = marksOf(drawn.view);
    const told = new Map(marks.filter((mark) => mark.datum.tip).map((mark) => [mark.datum.tip.join(), mark]));
    spots = [...told.values()].sort((a, b) => a.x1 - b.x1 || a.y1 - b.y1);
    hide();
    keys();
    if (picked !== null) pick(picked);
  }

  function end() {
    drawn?.finalize();
    box?.remove();
  }

  // --- a key isolates ---
  function keys() {
    const { width: wide, height: high } = svg.viewBox.baseVal;
    for (const { datum, x1, y1, x2, y2 } of marks) {
      if (!datum.legend || !datum.text) continue;
      const key = make("button", "fm-key");
      key.type = "button";
      key.dataset.key = datum.key;
      key.append(make("span", "fm-unseen", datum.text));
      key.setAttribute("aria-pressed", "false");
      key.addEventListener("click", () => pick(picked === datum.key ? null : datum.key));
      const left = Math.max(x1 - 20, 0); // with its swatch
      key.style.left = `${(100 * left) / wide}%`;
      key.style.width = `${(100 * (x2 - left)) / wide}%`;
      key.style.top = `${(50 * (y1 + y2)) / high}%`;
      box.append(key);
    }
  }

  function pick(key) {
    picked = key;
    for (const { datum, element, opacity } of marks) {
      if (!element || datum.key === undefined) continue;
      const shown = key === null || datum.key === key;
      element.style.opacity = shown ? opacity : datum.legend ? 0.5 : 0.1;
    }
    for (const each of box.querySelectorAll(".fm-key")) {
      each.setAttribute("aria-pressed", String(each.dataset.key === key));
    }
  }

  // --- tips ---
  function near(event) {
    const seen = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / seen.width;
    const x = (event.clientX - seen.left) * scale;
    const y = (event.clientY - seen.top) * scale;
    let [best, least] = [-1, 20];
    spots.forEach((spot, number) => {
      if (picked !== null && spot.datum.key !== picked) return;
      const away = Math.hypot(x - clamp(x, spot.x1, spot.x2), y - clamp(y, spot.y1, spot.y2));
      if (away < least || away === 0) [best, least] = [number, away];
    });
    return best;
  }

  function leads(label) {
    const further = spec.usermeta.links?.[label];
    return links.find((each) => each.textContent === label)?.href ?? (further && new URL(further, file).href);
  }

  function show(number, pin = false) {
    const spot = spots[number];
    if (!spot) return hide();
    if (at !== number) {
      const [head, ...rest] = spot.datum.tip;
      tip.replaceChildren(make("strong", "", head), ...rest.map((line) => make("span", "", line)));
      const href = leads(spot.datum.link);
      link = href && Object.assign(make("a", "", `${spot.datum.link} ${getComputedStyle(document.body).direction === "rtl" ? "←" : "→"}`), { href });
      if (link) tip.append(link);
      mark(spot.x1 - 3, spot.y1 - 3, spot.x2 + 3, spot.y2 + 3);
      figure.append(tip);
    }
    [at, pinned] = [number, pin];
    if (pin) voice.textContent = spot.datum.tip.join("; ");
    tip.classList.toggle("fm-pinned", pin); // only then can the pointer reach the link in it
    const [outer, seen] = [figure.getBoundingClientRect(), ring.getBoundingClientRect()];
    const middle = seen.left + seen.width / 2 - outer.left - tip.offsetWidth / 2;
    const above = seen.top - outer.top - tip.offsetHeight - 4;
    tip.style.left = `${clamp(middle, 0, Math.max(outer.width - tip.offsetWidth, 0))}px`;
    tip.style.top = `${above + outer.top > 90 ? above : seen.bottom - outer.top + 4}px`;
  }

  function mark(x1, y1, x2, y2) {
    const place = { class: "fm-ring", x: x1, y: y1, width: x2 - x1, height: y2 - y1, rx: 2 };
    for (const [name, value] of Object.entries(place)) ring.setAttribute(name, value);
    svg.append(ring);
  }

  function hide() {
    ring.remove();
    tip.remove();
    [at, pinned, link] = [-1, false, undefined];
  }

  function zoom(how) {
    const [from, to] = range;
    const size = clamp((to - from) * ({ in: 0.5, out: 2 }[how] ?? 1), least, 1);
    const shift = { earlier: -size / 2, later: size / 2 }[how] ?? (to - from - size) / 2;
    reach(from + shift, size);
  }

  function reach(from, size) {
    const start = clamp(from, 0, 1 - size);
    range = [start, start + size];
    return draw();
  }

  function keyed(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.target !== frame || event.ctrlKey || event.altKey || event.metaKey) return;
    if (step) show((at + step + spots.length) % spots.length, true);
    else if (event.key === "Enter" && link) link.click();
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page has uses of its own for the arrow keys
  }

  await draw();
  const until = { signal: over.signal };
  stage.addEventListener("pointermove", (event) => {
    if (!pinned && event.pointerType === "mouse") show(near(event));
  }, until);
  stage.addEventListener("pointerleave", () => pinned || hide(), until);
  stage.addEventListener("click", (event) => event.target.closest(".fm-key") || show(near(event), true), until);
  frame.addEventListener("keydown", keyed, until);
  frame.addEventListener("blur", ({ relatedTarget: next }) => next && !tip.contains(next) && hide(), until);
  tools.addEventListener("click", ({ target }) => target.dataset.zoom && zoom(target.dataset.zoom), until);
  if (tools.querySelector(".fm-zoom")) {
    byHand(stage, { spec, least, range: () => range, reach, hide }, over.signal);
    stage.classList.add("fm-drags");
  }
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-description", button.dataset.hint);
  voice.setAttribute("role", "status");
  figure.append(voice);
  for (const part of [figure, tools]) part.classList.add("fm-is-live");
  return {
    focus: () => frame.focus({ preventScroll: true }),
    tap: (event) => show(near(event), true),
    end() {
      over.abort();
      hide();
      end();
      voice.remove();
      stage.classList.remove("fm-drags");
      frame.setAttribute("role", "group");
      frame.removeAttribute("aria-description");
      for (const part of [figure, tools]) part.classList.remove("fm-is-live");
    },
  };
}

// Everything drawn, with its box in px of the whole picture.
function marksOf(view) {
  const found = [];
  const walk = (mark, x, y) => {
    for (const item of mark.items) {
      if (mark.marktype === "group") {
        item.items.forEach((inner) => walk(inner, x + (item.x || 0), y + (item.y || 0)));
        continue;
      }
      const point = mark.marktype === "line" || mark.marktype === "area";
      const box = point ? { x1: item.x, y1: item.y, x2: item.x, y2: item.y } : item.bounds;
      const [element, datum] = [item._svg, item.datum || {}];
      const place = { x1: box.x1 + x, y1: box.y1 + y, x2: box.x2 + x, y2: box.y2 + y };
      found.push({ ...place, datum, element, opacity: element?.style.opacity });
    }
  };
  const { left, top } = view.padding();
  walk(view.scenegraph().root, left, top);
  return found;
}
