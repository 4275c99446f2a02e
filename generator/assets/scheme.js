// The palette that the reader chose last, set before anything is painted.
(() => {
  const chosen = __md_get("__palette");
  if (!chosen || !chosen.color) return;
  const color = chosen.color;
  if (color.media === "(prefers-color-scheme)") {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const input = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${dark})']`);
    if (input) {
      for (const key of ["media", "scheme", "primary", "accent"]) {
        color[key] = input.getAttribute(`data-md-color-${key}`);
      }
    }
  }
  for (const [key, value] of Object.entries(color)) {
    document.body.setAttribute(`data-md-color-${key}`, value);
  }
})();
