"""Checks of the data's quality. Each module holds one family of rules, with its manual on top.

A check reads the whole data, before they are cut down to an edition, and adds warnings; what would put a
person's contact on the public website is an error there.
"""

from __future__ import annotations

from msi_build.checks import addresses, clashes, contact, plausible, series
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.model.programme import Data

#: In the order of their manuals. Each is called with the data, the edition and the collector.
CHECKS = (
    contact.check,
    addresses.check,
    series.check,
    plausible.check,
    clashes.check,
)


def run(data: Data, edition: Edition, faults: Faults) -> None:
    """Run all checks; findings go to the collector."""
    for check in CHECKS:
        check(data, edition, faults)
