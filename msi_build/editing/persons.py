"""People in the toolkit's texts.

`person`: a text seems to hold a phone number, an e-mail address or a title with a name. The toolkit is for every
district: it names roles. People stand in the private overlay alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from msi_build.checks.contact import CONTACTS
from msi_build.diagnostics import Faults
from msi_build.editing.passages import Passage
from msi_build.editing.style import Style


def check(passages: Iterable[Passage], style: Style, faults: Faults) -> None:
    """See the manual on top."""
    for passage in passages:
        for what, pattern in CONTACTS:
            for hit in pattern.finditer(passage.text):
                faults.add(
                    passage.where(hit.start()), "person", f"this text seems to hold {what}: “{hit[0].strip()}”",
                    "Write the office or role instead.", "warning",
                )
