"""What a typed text means.

The kinds of values that fields take, and what people are told when a value does not fit.

A value arrives as the text that somebody typed. The field's type decides what it means, so `0772123456` can
stay a phone and `10:30` can be a time. Values that are already typed pass, so that models can be made in
code.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from msi_build.characters import slug_fault, slug_of

#: Shown instead of a count of persons under five.
UNDER_FIVE = "<5"


class Unfit(ValueError):
    """A value that does not fit its field. `hint` is the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


_DIGITS_HINT = "Write it in the digits 0 to 9 alone, for example 281700."


def _plain(value: object, what: str) -> str:
    """The typed text, or a fault in the words of the form."""
    if value is None:
        raise Unfit("has no value", f"Write {what} after the colon, or leave the line out.")
    if isinstance(value, list):
        raise Unfit("is a list, but one value is wanted here", f"Write {what}.")
    if isinstance(value, dict):
        raise Unfit(
            "is a block of keys, but one value is wanted here",
            f"Write {what}; put a text with a colon in quotes.",
        )
    return str(value).strip()


def _text(value: object) -> str:
    text = _plain(value, "a text")
    if not text:
        raise Unfit("is empty", "Write a text, or leave the line out.")
    return value if isinstance(value, str) and value == text else text


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _plain(value, "a whole number")
    if re.fullmatch(FORMS["whole"], text):
        return int(text)
    raise Unfit("must be a whole number", _DIGITS_HINT)


def _number(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    text = _plain(value, "a number")
    if re.fullmatch(FORMS["number"], text):
        return float(text)
    raise Unfit("must be a number", "Write it in the digits 0 to 9 with a point, for example 40 or 12.5.")


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date):
        return value
    text = _plain(value, "a date")
    hint = "Write it as year-month-day, for example 2027-01-31."
    if not re.fullmatch(FORMS["date"], text):
        raise Unfit("must be a date", hint)
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise Unfit("is a day that does not exist", hint) from None
    if not 2000 <= date.year <= 2100:
        raise Unfit(f"lies in the year {text[:4]}", "Years from 2000 to 2100 are allowed.")
    return date


def _of_form(form: str, message: str, hint: str) -> Any:
    def check(value: object) -> str:
        text = _plain(value, "a value")
        if not re.fullmatch(form, text, re.ASCII):
            raise Unfit(message, hint)
        return text

    return check


#: The forms of typed values, as regular expressions; the schemas for editors hold them too.
FORMS = {
    "number": r"-?[0-9]{1,12}(\.[0-9]{1,6})?",
    "whole": r"-?[0-9]{1,12}",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "month": r"20[0-9]{2}-(0[1-9]|1[0-2])",
    "period": r"20[0-9]{2}(-Q[1-4]|-(0[1-9]|1[0-2]))?(/20[0-9]{2}(-Q[1-4]|-(0[1-9]|1[0-2]))?)?",
    "time": r"([01][0-9]|2[0-3]):[0-5][0-9]",
    "colour": r"#[0-9a-fA-F]{6}",
    "phone": r"\+?[0-9][0-9 ()/-]{5,24}",
    "email": r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    "country_code": r"[a-z]{2}",
    "code": r"[a-z][a-z0-9_]{0,59}",
}

_month = _of_form(FORMS["month"], "must be a month", "Write it as year-month, for example 2027-11.")
_period = _of_form(
    FORMS["period"],
    "must be a period",
    "Write a year 2026, a quarter 2026-Q1, a month 2026-03, or two of them with a slash: 2026-03/2026-05.",
)
_time = _of_form(FORMS["time"], "must be a time of day", "Write it as 08:30.")
_colour = _of_form(FORMS["colour"], "must be a colour", "Write it as #1f6f5c.")
_phone = _of_form(FORMS["phone"], "must be a phone number", "For example +233 20 000 0000.")
_email = _of_form(FORMS["email"], "must be an e-mail address", "For example office@example.org.")
_country_code = _of_form(
    FORMS["country_code"], "must be a country code of two small letters", "For example gh for Ghana."
)
_code = _of_form(
    FORMS["code"], "must be a code", "Small letters, digits and low lines, for example hr_officer."
)


def _slug(value: object) -> str:
    text = _plain(value, "a short name")
    if fault := slug_fault(text):
        example = slug_of(text)
        raise Unfit(
            fault,
            f"For example {example}." if example and not slug_fault(example) else "For example adinkra-east.",
        )
    return text


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _plain(value, "true or false")
    if text not in ("true", "false"):
        raise Unfit(
            "must be true or false", "Write true for yes, false for no, in small letters and without quotes."
        )
    return text == "true"


def _url(value: object) -> str:
    text = _plain(value, "an address")
    hint = "Write the whole address, beginning with https://"
    if isinstance(value, str) and value != text:
        raise Unfit("begins or ends with a space", "Delete the space.")
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise Unfit("is not a web address", hint) from None
    if not re.match(r"https?://|mailto:", text) or re.search(r"[\s<>\"']", text):
        raise Unfit("must be a web address", hint)
    if parts.scheme != "mailto" and not host:
        raise Unfit("has no name of a website", hint)
    if "@" in parts.netloc:
        raise Unfit("holds a user name or password", "Delete everything before the @, and the @ itself.")
    return text


def _count(value: object) -> int | str:
    """A count of persons: a whole number, or `<5` for what must not be told."""
    if isinstance(value, str) and value.strip() == UNDER_FIVE:
        return UNDER_FIVE
    return _whole(value)


#: One line of words, at most 200 characters.
Short = Annotated[str, BeforeValidator(_text), Field(max_length=200)]
#: A text of one or more lines, at most 5,000 characters.
Text = Annotated[str, BeforeValidator(_text), Field(max_length=5000)]
#: A name in addresses and file names: small letters, digits, hyphens.
Slug = Annotated[str, BeforeValidator(_slug)]
#: A short key of a list in the country file: small letters, digits, low lines.
Code = Annotated[str, BeforeValidator(_code)]
CountryCode = Annotated[str, BeforeValidator(_country_code)]
Int = Annotated[int, BeforeValidator(_whole)]
#: A whole number from 0.
Natural = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
#: A count of persons from 0, or `<5`.
Count = Annotated[int | str, BeforeValidator(_count)]
Number = Annotated[float, BeforeValidator(_number)]
Year = Annotated[int, BeforeValidator(_whole), Field(ge=1950, le=2100)]
Date = Annotated[dt.date, BeforeValidator(_date)]
#: `2027-11`
Month = Annotated[str, BeforeValidator(_month)]
#: `2026`, `2026-Q1`, `2026-03` or two of them with a slash
Period = Annotated[str, BeforeValidator(_period)]
#: `08:30`
Time = Annotated[str, BeforeValidator(_time)]
Colour = Annotated[str, BeforeValidator(_colour)]
Url = Annotated[str, BeforeValidator(_url)]
Phone = Annotated[str, BeforeValidator(_phone)]
Email = Annotated[str, BeforeValidator(_email)]
#: true or false
Yes = Annotated[bool, BeforeValidator(_yes)]
