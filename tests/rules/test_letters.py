"""Letters: filled with what was given and nothing else, dots for the rest, never an error."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import api, present
from macros.rules import data as rules_data
from macros.rules.french import date_text
from macros.rules.kinds.letter import BLANK
from tests.rules import door
from tests.rules.strategies import HOSTILE, texts

TODAY = "2026-11-23"
LETTERS = [tool["id"] for tool in api.tools() if tool["kind"] == "letter"]
DOTS = "……"

every_letter = pytest.mark.parametrize("tool", LETTERS)

Result = dict[str, Any]


def fields(tool: str) -> list[Result]:
    inputs: list[Result] = api.describe(tool, today=TODAY)["inputs"]
    return inputs


def answers_to(tool: str, *, optional: bool = True) -> dict[str, str]:
    """Return an answer to every field, each different from the others."""
    return {
        one["name"]: f"{number}/03/2026" if one["type"] == "date" else f"Réponse {number} {one['name']}"
        for number, one in enumerate(fields(tool), 1)
        if optional or one["required"]
    }


def said(result: Result) -> str:
    letter = result["letter"]
    return "\n".join([*letter["head"], letter["subject"], *letter["body"]])


def ask(tool: str, answers: dict[str, Any]) -> Result:
    return api.answer(tool, answers, today=TODAY)


@every_letter
@pytest.mark.parametrize("given", ["nothing", "required", "half", "all"])
def test_the_parts_of_a_letter_are_the_letter(tool: str, given: str) -> None:
    """Its paragraphs, shown or not, are the same in every state; those shown say the letter."""
    every = answers_to(tool)
    answers = {
        "nothing": {},
        "required": answers_to(tool, optional=False),
        "half": dict(list(every.items())[::2]),
        "all": every,
    }[given]
    letter = ask(tool, answers)["letter"]
    paragraphs = letter["paragraphs"]
    for part in ("head", "subject", "body"):
        shown = [one for one in paragraphs[part] if one["shown"]]
        words = [letter["subject"]] if part == "subject" else letter[part]
        assert [one["text"] for one in shown] == words
        for one in paragraphs[part]:
            joined = "".join(piece["text"] for piece in one["parts"])
            assert one["text"] == ("☐ " if one["box"] else "") + joined
        blank = ask(tool, {})["letter"]["paragraphs"][part]
        assert [[piece["field"] for piece in one["parts"]] for one in blank] == [
            [piece["field"] for piece in one["parts"]] for one in paragraphs[part]
        ]


def test_the_ten_letters_are_there() -> None:
    """Their names are addresses, stable for ever."""
    assert LETTERS == [
        "declaration-de-sinistre",
        "expose-mediateur",
        "limite-client-insultant",
        "lrar-indemnite",
        "mise-en-demeure-facture",
        "question-sur-le-prejudice",
        "reclamation-assureur",
        "relance-assureur",
        "reponse-au-client",
        "reponse-d-attente",
    ]


@every_letter
def test_a_letter_fills(tool: str) -> None:
    """With every field given the letter holds each answer, no dots, and says that it is complete."""
    answers = answers_to(tool)
    result = ask(tool, answers)
    assert (result["status"], result["problems"]) == ("answered", [])
    assert DOTS not in said(result)
    for one in fields(tool):
        words = answers[one["name"]]
        if one["type"] == "date":
            words = date_text(date.fromisoformat(result["answers"][one["name"]]), weekday=False)
        assert words in said(result), one["name"]
    assert result["display"]["progress"] == rules_data.strings()["progress"]["letter_done"]


@every_letter
def test_what_may_be_left_empty_takes_its_paragraph_away(tool: str) -> None:
    """With what is required alone the letter is complete: no dots, and no word of what was not given."""
    whole, least = ask(tool, answers_to(tool)), ask(tool, answers_to(tool, optional=False))
    assert least["status"] == "answered"
    assert DOTS not in said(least)
    empty = [one["name"] for one in fields(tool) if not one["required"] and not one["default"]]
    parts = rules_data.letter(tool)
    gone = [text for text in (*parts.head, *parts.body) if any(f"{{={name}}}" in text for name in empty)]
    paragraphs = len(whole["letter"]["head"]) + len(whole["letter"]["body"])
    left = paragraphs - len(gone) + len(parts.without)
    assert len(least["letter"]["head"]) + len(least["letter"]["body"]) == left
    assert set(parts.without) <= set(empty)
    for sentence in parts.without.values():
        assert sentence in said(least)
        assert sentence not in said(whole)


@every_letter
def test_a_blank_form_says_nothing_that_may_not_be_meant(tool: str) -> None:
    """On paper each paragraph that hangs on an answer has its box to tick or to strike, and no other has."""
    described, parts = api.describe(tool, today=TODAY), rules_data.letter(tool)
    may_be_empty = {one["name"] for one in described["inputs"] if not one["required"] and not one["default"]}
    hanging = [text for text in parts.body if may_be_empty & set(re.findall(r"\{=(\w+)\}", text))] + list(
        parts.without.values()
    )
    boxed = [one for one in described["letter"]["body"] if one.startswith(described["box"])]
    assert len(boxed) == len(hanging)
    # Once its answer is given a paragraph is meant; a complete letter has no box at all.
    given = ask(tool, answers_to(tool) | {fields(tool)[0]["name"]: ""})
    assert described["box"] not in said(given)
    assert described["box"] not in said(ask(tool, answers_to(tool, optional=False)))


def test_a_declaration_on_paper_is_not_conservative_by_chance() -> None:
    """« à titre conservatoire », promises and their absence stand each behind a box of their own."""
    described = api.describe("declaration-de-sinistre", today=TODAY)
    body = described["letter"]["body"]
    for words in ("à titre conservatoire", "déjà été promis", "je n’ai rien reconnu", "qui s’en charge"):
        (paragraph,) = [one for one in body if words in one]
        assert paragraph.startswith(described["box"])


def test_a_letter_says_where_nothing_was_promised() -> None:
    """Left empty, the promises are denied in words; given, they are told and not denied."""
    answers = answers_to("declaration-de-sinistre")
    denied = "À ce jour, je n’ai rien reconnu, promis, payé ni signé."
    assert denied in said(ask("declaration-de-sinistre", answers | {"promises": ""}))
    assert denied not in said(ask("declaration-de-sinistre", answers))


def test_a_consumer_reads_of_the_mediator_a_business_does_not() -> None:
    """The consumer mediator is named again when a complaint fails, where there is one to name."""
    answers = answers_to("reponse-au-client")
    assert "médiateur de la consommation" in said(ask("reponse-au-client", answers))
    assert "médiateur" not in said(ask("reponse-au-client", answers | {"mediator": ""}))


def test_a_demand_to_pay_says_by_when() -> None:
    """A mise en demeure of the insurer has its last day, and asks for the defence too."""
    result = ask("lrar-indemnite", answers_to("lrar-indemnite"))
    day = date_text(date.fromisoformat(result["answers"]["pay_by"])).partition(" ")[2]
    assert f"mise en demeure de payer au plus tard le {day}" in said(result)
    assert "prise en charge de ma défense" in said(result)
    assert said(result).index("le règlement de l’indemnité due") < said(result).index("ma défense")


def test_a_declaration_goes_to_the_insurer_itself() -> None:
    """No field offers the broker's address for the insurer's: the broker stands for the insured."""
    for tool in LETTERS:
        for one in fields(tool):
            if one["name"] == "recipient" and "assureur" in one["label"]:
                assert "de votre courtier ou" not in one["hint"]
                assert "copie" in one["hint"]


@every_letter
def test_a_letter_without_answers_has_its_blanks(tool: str) -> None:
    """What is printed has dots in place of every field, defaults too, and every paragraph."""
    described = api.describe(tool, today=TODAY)
    letter, words = rules_data.letter(tool), said(described)
    asked = re.findall(r"\{=\w+\}", "\n".join((*letter.head, letter.subject, *letter.body)))
    assert len(re.findall(r"…{5,}(?:\n…{5,})?", words)) == len(asked)
    assert len(described["letter"]["body"]) == len(letter.body) + len(letter.without)
    assert "{" not in words


@every_letter
def test_every_field_is_in_the_letter_and_nothing_else(tool: str) -> None:
    """A field that no sentence uses would be asked for nothing; a blank without field could not be filled."""
    letter = rules_data.letter(tool)
    used = re.findall(r"\{=(\w+)\}", "\n".join((*letter.head, letter.subject, *letter.body)))
    assert set(used) == {one.name for one in letter.inputs}


@every_letter
@given(data=st.data())
def test_one_field_changes_its_own_words_only(tool: str, data: st.DataObject) -> None:
    """Any part of the fields may be given: those are in the letter, the others are counted as missing."""
    every = answers_to(tool)
    names = data.draw(st.sets(st.sampled_from(sorted(every))))
    result = ask(tool, {name: every[name] for name in names})
    required = {one["name"] for one in fields(tool) if one["required"]}
    assert door.codes(result) == dict.fromkeys(required - names, "missing")
    for name in names:
        if not every[name][0].isdigit():
            assert every[name] in said(result)


@every_letter
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_hostile_text_stays_text(tool: str, text: str) -> None:
    """What was typed is given back as it was typed, less what nobody types; it fills nothing."""
    one = next(one["name"] for one in fields(tool) if one["type"] == "text")
    result = ask(tool, answers_to(tool) | {one: text})
    assert json.loads(json.dumps(result)) == result
    if len(text) > rules_data.LONGEST:
        assert door.codes(result) == {one: "too_long"}
        assert len(said(result)) < rules_data.LONGEST
        return
    visible = re.sub(r"[\x00-\x1f\u202e]", "", text)
    assert result["answers"][one] == visible
    assert visible in said(result)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", said(result))


@every_letter
def test_a_blank_that_the_reader_types_is_not_filled(tool: str) -> None:
    """Names of fields and of the law, typed in a field, stay as they are typed."""
    names = [one["name"] for one in fields(tool) if one["type"] != "date"]
    typed = f"{{={names[1]}}} {{prescription}} {{law:cassur-L113-2}}"
    result = ask(tool, answers_to(tool) | {names[0]: typed})
    assert typed in said(result)


@every_letter
@given(answers=st.dictionaries(st.text(max_size=8), texts, max_size=4), data=st.data())
def test_a_letter_never_fails(tool: str, answers: dict[str, object], data: st.DataObject) -> None:
    """Whatever the fields hold, there is a letter with all that it must say."""
    given_answers = answers | {one["name"]: data.draw(texts) for one in fields(tool)}
    result = ask(tool, given_answers)
    assert result["letter"]["subject"]
    assert result["letter"]["body"]
    assert result["status"] in ("answered", "incomplete", "invalid", "refused")


def test_the_longest_text_is_taken_and_one_sign_more_is_not() -> None:
    """The bound of a field is 20 000 signs."""
    taken = ask("reponse-d-attente", answers_to("reponse-d-attente") | {"needed": "a" * 20_000})
    refused = ask("reponse-d-attente", answers_to("reponse-d-attente") | {"needed": "a" * 20_001})
    assert taken["status"] == "answered"
    assert "a" * 20_000 in said(taken)
    assert door.codes(refused) == {"needed": "too_long"}
    assert "20\u00a0000" in refused["problems"][0]["text"]


def test_lines_are_kept_in_a_field_of_several_joined_in_one() -> None:
    """An address keeps its lines, however a machine ends them; a name of one line stays on one."""
    answers = answers_to("relance-assureur") | {
        "sender": "Anne Roux\r\n3 rue du Port\r\n\r\n29200 Brest\n",
        "client": "Café\nde la Gare",
    }
    letter = ask("relance-assureur", answers)["letter"]
    assert letter["head"][0] == "Anne Roux\n3 rue du Port\n\n29200 Brest"
    assert "mon client, Café de la Gare." in "\n".join(letter["body"])


def test_a_sentence_ends_once() -> None:
    """An answer that ends with a full stop is not followed by another."""
    answers = answers_to("relance-assureur") | {"client": "Café S.A."}
    assert "mon client, Café S.A." in said(ask("relance-assureur", answers))
    assert ".." not in said(ask("relance-assureur", answers))


def test_dates_are_read_as_everywhere_and_written_as_in_a_letter() -> None:
    """« hier » is understood, the first day of a month is « 1er », an impossible day is said at its field."""
    answers = answers_to("reponse-d-attente")
    letter = ask("reponse-d-attente", answers | {"claimed_on": "hier", "answer_on": "1/12/2026"})["letter"]
    assert letter["subject"] == "Votre message du 22\u00a0novembre 2026"
    assert "1er\u00a0décembre 2026" in "\n".join(letter["body"])
    wrong = ask("reponse-d-attente", answers | {"claimed_on": "31/02/2026"})
    assert door.codes(wrong) == {"claimed_on": "unreadable_date"}
    assert wrong["letter"]["subject"] == f"Votre message du {BLANK}"


def test_the_letter_says_the_law_of_its_day() -> None:
    """Amounts and time limits come from the law, as they stand on the day of the letter."""
    result = ask("reclamation-assureur", answers_to("reclamation-assureur"))
    for name in ("complaint_ack", "complaint_answer"):
        assert present.parameter_words(rules_data.parameters()[name], date.fromisoformat(TODAY)) in said(
            result
        )
    before = api.answer("reclamation-assureur", {}, today="2010-01-01")
    assert (before["status"], before["problems"][0]["code"]) == ("refused", "no_value")


def test_only_one_letter_interrupts_and_it_cannot_go_by_email() -> None:
    """The demand for payment is registered, with its object; no other letter claims its effect."""
    described = api.describe("lrar-indemnite", today=TODAY)
    assert [one["value"] for one in described["send"]] == ["registered"]
    assert described["by_email"] is False
    assert described["letter"]["subject"].startswith("Demande de règlement de l’indemnité")
    assert "interrompt donc la prescription" in said(described)
    for tool in LETTERS:
        if tool != "lrar-indemnite":
            assert "interrompt" not in said(api.describe(tool, today=TODAY)), tool


def test_the_paragraph_for_professionals_goes_with_its_date() -> None:
    """A bill to a consumer says nothing of penalties between professionals."""
    answers = answers_to("mise-en-demeure-facture")
    assert "pénalités" in said(ask("mise-en-demeure-facture", answers))
    assert "pénalités" not in said(ask("mise-en-demeure-facture", answers | {"penalties_from": ""}))


def test_what_may_admit_liability_is_told_with_its_field() -> None:
    """The reader's own words are read again: where, which, why, and what to write instead."""
    answers = answers_to("reponse-au-client") | {"facts": "Le colis est parti le 12.\nC’est notre faute."}
    result = ask("reponse-au-client", answers)
    (one,) = result["admissions"]
    assert (one["field"], one["phrase"], one["said"]) == ("facts", "our_fault", "C’est notre faute")
    assert result["answers"]["facts"][one["start"] : one["end"]] == "C’est notre faute"
    assert one["why"]
    assert one["safe"]
    assert result["status"] == "answered"


def test_a_link_to_a_letter_is_a_link_to_its_page() -> None:
    """Letters live at /modeles/: whoever follows a link of the door needs to know nothing else."""
    links = api.answer("declaration-de-sinistre", {}, today=TODAY)["next"]
    assert {"page": "modeles/reponse-d-attente"}.items() <= links[-1].items()
    assert {"tool": "delai-declaration"}.items() <= links[0].items()
