// What Material's own bundle expects to find: where the site begins, and what it remembers of a reader's choices.
// The theme has it inline; as a file it also runs under a content policy without 'unsafe-inline'.
var __md_scope = new URL(document.currentScript.dataset.base, location);

var __md_hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);

var __md_get = (key, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(scope.pathname + "." + key));

var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    // a reader who lets no site store anything gets the page all the same
  }
};
