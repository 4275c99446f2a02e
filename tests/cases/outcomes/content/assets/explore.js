// A chart comes alive when a reader reaches for it: hover, focus, a tap, or its Explore button. Only then Vega and
// live.js are fetched, once for all charts of a visit. Under each chart: its picture as PNG, and how to cite it.
(() => {
  const here = document.currentScript.src;
  const live = new Map(); // figure → its live chart, or null while that is being fetched

  const figureOf = (element) => {
    let found = element.closest(".fm-tools") || element.closest(".fm-figure");
    while (found && !found.matches(".fm-figure")) found = found.previousElementSibling;
    return found;
  };
  const toolsOf = (figure) => {
    let found = figure.nextElementSibling;
    while (found && !found.matches(".fm-tools, .fm-figure")) found = found.nextElementSibling;
    return found?.matches(".fm-tools") ? found : null;
  };
  const buttonOf = (figure) => figure && toolsOf(figure)?.querySelector(".fm-explore");
  const fileOf = (figure, kind) => toolsOf(figure).querySelector(`.fm-files a[href$=".${kind}"]`).href;
  const get = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return answer;
  };

  let bundle;
  const vega = () =>
    (bundle ??= new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = new URL("vega.js", here);
      script.onload = () => done(window.vegaEmbed);
      script.onerror = () => {
        script.remove();
        bundle = undefined; // the line may come back
        fail(new Error(script.src));
      };
      document.head.append(script);
    }));

  async function wake(figure) {
    const button = buttonOf(figure);
    if (!button || live.has(figure)) return live.get(figure);
    live.set(figure, null);
    button.dataset.words ??= button.textContent;
    button.textContent = button.dataset.busy;
    delete figure.dataset.still;
    try {
      const spec = get(fileOf(figure, "json")).then((file) => file.json());
      const parts = await Promise.all([import(new URL("live.js", here)), vega(), spec]);
      const chart = await parts[0].enliven(figure, toolsOf(figure), parts[1], parts[2], () => sleep(figure));
      if (!live.has(figure) || !figure.isConnected) chart.end(); // the reader has gone on
      else live.set(figure, chart);
    } catch {
      live.delete(figure);
      button.textContent = button.dataset.failed;
      return null;
    }
    if (live.has(figure)) button.textContent = button.dataset.close;
    return live.get(figure);
  }

  // Back to the still chart, which then stays until the reader asks for the other one again.
  function sleep(figure) {
    live.get(figure)?.end();
    live.delete(figure);
    figure.dataset.still = "";
    const button = buttonOf(figure);
    if (button) button.textContent = button.dataset.words ?? button.textContent;
  }

  // The SVG file in the colours that the page has now, twice as large.
  async function png(figure) {
    const style = getComputedStyle(figure);
    const url = fileOf(figure, "svg");
    const color = (_, name) => style.getPropertyValue(name).trim().replaceAll('"', "'");
    const text = (await (await get(url)).text())
      .replace(/<style>.*?<\/style>/s, "")
      .replace(/var\((--fm-[a-z0-9-]+)[^()]*\)/g, color);
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`; // a blob would need a laxer content policy
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.download = url.split("/").pop().replace(/svg$/, "png");
    link.href = URL.createObjectURL(await new Promise((done) => canvas.toBlob(done)));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // Whole addresses to copy: the site's own where the page says it, else that at which the page is read.
  function name(figure) {
    const links = [...(toolsOf(figure)?.querySelectorAll(".fm-address a") ?? [])];
    const said = links[0]?.textContent ?? "";
    const here = location.href.split(/[?#]/)[0];
    const page = (figure.dataset.page ??= /^https?:/.test(said) ? said.split("#")[0] : here);
    let same = 0; // letters at the end of both: what comes before them is the site's address, there and here
    while (same < page.length && page.at(-1 - same) === here.at(-1 - same)) same += 1;
    const [there, from] = [page, here].map((address) => address.slice(0, address.length - same));
    for (const link of links) {
      const whole = link.href.replace(/\?[^#]*/, "");
      link.textContent = whole.startsWith(from) ? there + whole.slice(from.length) : whole;
    }
  }

  async function copy(button) {
    const citation = button.parentNode.querySelector(".fm-citation");
    try {
      await navigator.clipboard.writeText(citation.textContent.trim());
    } catch {
      return getSelection().selectAllChildren(citation); // without a clipboard: marked, for the reader's own key
    }
    const voice = document.querySelector(".fm-voice");
    if (voice) voice.textContent = button.dataset.done;
    button.dataset.words ??= button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = button.dataset.words; }, 2500);
  }

  const on = (kind, act) =>
    document.addEventListener(kind, (event) => event.target.closest && act(event, event.target));

  let dwell;
  on("pointerover", (event, target) => {
    clearTimeout(dwell);
    const figure = target.closest(".fm-frame") && figureOf(target);
    if (!figure || "still" in figure.dataset || event.pointerType !== "mouse") return;
    // On a metered line passing over a chart is no wish for half a megabyte.
    if (!navigator.connection?.saveData) dwell = setTimeout(() => wake(figure), 200);
  });
  on("focusin", (_, target) => {
    const figure = target.matches(".fm-frame:focus-visible") && figureOf(target);
    if (figure && !("still" in figure.dataset)) wake(figure);
  });
  on("click", async (event, target) => {
    const figure = figureOf(target);
    if (target.matches(".fm-png")) {
      png(figure);
    } else if (target.matches(".fm-copy")) {
      copy(target);
    } else if (target.matches(".fm-explore")) {
      if (live.get(figure)) return sleep(figure);
      const chart = await wake(figure);
      if (event.detail === 0) chart?.focus(); // pressed by key: the arrow keys come next
    } else if (target.closest(".fm-stage") && !live.get(figure)) {
      (await wake(figure))?.tap(event);
    }
  });
  on("keydown", (event, target) => {
    const figure = event.key === "Escape" && figureOf(target);
    if (figure && live.has(figure)) sleep(figure);
  });
  on("fm:change", (_, target) => {
    if (live.has(target)) sleep(target); // its still chart became another one
    delete target.dataset.still;
    name(target);
  });

  const arrived = () => {
    document.documentElement.classList.add("fm-ready");
    for (const figure of [...live.keys()]) if (!figure.isConnected) sleep(figure);
    document.querySelectorAll(".fm-figure").forEach(name);
  };
  // With instant navigation Material brings page after page into the same document.
  window.document$ ? window.document$.subscribe(arrived) : arrived();
})();
