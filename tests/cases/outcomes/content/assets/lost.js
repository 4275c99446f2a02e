/* For the error page of a site that does not know its address (no `site_url`): it is served at any depth and under
   any path, so the page asks for this file at every depth. The one that answers knows where the site lies. */
(() => {
  "use strict";
  const own = document.currentScript;
  if (window.__fmRoot || !own) return;
  const root = (window.__fmRoot = new URL("..", own.src).pathname);
  const assumed = own.dataset.base || "/";
  if (root === assumed) return;
  const right = (path) => (path.startsWith(assumed) && !path.startsWith("//") ? root + path.slice(assumed.length) : path);
  const mend = (within, name) => {
    for (const element of within.querySelectorAll(`[${name}^="/"]:not(script)`)) {
      element.setAttribute(name, right(element.getAttribute(name)));
    }
  };
  mend(document.head, "href");
  document.addEventListener("DOMContentLoaded", () => {
    for (const name of ["href", "src", "action"]) mend(document.body, name);
    const config = document.getElementById("__config");
    if (config) {
      const said = JSON.parse(config.textContent);
      config.textContent = JSON.stringify({ ...said, base: root, search: right(said.search) });
    }
    for (const script of document.querySelectorAll('script[src^="/"]')) {
      const again = document.createElement("script");
      again.src = right(script.getAttribute("src"));
      again.async = false;
      script.replaceWith(again);
    }
  });
})();
