"""Practices that other programmes reported, for the peer-learning library; districts write their own cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msi_build.diagnostics import Faults
from msi_build.model.base import Part, Short, Text, parse
from msi_build.yaml_text import DataFile

#: Theme of a reported practice, in words.
THEMES = {
    "access": "Access to care",
    "family_planning": "Family planning",
    "planning": "Planning and money",
    "nutrition": "Nutrition",
    "supplies": "Medicines and supplies",
    "insurance": "Health insurance",
    "community_workers": "Community health workers",
}


class Practice(Part):
    """One practice as a district told it."""

    theme: Literal[tuple(THEMES)]
    title: Short
    district: Short
    what: Text
    how: Text | None = None
    result: Text | None = None
    can_copy: Text | None = None


class Practices(Part):
    """`content/data/practices.yml`: where the practices were reported, and the practices."""

    source: Text
    practices: tuple[Practice, ...]


def load_practices(files: Iterable[DataFile], faults: Faults) -> Practices | None:
    """The reported practices; None when there is no such file, or when it has a fault."""
    file = next((one for one in files if one.name == "content/data/practices.yml"), None)
    return parse(Practices, file, faults) if file else None
