/* Answers Material's search box, which sends SETUP and QUERY and expects READY and RESULT. The index lies in pieces,
   see generator/search: those of the words that are typed are loaded, then the cards of the best pages. */
"use strict"
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]
const SHOWN = 20 // pages; each is a card to load
const SHORT = /^\d{1,2}$/ // such numbers stand for themselves, and are in names alone
let index, stop, unseen, unlike, latest = 0

/* --- words: the same rules as in terms.py --- */
const WORD = /\d{4}-\d{1,2}(?:-\d{1,2})?(?!\d)|[\p{L}\p{N}]+/gu

const terms = text => {
  const plain = text.normalize("NFKD").toLowerCase().replace(unseen, "")
    .replace(/['’]s(?![\p{L}\p{N}])/gu, "").replace(unlike, letter => index.alike[letter])
    .replace(/(^|[^\p{L}\p{N}])(?:a[dlnrstz]|ash|e[dlnrstz]|esh)[-\u2010\u2011](?=[\p{L}\p{N}])/gu, "$1")
  return (plain.match(WORD) ?? []).map(word => [...word.replace(/^(?:[وبفك]?ال|لل)(?=...)/, "")].slice(0, 40).join(""))
}
/* Dates as typed become dates as written: the day first, unless it cannot be. */
const dated = text => text.replace(/(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)/g, (_, day, month, year) => {
  if (month > 12) [day, month] = [month, day]
  return `${year}-${month.padStart(2, 0)}-${day.padStart(2, 0)}`
})

/* --- pieces --- */
const root = new URL("../../search/", location.href)
const known = new Map()
const load = path => {
  if (!known.has(path)) known.set(path, fetch(new URL(path, root)).then(answer => answer.ok ? answer.text() : ""))
  known.get(path).catch(() => known.delete(path)) // out of reach: asked for again next time
  return known.get(path)
}
const file = piece => `words/${piece.replace(/[^a-z0-9]/gu, letter => `_${letter.codePointAt(0).toString(16)}_`)}.txt`

/* Pages that have `term`, or a word that begins so, with what that says of them: up to 1. A name counts by how much
   of it the term is. */
const match = async (sign, term) => {
  const key = sign + term
  const whole = SHORT.test(term) || (!sign && term.length < 3)
  const own = index.pieces.filter(piece => piece.endsWith(".") ? piece === `${key}.` : key.startsWith(piece))
  const below = whole ? [] : index.pieces.filter(piece => piece.startsWith(key) && !own.includes(piece))
  below.splice(sign ? 6 : 3) // so short a beginning finds some; all would be a large part of the index
  const found = new Map()
  for (const text of await Promise.all([...own, ...below].map(piece => load(file(piece))))) {
    for (const line of text.split("\n")) {
      if (!line.startsWith(key)) continue
      const [word, folder, pages] = line.split("\t")
      if (!pages || (word !== key && whole)) continue
      const near = word === key ? 1 : 0.6 * key.length / word.length
      for (const posting of pages.split(" ")) {
        const weight = parseInt(posting.at(-1), 36)
        const url = folder + posting.slice(0, -1)
        found.set(url, Math.max(found.get(url) ?? 0, near * (sign ? 1 / weight : weight / 35)))
      }
    }
  }
  return found
}
/* A term's pages by name and by text; if there are none, those of its singular, or of it without an article. */
const pagesOf = async term => {
  for (const form of [term, term.replace(/s$/, ""), term.replace(/^al(?=...)/, "")]) {
    const [names, texts] = await Promise.all([match("=", form), stop.has(form) ? new Map() : match("", form)])
    if (names.size || texts.size) return { term: form, names, texts, all: new Set([...names.keys(), ...texts.keys()]) }
  }
  return { term, names: new Map(), texts: new Map(), all: new Set() }
}

/* Every page with all terms; or with all that say something; or with any. */
const candidates = parts => {
  const having = some => some.length ? [...some[0].all].filter(url => some.every(({ all }) => all.has(url))) : []
  const all = having(parts)
  if (all.length) return all
  const telling = having(parts.filter(({ term }) => !stop.has(term) && !SHORT.test(term)))
  return telling.length ? telling : [...new Set(parts.flatMap(({ all: pages }) => [...pages]))]
}
const score = (url, parts) => {
  let sum = 0, named = 0
  for (const { names, texts, all } of parts) {
    if (all.has(url)) sum += 1
    sum += (texts.get(url) ?? 0) * Math.log(1 + index.pages / (texts.size || 1)) / Math.log(1 + index.pages)
    named += names.get(url) ?? 0
  }
  return { url, named, score: sum + 3 * Math.min(named, 1) + (named > 0.99 ? 3 : 0) }
}

/* --- what the reader sees --- */
const SURFACE = /\d{4}-\d\d-\d\d|[\p{L}\p{N}\p{M}\u0640'’ʼʿʾ\u2066-\u2069]+/gu
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escaped = text => text.replace(/[&<>"]/g, letter => ESCAPES[letter])
const fits = (word, term) => word === term || (!SHORT.test(term) && term.length > 1 && word.startsWith(term))

/* The text as HTML with its matches marked; `said` gathers them by term. */
const marked = (text, wanted, said = new Map()) => {
  let html = "", at = 0
  for (const { 0: surface, index: from } of text.matchAll(SURFACE)) {
    const word = terms(surface)[0]
    const term = word && wanted.find(each => fits(word, each))
    if (!term) continue
    if (word === term || !said.has(term)) said.set(term, surface.toLowerCase())
    html += `${escaped(text.slice(at, from))}<mark>${escaped(surface)}</mark>`
    at = from + surface.length
  }
  return { html: html + escaped(text.slice(at)), said, hit: at > 0 }
}
const LONG = 300
const cut = (text, wanted) => {
  if (text.length <= LONG) return text
  const at = [...text.matchAll(SURFACE)].find(([surface]) => wanted.some(term => fits(terms(surface)[0] ?? "", term)))?.index ?? 0
  const from = at < LONG / 2 ? 0 : text.indexOf(" ", at - LONG / 3) + 1
  return `${from ? "… " : ""}${text.slice(from, from + LONG).replace(/\s\S*$/, "")} …`
}
const teaser = (blocks, wanted, said) => blocks
  .map((text, place) => ({ place, text, terms: marked(text, wanted).said.size }))
  .filter(block => block.terms).sort((a, b) => b.terms - a.terms || a.place - b.place).slice(0, 2)
  .sort((a, b) => a.place - b.place).map(({ text }) => `<p>${marked(cut(text, wanted), wanted, said).html}</p>`).join("")

/* One page as Material shows it: itself and the sections that match, the two best at once, the rest on demand. */
const group = ({ url, named, card }, rank, wanted) => {
  const best = 1000 - 2 * rank
  const matched = card.s.map(([anchor, heading, blocks]) => {
    const said = new Map()
    const title = marked(heading, wanted, said).html
    return { anchor, title, text: teaser(blocks, wanted, said), said }
  })
  const missing = said => Object.fromEntries([...[...said.values()].map(word => [word, true]), ...wanted.filter(term => !said.has(term)).map(term => [term, false])])
  const sections = matched.filter(({ anchor, said }) => anchor && said.size).sort((a, b) => b.said.size - a.said.size)
  const said = new Map()
  const title = marked(card.t, wanted, said).html
  const tags = card.k.map(name => marked(name, wanted, said).html)
  const own = matched.filter(({ anchor }) => !anchor).map(({ text }) => text).join("")
  const first = named || !sections.length || own
  const article = {
    location: url, title, ...(tags.length && { tags }), score: first ? best : best - 1, terms: missing(said),
    text: own || `<p>${escaped(card.d)}</p>`,
  }
  const items = sections.map(({ anchor, title, text, said }, n) => ({
    location: `${url}#${anchor}`, title, text, score: !first && n < 2 ? best : best - 1, terms: missing(said),
  }))
  return first ? [article, ...items] : [...items, article]
}
/* The rest of the word that is being typed, out of the best name. */
const suggestion = (query, card) => {
  const typed = query.split(/[\s-]+/).at(-1)
  const term = terms(typed)[0] ?? ""
  if (!card || !term || term.length !== typed.length || /[<&]/.test(query)) return []
  const word = [card.t, ...card.k].flatMap(terms).find(each => each.startsWith(term) && each !== term)
  return word ? [typed + word.slice(term.length)] : []
}

const search = async (query, stale) => {
  const wanted = [...new Set(terms(dated(query)))]
  if (!wanted.length) return { items: [] }
  await new Promise(resolve => setTimeout(resolve, 60)) // who types on will ask again
  if (stale()) return
  const parts = await Promise.all(wanted.map(pagesOf))
  const pages = candidates(parts).map(url => score(url, parts))
  pages.sort((a, b) => b.score - a.score || (a.url < b.url ? 1 : -1)) // of days alike, the latest
  if (stale()) return
  const shown = await Promise.all(pages.slice(0, SHOWN).map(async page => {
    try {
      return { ...page, card: JSON.parse(await load(`pages/${page.url.replace(/\/$/, "") || "index"}.json`)) }
    } catch (error) {
      if (error instanceof SyntaxError) return // gone with a newer build
      throw error
    }
  }))
  const there = shown.filter(Boolean)
  const items = there.map((page, rank) => group(page, rank, parts.map(({ term }) => term)))
  return { items, suggest: suggestion(query, there[0]?.card), of: pages.length }
}

const setUp = own => {
  index = own
  stop = new Set(own.stop)
  unseen = new RegExp(own.unseen, "g")
  unlike = new RegExp(`[${Object.keys(own.alike).join("")}]`, "g")
}
addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    setUp(data.config.frontmark)
    postMessage({ type: READY })
  } else if (type === QUERY) {
    const number = ++latest
    const result = await search(data, () => number !== latest)
    if (result && number === latest) postMessage({ type: RESULT, data: result })
  }
})
