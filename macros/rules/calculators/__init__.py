"""One module per calculation. The table is explicit: a name in a TOML file is a key here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from ..model import Computation, Parameter, Values
from . import (
    compter_un_delai,
    delai_declaration,
    impaye,
    issue_mediation,
    prescription_biennale,
    prescription_injure,
    suivi_reclamation,
)
from ._contract import Contract as Contract


class Calculator(Protocol):
    """What the module of a calculation offers: what it takes and gives, and the function that computes."""

    CONTRACT: Contract

    def compute(self, values: Values, today: date, parameters: Mapping[str, Parameter], /) -> Computation:
        """Return the dates of some answers, with their reasons. Raises Refusal where the rules cannot."""


CALCULATORS: dict[str, Calculator] = {
    "compter_un_delai": compter_un_delai,
    "delai_declaration": delai_declaration,
    "impaye": impaye,
    "issue_mediation": issue_mediation,
    "prescription_biennale": prescription_biennale,
    "prescription_injure": prescription_injure,
    "suivi_reclamation": suivi_reclamation,
}
