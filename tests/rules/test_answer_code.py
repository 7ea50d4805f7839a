"""The printed code of an answer: it reopens the answer, for ever."""

import json
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import answer_code, api, data, reopen, walk

DAY = "2026-11-23"
TOOLS = {tool["id"]: tool["kind"] for tool in api.tools()}
TREES = [id for id, kind in TOOLS.items() if kind == "tree"]

#: As they were printed, one for each outcome, list and calculator. A line is never changed nor taken out.
PRINTED = json.loads((Path(__file__).parent / "data" / "codes.json").read_text("utf-8"))


def opened(code: str) -> tuple[str, dict[str, str]]:
    """Return the tool of a code, and the answers it holds."""
    found = reopen.opened(code)
    return found.tool, found.answers


@pytest.mark.parametrize("tree", TREES)
def test_the_code_of_every_path_reopens_it(tree: str) -> None:
    """For each path of each tree, the code gives back the same answers, and they the same outcome."""
    codes = set()
    for path, outcome in walk.paths(data.tree(tree)):
        answers = dict(path)
        result = api.answer(tree, answers, today=DAY)
        assert opened(result["code"]) == (tree, answers)
        assert api.answer(result["code"], {}, today=DAY) == result
        assert result["node"] == outcome.id
        codes.add(result["code"])
    assert len(codes) == len(list(walk.paths(data.tree(tree))))


@pytest.mark.parametrize("tree", TREES)
def test_a_question_on_the_way_has_its_code(tree: str) -> None:
    """A tree left in the middle is reopened at the same question."""
    path, _ = max(walk.paths(data.tree(tree)), key=lambda one: len(one[0]))
    for length in range(len(path)):
        result = api.answer(tree, dict(path[:length]), today=DAY)
        assert result["status"] == "incomplete"
        assert opened(result["code"])[1] == dict(path[:length])


def test_answers_off_the_way_are_not_in_the_code() -> None:
    """What is printed is the way taken: an answer left behind by a change is not part of it."""
    path, _ = next(walk.paths(data.tree(TREES[0])))
    inside = dict(path)
    off = next(name for name in data.tree(TREES[0]).questions if name not in inside)
    value = data.tree(TREES[0]).questions[off].options[0].value
    result = api.answer(TREES[0], {**inside, off: value}, today=DAY)
    assert opened(result["code"])[1] == inside


@pytest.mark.parametrize("printed", PRINTED, ids=lambda one: one["code"])
def test_a_code_once_printed_opens_for_ever(printed: dict[str, object]) -> None:
    """Codes on paper are never forgotten: each opens the tool and the answers that it was printed with."""
    assert opened(printed["code"]) == (printed["tool"], printed["answers"])


def test_printed_codes_cover_every_outcome_list_and_calculator() -> None:
    """The codes that are kept for ever hold every outcome of every tree and every tool that has codes."""
    reached = {
        (one["tool"], api.answer(one["tool"], one["answers"], today=DAY).get("node")) for one in PRINTED
    }
    ways: dict[tuple[str, str], dict[str, str]] = {}
    for tree in TREES:
        for way, end in walk.paths(data.tree(tree)):
            ways.setdefault((tree, end.id), dict(way))
    lacking = [printed_code(tree, way) for (tree, end), way in ways.items() if (tree, end) not in reached]
    known = {one["tool"] for one in PRINTED}
    lacking += [
        printed_code(id, api.describe(id, today=DAY)["example"]["answers"] if kind == "deadline" else {})
        for id, kind in TOOLS.items()
        if kind in ("checklist", "deadline") and id not in known
    ]
    assert not lacking, "add to tests/rules/data/codes.json:\n" + ",\n".join(lacking)
    assert known == {id for id, kind in TOOLS.items() if kind in ("tree", "checklist", "deadline")}


def printed_code(tool: str, answers: dict[str, str]) -> str:
    """Return what the file of printed codes holds of some answers."""
    code = api.answer(tool, answers, today=DAY)["code"]
    return json.dumps({"code": code, "tool": tool, "answers": answers}, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("tool", [id for id, kind in TOOLS.items() if kind == "deadline"])
def test_the_code_of_a_date_gives_the_same_answer(tool: str) -> None:
    """A calculator’s code holds each answer, defaults too: a new default changes nothing."""
    example = api.describe(tool, today=DAY)["example"]
    result = api.answer(tool, example["answers"], today=example["today"])
    assert api.answer(result["code"], {}, today=example["today"]) == result
    assert opened(result["code"])[1] == result["answers"]


@given(st.dates(), st.integers(1, 365), st.sampled_from(["jours_ouvres", "jours", "mois"]))
def test_any_answered_date_is_reopened(start: object, length: int, unit: str) -> None:
    """Whatever a reader counted, its code counts it again."""
    answers = {"start": str(start), "length": str(length), "unit": unit}
    result = api.answer("compter-un-delai", answers, today=DAY)
    if result["status"] == "answered":
        assert api.answer(result["code"], {}, today=DAY) == result
    else:
        assert result["code"] == ""


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    """A code that was torn, mistyped or made up gives a known tool with its own answers, or nothing."""
    for code in (text, f"v1.{text}", f"v1.faut-il-declarer.{text}", f"v1.compter-un-delai.{text}"):
        assert opened(code)[0] in {"", *TOOLS}
        assert api.answer(code if code.startswith("v1.") else "", {}, today=DAY)["status"]


def test_a_code_is_read_as_people_copy_it() -> None:
    """Capitals, spaces, long dashes, an O for a zero or an l for a one change nothing."""
    code = api.answer("tecrep", {"listen": "done", "thank": "done"}, today=DAY)["code"]
    head, _, groups = code.rpartition(".")
    copied = f" {head.upper()} . " + groups.upper().replace("0", "O").replace("1", "l").replace(
        "-", " \u2013 "
    )
    assert opened(copied) == opened(code)
    assert opened(code)[1] == {"listen": "done", "thank": "done"}


def test_what_no_longer_exists_is_left_out() -> None:
    """A group that stands for nothing today takes nothing else away."""
    code = api.answer("tecrep", {"listen": "done"}, today=DAY)["code"]
    assert opened(f"{code}-zzzz-{answer_code.mark('gone', 'done')}") == opened(code)


DECLARED = "v1.delai-declaration.hyvd20261119-ajkm15-6087-w82e"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("6087", "6083", "6083"),
        ("ajkm15", "ajkn15", "ajkn15"),
        ("-6087", "", "manque"),
        ("-ajkm15-6087-w82e", "", "manque"),
        ("-6087-w82e", "6087-w82e", ""),
        ("-6087", "_6087", "ajkm15_6087"),
        ("w82e", "w82e-ajkm12", "ajkm12"),
        ("w82e", "<b>-" + "x" * 1000, "xxx"),
    ],
)
def test_a_code_not_read_whole_says_so(right: str, wrong: str, said: str) -> None:
    """A sign too many, too few or wrong never gives the date of a default without a word."""
    assert right in DECLARED
    result = api.answer(DECLARED.replace(right, wrong), {}, today=DAY)
    doubts = [one for one in result["warnings"] if one["code"] == "partly_read"]
    assert doubts == result["warnings"][: len(doubts)]
    assert [one["field"] for one in result["problems"]] == ([] if said else ["length"])
    assert all(said in one["text"] and len(one["text"]) < 400 for one in doubts)
    assert len(doubts) == 1


def test_code_detects_single_character_errors() -> None:
    """Whatever the sign and wherever it stands: the same answers, a warning, or no answer at all."""
    right = api.answer("delai-declaration", {"received_on": "2026-11-19", "length": "15"}, today=DAY)
    code = right["code"]
    head = len("v1.delai-declaration.")
    for place, sign in product(range(head, len(code)), "0123456789abcdefghjkmnpqrstvwxyz-"):
        if sign == code[place]:
            continue
        read = api.answer(f"{code[:place]}{sign}{code[place + 1 :]}", {}, today=DAY)
        warned = "partly_read" in {one["code"] for one in read["warnings"]}
        assert warned or read["problems"] or read["answers"] == right["answers"], (place, sign)


@pytest.mark.parametrize("printed", PRINTED, ids=lambda one: one["code"])
def test_a_code_read_whole_has_no_doubt(printed: dict[str, str]) -> None:
    """What was printed and copied well is answered as it was, with no word about the code."""
    result = api.answer(printed["code"], {}, today=DAY)
    assert "partly_read" not in {one["code"] for one in result["warnings"]}


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200e", "\u2060", "\ufeff"])
def test_signs_without_a_body_change_nothing(sign: str) -> None:
    """What a PDF or a system puts between the signs, unseen, is not part of a code."""
    result = api.answer(DECLARED, {}, today=DAY)
    assert api.answer(sign + sign.join(DECLARED), {}, today=DAY) == result
    assert api.answer(DECLARED.replace("-6087", ".6087"), {}, today=DAY) == result


def test_a_text_too_long_is_no_code() -> None:
    """What is cut off unseen could hold an answer: a text longer than any code is not read."""
    assert opened(DECLARED + "-" * answer_code.LONGEST)[0] == ""


@pytest.mark.parametrize(
    "code", ["", "v1", "v1.", "v2.tecrep", "v1.inconnu.abcd", "v1.relance-assureur.abcd"]
)
def test_what_is_no_code_says_so(code: str) -> None:
    """Where nothing can be reopened the answer is empty, and the door has a sentence for it."""
    assert opened(code) == ("", {})
    if code.startswith("v1."):
        result = api.answer(code, {}, today=DAY)
        assert result["status"] == "refused"
        assert [one["code"] for one in result["problems"]] == ["unreadable_code"]


def test_no_two_answers_of_a_tool_share_their_signs() -> None:
    """Within a tool the four signs of each answer are its own."""
    for tool, kind in TOOLS.items():
        described = api.describe(tool, today=DAY)
        if kind not in ("tree", "checklist", "deadline"):
            continue
        marks = [
            answer_code.mark(one["name"], option["value"])
            for one in described["inputs"]
            for option in one["options"]
        ]
        marks += [answer_code.mark(one["name"]) for one in described["inputs"]]
        assert not [pair for pair in combinations(marks, 2) if pair[0] == pair[1]], tool


def test_the_seal_says_rules_day_texts_and_code() -> None:
    """The line under an answer names the rules, the day they were checked, each text, and the code."""
    result = api.answer("delai-declaration", {"received_on": "2026-04-30"}, today="2026-04-30")
    line = result["display"]["seal"]
    assert result["version"] in line
    assert "vérifiées le" in line
    assert result["code"] in line
    assert all(data.sources()[one["id"]].short in line for one in result["sources"])
