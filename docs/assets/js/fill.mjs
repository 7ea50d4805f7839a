// @ts-check
// Filling the page's own templates. Text goes in as text: no HTML is ever made here.
//
// data-text="path"                 the element's text
// data-attrs="datetime=path …"     attributes; left out when there is no value
// <template data-each="path">      its content once for every item, which becomes the scope
// <template data-if="path">        its content if there is a value

/** What a template is filled from. @typedef {unknown} Scope */

/**
 * Make the content of a place that of another, and leave alone what is the same: whoever reads or presses it keeps it.
 * @param {Node} place @param {Node} fresh
 */
export function become(place, fresh) {
  let old = place.firstChild;
  for (const node of [...fresh.childNodes]) {
    let like = old;
    while (like && !isLike(like, node)) like = like.nextSibling;
    if (!like) {
      place.insertBefore(node, old);
      continue;
    }
    while (old && old !== like) old = removed(old);
    old = like.nextSibling;
    if (like instanceof Element && node instanceof Element) turn(like, node);
    else if (like.nodeValue !== node.nodeValue) like.nodeValue = node.nodeValue;
  }
  while (old) old = removed(old);
}

/** Take a node away, and give the next. @param {ChildNode} node */
function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/** Give an element the attributes and the content of another. @param {Element} old @param {Element} fresh */
function turn(old, fresh) {
  // What a reader has unfolded stays so, and what a button has said.
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (!old.hasAttribute("data-done")) become(old, fresh);
}

/** @param {Node} one @param {Node} other */
const isLike = (one, other) =>
  one instanceof Element && other instanceof Element
    ? one.localName === other.localName && ["class", "data-action"].every((name) => one.getAttribute(name) === other.getAttribute(name))
    : one.nodeType === other.nodeType;

/** @param {Scope} scope @param {string | null | undefined} path @returns {unknown} */
function at(scope, path) {
  if (!path) return scope;
  return path.split(".").reduce((value, name) => /** @type {Record<string, unknown> | null | undefined} */ (value)?.[name], scope);
}

/** @param {unknown} value @returns {unknown[]} */
export const listOf = (value) => (Array.isArray(value) ? value : []);

/** @param {unknown} value */
const present = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** Return what a value says, "" for what is no text: an object that nobody of ours made may refuse to be one. @param {unknown} value */
export const textOf = (value) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** @param {unknown} value */
const asText = (value) => (value === true ? "true" : textOf(value));

/**
 * Clone a template and fill it from a scope.
 * @param {HTMLTemplateElement} template
 * @param {Scope} scope
 * @returns {DocumentFragment}
 */
export function fill(template, scope) {
  const content = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  for (const element of content.querySelectorAll("[data-attrs]")) {
    for (const pair of (element.getAttribute("data-attrs") ?? "").split(" ")) {
      const [name = "", path] = pair.split("=");
      const value = asText(at(scope, path));
      if (value) element.setAttribute(name, value);
    }
    element.removeAttribute("data-attrs");
  }
  for (const element of content.querySelectorAll("[data-text]")) {
    element.textContent = asText(at(scope, element.getAttribute("data-text")));
    element.removeAttribute("data-text");
  }
  for (const place of content.querySelectorAll("template")) {
    const { each, if: condition } = place.dataset;
    const scopes = each === undefined ? (present(at(scope, condition)) ? [scope] : []) : listOf(at(scope, each));
    place.replaceWith(...scopes.map((one) => fill(place, one)));
  }
  return content;
}
