// A chart of fewer days: its own spec with a shorter axis. Part of live.js, which draws what comes out.
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

// Days or firsts of months, with their words, about 70 px apart.
function ticks([first, last], width) {
  const days = (last - first) / DAY;
  const step = [1, 2, 7, 14, 30, 91, 183, 365].find((each) => (width * each) / days > 66) ?? 1826;
  const parts = step < 30 ? { day: "numeric", month: "short" } : { month: "short", year: "numeric" };
  const word = new Intl.DateTimeFormat(document.documentElement.lang || "en", { timeZone: "UTC", numberingSystem: "latn", ...parts });
  const found = [];
  for (let day = Math.ceil(first / DAY), before = -1e9; day * DAY <= last; day += 1) {
    const date = new Date(day * DAY);
    if (day - before < step - (step < 30 ? 0 : 3) || (step >= 30 && date.getUTCDate() > 1)) continue;
    before = day;
    found.push([+date, word.format(date)]);
  }
  return found;
}
