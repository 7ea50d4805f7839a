"""Links as mail programs damage them: the same answers, or none, and never a later date."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from macros.rules import api
from macros.rules.addresses import FIRST, LAST, fragment

TODAY = "2026-05-02"
SCRIPT = Path(__file__).with_name("read_links.mjs")

Answers = dict[str, str]
Fields = dict[str, dict[str, Any]]

#: Answers of each calculator: every input, every choice that another begins with, lengths of 1 to 3 figures.
CALCULATED: dict[str, list[Answers]] = {
    "delai-declaration": [
        {"received_on": "2026-04-30", "length": length, "unit": unit, "zone": zone}
        for length, unit, zone in (
            ("5", "jours_ouvres", "metropole"),
            ("10", "jours_ouvrables", "alsace-moselle-sans-temple"),
            ("120", "jours", "alsace-moselle"),
        )
    ],
    "compter-un-delai": [
        {"start": "2026-03-20", "length": "15", "unit": unit, "zone": zone, "rollover": rollover}
        for unit, zone, rollover in (
            ("jours_ouvres", "alsace-moselle-sans-temple", "cpc642"),
            ("mois", "saint-barthelemy", "none"),
        )
    ],
    "suivi-reclamation": [{"sent_on": "2026-03-25", "answered_on": "2026-04-30", "zone": "alsace-moselle"}],
    "issue-mediation": [{"notified_on": "2026-01-31"}],
    "prescription-biennale": [
        {
            "trigger": "paiement_au_tiers",
            "trigger_on": "2024-05-20",
            "lrar_sent_on": "2025-01-10,2025-12-31",
            "suspended_on": "2026-01-10",
            "resumed_on": "2026-04-20",
        }
    ],
    "prescription-injure": [{"published_on": "2026-04-30"}],
    "impaye": [
        {
            "performed_on": "2026-01-10",
            "client": client,
            "terms_days": "45",
            "terms_from": terms_from,
            "invoiced_on": "2026-01-20",
            "order_on": "2026-03-31",
            "served_on": "2026-04-30",
        }
        for client, terms_from in (
            ("professionnel", "fin_de_mois_facture"),
            ("consommateur", "facture_fin_de_mois"),
        )
    ],
}

#: What a mail program or a hand puts behind a link.
SIGNS = [
    *".,;:!?…»”’\"')]}>*_-|\\/ ",
    "&",
    "&amp;",
    "%20",
    "%C2%A0",
    "%E2%80%8B",
    "...",
    ".)",
    "»,",
    "%22.",
    "=",
    ">.",
]

#: What leaves a value no shorter, wherever it is put into a link.
INSERTED = ["=%0A", "=%0D%0A", "%E2%80%8B", "%C2%AD", "%EF%BB%BF"]


@cache
def fields(tool: str) -> Fields:
    """Return what the fields of a page may be answered."""
    described = api.describe(tool, today=TODAY)
    return {
        one["name"]: {"type": one["type"]}
        | ({"values": [option["value"] for option in one["options"]]} if one["options"] else {})
        for one in described["inputs"]
    }


def read(links: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return what each link says to the fields of its tool, as the pages read it.

    Each is read once, however often it stands there: most ways through a tree begin alike.
    """
    several = list(dict.fromkeys(links))
    asked = json.dumps({"fields": {tool: fields(tool) for tool, _ in several}, "links": several})
    run = subprocess.run(["node", SCRIPT], input=asked, capture_output=True, text=True, check=True)
    told = dict(zip(several, json.loads(run.stdout), strict=True))
    return [told[link] for link in links]


def old(answers: Answers) -> str:
    """Return a link as they were written before they had a first word and a last, or as people write them."""
    return "#" + "&".join(f"{name}={quote(value)}" for name, value in answers.items())


def is_refused(told: dict[str, Any]) -> bool:
    return bool(told["unread"]) or told["cut"] is not None


def every_answer() -> Iterator[tuple[str, Answers]]:
    for tool, several in CALCULATED.items():
        yield from ((tool, answers) for answers in several)


def every_way() -> Iterator[tuple[str, Answers]]:
    """Return every way through every tree, and some ticks of every checklist."""
    for one in api.tools():
        described = api.describe(one["id"], today=TODAY)
        if one["kind"] == "tree":
            questions = {question["id"]: question["options"] for question in described["questions"]}
            yield from ((one["id"], way) for way in _ways(questions, described["start"]))
        if one["kind"] == "checklist":
            ids = [item["id"] for item in described["items"]]
            yield one["id"], dict.fromkeys(ids[::2], api.DONE)
            yield one["id"], dict.fromkeys(ids, api.DONE)


def _ways(questions: dict[str, Any], node: str) -> Iterator[Answers]:
    for option in questions.get(node, ()):
        ways = list(_ways(questions, option["next"])) or [{}]
        yield from ({node: option["value"], **way} for way in ways)


# A calculator that is not named above begins with the answers of its own example.
for _one in api.tools():
    if _one["kind"] == "deadline":
        CALCULATED.setdefault(_one["id"], [api.describe(_one["id"], today=TODAY)["example"]["answers"]])
ANSWERS = list(every_answer())
WAYS = list(every_way())


@pytest.mark.parametrize("tool", CALCULATED)
def test_every_field_of_a_calculator_has_an_answer(tool: str) -> None:
    """Links are damaged in every field: an example that leaves some out wants a row in CALCULATED."""
    assert set().union(*CALCULATED[tool]) == set(fields(tool)), "give every input an answer in CALCULATED"


def test_the_words_of_a_link_are_the_same_on_both_sides() -> None:
    """What Python writes around the answers is what the pages look for, and no field is called so."""
    script = (SCRIPT.parent.parent.parent / "docs/assets/js/fragment.mjs").read_text("utf-8")
    assert f'FIRST = "{FIRST}"' in script
    assert f'LAST = "{LAST}"' in script
    names = {name for one in api.tools() for name in fields(one["id"])}
    assert not [name for name in names if name.startswith((FIRST, LAST))]


@pytest.mark.parametrize(("write", "which"), [(fragment, "new"), (old, "old")])
def test_a_whole_link_is_read_to_the_letter(write: Any, which: str) -> None:
    """Every answer of every calculator, tree and checklist comes back as it was given: old links too."""
    whole = ANSWERS + WAYS
    for (tool, answers), told in zip(
        whole, read([(tool, write(answers)) for tool, answers in whole]), strict=True
    ):
        assert told["answers"] == answers, tool
        assert not is_refused(told)
        assert which == "old" or told["others"] is None


def test_our_own_links_cut_anywhere_give_the_same_or_nothing() -> None:
    """At every sign of every link that we write, what is left answers the same, or is refused."""
    whole = ANSWERS + WAYS
    cuts = [
        (tool, answers, link[:end])
        for tool, answers in whole
        for link in [fragment(answers)]
        for end in range(1, len(link))
    ]
    for (_, answers, link), told in zip(cuts, read([(tool, link) for tool, _, link in cuts]), strict=True):
        assert told["answers"] in ({}, answers) or is_refused(told), link
        # What is left beside the refusal is what was given, but for its last answer.
        for name, value in list(told["answers"].items())[:-1]:
            assert answers[name] == value, link


def dates(tool: str, answers: Answers) -> Answers:
    """Return the dates of an answer, none where it is refused."""
    return dict(api.answer(tool, answers, today=TODAY)["dates"])


def is_later(tool: str, told: dict[str, Any], whole: Answers) -> bool:
    """Return whether a link that is answered names a date later than the whole one, as the page does."""
    found = dates(tool, told["answers"])
    for value in (told["others"] or {}).get("values", ()):
        other = dates(tool, told["answers"] | {told["others"]["name"]: value})
        if any(day < found[name] for name, day in other.items()):
            return False  # The page asks.
    return any(day > whole[name] for name, day in found.items() if name in whole)


@pytest.mark.parametrize("tool", CALCULATED)
def test_an_old_link_cut_in_a_value_is_never_later(tool: str) -> None:
    """Whichever answer stands last, one cut short gives no later date."""
    for answers in CALCULATED[tool]:
        whole = dates(tool, answers)
        assert whole
        pairs = list(answers.items())
        orders = [dict(pairs[n:] + pairs[:n]) for n in range(len(pairs))]
        cuts = [
            (link[:end], set(order))
            for order in orders
            for link in [old(order)]
            for end in range(link.rindex("=") + 2, len(link))
        ]
        for (link, names), told in zip(cuts, read([(tool, link) for link, _ in cuts]), strict=True):
            if not is_refused(told):
                assert set(told["answers"]) == names, link
                assert not is_later(tool, told, whole), link


@pytest.mark.parametrize("write", [fragment, old])
def test_signs_behind_a_link_change_nothing(write: Any) -> None:
    """Points, brackets, quotes and dots that were taken into a link: the same answers, or a refusal."""
    signed = [(tool, answers, write(answers) + sign) for tool, answers in ANSWERS + WAYS for sign in SIGNS]
    refused = 0
    for (_, answers, link), told in zip(
        signed, read([(tool, link) for tool, _, link in signed]), strict=True
    ):
        assert told["answers"] == answers or is_refused(told), link
        refused += is_refused(told)
    assert refused < len(signed) / 5
    if write is fragment:
        assert refused == 0


@pytest.mark.parametrize("write", [fragment, old])
@pytest.mark.parametrize("sign", INSERTED)
def test_a_broken_line_changes_nothing(write: Any, sign: str) -> None:
    """A soft break or a sign that nobody sees, at any place of a link: the same answers."""
    broken = [
        (tool, answers, link[:at] + sign + link[at:])
        for tool, answers in ANSWERS
        for link in [write(answers)]
        for at in range(1, len(link))
        if "%" not in link[max(at - 2, 0) : at]
    ]
    for (_, answers, link), told in zip(
        broken, read([(tool, link) for tool, _, link in broken]), strict=True
    ):
        assert told["answers"] == answers, link
        assert not is_refused(told), link


#: What is made of a whole link on its way, and leaves one reading of it.
MADE = {
    "capitals": str.upper,
    "hyphens for underscores": lambda link: link.replace("_", "-"),
    "spaces for underscores": lambda link: link.replace("_", "%20"),
    "no underscores, as in Markdown": lambda link: link.replace("_", ""),
    "quoted-printable": lambda link: link.replace("=", "=3D"),
    "& written &amp;": lambda link: link.replace("&", "&amp;"),
    "& written &amp;amp;": lambda link: link.replace("&", "&amp;amp;"),
    "& written &#38;": lambda link: link.replace("&", "&#38;"),
    "= written &#61;": lambda link: link.replace("=", "&#61;"),
    "= written &#x3d;": lambda link: link.replace("=", "&#x3d;"),
    "_ written &#95;": lambda link: link.replace("_", "&#95;"),
    "encoded": lambda link: "#" + quote(link[1:]),
    "encoded twice": lambda link: "#" + quote(quote(link[1:])),
    "encoded three times": lambda link: "#" + quote(quote(quote(link[1:]))),
    "its # turned into %2523": lambda link: "?utm_source=x%2523" + link[1:],
    "= encoded": lambda link: link.replace("=", "%3D"),
    "= encoded twice": lambda link: link.replace("=", "%253D"),
    "the first & encoded": lambda link: link.replace("&", "%26", 2),
    "the last & encoded": lambda link: "%26".join(link.rsplit("&", 2)),
    "_ encoded twice": lambda link: link.replace("_", "%255F"),
    "broken every sixteen signs": lambda link: "=%0D%0A".join(
        link[n : n + 16] for n in range(0, len(link), 16)
    ),
    "parameters behind it": lambda link: link + "&utm_source=lettre&fbclid=x",
    "a search behind it": lambda link: link + "?utm_source=lettre",
}


@pytest.mark.parametrize("write", [fragment, old])
@pytest.mark.parametrize("made", MADE)
def test_a_link_is_read_in_whatever_it_became(write: Any, made: str) -> None:
    """What has one reading only is read so."""
    links = [(tool, MADE[made](write(answers))) for tool, answers in ANSWERS]
    for (_, answers), told, (_, link) in zip(ANSWERS, read(links), links, strict=True):
        assert told["answers"] == answers, link
        assert not is_refused(told), link


#: What people and programs make of a link by hand, with the one reading that it has.
READ: dict[str, Answers] = {
    "#length=8&uni=jours_ouvrables": {"length": "8", "unit": "jours_ouvrables"},
    "#u=jours&length=8": {"length": "8", "unit": "jours"},
    "#unit=jours ouvrés&length=8": {"length": "8", "unit": "jours_ouvres"},
    "#unit=« jours_ouvrables »&length=(8)": {"length": "8", "unit": "jours_ouvrables"},
    "#debut&length=8&unit=jours_ouvra&fin": {"length": "8", "unit": "jours_ouvrables"},
    "#length=8&mc_eid=jours&unit=jours&utm=1": {"length": "8", "unit": "jours"},
    "#length=8&l=9&unit=jours_ouvres": {"length": "8", "unit": "jours_ouvres"},
    "#=8&unit=jours&fin": {"unit": "jours"},
    "#length=8&length=9&unit=jours": {"length": "8", "unit": "jours"},
    "#received=2026-04-30&length=8": {"received_on": "2026-04-30", "length": "8"},
    "#received=lundi&length=8": {"length": "8"},
    "#unit=jours&length=8&un=lunes": {"unit": "jours", "length": "8"},
    "#length=8&un=lunes": {"length": "8"},
}


def same_or_none(links: list[tuple[str, Answers, str]]) -> int:
    """Check that no (tool, answers, link) gives other dates than its answers; return how many are read."""
    told = read([(tool, link) for tool, _, link in links])
    for (tool, answers, link), one in zip(links, told, strict=True):
        if one["answers"] == answers or is_refused(one):
            continue
        now, then = (api.answer(tool, given, today=TODAY) for given in (one["answers"], answers))
        assert now["status"] != "answered" or now["dates"] == then["dates"], link
    return sum(not is_refused(one) for one in told)


@pytest.mark.parametrize("write", [fragment, old])
@pytest.mark.parametrize("sign", ["%0A", "%0D%0A", "%0D%0A%20", "%20", "%C2%A0"])
def test_a_line_broken_before_an_answer_changes_nothing(write: Any, sign: str) -> None:
    """What begins on the next line, its "=" the last sign of the one before, is an answer all the same."""
    links = [
        (tool, answers, link[: at + 1] + sign + link[at + 1 :])
        for tool, answers in ANSWERS
        for link in [write(answers)]
        for at, character in enumerate(link)
        if character == "="
    ]
    assert same_or_none(links) == len(links)


@pytest.mark.parametrize("sign", ["&", "%A0", "%E9", "%3Cwbr%3E", "%3Cbr%20/%3E", "&shy;", "&zwnj;", "x"])
def test_a_damaged_name_is_no_answer_left_out(sign: str) -> None:
    """In a link of ours every word has its meaning: what a broken name said is not left to the default."""
    links = [
        (tool, answers, link[:at] + sign + link[at:])
        for tool, answers in ANSWERS
        for link in [fragment(answers)]
        for at in range(len("#debut&"), len(link) - len(LAST))
    ]
    same_or_none(links)


@pytest.mark.parametrize("joint", ["&amp%3B", "&amp%253B", "&amp", "&#38", "&%23038;", "&#x26;", "&amp;amp;"])
@pytest.mark.parametrize("write", [fragment, old])
def test_an_ampersand_half_unwrapped_is_one(write: Any, joint: str) -> None:
    """What HTML left of the sign between two answers hides neither."""
    links = [(tool, answers, write(answers).replace("&", joint)) for tool, answers in ANSWERS]
    assert same_or_none(links) == len(links)


@pytest.mark.parametrize("joint", ["\\u0026", ";", "=26", ":"])
def test_a_link_of_ours_that_nobody_can_part_is_said(joint: str) -> None:
    """It opens no empty page without a word."""
    links = [(tool, fragment(answers).replace("&", joint)) for tool, answers in ANSWERS]
    for (_, link), told in zip(links, read(links), strict=True):
        assert is_refused(told), link


@pytest.mark.parametrize(
    "added", ["t=45", "l=9", "s=2026-04-01", "u=jours", "r=2025-01-01", "z=guadeloupe", "9"]
)
def test_what_stands_behind_a_link_is_no_answer(added: str) -> None:
    """A sender's own mark, however it begins, says nothing of the fields."""
    sparse = [(tool, dict(list(answers.items())[:1])) for tool, answers in ANSWERS]
    links = [
        (tool, answers, f"{fragment(answers)}&{added}")
        for tool, answers in [*ANSWERS, *sparse, ("impaye", {"performed_on": "2026-01-10"})]
    ]
    assert same_or_none(links) == len(links)


def test_a_date_without_its_century_is_not_turned_round() -> None:
    """« 26-04-30 » was 30 April 2026 in a link of ours; read from the left it would be a day of 2030."""
    (told,) = read([("prescription-injure", "#debut&published_on=%2026-04-30&fin")])
    assert told["answers"] == {}
    assert told["unread"] == [["published_on", "26-04-30"]]


def test_what_has_one_reading_is_read() -> None:
    """A name cut short, other words for a choice, signs around both, the first of two answers."""
    found = read([("delai-declaration", link) for link in READ])
    for (link, expected), told in zip(READ.items(), found, strict=True):
        assert (told["answers"], is_refused(told)) == (expected, False), link


#: What has two readings, or none.
REFUSED = [
    "#length=8&unit=jours_ouvr",
    "#length=8&unit=jours_ouvr&zone=metropole",
    "#length=8&unit=jours_",
    "#length=8&unit=jours-&zone=metropole",
    "#unit=lunes&length=8",
    "#unit=lunes&unit=jours&length=8",
    "#unit=jours_ouvrablesx&length=8",
    "#uni=jours_ouvr&length=8",
    "#unit=<script>&length=8",
    "#zone=saint&length=8",
    "#length=8&unit=",
    "#length=8&unit",
    "#length=8&un",
    "#length=8&",
    "#length=8&amp",
    "#unit=jours_ouvres&length=1…",
    "#unit=jours_ouvres&length=1...",
    "#unit=jours_ouvres&length=1=",
    "#unit=jours_ouvres&received_on=2026-04-3",
    "#unit=jours_ouvres&received_on=30/04/20",
    "#unit=jours_ouvres&received_on=30+avril+20",
    "#unit=jours_ouvres&received_on=2026/4/3",
    "#debut&length=8&unit=jours",
    "#debut&length=8",
    "#debut&length=8&unit=jours_ouvres&fi",
]


def test_what_has_two_readings_or_none_is_refused() -> None:
    """A choice that nobody can read, a link that was cut: none is answered by default."""
    found = read([("delai-declaration", link) for link in REFUSED])
    assert [link for link, told in zip(REFUSED, found, strict=True) if not is_refused(told)] == []


def test_words_of_a_reader_come_back_as_they_were_given() -> None:
    """A line of a letter keeps its signs, its blanks, its "=" and "%"; encoded twice, it is read twice."""
    letter = "relance-assureur"
    (name, *_) = (name for name, one in fields(letter).items() if one["type"] == "text")
    texts = ["« Bonjour. »", "(n° 12)", "a = b", "3D", "100 %", "é%20b", "…", "à la fin…"]
    links = {
        link: text
        for text in texts
        for link in (fragment({name: text}), old({name: text}), f"#{name}={quote(quote(text))}")
        if "%2520b" not in link or "%C3" in link  # Encoded twice, all of it is.
    }
    for (link, text), told in zip(links.items(), read([(letter, link) for link in links]), strict=True):
        assert (told["answers"], is_refused(told)) == ({name: text}, False), link


def test_the_last_date_of_a_list_is_not_lost_in_silence() -> None:
    """A list of dates that stops at its comma was cut there."""
    ends = [",", ", ", ";", "%2C", ",2025-12-3", "…"]
    links = [f"#trigger=assignation&trigger_on=2024-05-20&lrar_sent_on=2025-01-10{end}" for end in ends]
    found = read([("prescription-biennale", link) for link in links])
    assert [is_refused(told) for told in found] == [end != "…" for end in ends]


def test_a_shorter_choice_that_ends_earlier_is_asked() -> None:
    """`alsace-moselle` may be all that is left of the other commune, which has no Good Friday."""
    near = {"received_on": "2026-04-01", "length": "5", "unit": "jours_ouvres", "zone": "alsace-moselle"}
    (told,) = read([("delai-declaration", old(near))])
    assert told["others"] == {"name": "zone", "values": ["alsace-moselle-sans-temple"]}
    other = dates("delai-declaration", near | {"zone": "alsace-moselle-sans-temple"})
    assert other["deadline"] < dates("delai-declaration", near)["deadline"]


def test_a_hostile_link_is_read_in_time() -> None:
    """A link of a million signs, whatever they are, is read in a moment."""
    signs = ["=", "&", "%", "%25", "a=", "&#38;", "?", ".", "%0A", "un=&", "3D", "é", "=%0A", "length=.&"]
    links = ["#" + text * (1_000_000 // len(text)) for text in signs]
    for told in read([("delai-declaration", link) for link in links]):
        assert told["answers"].keys() <= {"length"}
