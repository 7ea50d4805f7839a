"""The policy that hosts send with the pages: the whole journey works under it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from macros.publish.hosting.headers import inline
from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    dates,
    result,
    wait_for_answer,
    write,
)
from tests.browser.visitors import Visitors


def test_no_page_carries_a_script_in_itself(built_site: Path) -> None:
    """Scripts are files of this site: the policy allows no other."""
    assert inline(built_site)["script"] == {}


def test_the_journey_works_under_the_policy(visitors: Visitors) -> None:
    """From the link to both dates, with another length, without one refusal of the browser."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    write(page, "length", "10")
    expect(result(page).locator("[data-date=deadline]")).to_have_attribute("datetime", "2026-05-19")


def test_the_policy_is_really_sent(visitors: Visitors) -> None:
    """Under the policy a script, a style or an action written into the page does nothing, and is told of."""
    page = visitors.page("/guides/tecrep/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.append("window.touched = 1");
          const style = document.createElement("style");
          style.textContent = "h1 { display: none }";
          document.body.append(script, style);
          const action = document.createAttribute("onclick");
          try {
            action.value = "window.touched = 2";
            document.querySelector("h1").setAttributeNode(action);
          } catch (refused) {
            if (!(refused instanceof TypeError)) throw refused;
          }
          document.querySelector("h1").click();
        }"""
    )
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("window.touched") is None
    assert len(visitors.refusals) == 1  # The style; the others are refused where they are written.
    visitors.refusals.clear()


#: Every way from a text to a script or to markup that a page has; each says what it did.
SINKS = """() => {
  const did = [];
  const attempt = (name, act) => {
    try {
      act();
      did.push(name);
    } catch (error) {
      if (!(error instanceof TypeError)) did.push(`${name}: ${error}`);
    }
  };
  const element = document.createElement("div");
  attempt("innerHTML", () => { element.innerHTML = "<b>a</b>"; });
  attempt("outerHTML", () => { document.body.append(element); element.outerHTML = "<b>a</b>"; });
  attempt("insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", "<b>a</b>"));
  attempt("write", () => document.write("<b>a</b>"));
  attempt("srcdoc", () => { document.createElement("iframe").srcdoc = "<b>a</b>"; });
  attempt("parse", () => new DOMParser().parseFromString("<b>a</b>", "text/html"));
  attempt("fragment", () => document.createRange().createContextualFragment("<b>a</b>"));
  attempt("src", () => { document.createElement("script").src = "/assets/js/amiable.mjs"; });
  attempt("worker", () => new Worker("/assets/js/worker.mjs"));
  attempt("policy", () => trustedTypes.createPolicy("other", {}));
  return did;
}"""


def test_no_text_becomes_a_script_or_markup(visitors: Visitors) -> None:
    """On each kind of page every way from a text to a script is shut, and what the page does goes on."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    for path in ("", "/e/mise-en-demeure/", f"/integrer/{EXAMPLE}/", "/recherche/#q=franchise"):
        if path:
            page.goto(path)
        assert page.evaluate(SINKS) == [], path
    visitors.refusals.clear()  # They are what this test is about.


def test_the_search_works_with_its_worker(visitors: Visitors) -> None:
    """The one address that a library gives as a text is its worker's: results come, nothing is refused."""
    page = visitors.page("/recherche/#q=franchise")
    page.locator("[data-results] a").first.wait_for()
    assert [worker.url for worker in page.workers if worker.url.endswith("/pagefind-worker.js")]
