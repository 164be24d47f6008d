"""Codes of the indicator catalogue in the files of districts.

`catalogue-code`: the code has the form of ours (S, I, M or W and two digits), but the catalogue does not have it;
codes of other forms belong to a country's own list and are left alone. `catalogue-way`: the district says that more
is better where the catalogue says less, or the other way round. Both are warnings.
"""

from __future__ import annotations

import re

from msi_build.checks.walking import cycles, where
from msi_build.diagnostics import Faults
from msi_build.model.base import nearest
from msi_build.model.catalogues import Catalogues
from msi_build.model.programme import Data

_OURS = re.compile(r"[SIMW]\d{2}")
_WORDS = {"up": "more", "down": "less"}


def check(data: Data, catalogues: Catalogues, faults: Faults) -> None:
    """See the manual on top."""
    for district, path, cycle in cycles(data):
        for index, indicator in enumerate(cycle.indicators):
            code, at = indicator.catalogue, (*path, "indicators", index)
            if not code or not _OURS.fullmatch(code) or not catalogues.codes:
                continue
            measure = catalogues.measure(code)
            if code not in catalogues.codes:
                faults.add(
                    where(data, district, (*at, "catalogue")), "catalogue-code",
                    f"the indicator catalogue has no code {code}",
                    nearest(code, sorted(catalogues.codes)) or "Leave the line out, or look the code up in the catalogue.",
                    "warning",
                )
            elif measure and {measure.better, indicator.direction} == {"up", "down"}:
                faults.add(
                    where(data, district, (*at, "direction")), "catalogue-way",
                    f"{indicator.name} says {indicator.direction}, but in the catalogue {_WORDS[measure.better]} of "
                    f"{code} is better",
                    f"Write direction: {measure.better}, or leave the code out if you count something else.",
                    "warning",
                )
