/* Runs before the page is drawn. Holds what Material writes as inline scripts, so that a host can forbid those,
   and mends some of its habits: a flash of light before a dark page, a restyle for nothing, the search index loaded
   by every reader, controls that no key reaches. */
(() => {
  "use strict"
  const root = document.documentElement
  const { scope, palettes } = document.currentScript.dataset
  const base = new URL(scope, location)
  root.className = "js js-focus-visible" // what Material's bundle makes of it: later it would restyle the whole page

  /* Material's bundle calls these four. A browser may refuse storage: then a choice lasts for the page. */
  const storage = name => { try { return window[name] } catch { return null } }
  window.__md_scope = base
  window.__md_hash = text => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0)
  window.__md_get = (key, from = storage("localStorage"), at = base) => {
    try { return JSON.parse(from.getItem(`${at.pathname}.${key}`)) } catch { return null }
  }
  window.__md_set = (key, value, into = storage("localStorage"), at = base) => {
    try { into.setItem(`${at.pathname}.${key}`, JSON.stringify(value)) } catch { /* refused or full */ }
  }

  /* The colours that the reader chose, or those of the system, before anything is painted. */
  const choices = JSON.parse(palettes || "[]")
  const paint = () => {
    let choice = __md_get("__palette")?.color || choices[0]
    if (choice?.media === "(prefers-color-scheme)" || !__md_get("__palette"))
      choice = choices.find(({ media }) => / (light|dark)\)$/.test(media) && matchMedia(media).matches) || choice
    for (const key of ["scheme", "primary", "accent"])
      if (choice?.[key]) document.body.setAttribute(`data-md-color-${key}`, choice[key])
  }
  /* Material then sets the same once more, and switches transitions off and on around it: until the page has
     loaded both are left out, for each restyles the whole page, which on a slow phone is felt. */
  const spare = body => {
    body.setAttribute = (name, value) => {
      if (name !== "data-md-color-switching" && body.getAttribute(name) !== value)
        Element.prototype.setAttribute.call(body, name, value)
    }
    addEventListener("load", () => { delete body.setAttribute })
  }
  new MutationObserver((_, observer) => {
    if (!document.body) return
    observer.disconnect()
    if (choices.length) paint()
    spare(document.body)
  }).observe(root, { childList: true })

  /* Search loads nothing until the reader reaches for it. */
  let reach
  const reached = new Promise(resolve => { reach = resolve })
  if (/[?&][hq]=/.test(location.search)) reach()
  for (const type of ["focusin", "pointerover", "touchstart", "change"])
    document.addEventListener(type, ({ target }) => {
      if (target.closest?.(".md-search, [for=__search], [data-toggle=__search], #__search")) reach()
    }, { passive: true })
  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, url, ...rest) {
      this.waits = /\/search\/search_index\.json$/.test(url)
      super.open(method, url, ...rest)
    }
    send(body) {
      if (this.waits) reached.then(() => super.send(body))
      else super.send(body)
    }
  }

  /* Material hears keys alone: what is pasted with the mouse, or spoken, is to be searched for as well. */
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-md-component=search-query]")) target.dispatchEvent(new Event("keyup"))
  })

  /* Search shows the best of the pages that it finds, and says of how many. Material has counted those shown. */
  window.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options)
      this.addEventListener("message", ({ data: { data } }) => {
        if (!(data?.of > data?.items?.length)) return
        const { best } = JSON.parse(document.getElementById("__fm").textContent)
        const said = best.replace("{n}", data.items.length).replace("{all}", data.of.toLocaleString("en"))
        setTimeout(() => { document.querySelector(".md-search-result__meta").textContent = said })
      })
    }
  }

  /* Buttons for the drawer and for search, where Material has labels that no key reaches. */
  addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("button[data-toggle]")) {
      const toggle = document.getElementById(button.dataset.toggle)
      const label = document.querySelector(`header [for=${button.dataset.toggle}]`)
      button.addEventListener("click", () => {
        label.click()
        if (toggle.checked) document.querySelector(button.dataset.focus)?.focus()
      })
      toggle.addEventListener("change", () => button.setAttribute("aria-expanded", toggle.checked))
      addEventListener("keydown", ({ key }) => {
        if (key !== "Escape" || !toggle.checked) return
        toggle.click()
        button.focus()
      })
    }
    const tab = document.getElementById(location.hash.slice(1))
    if (tab?.name) tab.checked = tab.name.startsWith("__tabbed_")
  })
})()
