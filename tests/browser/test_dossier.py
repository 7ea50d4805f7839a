"""Mon dossier, by touch on a phone, across several days: typed once, kept if asked, taken away, printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from macros.rules import api
from tests.browser.gestures import press, type_over
from tests.browser.visitors import Visitors
from tests.print.sheets import plain
from tests.print.test_from_the_browser import printed

KEY = "amiable.case.dossier"
TOUCH: dict[str, Any] = {}
KEPT = f"localStorage.getItem({KEY!r})"


def tell(page: Page, kind: str, on: str, text: str, **asked: str) -> None:
    """Add a fact by its form."""
    form = page.locator("[data-new-fact] form")
    form.locator("[name=kind]").select_option(kind)
    type_over(form.locator("[name=on]"), on)
    type_over(form.locator("[name=text]"), text)
    for name, value in asked.items():
        form.locator(f"[name={name}]").select_option(value)
    before = page.locator("[data-facts] > li").count()
    press(form.locator("[data-submit]"))
    expect(page.locator("[data-facts] > li")).to_have_count(before + 1)


def verb(page: Page) -> str:
    return page.locator("[data-verb]").inner_text()


def item(page: Page, name: str) -> str:
    """Return the state of a date of the line of time."""
    found = page.locator(f'[data-item="{name}"]')
    found.wait_for()
    return found.get_attribute("data-state") or ""


def reopened(context: BrowserContext, on: str) -> Page:
    """Return the page of the case in the same browser, on the morning of another day."""
    context.clock.set_system_time(f"{on}T08:00:00")
    page = context.new_page()
    page.goto("/dossier/")
    page.locator("[data-body]:not([hidden])").wait_for()
    return page


def test_a_web_freelancer_from_the_letter_to_the_answer(visitors: Visitors) -> None:
    """A formal notice, the prudent day, the declaration, the answer: each day says what comes next."""
    context = visitors.context(on="2026-11-26", **TOUCH)
    page = context.new_page()
    page.goto("/dossier/")
    tell(page, "agreed", "12/10/2026", "Devis signé pour une boutique en ligne.")
    tell(page, "claimed", "hier", "Le client demande la reprise de la boutique.", form="formal_notice")
    assert item(page, "declaration") == "soon"
    assert verb(page) == "Déclarez à votre assureur"
    limit = page.locator("[data-next-card] time[data-date=limit]")
    assert limit.get_attribute("datetime") == "2026-12-02"
    assert page.evaluate(KEPT) is None, "nothing is written before its reader says so"
    press(page.locator("[data-do=keep]"))
    assert json.loads(page.evaluate(KEPT))["facts"][1]["on"] == "2026-11-25"
    page.close()

    page = reopened(context, "2026-12-01")
    assert item(page, "declaration") == "today"
    tell(page, "declared", "aujourd’hui", "Envoyée par l’espace client.", to="insurer")
    page.locator('[data-item="declaration"][data-state="done"]').wait_for()
    assert "numéro de sinistre" in verb(page)
    page.close()

    page = reopened(context, "2026-12-15")
    tell(page, "insurer_answered", "14/12/2026", "Refus, sans motif.", answer="refuses")
    expect(page.locator("[data-verb]")).to_have_text("Écrivez une réclamation à votre assureur")
    assert "reclamation-assureur" in str(page.locator("[data-next-card] a").get_attribute("href"))


def test_edit_remove_undo_and_two_tabs(visitors: Visitors) -> None:
    """A fact is changed in its place, removed and put back; another tab is not overwritten."""
    context = visitors.context(on="2026-11-26", **TOUCH)
    page = context.new_page()
    page.goto("/dossier/")
    tell(page, "claimed", "25/11/2026", "Une lettre.", form="letter")
    tell(page, "note", "", "<img src=x onerror=alert(1)> & 🦆")
    press(page.locator("[data-do=keep]"))
    other = context.new_page()
    other.goto("/dossier/")
    expect(other.locator("[data-facts] > li")).to_have_count(2)
    tell(other, "incident", "20/11/2026", "La boutique ne répond plus.")
    expect(page.locator("[data-facts] > li")).to_have_count(3)

    fact = page.locator("[data-facts] > li", has_text="Une lettre.")
    press(fact.locator("[data-do=edit]"))
    form = page.locator("[data-facts] form")
    type_over(form.locator("[name=on]"), "24/11/2026")
    press(form.locator("[data-submit]"))
    expect(page.locator("[data-next-card] time")).to_have_attribute("datetime", "2026-12-01")
    hostile = page.locator("[data-facts] > li", has_text="<img src=x")
    assert hostile.locator("img").count() == 0
    press(hostile.locator("[data-do=remove]"))
    expect(page.locator("[data-facts] > li")).to_have_count(2)
    press(page.locator("[data-undo]"))
    expect(page.locator("[data-facts] > li")).to_have_count(3)
    expect(other.locator("[data-facts] > li")).to_have_count(3)


def life() -> dict[str, Any]:
    """Return a case of twenty facts, as a file brings it."""
    kinds = ["agreed", "performed", "invoiced", "incident", "blamed_orally", *["note"] * 12]
    facts = [
        {
            "id": f"f{n}",
            "on": f"2026-10-{n + 1:02}",
            "kind": kind,
            "text": f"Fait numéro {n}.",
            "pieces": [f"p{n}"],
        }
        for n, kind in enumerate(kinds)
    ]
    claim = {
        "id": "c",
        "on": "2026-11-25",
        "kind": "claimed",
        "form": "letter",
        "text": "Elle demande la reprise.",
    }
    told = {
        "id": "d",
        "on": "2026-11-26",
        "kind": "declared",
        "to": "insurer",
        "text": "Par l’espace client.",
    }
    heard = {"id": "h", "on": "2027-01-14", "kind": "hearing", "text": "Au tribunal."}
    pieces = [
        {"id": f"p{n}", "kind": "exchanges", "title": f"Échange {n}", "on": "", "have": n % 2 == 0}
        for n in range(17)
    ]
    return {
        "version": 1,
        "me": {"name": "Ana Exemple", "company": "Menuiserie Exemple"},
        "client": {"name": "Cliente Exemple"},
        "contract": {"insurer": "Assureur Exemple", "number": "RC-42"},
        "facts": [*facts, claim, told, heard],
        "pieces": pieces,
    }


def test_a_plumber_brings_a_file_and_prints_the_whole_case(visitors: Visitors, tmp_path: Path) -> None:
    """Brought from another device, the case is printed for a claims handler in under twelve pages."""
    page = visitors.page("/dossier/", on="2026-11-27", init="window.print = () => {}", **TOUCH)
    bad = tmp_path / "cut.json"
    bad.write_text(json.dumps(life())[:500], "utf-8")
    page.locator("[data-open]").set_input_files(bad)
    expect(page.locator("[data-notice=told]")).to_contain_text("abîmé ou coupé")
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps(life()), "utf-8")
    page.locator("[data-open]").set_input_files(file)
    expect(page.locator("[data-facts] > li")).to_have_count(20)
    press(page.locator("[data-notice=told] [data-close]"))
    press(page.locator("[data-do=print]"))
    page.locator("[data-whole][data-alone]").wait_for(state="attached")
    paper = printed(page, tmp_path)
    assert len(paper.pages) < 12
    view = api.case_view(life(), today="2026-11-27")
    said = [
        "Dossier de sinistre",
        "Ana Exemple",
        "RC-42",
        "Déclaration de sinistre",
        "Elle demande la reprise.",
    ]
    said += [one["text"] for one in view["chronology"]] + [one["title"] for one in view["exhibits"]]
    said += [one["text"] for one in view["timeline"]]
    for words in said:
        assert plain(words) in paper.words, words
    assert plain("Ajouter ce fait") not in paper.words


def test_the_case_is_taken_elsewhere_and_erased(visitors: Visitors) -> None:
    """The file that is taken opens as the same case; tools take from it; erased, nothing of it is left."""
    context = visitors.context(on="2026-11-26", accept_downloads=True, **TOUCH)
    page = context.new_page()
    page.goto("/dossier/")
    tell(page, "claimed", "25/11/2026", "Une lettre.", form="letter")
    press(page.locator("[data-do=keep]"))
    with page.expect_download() as taken:
        press(page.locator("[data-do=take]"))
    text = Path(taken.value.path()).read_text("utf-8")
    assert api.case_read(text)["case"] == json.loads(page.evaluate(KEPT))

    tool = context.new_page()
    tool.goto("/outils/delai-declaration/")
    expect(tool.locator("[data-notice=case]")).to_contain_text("Repris de votre dossier")
    expect(tool.locator("[data-answer] time").first).to_have_attribute("datetime", "2026-12-01")
    press(tool.locator("[data-case-drop]"))
    expect(tool.locator("[name=received_on]")).to_have_value("")
    tool.goto("/outils/suivi-reclamation/#debut&sent_on=2026-11-02&fin")
    expect(tool.locator("[data-notice=case]")).to_contain_text("Ce lien apporte ses propres réponses")

    press(page.locator("[data-do=erase]"))
    press(page.locator("[data-do=erase-yes]"))
    expect(page.locator("[data-facts] > li")).to_have_count(0)
    assert page.evaluate(KEPT) is None


def test_storage_refused_is_said_and_the_case_works(visitors: Visitors) -> None:
    """Where the browser keeps nothing, the case lives in its page, and the file is offered."""
    refuse = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    page = visitors.page("/dossier/", on="2026-11-26", init=refuse, **TOUCH)
    tell(page, "claimed", "25/11/2026", "Une lettre.", form="letter")
    press(page.locator("[data-do=keep]"))
    expect(page.locator("[data-notice=told]")).to_contain_text("refuse d’enregistrer")
    assert item(page, "declaration") == "soon"


def test_without_a_script_it_is_a_folder_to_fill_in(visitors: Visitors) -> None:
    """Cover, chronology, list of exhibits, and how to count each date."""
    page = visitors.page("/dossier/", java_script_enabled=False)
    for words in ("Dossier de sinistre", "Chronologie", "Bordereau des pièces", "Les dates limites"):
        expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()
    expect(page.locator("[data-case]")).to_be_hidden()
