// Tables: one under a chart is sorted by the column whose head the reader presses, numbers as numbers, days as days;
// one that is wider than its place is scrolled by keys as well.
(() => {
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell.textContent.trim();
    const day = cell.querySelector("a")?.href.match(/\d{4}-\d\d-\d\d/);
    const number = Number(text.replaceAll(",", "").replace("−", "-"));
    return day ? day[0] : text && !Number.isNaN(number) ? number : text;
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), document.documentElement.lang);

  // A head becomes a button when its table is opened: a page full of closed ones need not carry them.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.matches?.(".fm-data[open]") || target.querySelector("th button")) return;
      for (const head of target.querySelectorAll("thead th")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "fm-sort";
        button.append(...head.childNodes);
        head.append(button);
      }
    },
    true,
  );
  document.addEventListener("click", ({ target }) => {
    const head = target.closest?.(".fm-sort")?.parentElement;
    if (!head) return;
    const body = head.closest("table").tBodies[0];
    const way = head.ariaSort === "ascending" ? -1 : 1;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.ariaSort = way === 1 ? "ascending" : "descending";
    const rows = [...body.rows].map((row) => [valueOf(row, head.cellIndex), row]);
    body.append(...rows.sort((a, b) => way * compare(a[0], b[0])).map(([, row]) => row));
  });

  // Named after what stands above it: its summary, or the last heading.
  const above = (node) => {
    const summary = node.closest("details")?.querySelector("summary");
    if (summary) return summary.textContent;
    while (node && !/^H\d$/.test(node.tagName)) node = node.previousElementSibling ?? node.parentElement;
    return node?.textContent ?? document.title;
  };
  const widths = new ResizeObserver((entries) => {
    // All is read before anything is written: else each table would have the page laid out once more.
    const wide = entries.map(({ target }) => [target, target.scrollWidth > target.clientWidth]);
    for (const [target, scrolls] of wide) {
      if (scrolls === target.hasAttribute("tabindex")) continue;
      const marks = { tabindex: "0", role: "group", "aria-label": above(target).trim() };
      for (const [name, value] of Object.entries(marks)) scrolls ? target.setAttribute(name, value) : target.removeAttribute(name);
    }
  });
  window.document$?.subscribe(() =>
    requestAnimationFrame(() => {
      widths.disconnect();
      for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) widths.observe(wrap);
    }),
  );
})();
