"""Web addresses that work for the writer only.

`office-address`: an address with a number of an inner network, or a name without a dot, is reached in one
office alone. A warning: give the public address.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from msi_build.checks.walking import where
from msi_build.diagnostics import Faults
from msi_build.edition import Edition
from msi_build.model.programme import Data


def is_inner(address: str) -> bool:
    """Does the address lead into an office network?"""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".internal"))


def check(data: Data, edition: Edition, faults: Faults) -> None:
    """See the manual on top."""
    website = data.programme.website
    if website and not website.startswith("mailto:") and is_inner(website):
        faults.add(
            where(data, data.programme, ("website",)),
            "office-address",
            "this address works in one office network only",
            "Write the address that everybody can reach.",
            "warning",
        )
