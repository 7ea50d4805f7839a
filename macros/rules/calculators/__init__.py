"""One module per calculation. The table is explicit: a name in a TOML file is a key here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

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

Calculator = Callable[[Values, date, Mapping[str, Parameter]], Computation]

CALCULATORS: dict[str, Calculator] = {
    "compter_un_delai": compter_un_delai.compute,
    "delai_declaration": delai_declaration.compute,
    "impaye": impaye.compute,
    "issue_mediation": issue_mediation.compute,
    "prescription_biennale": prescription_biennale.compute,
    "prescription_injure": prescription_injure.compute,
    "suivi_reclamation": suivi_reclamation.compute,
}
