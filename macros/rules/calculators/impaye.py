"""An unpaid invoice: due date, penalties, the time left to sue a consumer, injonction de payer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..calendar_fr import ONE_DAY, Calendar, last_working_day_before
from ..model import Computation, MonthRounding, Notice, Parameter, Refusal, Step, Unit, Value, Values
from ..params import value_on
from ..time_limits import Count, add_months, count, extend_642
from ._contract import Contract
from ._zone import NATIONAL, count_parameter

CLIENTS = ("professionnel", "consommateur", "administration")
TERMS_FROM = ("prestation", "facture", "facture_fin_de_mois", "fin_de_mois_facture", "fin_de_mois")
"""From what an agreed term runs; without an answer, nothing is agreed and the legal term runs."""

_END_OF_MONTH = TERMS_FROM[2:]

Parameters = Mapping[str, Parameter]


@dataclass(slots=True)
class _Result:
    """What is found on the way: dates by name, their reasons, notices, sources."""

    dates: dict[str, date] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def add(self, name: str, day: date, steps: Iterable[Step]) -> None:
        """Keep a date and the steps that explain it."""
        self.dates[name] = day
        self.steps += [replace(step, of=name) for step in steps]

    def procedure(self, name: str, counted: Count) -> None:
        """Keep a deadline of procedure and its extension by CPC 642, the steps of both under its name."""
        end, moved = extend_642(counted.deadline, Calendar(NATIONAL))
        self.add(name, counted.deadline, (*counted.steps, *moved))
        self.dates[f"{name}_642"] = end


CONTRACT = Contract(
    inputs={
        "performed_on": "date",
        "client": CLIENTS,
        "terms_days": "integer",
        "terms_from": TERMS_FROM,
        "invoiced_on": "date",
        "order_on": "date",
        "served_on": "date",
    },
    optional=("client", "terms_from", "invoiced_on", "order_on", "served_on"),
    dates=(
        "payment_due",
        "penalties_from",
        "service_due",
        "service_due_642",
        "opposition_due",
        "opposition_due_642",
        "enforcement_after",
        "enforcement_after_642",
        "claim_deadline",
        "claim_safe_date",
    ),
    headlines=("claim_over",),
    warnings={
        "overdue": (),
        "overdue_consumer": (),
        "claim_over": (),
        "nothing_agreed": (),
        "claim_start": (),
        "terms_too_long": (),
        "terms_too_long_end_of_month": (),
        "agreed_from_invoice": (),
        "end_of_month_order": ("other",),
        "text_changes": (),
        "rate": (),
        "rate_unknown": (),
        "served_too_late": (),
    },
)


def compute(values: Values, today: date, parameters: Parameters) -> Computation:
    """Count the payment, then what the client's quality and the order change.

    Dates: `payment_due`; between professionals `penalties_from` (C. com. L441-10: the day after,
    without reminder); against a consumer `claim_deadline` and `claim_safe_date` (C. conso. L218-2),
    and no `payment_due` where nothing was agreed. After an order `service_due`, after its service
    `opposition_due` and, for orders made from 1 September 2026, `enforcement_after`, each with its
    `_642`: this is procedure.
    Raises Refusal("missing") where the term runs from an invoice without its date,
    "public_client" for a public body, "before_start" when the service is older than the order,
    "no_value" before the version of L441-10 that was read.
    """
    client = values.choice("client") if "client" in values else ""
    if client == "administration":
        raise Refusal("public_client", "client")
    consumer, result = client == "consommateur", _Result()
    _count_terms(values, parameters, result, consumer=consumer)
    if consumer:
        _count_claim(values, parameters, result)
    else:
        _count_penalties(parameters, result)
    _count_order(values, parameters, result)
    due, claim = result.dates.get("payment_due"), result.dates.get("claim_deadline")
    claim_over = claim is not None and today > claim
    late = due is not None and today > due
    if claim_over:
        result.notices.insert(0, Notice("claim_over"))
    elif late:
        result.notices.insert(0, Notice("overdue_consumer") if consumer else Notice("overdue"))
    return Computation(
        result.dates,
        tuple(result.steps),
        tuple(result.notices),
        tuple(result.sources),
        headline="claim_over" if claim_over else "",
        overdue=late or claim_over,
    )


def _count_terms(values: Values, parameters: Parameters, result: _Result, *, consumer: bool) -> None:
    """Add `payment_due`, unless a consumer agreed to nothing."""
    terms = values.number("terms_days")
    agreed = values.choice("terms_from") if "terms_from" in values else ""
    if agreed in ("", "prestation"):
        start = values.day("performed_on")
    elif "invoiced_on" in values:
        start = values.day("invoiced_on")
    else:
        raise Refusal("missing", "invoiced_on")
    if consumer and not agreed:
        # The thirty days of L441-10 are for professionals alone.
        result.notices.append(Notice("nothing_agreed"))
        return
    due, steps, other = _payment_due(start, terms, agreed)
    result.add("payment_due", due, steps)
    if other is not None and other != due:
        result.notices.append(Notice("end_of_month_order", {"other": other.isoformat()}))
    if consumer:
        return
    limit = _check_length(start, terms, agreed, parameters, result)
    default = value_on(parameters["payment_default"], start)
    if not agreed and ("invoiced_on" in values or terms != default.value):
        result.notices.append(Notice("agreed_from_invoice"))
    if limit.read_until is not None and start > limit.read_until:
        result.notices.append(Notice("text_changes"))
    result.sources.append(limit.source)


def _check_length(start: date, terms: int, agreed: str, parameters: Parameters, result: _Result) -> Value:
    """Return a term longer than professionals may agree to (L441-10, I), and return that limit."""
    limit = value_on(parameters["payment_terms_max"], start)
    if agreed in _END_OF_MONTH:
        limit = value_on(parameters["payment_terms_end_of_month"], start)
        if terms > limit.value:
            result.notices.append(Notice("terms_too_long_end_of_month"))
    elif terms > limit.value:
        result.notices.append(Notice("terms_too_long"))
    return limit


def _payment_due(start: date, terms: int, agreed: str) -> tuple[date, Iterable[Step], date | None]:
    """Return the due date, its steps and, where the order of the count is unknown, the other reading."""
    if agreed == "facture_fin_de_mois":
        return *_then_end_of_month(start, terms), None
    if agreed == "fin_de_mois_facture":
        return *_from_end_of_month(start, terms), None
    if agreed == "fin_de_mois":
        # The later reading: penalties asked for too early would be asked for wrongly.
        (first, _), last = sorted(
            (_then_end_of_month(start, terms), _from_end_of_month(start, terms)), key=lambda one: one[0]
        )
        return *last, first
    return *_days(start, terms), None


def _days(start: date, terms: int) -> tuple[date, Iterable[Step]]:
    if terms == 0:
        return start, [Step(start, "end")]
    counted = count(start, terms, Unit.JOURS, Calendar(NATIONAL), rounding=MonthRounding.LAST_DAY)
    return counted.deadline, counted.steps


def _then_end_of_month(start: date, terms: int) -> tuple[date, Iterable[Step]]:
    day, steps = _days(start, terms)
    end = _last_of_month(day)
    before = [step for step in steps if step.role != "end"] or [Step(start, "start")]
    return end, [*before, Step(end, "end", words="end_of_month")]


def _from_end_of_month(start: date, terms: int) -> tuple[date, Iterable[Step]]:
    day, steps = _days(_last_of_month(start), terms)
    return day, [replace(step, words="invoice_month") if step.role == "start" else step for step in steps]


def _last_of_month(day: date) -> date:
    return add_months(day.replace(day=1), 1, rounding=MonthRounding.LAST_DAY) - ONE_DAY


def _count_penalties(parameters: Parameters, result: _Result) -> None:
    """Add `penalties_from`, and the rate of that day where it was verified."""
    first = result.dates["payment_due"] + ONE_DAY
    result.dates["penalties_from"] = first
    result.sources.append("ccom-D441-5")
    try:
        result.sources.append(value_on(parameters["late_payment_rate"], first).source)
    except Refusal:
        result.notices.append(Notice("rate_unknown"))
    else:
        result.notices.append(Notice("rate", on=first))


def _count_claim(values: Values, parameters: Parameters, result: _Result) -> None:
    """Add the end of the time to sue a consumer, from the earliest day that may start it."""
    start = values.day("performed_on")
    if "invoiced_on" in values:
        start = min(start, values.day("invoiced_on"))
    counted = count_parameter(start, parameters["prescription_consumer"], NATIONAL)
    result.add(
        "claim_deadline", counted.deadline, (replace(counted.steps[0], words="claim"), *counted.steps[1:])
    )
    result.dates["claim_safe_date"] = last_working_day_before(counted.deadline, NATIONAL)
    result.notices.append(Notice("claim_start"))
    result.sources += ["cconso-L218-2", "cciv-2229"]


def _count_order(values: Values, parameters: Parameters, result: _Result) -> None:
    """Add the deadlines of an injonction de payer, from its order and from its service."""
    order_on = values.day("order_on") if "order_on" in values else None
    service = parameters["injonction_service"]
    if order_on is not None:
        # Decree 2026-96: orders made from 1 September 2026 are served within three months.
        result.procedure("service_due", count_parameter(order_on, service, NATIONAL))
        result.sources.append(value_on(service, order_on).source)
    if "served_on" not in values:
        return
    served_on = values.day("served_on")
    if order_on is not None and served_on < order_on:
        raise Refusal("before_start", "served_on")
    if order_on is not None and served_on > result.dates["service_due_642"]:
        result.notices.append(Notice("served_too_late"))
    opposition = parameters["opposition"]
    result.procedure("opposition_due", count_parameter(served_on, opposition, NATIONAL))
    result.sources.append(value_on(opposition, served_on).source)
    # CPC 1422 as of 1 April 2026: two months from the service, for the orders of decree 2026-96 alone.
    if order_on is not None and value_on(service, order_on).source == "decret-2026-96":
        wait = parameters["enforcement_wait"]
        value = value_on(wait, order_on)
        counted = count(
            served_on, value.value, Unit(wait.unit), Calendar(NATIONAL), rounding=MonthRounding.LAST_DAY
        )
        result.procedure("enforcement_after", counted)
        result.sources.append(value.source)
