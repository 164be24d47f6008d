"""People's contacts and names in texts.

`contact`: a phone number, an e-mail address or a title with a name (Dr, Mr, Mrs, Ms, Sr, Hon, Prof, Rev)
stands in a text. Names and contacts belong in the private overlay; a text names the role. In a text that the
public edition shows it is an error of that edition; anywhere else it is a warning.
"""

from __future__ import annotations

import re

from msi_build.checks.walking import Found, texts, where
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.model.base import Part
from msi_build.model.programme import Country, Data, District

_PHONE = re.compile(
    r"(?<![\w.,])(?:\+[0-9]{1,3}|00[0-9]{2,3}|0)[ ./()-]{0,2}(?:[0-9][ ./()-]{0,2}){8,10}(?![0-9])"
)
#: Not more than 64 characters stand before the @: without a bound a long text of dots is searched for minutes.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Sr|Hon|Prof|Rev|Madam)\.? [A-Z][a-z]+")

#: What contacts look like, in words and as a pattern; the texts of the toolkit are read with it too.
CONTACTS = (("an e-mail address", _EMAIL), ("a phone number", _PHONE), ("a person's name", _TITLE))

#: Fields that are patterns or sources, not texts about people.
_NOT_READ = {"phone_pattern", "source", "website"}


def check(data: Data, edition: Edition, faults: Faults) -> None:
    """See the manual on top."""
    for part in (data.programme, *data.countries, *data.groups, *data.districts):
        phone = _phone_of(data, part)
        for found in texts(part):
            if found.mark != "R" and not _NOT_READ & {str(step) for step in found.path[-1:]}:
                _look(found, part, phone, data, edition, faults)


def _phone_of(data: Data, part: Part) -> re.Pattern[str] | None:
    """The country's own form of phone numbers, when it gives one that can be read."""
    code = part.code if isinstance(part, Country) else getattr(part, "country", "")
    country = next((one for one in data.countries if one.code == code), None)
    try:
        return re.compile(country.phone_pattern) if country and country.phone_pattern else None
    except re.error:
        return None


def _look(
    found: Found, part: Part, phone: re.Pattern[str] | None, data: Data, edition: Edition, faults: Faults
) -> None:
    kinds = (*CONTACTS, *((("a phone number", phone),) if phone else ()))
    what = next((words for words, pattern in kinds if pattern.search(found.text)), None)
    if not what:
        return
    shown = found.mark == "P"
    faults.add(
        where(data, part, found.path),
        "contact",
        f"this text seems to hold {what}" + (" and would be public" if shown else ""),
        "Write the role instead. Names, phones and e-mails of a team belong in the private overlay."
        if isinstance(part, District)
        else "Write the office or role instead.",
        "error" if shown and edition.is_public else "warning",
    )
