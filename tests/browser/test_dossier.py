"""Mon dossier, by touch on a phone: typed once, kept if asked, taken away, erased, printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from macros.render import content
from macros.rules import api
from tests.browser.gestures import press, press_together, type_over
from tests.browser.tools import expect_heard
from tests.browser.visitors import Visitors
from tests.print.sheets import plain
from tests.print.test_from_the_browser import printed

KEY = "amiable.case.dossier"
SAID = content.words("dossier_said")
TOUCH: dict[str, Any] = {"has_touch": True}
# Its last word is no function: the browser’s driver would call it.
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; null"
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


def item(page: Page, name: str) -> str:
    """Return the state of a date of the line of time."""
    found = page.locator(f'[data-item="{name}"]')
    found.wait_for()
    return found.get_attribute("data-state") or ""


def test_from_a_first_visit_to_a_printed_declaration(visitors: Visitors, tmp_path: Path) -> None:
    """Four answers and two presses print a declaration; a link asks before it leaves the case behind."""
    page = visitors.page("/dossier/", on="2026-11-27", init="window.print = () => {}", **TOUCH)
    tell(page, "claimed", "25/11/2026", "Elle demande la reprise.", form="formal_notice")
    expect(page.locator("[data-drawing] svg:visible")).to_have_count(1)
    expect(page.locator("[data-line] time").first).to_contain_text("mardi 1er\xa0décembre 2026")
    declaration = page.locator("[data-documents] [data-letter=declaration-de-sinistre]")
    press(declaration.locator("nth=0"))
    page.locator("[data-whole][data-alone] .am-folder__letter").wait_for(state="attached")
    paper = printed(page, tmp_path)
    assert plain("Elle demande la reprise.") in paper.words
    assert plain("La ligne du temps") not in paper.words
    assert len(paper.pages) < 3

    tell(page, "note", "", "Il est de mauvaise foi.")
    fact = page.locator("[data-facts] > li", has_text="mauvaise foi")
    expect(fact.locator(".am-mark")).not_to_have_count(0)
    press(fact.locator("[data-do=quiet]"))
    expect(fact.locator(".am-mark")).to_have_count(0)

    press(page.locator("[data-next-card] a"))
    press(page.locator("[data-notice=leaving] [data-close]"))
    assert page.evaluate(KEPT) is None, "nothing is written before its reader says so"
    press(page.locator("[data-next-card] a"))
    press(page.locator("[data-keep-and-go]"))
    page.wait_for_url("**/modeles/declaration-de-sinistre/")
    expect(page.locator("[data-notice=case]")).to_contain_text("Repris de votre dossier")


def test_edit_remove_undo_and_two_tabs(visitors: Visitors) -> None:
    """A fact is changed in its place, removed and put back; another tab is not overwritten."""
    context = visitors.context(on="2026-11-26", **TOUCH)
    page = context.new_page()
    page.goto("/dossier/")
    tell(page, "claimed", "25/11/2026", "Une lettre.", form="letter")
    expect_heard(page, SAID["added"])
    tell(page, "note", "", "<img src=x onerror=alert(1)> & 🦆")
    expect(page.locator("[data-keeping]")).to_have_text(SAID["not_kept"])
    expect(page.locator("[data-unkept]")).to_be_visible()
    press(page.locator("[data-do=keep]"))
    expect(page.locator("[data-keeping]")).to_have_text(SAID["is_kept"])
    expect(page.locator("[data-unkept]")).to_be_hidden()
    other = context.new_page()
    other.goto("/dossier/")
    expect(other.locator("[data-facts] > li")).to_have_count(2)
    # What did not change is not drawn anew: it is the same element, and keeps the focus within.
    page.locator("[data-facts] > li", has_text="Une lettre.").locator("[data-do=edit]").focus()
    page.evaluate("window.held = document.activeElement")
    tell(other, "incident", "20/11/2026", "La boutique ne répond plus.")
    expect(page.locator("[data-facts] > li")).to_have_count(3)
    assert page.evaluate("document.activeElement === held && held.closest('[data-facts] > li') !== null")
    expect_heard(page, SAID["other_tab"])

    fact = page.locator("[data-facts] > li", has_text="Une lettre.")
    press(fact.locator("[data-do=edit]"))
    form = page.locator("[data-facts] form")
    type_over(form.locator("[name=on]"), "24/11/2026")
    press(form.locator("[data-submit]"))
    expect(page.locator("[data-next-card] time")).to_have_attribute("datetime", "2026-12-01")
    expect_heard(page, SAID["saved"])
    hostile = page.locator("[data-facts] > li", has_text="<img src=x")
    assert hostile.locator("img").count() == 0
    press(hostile.locator("[data-do=remove]"))
    expect(page.locator("[data-facts] > li")).to_have_count(2)
    press(page.locator("[data-undo]"))
    expect(page.locator("[data-facts] > li")).to_have_count(3)
    expect_heard(page, SAID["restored"])
    expect(page.locator("[data-notice=undo]")).to_have_count(0)
    expect(other.locator("[data-facts] > li")).to_have_count(3)

    forms = [one.locator("[data-new-fact] form") for one in (page, other)]
    for n, form in enumerate(forms):
        type_over(form.locator("[name=text]"), f"Noté en même temps, {n}.")
    press_together(form.locator("[data-submit]") for form in forms)
    for tab in (page, other):
        expect(tab.locator("[data-facts] > li")).to_have_count(5)


def test_two_forms_open_at_once_lose_nothing(visitors: Visitors) -> None:
    """« Changer » on a second fact leaves what is typed in the first; each has its own buttons."""
    page = visitors.page("/dossier/", on="2026-11-26", **TOUCH)
    for n, text in enumerate(("Premier.", "Deuxième.", "Troisième.")):
        tell(page, "note", f"{20 + n}/11/2026", text)
    rows = [page.locator("[data-facts] > li").nth(n) for n in range(3)]
    for row in rows[:2]:
        press(row.locator("[data-do=edit]"))
    type_over(rows[0].locator("[name=text]"), "Premier, corrigé.")
    press(rows[2].locator("[data-do=edit]"))
    press(rows[2].locator("[data-do=cancel]"))
    type_over(rows[1].locator("[name=text]"), "Deuxième, corrigé.")
    press(rows[1].locator("[data-submit]"))
    expect(rows[1].locator(".am-diary__text")).to_have_text("Deuxième, corrigé.")
    expect(rows[0].locator("[name=text]")).to_have_value("Premier, corrigé.")
    press(rows[0].locator("[data-submit]"))
    expect(rows[0].locator(".am-diary__text")).to_have_text("Premier, corrigé.")
    expect(page.locator("[data-facts] form")).to_have_count(0)
    expect(rows[2].locator(".am-diary__text")).to_have_text("Troisième.")


def test_what_was_declared_is_printed_without_a_new_letter(visitors: Visitors, tmp_path: Path) -> None:
    """A letter of today in a case that was declared days ago would tell another day."""
    page = visitors.page("/dossier/", on="2026-11-27", init="window.print = () => {}", **TOUCH)
    tell(page, "claimed", "25/11/2026", "Elle demande la reprise.", form="formal_notice")
    expect(page.locator("[data-line] time").first).to_be_visible()
    press(page.locator("[data-do=print]"))
    page.locator("[data-whole] .am-folder__letter").wait_for(state="attached")
    tell(page, "declared", "26/11/2026", "Déclaré.", to="insurer")
    expect(page.locator("[data-item=declaration]")).to_have_attribute("data-state", "done")
    press(page.locator("[data-do=print]"))
    expect(page.locator("[data-whole] .am-folder__letter")).to_have_count(0)
    paper = printed(page, tmp_path)
    assert plain("Déclaré.") in paper.words


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
        "me": {"name": "Ana Exemple", "company": "Menuiserie <b>Exemple</b> & fils"},
        "client": {"name": '"><img src=x onerror=alert(1)>', "kind": "consumer"},
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
    # What is missing stands in its own list, not in the first exhibit that is still to come.
    expect(page.locator("[data-missing-list] > li")).to_have_count(7)
    assert page.locator("[data-exhibits] [data-do=add-kind]").count() == 0
    # What was typed is shown as text, and a choice by its words.
    client = page.locator("[data-once=client] [data-once-said]")
    expect(client).to_contain_text("onerror=alert(1)>, Un particulier")
    assert page.locator("[data-case] img, [data-case] [data-once-said] b").count() == 0
    press(page.locator("[data-notice=told] [data-close]"))
    press(page.locator("[data-do=print]"))
    page.locator("[data-whole][data-alone]").wait_for(state="attached")
    drawn = page.locator("[data-drawing-paper] svg [data-state]")
    assert drawn.count() > 0
    for row in api.case_view(life(), today="2026-11-27")["drawing"]["paper"]["points"][0]["rows"]:
        assert row["text"] in drawn.first.locator("text").all_text_contents()
    paper = printed(page, tmp_path)
    assert len(paper.pages) < 12
    view = api.case_view(life(), today="2026-11-27")
    said = [
        "Menuiserie <b>Exemple</b> & fils",
        "Dossier de sinistre",
        "Ana Exemple",
        "RC-42",
        "Elle demande la reprise.",
    ]
    said += [one["text"] for one in view["chronology"]] + [one["title"] for one in view["exhibits"]]
    said += [one["text"] for one in view["timeline"]]
    for words in said:
        assert plain(words) in paper.words, words
    assert plain("Ajouter ce fait") not in paper.words
    # Who prints by the menu of the browser has the same paper; it leaves nothing of the case in the page.
    expect(page.locator("[data-whole] > *")).to_have_count(0)
    assert printed(page, tmp_path).words == paper.words


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
    # Nobody has asked: the date stands where it comes as one types.
    expect(tool.locator("[data-answer-below] time").first).to_have_attribute("datetime", "2026-12-01")
    press(tool.locator("[data-case-drop]"))
    expect(tool.locator("[name=received_on]")).to_have_value("")
    tool.goto("/outils/suivi-reclamation/#debut&sent_on=2026-11-02&fin")
    expect(tool.locator("[data-notice=case]")).to_contain_text("Ce lien apporte ses propres réponses")

    press(page.locator("[data-do=erase]"))
    press(page.locator("[data-do=erase-yes]"))
    expect(page.locator("[data-facts] > li")).to_have_count(0)
    assert page.evaluate(KEPT) is None

    # Another device, which has a fact of its own, and then another text of the same one.
    tell(page, "note", "24/11/2026", "Un appel, noté ailleurs.")
    changed = json.loads(text)
    changed["facts"][0]["text"] = "Une lettre, reçue en main propre."
    for file in (text, json.dumps(changed)):
        brought = {"name": "mon-dossier.json", "mimeType": "application/json", "buffer": file.encode()}
        page.locator("[data-open]").set_input_files(brought)
        expect(page.locator("[data-notice=told]")).to_contain_text("Rien de ce qui était là")
        press(page.locator("[data-notice=told] [data-close]"))
        expect(page.locator("[data-facts] > li")).to_have_count(2)
    page.locator('[data-warned] [data-code="two_versions"]').wait_for()
    claim = page.locator("[data-facts] > li", has_text="reçue en main propre")
    expect(claim.locator(".am-note")).to_contain_text("Une lettre.")


def test_a_word_typed_before_midnight_is_of_that_day(visitors: Visitors) -> None:
    """« Hier », typed late and sent after midnight, is the day before the one on which it was typed."""
    page = visitors.context(on="2026-11-26", **TOUCH).new_page()
    page.clock.install(time="2026-11-26T23:58:00+01:00")
    page.goto("/dossier/")
    form = page.locator("[data-new-fact] form")
    form.locator("[name=kind]").select_option("claimed")
    type_over(form.locator("[name=on]"), "hier")
    page.clock.set_system_time("2026-11-27T00:02:00+01:00")
    press(form.locator("[data-submit]"))
    expect(page.locator("[data-facts] > li")).to_contain_text("mercredi 25\xa0novembre 2026")


def test_the_day_on_a_button_is_the_one_that_is_pressed(visitors: Visitors) -> None:
    """A device that slept over midnight still shows the days of the evening: those are recorded."""
    for address, button in (
        ("/outils/delai-declaration/", "[data-fill=received_on][value=hier]"),
        ("/e/reclamation-recue/", "[data-value=hier]"),
    ):
        page = visitors.context(on="2026-11-26", **TOUCH).new_page()
        page.clock.install(time="2026-11-26T22:40:00+01:00")
        page.goto(address)
        day = page.locator(button)
        expect(day).to_contain_text("25\xa0novembre")
        page.clock.set_system_time("2026-11-27T08:00:00+01:00")
        # At once: the page looks at the day a moment after its reader has come back.
        day.evaluate("button => button.click()")
        page.wait_for_url("**received_on=2026-11-25**")


def test_a_list_takes_the_ticks_of_the_case_when_asked(visitors: Visitors) -> None:
    """The lines that its exhibits tick, no others, only once the reader presses; taken away, none is left."""
    pieces = [{"id": "p", "kind": "policy", "title": "Contrat", "have": True}]
    case = json.dumps({"version": 1, "facts": [], "pieces": pieces})
    begin = f"localStorage.getItem({KEY!r}) || localStorage.setItem({KEY!r}, {case!r})"
    page = visitors.page("/outils/dossier-assureur/", on="2026-11-26", init=begin, **TOUCH)
    ticked = page.locator("[data-tool] [type=checkbox]:checked")
    page.locator("[data-case-take]").wait_for()
    expect(ticked).to_have_count(0)
    press(page.locator("[data-case-take]"))
    expect(page.locator("[name=policy]")).to_be_checked()
    expect(ticked).to_have_count(1)
    assert "policy=done" in page.url
    press(page.locator("[data-case-drop]"))
    expect(ticked).to_have_count(0)
    assert "policy" not in page.url


def test_a_letter_gives_its_blank_file_where_none_can_be_filled(visitors: Visitors) -> None:
    """Without the model of the file, the one of the page is handed over, and the reader is told."""
    page = visitors.page("/modeles/reponse-d-attente/", on="2026-11-26", accept_downloads=True, **TOUCH)
    page.context.route("**/assets/word/*.json", lambda route: route.abort())
    type_over(page.locator("[name=signed]"), "Ana Exemple")
    with page.expect_download() as word:
        press(page.locator("[data-word-file]"))
    assert word.value.suggested_filename == "reponse-d-attente.docx"
    expect(page.locator("[data-done]")).to_have_text(content.words("ui")["word_blank"])


def test_what_another_tab_wrote_meanwhile_is_kept(visitors: Visitors) -> None:
    """A question that waits for its reader knows nothing of a case begun since: it is added to that one."""
    page = visitors.context(on="2026-11-26", **TOUCH).new_page()
    page.goto("/outils/prescription-injure/#debut&published_on=2026-11-10&fin")
    press(page.locator("[data-answer] [data-case-add]"))
    page.locator("[data-case-keep]").wait_for()
    fact = {"id": "other", "kind": "claimed", "on": "2026-11-20", "text": "Écrit ailleurs."}
    other = json.dumps({"version": 1, "facts": [fact]})
    page.evaluate(f"(text) => localStorage.setItem({KEY!r}, text)", other)
    press(page.locator("[data-case-keep]"))
    expect(page.locator("[data-notice=case]")).to_contain_text("C’est ajouté")
    kinds = {one["kind"]: one["on"] for one in json.loads(page.evaluate(KEPT))["facts"]}
    assert kinds == {"claimed": "2026-11-20", "insulted_publicly": "2026-11-10"}


def test_each_tool_gives_to_the_case_and_takes_from_it(visitors: Visitors) -> None:
    """A calculator gives its date, a list its lines, a letter its sending; a tree takes up its answers."""
    context = visitors.context(on="2026-11-26", accept_downloads=True, **TOUCH)
    page = context.new_page()
    newer = '{"version": 99, "facts": [{"id": "z"}]}'
    begin = (
        f"if (!sessionStorage.begun) localStorage.setItem({KEY!r}, {newer!r}); sessionStorage.begun = 'yes';"
    )
    page.add_init_script(begin)
    page.goto("/outils/prescription-injure/#debut&published_on=2026-11-10&fin")
    press(page.locator("[data-answer] [data-case-add]"))
    assert page.evaluate(KEPT) == newer, "nothing is written before its reader says so"
    press(page.locator("[data-case-keep]"))
    expect(page.locator("[data-notice=case]")).to_contain_text("C’est ajouté")
    assert page.evaluate(f"localStorage.getItem('{KEY}.old')") == newer, "what a newer site kept is put aside"
    (fact,) = json.loads(page.evaluate(KEPT))["facts"]
    assert (fact["kind"], fact["on"]) == ("insulted_publicly", "2026-11-10")

    page.goto("/outils/dossier-assureur/")
    press(page.locator("[name=policy]"))
    press(page.locator("[data-case-add]"))
    expect(page.locator("[data-notice=case]")).to_contain_text("C’est ajouté")
    assert json.loads(page.evaluate(KEPT))["pieces"][0]["kind"] == "policy"

    page.goto("/modeles/declaration-de-sinistre/")
    expect(page.locator("[data-notice=case]")).to_contain_text("Repris de votre dossier")
    page.locator("[name=signed]").fill("Ana Exemple")
    with page.expect_download() as word:
        press(page.locator("[data-word-file]"))
    assert "Ana Exemple" in Path(word.value.path()).read_bytes().decode("utf-8", "replace")
    press(page.locator("[data-case-add]"))
    expect(page.locator("[data-notice=case]")).to_contain_text("C’est ajouté")
    kept = json.loads(page.evaluate(KEPT))
    assert (kept["facts"][1]["kind"], kept["me"]["name"]) == ("declared", "Ana Exemple")

    page.goto("/outils/faut-il-declarer/")
    press(page.locator("[data-current] [data-value=unpaid]"))
    press(page.locator("[data-current] [data-value=no_blame]"))
    press(page.locator("[data-current] [data-case-add]"))
    expect(page.locator("[data-notice=case]")).to_contain_text("C’est ajouté")
    answers = json.loads(page.evaluate(KEPT))["answers"]["faut-il-declarer"]
    assert answers == {"received": "unpaid", "unpaid_reason": "no_blame"}
    page.goto("/outils/faut-il-declarer/")
    press(page.locator("[data-case-take]"))
    expect(page.locator("[data-trail] li")).not_to_have_count(0)


def test_storage_refused_is_said_and_the_case_works(visitors: Visitors) -> None:
    """Where the browser keeps nothing, the case lives in its page, and the file is offered."""
    page = visitors.page("/dossier/", on="2026-11-26", init=FULL, **TOUCH)
    tell(page, "claimed", "25/11/2026", "Une lettre.", form="letter")
    press(page.locator("[data-do=keep]"))
    expect(page.locator("[data-notice=told]")).to_contain_text("refuse d’enregistrer")
    assert item(page, "declaration") == "soon"


def test_spoilt_storage_bad_files_and_a_full_device(visitors: Visitors, tmp_path: Path) -> None:
    """What is kept and cannot be read is offered; no bad file changes anything; full, the case lives on."""
    init = f"""
      if (!sessionStorage.begun) localStorage.setItem({KEY!r}, '{{"version": 1, "facts": [{{"id"');
      sessionStorage.begun = "yes";
    """
    page = visitors.page("/dossier/", on="2026-11-26", init=init, **TOUCH)
    page.locator("[data-notice=old]").wait_for()
    # Of a list of which some can be read, these stay, and the rest is put aside too.
    mixed = {"version": 1, "facts": [None, {"id": "a", "kind": "note", "text": "Lisible."}, "x"]}
    page.evaluate(f"(text) => localStorage.setItem({KEY!r}, text)", json.dumps(mixed))
    page.reload()
    expect(page.locator("[data-facts] > li")).to_have_count(1)
    assert page.evaluate(f"localStorage.getItem('{KEY}.old')").endswith('[null,"x"]')
    page.evaluate(f"localStorage.removeItem({KEY!r})")
    page.reload()
    page.locator("[data-notice=old]").wait_for()
    tell(page, "claimed", "25/11/2026", "Une lettre.", form="letter")
    tell(page, "incident", "1/12/2026", "Un fait daté d’après aujourd’hui.")
    page.locator('[data-warned] [data-code="fact_ahead"]').wait_for()
    files = {
        "vingt.json": (b'{"facts": [' + b" " * 20_000_000 + b"]}", "trop grand"),
        "contrat.json": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "n’est pas un dossier"),
        "coupe.json": (json.dumps(life()).encode()[:700], "abîmé ou coupé"),
        "demain.json": (b'{"version": 9, "facts": []}', "version plus récente"),
        "vide.json": (b"", "vide"),
    }
    for name, (held, said) in files.items():
        file = tmp_path / name
        file.write_bytes(held)
        page.locator("[data-open]").set_input_files(file)
        expect(page.locator("[data-notice=told]")).to_contain_text(said)
    expect(page.locator("[data-facts] > li")).to_have_count(2)

    for notice in ("told", "old"):
        press(page.locator(f"[data-notice={notice}] [data-close]"))
    press(page.locator("[data-do=keep]"))
    expect(page.locator("[data-do=stop]")).to_be_visible()
    page.evaluate(FULL)
    tell(page, "note", "", "Ce fait ne tient plus sur l’appareil.")
    expect(page.locator("[data-notice=told]")).to_contain_text("refuse d’enregistrer")
    press(page.locator("[data-notice=told] [data-close]"))
    tell(page, "note", "", "Celui-ci non plus, et le premier est toujours là.")
    expect(page.locator("[data-facts] > li")).to_have_count(4)


def test_a_file_of_any_values_is_opened_kept_and_shown(visitors: Visitors, tmp_path: Path) -> None:
    """Objects that refuse to be texts, numbers for days, an exhibit's list that is none: the page goes on."""
    odd: Any = {"toString": 1, "valueOf": 2}
    fact: Any = dict.fromkeys(("kind", "on", "text", "title", "versions", "also"), odd) | {"pieces": 5}
    facts = [{"id": "a", **fact}, {"id": "b", "on": 20260101}, {"id": "c", "on": 7, "text": "Lisible."}]
    pieces = [{"id": "p", "kind": odd, "title": odd, "have": odd}]
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps({"version": 1, "me": {"name": odd}, "facts": facts, "pieces": pieces}))
    page = visitors.page("/dossier/", on="2026-11-26", **TOUCH)
    page.locator("[data-open]").set_input_files(file)
    press(page.locator("[data-notice=told] [data-close]"))
    press(page.locator("[data-do=keep]"))
    expect(page.locator("[data-facts] > li")).to_have_count(3)
    page.reload()
    expect(page.locator("[data-facts] > li")).to_have_count(3)
    exhibit = page.locator("[data-exhibit=p]")
    press(exhibit.locator("[data-do=edit-exhibit]"))
    exhibit.locator("[name=fact]").select_option("a")
    press(exhibit.locator("[type=submit]"))
    page.wait_for_function(f"() => JSON.stringify(JSON.parse({KEPT}).facts[0].pieces) === '[\"p\"]'")
    page.goto("/vie-privee/")
    press(page.locator("[data-action=see]"))
    expect(page.locator("[data-answers] > section")).to_contain_text("Lisible.")


def test_leaving_fast_leaves_nothing_behind_where_asked(visitors: Visitors) -> None:
    """One press leads to an empty page that Back does not undo; the case stays, or goes, as was chosen."""
    context = visitors.context(on="2026-11-26", **TOUCH)
    for erases in (False, True):
        page = context.new_page()
        page.goto("/dossier/")
        page.locator("[data-body]:not([hidden])").wait_for()
        if not erases:
            tell(page, "claimed", "25/11/2026", "Une lettre.", form="letter")
            press(page.locator("[data-do=keep]"))
        else:
            expect(page.locator("[data-facts] > li")).to_have_count(1)
            press(page.locator("[data-exit-erases]"))
        press(page.locator("[data-exit]"))
        page.wait_for_url("about:blank")
        other = context.new_page()
        other.goto("/hors-ligne/")
        assert (other.evaluate(KEPT) is None) == erases
        other.close()
        page.close()


def test_without_a_script_it_is_a_folder_to_fill_in(visitors: Visitors) -> None:
    """Cover, chronology, list of exhibits, and how to count each date."""
    page = visitors.page("/dossier/", java_script_enabled=False)
    for words in ("Dossier de sinistre", "Chronologie", "Bordereau des pièces", "Les dates limites"):
        expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()
    expect(page.locator("[data-case]")).to_be_hidden()


def test_a_limit_that_has_passed_is_told_in_the_past(visitors: Visitors) -> None:
    """The next thing to do says that its time has gone, and asks nobody not to wait for it."""
    page = visitors.page("/dossier/", on="2026-11-27")
    card = page.locator("[data-next-card]")
    words = content.words("dossier")
    for day, ahead in (("26/11/2026", True), ("06/10/2026", False)):
        tell(page, "claimed", day, "Une lettre.")
        expect(card).to_contain_text(words["before" if ahead else "late"])
        expect(card.get_by_text(words["no_wait"])).to_have_count(int(ahead))
