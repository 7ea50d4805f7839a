// @ts-check
// Filling the page's own templates. Text goes in as text: no HTML is ever made here.
//
// data-text="path"                 the element's text
// data-attrs="datetime=path …"     attributes; left out when there is no value
// <template data-each="path">      its content once for every item, which becomes the scope
// <template data-if="path">        its content if there is a value

/** @typedef {any} Scope */

/** @param {Scope} scope @param {string | null | undefined} path @returns {any} */
function at(scope, path) {
  if (!path) return scope;
  return path.split(".").reduce((value, name) => value?.[name], scope);
}

/** @param {any} value */
const present = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** @param {any} value */
const asText = (value) => (value === null || value === undefined || value === false ? "" : String(value));

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
    const scopes = each === undefined ? (present(at(scope, condition)) ? [scope] : []) : (at(scope, each) ?? []);
    place.replaceWith(...scopes.map((/** @type {Scope} */ one) => fill(place, one)));
  }
  return content;
}
