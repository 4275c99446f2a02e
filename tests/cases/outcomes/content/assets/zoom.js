// A chart of fewer days: its own spec with a shorter axis, and the pointer's ways to choose them. Part of live.js,
// which draws what comes out.
export const DAY = 864e5; // ms

// The spec with its days from one part of the axis to another: rows in px move, those beside the plot stay.
export function shape(spec, [from, to]) {
  if (to - from === 1) return spec;
  const next = structuredClone(spec);
  const { width, height, datasets } = next;
  const [first, last] = spec.usermeta.days.map(Date.parse);
  const domain = [from, to].map((part) => first + part * (last - first));
  const move = (x) => (x / width - from) / (to - from) * width;
  for (const { mark, encoding } of next.layer) {
    const scale = encoding.x?.scale;
    if (scale) [scale.domain, mark.clip] = [{ expr: `[${domain}]` }, true];
  }
  const moved = (row) => {
    const [x, end] = [row.px, row.px2 ?? row.px];
    if (x === undefined || row.py < -10 || end < 0 || x > width || (x <= 0 && end >= width)) return [row];
    const [left, right] = [move(x), move(end)];
    if (row.py >= height || right < 0 || left > width) return []; // the days' own words are set anew
    return [{ ...row, px: Math.max(left, 0), ...(row.px2 === undefined ? {} : { px2: Math.min(right, width) }) }];
  };
  for (const name of Object.keys(datasets)) datasets[name] = datasets[name].flatMap(moved);
  for (const [date, text] of ticks(domain, width)) {
    const px = move(((date - first) / (last - first)) * width);
    const [ink, muted] = ["var(--fm-faint)", "var(--fm-muted)"];
    datasets.rules.push({ px, py: height, px2: px, py2: height + 6, color: ink, width: 1, dash: [] });
    datasets.labels.push({ px, py: height + 17, text, align: "center", color: muted, size: 12, weight: 400, halo: 0 });
  }
  return next;
}

// Days, Mondays or firsts of months, with their words, about 70 px apart.
function ticks([first, last], width) {
  const days = (last - first) / DAY;
  const step = [1, 2, 7, 14, 30, 91, 183, 365].find((each) => (width * each) / days > 66) ?? 1826;
  const parts = step < 30 ? { day: "numeric", month: "short" } : { month: "short", year: "numeric" };
  const tongue = document.documentElement.lang;
  const word = new Intl.DateTimeFormat(tongue === "en" ? "en-GB" : tongue || "en-GB", { timeZone: "UTC", numberingSystem: "latn", ...parts });
  const found = [];
  for (let day = Math.ceil(first / DAY), before = -1e9; day * DAY <= last; day += 1) {
    const date = new Date(day * DAY);
    if (day - before < step - (step < 30 ? 0 : 3) || (step >= 30 && date.getUTCDate() > 1)) continue;
    if (step % 7 === 0 && step < 30 && date.getUTCDay() !== 1) continue; // weeks begin on Monday
    before = day;
    found.push([+date, word.format(date)]);
  }
  return found;
}

// Dragging marks the days to keep; the wheel zooms with Ctrl or ⌘ alone. Without them a page scrolls over a chart as
// anywhere, and so it does under a finger.
export function byHand(stage, { spec, least, range, reach, hide }, signal) {
  const brush = Object.assign(document.createElement("div"), { className: "fm-brush" });
  let start, dragged;

  // Where a point lies: as a part of the days that are shown, and that as a part of the picture's width.
  const place = ({ clientX }) => {
    const svg = stage.querySelector(".fm-live svg");
    const seen = svg.getBoundingClientRect();
    const { width: wide } = svg.viewBox.baseVal;
    const left = spec.padding.left ?? spec.padding;
    const at = Math.min(Math.max((((clientX - seen.left) / seen.width) * wide - left) / spec.width, 0), 1);
    return { at, x: (left + at * spec.width) / wide };
  };
  const stop = () => {
    start = undefined;
    brush.remove();
  };
  const on = (kind, act, options) => stage.addEventListener(kind, act, { signal, ...options });

  on("pointerdown", (event) => {
    dragged = false;
    const plain = event.pointerType === "mouse" && !event.button && !event.ctrlKey && !event.target.closest(".fm-key");
    if (plain) start = { ...place(event), from: event.clientX };
  });
  on("pointermove", (event) => {
    if (!start || (!dragged && Math.abs(event.clientX - start.from) < 6)) return;
    if (!dragged) {
      dragged = true;
      stage.setPointerCapture(event.pointerId);
      stage.append(brush);
    }
    hide();
    event.stopImmediatePropagation();
    const [low, high] = [start.x, place(event).x].sort((a, b) => a - b);
    brush.style.left = `${100 * low}%`;
    brush.style.width = `${100 * (high - low)}%`;
  }, { capture: true });
  on("pointerup", (event) => {
    if (!start || !dragged) return stop();
    const [low, high] = [start.at, place(event).at].sort((a, b) => a - b);
    const [from, to] = range();
    const size = Math.max((high - low) * (to - from), least);
    stop();
    reach(from + ((low + high) / 2) * (to - from) - size / 2, size);
  });
  on("pointercancel", stop);
  on("click", (event) => dragged && event.stopImmediatePropagation(), { capture: true });
  on("wheel", (event) => {
    const [from, to] = range();
    const size = Math.min(Math.max((to - from) * (event.deltaY < 0 ? 0.8 : 1.25), least), 1);
    if (!(event.ctrlKey || event.metaKey) || size === to - from) return; // the browser's own
    event.preventDefault();
    const { at } = place(event);
    reach(from + at * (to - from - size), size);
  }, { passive: false });
}
