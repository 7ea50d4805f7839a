"""The line of time of a case: which facts ask which tool, and what is done, late or to come.

No date is counted here. Each is one that a calculator answers, or a fact’s own, as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from .. import addresses, data, present
from ..french import WEEKDAYS, date_text, sheet_parts
from ..model import Refusal
from .model import Case, Fact, Json

STATES = frozenset(
    {
        "accepted", "acknowledgement_late", "asked", "blamed", "claim_open", "claim_uncounted",
        "claim_undated", "complained", "declared", "declared_late", "empty", "forward", "mediator_open",
        "mediator_seized", "no_answer",
        "prescription_runs", "refused", "refused_late", "unpaid", "unpaid_late", "waiting_answer",
    }
)  # fmt: skip
"""What a case may be, for the rows of `data/case.toml` that wait for it; a kind of facts may have its own."""

Ask = Callable[[str, dict[str, str]], Json]
"""What asks a tool on the day of the view, and gives its answer."""

#: The quality of the client, as the tool for unpaid invoices names it.
_CLIENTS = {"business": "professionnel", "consumer": "consommateur"}
_INSURER, _BROKER, _LEGAL_PROTECTION = "insurer", "broker", "legal_protection"
_YES = "yes"
# More days than any case has.
_DAYS = 2048
_OPEN = ("overdue", "today", "soon", "later")


@dataclass(slots=True)
class Timeline:
    """What is found on the way: items, warnings with their facts, problems, states of the case."""

    case: Case
    today: date
    ask: Ask
    items: list[Json] = field(default_factory=list)
    warned: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    """What is said beside the dates, with its facts: a text that a tool gave, "" for one of the case."""
    problems: list[dict[str, str]] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    letters: dict[str, str] = field(default_factory=dict)
    """Dates and words that letters take from the case: "declared.on"."""
    _of: dict[str, list[Fact]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Fact]:
        """Return the facts of a kind that may feed a date, oldest first."""
        if kind not in self._of:
            self._of[kind] = self.case.dated(kind, self.today)
        return self._of[kind]

    def first(self, kind: str, since: date | None = None) -> Fact | None:
        """Return the first fact of a kind, on a day or after it."""
        earliest = since.isoformat() if since else ""
        return next((one for one in self.of(kind) if one.iso >= earliest), None)

    def warn(self, code: str, *facts: Fact, text: str = "") -> None:
        """Say something beside the dates, once for the same facts; `text` where a tool has its own words."""
        self.warned[code, tuple(sorted(one.id for one in facts))] = text

    def answer(self, tool: str, answers: Mapping[str, tuple[str, str]]) -> Json | None:
        """Ask a tool; give its answer, or None and keep why. `answers` are (value, where it comes from)."""
        given = {name: value for name, (value, _) in answers.items() if value}
        result = self.ask(tool, given)
        if result["status"] == "answered":
            return result
        for one in result["problems"]:
            place = answers.get(one["field"], ("", ""))[1]
            problem = {**one, "field": place}
            if problem not in self.problems:
                self.problems.append(problem)
        return None

    def add(
        self,
        key: str,
        facts: Iterable[Fact],
        result: Json | None = None,
        *,
        each: bool = False,
        done_by: Fact | None = None,
        closed: bool = False,
        said: str = "",
    ) -> Json | None:
        """Add one date of a tool's answer, or of a fact as it was written; nothing where it has none.

        `said` is how it is told that the date is closed, where that is not because it runs no more.
        """
        words, about = data.case()["item"][key], list(facts)
        if result is None:
            shown = limit = about[0].iso
        elif words["role"] in result["dates"]:
            shown = result["dates"][words["role"]]
            limit = result["dates"][words.get("limit", words["role"])]
        else:
            return None
        state = self._state(words, shown, limit, done_by=done_by, closed=closed)
        mine: bool = words.get("mine", False)
        how = said if said and state == "closed" else state if mine else f"theirs_{state}"
        if result and mine and state in _OPEN:
            for one in result["warnings"]:
                if one["code"] in data.case().get("doubts", ()):
                    self.warn(one["code"], *about, text=one["text"])
        item = {
            "id": f"{key}:{about[0].id}" if each else key,
            "key": key,
            "date": shown,
            "limit": limit,
            "label": words["label"],
            "state": state,
            "said": data.case()["state"].get(how) or data.case()["state"][state],
            "done_by": done_by.id if done_by else "",
            "tool": words.get("tool", ""),
            "answers": result["answers"] if result else {},
            "role": words.get("role", ""),
            "limit_role": words.get("limit", words.get("role", "")),
            "sources": result["sources"] if result else present.sources(words.get("sources", ())),
            "debated": result["display"]["debated"] if result else [],
            "assumed": "",
            "facts": [one.id for one in about],
            "mine": mine,
            "saved": words.get("saved", False),
            "does": words.get("does", ""),
            "todo": words.get("late" if state == "overdue" else "todo", ""),
            "from": result["dates"].get(words.get("from", ""), "") if result else "",
            "address": addresses.address(addresses.page_of(words["tool"]), result["answers"])
            if result
            else "",
            **_said("", shown),
            **_said("limit_", limit),
        }
        self.items.append(item)
        return item

    def _state(self, words: Json, shown: str, limit: str, *, done_by: Fact | None, closed: bool) -> str:
        if done_by:
            return "done"
        if closed:
            return "closed"
        today = self.today.isoformat()
        if limit < today:
            return "overdue" if "late" in words else "closed"
        if shown <= today:
            return "today"
        near = date.fromisoformat(shown) - self.today
        return "soon" if near.days <= data.case()["soon"] else "later"


def _said(prefix: str, iso: str) -> dict[str, Any]:
    day = date.fromisoformat(iso)
    return {f"{prefix}text": date_text(day), f"{prefix}sheet": sheet(day)}


@lru_cache(_DAYS)
def sheet(day: date) -> dict[str, str]:
    """Return what a calendar sheet shows of a day: {"weekday", "short", "day", "month"}."""
    number, month = sheet_parts(day)
    weekday = WEEKDAYS[day.weekday()]
    return {"weekday": weekday, "short": f"{weekday[:3]}.", "day": number, "month": month}


def law_text(text: str, today: date) -> str:
    """Return a text with its values of the law, "" on a day when they were not known: a wrong clock."""
    try:
        return present.law(text, today)
    except Refusal:
        return ""


def draw_up(case: Case, today: date, ask: Ask) -> Timeline:
    """Return the line of time of a case: every rule that the facts feed, in the order of its life."""
    line = Timeline(case, today, ask)
    for step in (
        _check_facts,
        _declaration,
        _insurer,
        _complaint,
        _mediation,
        _prescription,
        _unpaid,
        _written,
        _kinds,
    ):
        step(line)
    line.items.sort(key=_order)
    return line


def _order(item: Json) -> tuple[bool, str, str, str]:
    """What is late and can still be done comes first, then the prudent dates as they come."""
    return not (item["state"] == "overdue" and item["saved"]), *by_date(item)


def by_date(item: Json) -> tuple[str, str, str]:
    """Return what puts the dates of a case in the order of time."""
    return item["date"], item["limit"], item["id"]


def _check_facts(line: Timeline) -> None:
    kinds = data.case()["kind"]
    seen: dict[tuple[str, str, str], Fact] = {}
    for fact in line.case.facts:
        if fact.on and fact.on > line.today and not kinds[fact.kind].get("ahead"):
            line.warn("fact_ahead", fact)
        same = (fact.iso, fact.kind, fact.text)
        if fact.on and same in seen:
            line.warn("twice", seen[same], fact)
        seen.setdefault(same, fact)
        if fact.also:
            line.warn("two_versions", fact)
    if not line.case.facts:
        line.states.add("empty")


def _declaration(line: Timeline) -> None:
    """The first réclamation sets the time limit of the contract; each later one is handed on the same day."""
    claims, declared = line.of("claimed"), line.of("declared")
    to_insurer = [one for one in declared if one.more["to"] == _INSURER]
    undated = any(one.kind == "claimed" and one.on is None for one in line.case.facts)
    if undated and not claims and not to_insurer:
        line.states.add("claim_undated")
    _check_declared(line, to_insurer, claims)
    if to_insurer:
        line.states.add("declared")
        line.letters["declared.on"] = to_insurer[0].iso
    if not claims:
        if not to_insurer and any(line.of(kind) for kind in ("blamed_orally", "incident")):
            line.states.add("blamed")
        return
    first, *later = claims
    closing = _declared_since(to_insurer, first)
    if closing is None and to_insurer:
        line.warn("declared_before_claim", to_insurer[0], first)
        closing = first if first.more["forwarded"] == _YES else None
    _count_declaration(line, first, closing)
    for one in later:
        handed = one if one.more["forwarded"] == _YES else _declared_since(to_insurer, one)
        line.add("forward", [one], each=True, done_by=handed)
        if handed is None and closing is not None:
            line.states.add("forward")
    for one in claims:
        if one.more["form"] == "summons":
            line.warn("summons", one)


def _count_declaration(line: Timeline, first: Fact, closing: Fact | None) -> None:
    """Ask the time limit of the contract, with its own length, unit and zone."""
    contract = {name: line.case.value(f"contract.{name}") for name in ("length", "unit", "zone")}
    result = line.answer(
        "delai-declaration",
        {
            "received_on": (first.iso, f"facts.{first.id}.on"),
            **{name: (value, f"contract.{name}") for name, value in contract.items()},
        },
    )
    item = line.add("declaration", [first], result, done_by=closing) if result else None
    if item and not contract["length"]:
        item["assumed"] = law_text(data.case()["word"]["contract_unknown"], line.today)
    if closing is None:
        line.states.add("claim_open" if item else "claim_uncounted")
    elif item and closing.iso > item["limit"]:
        line.states.add("declared_late")


def _declared_since(declared: list[Fact], claim: Fact) -> Fact | None:
    return next((one for one in declared if one.iso >= claim.iso), None)


def _check_declared(line: Timeline, to_insurer: list[Fact], claims: list[Fact]) -> None:
    """Say what a declaration does not do: sent to another, to nobody named, on a day that is unknown."""
    asked = [one for one in line.case.facts if one.kind == "declared"]
    for one in asked:
        if one.on is None:
            line.warn("declared_undated", one)
        elif one.more["to"] == "":
            line.warn("declared_to_nobody", one)
        elif not to_insurer and one.more["to"] in (_BROKER, _LEGAL_PROTECTION):
            line.warn(f"declared_to_{one.more['to']}", one)
    untold = not any(one.more["to"] == _LEGAL_PROTECTION for one in asked)
    if line.case.value("contract.legal_protection") == _YES and claims and untold:
        line.warn("legal_protection_untold")


def _insurer(line: Timeline) -> None:
    """What the insurer last answered, and what it leaves to do."""
    answers = [one for one in line.of("insurer_answered") if one.more["answer"]]
    if answers:
        last = answers[-1]
        line.letters["answered.on"] = last.iso
        line.states.add(
            {"accepts": "accepted", "reserves": "accepted", "asks": "asked", "refuses": "refused"}[
                last.more["answer"]
            ]
        )
        if last.more["answer"] == "reserves":
            line.warn("reserves", last)
        if last.more["answer"] == "refuses":
            line.letters["refused.on"] = last.iso
            if "declared_late" in line.states:
                line.states.add("refused_late")
    elif "declared" in line.states:
        line.states.add("no_answer")
    for one in line.of("paid_client"):
        if not any(
            answer.more["answer"] in ("accepts", "reserves") and answer.iso <= one.iso for answer in answers
        ):
            line.warn("paid_without_agreement", one)


def _complaint(line: Timeline) -> None:
    """The first written complaint starts the insurer’s time to answer, and the mediator’s window."""
    sent = line.first("complained")
    answers = line.of("complaint_answered")
    if sent is None:
        if answers:
            line.warn("out_of_order", *answers)
        return
    line.states |= {"complained"}
    line.states -= {"refused", "no_answer", "asked"}
    line.letters["complained.on"] = sent.iso
    early = [one for one in answers if one.iso < sent.iso]
    if early:
        line.warn("out_of_order", *early)
    answers = [one for one in answers if one.iso >= sent.iso]
    unhappy = next((one for one in answers if one.more["satisfied"] != _YES), None)
    happy = next((one for one in answers if one.more["satisfied"] == _YES), None)
    if unhappy:
        line.letters["complaint_answered.on"] = unhappy.iso
    result = line.answer(
        "suivi-reclamation",
        {
            "sent_on": (sent.iso, f"facts.{sent.id}.on"),
            "answered_on": (unhappy.iso if unhappy else "", f"facts.{unhappy.id}.on" if unhappy else ""),
            "zone": (line.case.value("contract.zone"), "contract.zone"),
        },
    )
    if result is None:
        return
    answered = answers[0] if answers else None
    facts = [sent, unhappy] if unhappy else [sent]
    acknowledged = answered or line.first("insurer_answered", sent.on)
    # Once the answer itself is late, its acknowledgement is no matter any more.
    too_late = result["dates"]["answer_due"] < line.today.isoformat()
    item = line.add("acknowledgement", facts, result, done_by=acknowledged, closed=too_late)
    if item and item["state"] == "overdue":
        line.states.add("acknowledgement_late")
    line.add("answer", facts, result, done_by=answered)
    seized = line.first("mediator_seized", sent.on)
    line.add("mediator", facts, result, done_by=seized, closed=happy is not None and seized is None)
    opened = result["dates"]["mediator_from"] <= line.today.isoformat() <= result["dates"]["mediator_until"]
    if answered is None and not opened:
        line.states.add("waiting_answer")
    if opened and seized is None and happy is None:
        line.states.add("mediator_open")


def _mediation(line: Timeline) -> None:
    seized, notified = line.first("mediator_seized"), line.first("mediation_notified")
    if seized:
        line.states -= {"waiting_answer"}
        ended = line.first("mediation_ended", seized.on)
        if ended is None:
            line.states.add("mediator_seized")
            line.warn("seized_suspends_nothing", seized)
    if notified is None:
        return
    line.letters["mediation_notified.on"] = notified.iso
    result = line.answer("issue-mediation", {"notified_on": (notified.iso, f"facts.{notified.id}.on")})
    if result:
        line.add("mediation", [notified], result, done_by=line.first("mediation_ended", notified.on))


def _prescription(line: Timeline) -> None:
    """Two years from the writ or the payment, the earlier of the two: the more prudent start."""
    writs = [("assignation", one) for one in line.of("claimed") if one.more["form"] == "writ"]
    paid = [("paiement_au_tiers", one) for one in line.of("paid_client")]
    starts = sorted([*writs, *paid], key=lambda one: (one[1].iso, one[0], one[1].id))
    if not starts:
        return
    trigger, start = starts[0]
    letters = line.of("lrar_sent")
    pause = _suspension(line)
    answers = {
        "trigger": (trigger, ""),
        "trigger_on": (start.iso, f"facts.{start.id}.on"),
        "lrar_sent_on": (
            ",".join(one.iso for one in letters),
            f"facts.{letters[0].id}.on" if letters else "",
        ),
    }
    facts = [start, *letters]
    if pause:
        names = ("suspended_on", "resumed_on")
        answers |= {name: (one.iso, f"facts.{one.id}.on") for name, one in zip(names, pause, strict=True)}
        facts += pause
    result = line.answer("prescription-biennale", answers)
    if result is None:
        return
    line.states.add("prescription_runs")
    line.add("prescription", facts, result)


def _suspension(line: Timeline) -> tuple[Fact, Fact] | None:
    """Return the mediation that suspends: its first admissible day and its end; None while it has no end."""
    begun, ends = line.of("mediation_admissible"), line.of("mediation_ended")
    early = [one for one in ends if begun and one.iso < begun[0].iso]
    if early:
        line.warn("out_of_order", *early)
    if not begun:
        return None
    end = line.first("mediation_ended", begun[0].on)
    if end is None:
        line.warn("mediation_runs", begun[0])
        return None
    if any(one.iso > end.iso for one in begun):
        line.warn("mediations", *begun)
    return begun[0], end


def _unpaid(line: Timeline) -> None:
    """Each invoice by itself, then the order to pay."""
    invoices, orders, served = line.of("invoiced"), line.of("order_made"), line.of("order_served")
    client = _CLIENTS.get(line.case.value("client.kind"), "")
    for one in invoices:
        _invoice(line, one, client)
    order = orders[0] if orders else None
    early = [one for one in served if order and one.iso < order.iso]
    if early:
        line.warn("out_of_order", *early)
    service = next((one for one in served if order is None or one.iso >= order.iso), None)
    start = order or service
    if start is None:
        return
    line.states.add("unpaid")
    answers = {
        "performed_on": (invoices[0].iso if invoices else start.iso, f"facts.{start.id}.on"),
        "client": (client, "client.kind"),
        "order_on": (order.iso if order else "", f"facts.{start.id}.on"),
        "served_on": (service.iso if service else "", f"facts.{service.id}.on" if service else ""),
    }
    result = line.answer("impaye", answers)
    if result is None:
        return
    facts = [one for one in (order, service) if one]
    if order:
        line.add("service", facts, result, done_by=service)
    if service:
        line.add("opposition", facts, result)
        line.add("enforcement", facts, result)


def _invoice(line: Timeline, invoice: Fact, client: str) -> None:
    work = [one for one in line.of("performed") if one.iso <= invoice.iso]
    performed = work[-1] if work else None
    paid = invoice.more["paid"]
    place = f"facts.{invoice.id}"
    result = line.answer(
        "impaye",
        {
            "performed_on": (performed.iso if performed else invoice.iso, f"{place}.on"),
            "client": (client, "client.kind"),
            "terms_days": (invoice.more["terms_days"], f"{place}.terms_days"),
            "terms_from": (invoice.more["terms_from"], f"{place}.terms_from"),
            "invoiced_on": (invoice.iso, f"{place}.on"),
        },
    )
    if result is None:
        return
    settled = invoice if paid == _YES else None
    unsaid = "unsaid" if paid == "" else ""
    facts = [invoice, performed] if performed else [invoice]
    due = result["dates"].get("payment_due", "")
    late = due != "" and due < line.today.isoformat()
    # Nobody said that it is unpaid: its date is shown, and nothing is asked for.
    line.add("payment", facts, result, each=True, done_by=settled, closed=late and paid == "", said=unsaid)
    if settled is None:  # Of what is paid nothing is left to sue for.
        line.add("client_claim", facts, result, each=True, closed=paid == "", said=unsaid)
    if paid != "no":
        return
    if not client:
        line.warn("client_unknown", invoice)
    line.states.add("unpaid")
    if late:
        line.states.add("unpaid_late")
    if "invoice.on" not in line.letters:
        line.letters |= {
            "invoice.on": invoice.iso,
            "invoice.number": invoice.more["number"],
            "invoice.amount": invoice.more["amount"],
            "invoice.due": due,
            "invoice.penalties": result["dates"].get("penalties_from", ""),
        }


def _written(line: Timeline) -> None:
    """Dates that an act or a letter gives: shown as they are written, whether to come or past."""
    for one in line.case.facts:
        if one.on is None:
            continue
        if one.kind == "hearing":
            line.add("hearing", [one], each=True)
        if one.kind == "time_limit_set":
            line.add("time_limit", [one], each=True, done_by=one if one.more["done"] == _YES else None)


def _kinds(line: Timeline) -> None:
    """What a kind of facts feeds by itself: its state, and the dates of a tool, for each fact of it."""
    for name, kind in data.case()["kind"].items():
        facts = line.of(name)
        if facts and "state" in kind:
            line.states.add(kind["state"])
        asks = kind.get("asks")
        for one in facts if asks else ():
            result = line.answer(asks["tool"], {asks["input"]: (one.iso, f"facts.{one.id}.on")})
            for item in asks["items"] if result else ():
                line.add(item, [one], result, each=True)


def next_action(line: Timeline) -> Json:
    """Return the one thing to do now: {text, why, date, limit, item, tool, address}."""
    near = [one for one in line.items if _is_pressing(one, line.today)]
    if near:
        return _of_item(min(near, key=_urgency))
    states = {*line.states, "any"}
    words = next(one for one in data.case()["next"] if one["when"] in states)
    later = [
        one
        for one in line.items
        if one["mine"] and one["todo"] and one["state"] in _OPEN and _is_open(one, line.today)
    ]
    if words["when"] == "any" and later:
        return _of_item(min(later, key=_urgency))
    item = next((one for one in line.items if one["key"] == words.get("item")), None)
    tool = words.get("tool", "")
    return {
        "text": words["text"],
        "why": words["why"],
        "date": item["date"] if item else "",
        "limit": item["limit"] if item else "",
        "item": item["id"] if item else "",
        "state": item["state"] if item else "",
        "mine": item["mine"] if item else True,
        "date_text": item["text"] if item else "",
        "limit_text": item["limit_text"] if item else "",
        "sheet": item["sheet"] if item else None,
        "tool": tool,
        "address": addresses.address(addresses.page_of(tool)) if tool else "",
    }


def _is_open(item: Json, today: date) -> bool:
    return bool(item["from"] <= today.isoformat())


def _is_pressing(item: Json, today: date) -> bool:
    """Tell whether a date commands what to do now: near or late; the declaration before all."""
    if not item["todo"] or item["state"] not in _OPEN or not _is_open(item, today):
        return False
    if item["state"] == "overdue":
        return bool(item["saved"])
    return bool(item["mine"] and (item["state"] in ("today", "soon") or item["key"] == "declaration"))


def _urgency(item: Json) -> tuple[int, bool, str, str]:
    rank = {"declaration": 0, "forward": 0, "acknowledgement": 2, "payment": 2}.get(item["key"], 1)
    return rank, item["state"] == "later", item["date"], item["id"]


def _of_item(item: Json) -> Json:
    return {
        "text": item["todo"],
        "why": item["label"],
        "date": item["date"],
        "limit": item["limit"],
        "item": item["id"],
        "state": item["state"],
        "mine": item["mine"],
        "date_text": item["text"],
        "limit_text": item["limit_text"],
        "sheet": item["sheet"],
        "tool": item["does"],
        "address": addresses.address(addresses.page_of(item["does"])) if item["does"] else "",
    }
