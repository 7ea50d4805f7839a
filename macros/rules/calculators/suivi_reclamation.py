"""After a written complaint to the insurer: acknowledgement, answer, the mediator's window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..calendar_fr import ONE_DAY, last_working_day_before
from ..model import Computation, Notice, Parameter, Refusal, Unit, Values
from ..params import value_on
from ._contract import LOCAL, ZONES, Contract
from ._zone import count_parameter, zone_notices

CONTRACT = Contract(
    inputs={"sent_on": "date", "answered_on": "date", "zone": ZONES},
    optional=("answered_on",),
    dates=("acknowledgement_due", "answer_due", "mediator_from", "mediator_until", "safe_date"),
    headlines=("overdue",),
    warnings={"overdue": (), "mediator_open": (), "open_to_professionals": (), **LOCAL},
)


def compute(values: Values, today: date, parameters: Mapping[str, Parameter]) -> Computation:
    """Count everything from the sending of the first written complaint (ACPR 2024-R-02).

    Dates: `acknowledgement_due`, `answer_due`, `mediator_from` (the day after `answer_due`, or
    `answered_on` if it is earlier), `mediator_until` (C. consom. L612-2), `safe_date`.
    Raises Refusal("before_start") when the answer is older than the complaint.
    """
    sent_on, zone = values.day("sent_on"), values.choice("zone")
    answered_on = values.day("answered_on") if "answered_on" in values else None
    if answered_on is not None and answered_on < sent_on:
        raise Refusal("before_start", "answered_on")

    acknowledgement = count_parameter(sent_on, parameters["complaint_ack"], zone)
    answer = count_parameter(sent_on, parameters["complaint_answer"], zone)
    window = count_parameter(sent_on, parameters["mediation_window"], zone)
    mediator_from = answer.deadline + ONE_DAY
    if answered_on is not None:
        mediator_from = min(mediator_from, answered_on)

    notices = [Notice("open_to_professionals")]
    if today > window.deadline:
        notices.insert(0, Notice("overdue"))
    elif today >= mediator_from:
        notices.insert(0, Notice("mediator_open"))
    # The acknowledgement alone is counted in days that depend on the zone.
    limit = parameters["complaint_ack"]
    length, unit = value_on(limit, sent_on).value, Unit(limit.unit)
    notices.extend(zone_notices(sent_on, length, unit, zone, acknowledgement))
    return Computation(
        {
            "acknowledgement_due": acknowledgement.deadline,
            "answer_due": answer.deadline,
            "mediator_from": mediator_from,
            "mediator_until": window.deadline,
            "safe_date": last_working_day_before(window.deadline, zone),
        },
        tuple(
            replace(step, of=of)
            for of, counted in (
                ("acknowledgement_due", acknowledgement),
                ("answer_due", answer),
                ("mediator_until", window),
            )
            for step in counted.steps
        ),
        tuple(notices),
        ("acpr-2024-R-02", "cconso-L612-2"),
        headline="overdue" if today > window.deadline else "",
    )
