/* What is new since the reader's last visit. This browser alone keeps which edition and which last day were seen; nothing
   is sent. Marks lie over what is there, so that nothing moves. */
(() => {
  const KEY = "fm-visit";
  const PAUSE = 6 * 36e5; // a visit ends when no page has been opened for so long
  const all = (what) => [...document.querySelectorAll(what)];
  const place = document.querySelector(".fm-fresh");
  const here = document.querySelector(".fm-asof")?.dataset;
  const words = JSON.parse(document.getElementById("__fm")?.textContent || "{}").fresh;
  if (!here?.day || !words || !window.__md_get) return;

  const now = { edition: +here.edition || 0, day: here.day };
  const later = (one, other) => ({
    edition: Math.max(one.edition, other.edition),
    day: one.day > other.day ? one.day : other.day,
  });
  const kept = __md_get(KEY);
  const sound = ["base", "seen"].every((part) => kept?.[part] && Number.isInteger(kept[part].edition) && /^\d{4}-\d\d-\d\d$/.test(kept[part].day));
  const visit = sound ? kept : { base: now, seen: now, at: 0 };
  if (Math.abs(Date.now() - visit.at) > PAUSE) visit.base = visit.seen;
  visit.seen = later(visit.seen, now);
  visit.at = Date.now();
  const store = () => __md_set(KEY, visit);
  store();

  const { base } = visit;
  const counted = base.edition > 0 && now.edition > 0; // else by the day: what is dated after the last one was not there
  const sum = (pairs) => pairs.split(" ").filter(Boolean).map((pair) => pair.split(":").map(Number))
    .reduce((n, [edition, rows]) => n + (edition > base.edition ? rows : 0), 0);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const mark = (element, text) => { if (element) element.dataset.fresh = text; };
  const day = (link) => /\/dates\/(\d{4}-\d\d-\d\d)/.exec(link)?.[1] ?? "";

  function marked() {
    if (counted) {
      for (const event of all("[data-edition]:not(.fm-asof)")) {
        if (+event.dataset.edition > base.edition) mark(event.closest("li, section"), words.new);
      }
      for (const heading of all("article h2[id^=edition-]")) {
        if (+heading.id.slice(8) > base.edition) mark(heading, words.new);
      }
      for (const some of all("[data-added]:not(.fm-fresh)")) {
        const n = sum(some.dataset.added);
        if (n) mark(some.closest("li, td"), fill(words.some, { n }));
      }
    } else {
      for (const link of all(".fm-calendar td > a, .fm-days li > a, article h3 > a")) {
        if (day(link.href) > base.day) mark(link.parentNode, words.new);
      }
      if (day(location.pathname) > base.day) mark(document.querySelector("article h1"), words.new);
    }
  }

  function told() {
    if (counted && now.edition > base.edition) {
      const n = sum(place.dataset.added ?? "");
      return fill(base.edition < (+place.dataset.since || 0) ? words.least : words.edition, { n, edition: base.edition });
    }
    if (counted || now.day <= base.day) return "";
    const language = document.documentElement.lang || "en";
    const form = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
    return fill(words.day, { day: form.format(new Date(base.day)) });
  }

  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  function show() {
    for (const element of all("[data-fresh]")) delete element.dataset.fresh;
    place?.replaceChildren();
    if (visit.off) {
      place?.append(words.isoff, " ", button(words.on, () => change({ off: false })));
      return;
    }
    marked();
    const text = place && told();
    if (text) place.append(text, " ", button(words.seen, () => change({ base: visit.seen })), " ", button(words.off, () => change({ off: true })));
  }
  function change(what) {
    Object.assign(visit, what);
    if (what.base) Object.assign(base, visit.seen);
    store();
    show();
  }
  show();
})();
