"""What the calculators take and give: the public names, stable for ever, of their inputs and dates.

Written once more here, beside the Python that computes, because the words of a tool are checked
without running it. A test holds this table and the calculators together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

UNITS = ("jours_ouvres", "jours_ouvrables", "jours", "semaines", "mois", "annees")
ZONES = (
    "metropole",
    "alsace-moselle",
    "alsace-moselle-sans-temple",
    "guadeloupe",
    "martinique",
    "guyane",
    "la-reunion",
    "mayotte",
    "saint-barthelemy",
    "saint-martin",
)
CLIENTS = ("professionnel", "consommateur", "administration")
TERMS_FROM = ("prestation", "facture", "facture_fin_de_mois", "fin_de_mois_facture", "fin_de_mois")


class Contract(NamedTuple):
    """One calculator.

    `inputs`: the type of each, or the answers it understands for a choice. `optional`: those it
    can do without. `dates`: what it may return. `headlines`, `warnings`: the sentences it may
    need, each with the {=names} that it fills.
    """

    inputs: Mapping[str, str | tuple[str, ...]]
    dates: tuple[str, ...]
    optional: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    warnings: Mapping[str, tuple[str, ...]] = {}


_LOCAL: dict[str, tuple[str, ...]] = {"doubtful_holiday": (), "local_holiday": ("national",)}

CONTRACTS: dict[str, Contract] = {
    "compter_un_delai": Contract(
        inputs={
            "start": "date",
            "length": "integer",
            "unit": UNITS,
            "zone": ZONES,
            "rollover": ("none", "cpc642"),
        },
        dates=("deadline", "safe_date", "deadline_642"),
        headlines=("overdue",),
        warnings=_LOCAL,
    ),
    "delai_declaration": Contract(
        inputs={"received_on": "date", "length": "integer", "unit": UNITS[:3], "zone": ZONES},
        dates=("deadline", "safe_date", "legal_floor"),
        headlines=("overdue", "today"),
        warnings={"overdue": (), "safe_date_passed": (), "below_legal_floor": ("floor",), **_LOCAL},
    ),
    "impaye": Contract(
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
    ),
    "issue_mediation": Contract(
        inputs={"notified_on": "date"},
        dates=("outcome_due",),
        headlines=("overdue",),
        warnings={"overdue": (), "real_mean": ()},
    ),
    "prescription_biennale": Contract(
        inputs={
            "trigger": ("assignation", "paiement_au_tiers", "sinistre_connu"),
            "trigger_on": "date",
            "lrar_sent_on": "dates",
            "suspended_on": "date",
            "resumed_on": "date",
        },
        optional=("lrar_sent_on", "suspended_on", "resumed_on"),
        dates=("deadline", "safe_date"),
        headlines=("overdue",),
        warnings={
            "overdue": (),
            "sinistre_connu": (),
            "lrar_too_early": ("date",),
            "lrar_too_late": ("date",),
            "suspension_too_early": (),
            "suspension_too_late": (),
        },
    ),
    "prescription_injure": Contract(
        inputs={"published_on": "date"},
        dates=("deadline", "safe_date"),
        headlines=("overdue",),
        warnings={"overdue": (), "complaint_is_not_enough": ()},
    ),
    "suivi_reclamation": Contract(
        inputs={"sent_on": "date", "answered_on": "date", "zone": ZONES},
        optional=("answered_on",),
        dates=("acknowledgement_due", "answer_due", "mediator_from", "mediator_until", "safe_date"),
        headlines=("overdue",),
        warnings={"overdue": (), "mediator_open": (), "open_to_professionals": (), **_LOCAL},
    ),
}
