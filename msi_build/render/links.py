"""Where a link of a document leads, judged by its text alone: nothing is opened, nothing is fetched."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from msi_build.model.base import nearest

#: Pages that the build makes; texts may link to them.
MADE_PAGES = frozenset({"districts/index.md", "programme/index.md", "learning/index.md"})

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_GOOD_SCHEMES = ("http:", "https:", "mailto:", "tel:")


@dataclass(frozen=True)
class Target:
    """`kind`: web, anchor, document, file. `name` is the file's name from the root, `anchor` the place in it."""

    kind: str
    name: str = ""
    anchor: str = ""


class BadLink(ValueError):
    """A link that may not be; `hint` is the next step, `rule` the short name of the fault."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.hint = rule, hint


def resolve(document: str, href: str, known: Collection[str]) -> Target:
    """The target of `href` as typed in `document`; `known` are the names of all documents. Raises BadLink."""
    if href.startswith("#"):
        return Target("anchor", document, href[1:])
    _check_form(href)
    if _SCHEME.match(href):
        return Target("web", href)
    path, _, anchor = href.partition("#")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(path)))
    root = "/".join(document.split("/")[:2]) + "/"
    if not name.startswith(root):
        raise BadLink(
            "link-outside", f"the link {href} leaves the folder {root}", "Link only to what is published from there."
        )
    if not name.endswith(".md"):
        return Target("file", name, anchor)
    if name not in known and name.removeprefix(root) not in MADE_PAGES:
        raise BadLink("link-missing", f"no page is at {name}", _near_page(document, name, known))
    return Target("document", name, anchor)


def _check_form(href: str) -> None:
    """Schemes, slashes and hosts that may not be."""
    if "\\" in href or re.match(r"[A-Za-z]:", href):
        raise BadLink(
            "link-windows", f"the link {href} is a path of Windows", "Write / between folders, beginning at this page."
        )
    if _SCHEME.match(href) and not href.startswith(_GOOD_SCHEMES):
        raise BadLink(
            "link-scheme", f"links of the kind {href.split(':')[0]}: are not allowed",
            "Allowed: https, http, mailto, tel, and paths to other pages.",
        )
    if href.startswith("/"):
        raise BadLink(
            "link-absolute", f"the link {href} begins at the root of a server; on a stick there is none",
            "Begin at this page, for example ../workshop-1/page.md.",
        )
    try:
        parts = urlsplit(href)
    except ValueError:
        raise BadLink("link-form", f"{href} is not a web address", "Write the whole address, https://…") from None
    if parts.scheme in ("http", "https") and not parts.netloc:
        raise BadLink("link-form", f"{href} has no name of a website", "Write the whole address, https://…")
    if parts.scheme in ("http", "https") and "@" in parts.netloc:
        raise BadLink("link-password", f"{href} holds a user name or password", "Delete everything before the @, and the @.")


def _near_page(document: str, name: str, known: Collection[str]) -> str:
    """`Did you mean ../x/y.md?`: a page of the same file name, or one of a like name."""
    names = list(known)
    same = [one for one in names if posixpath.basename(one).casefold() == posixpath.basename(name).casefold()]
    near = same[0] if same else nearest(name, names).removeprefix("Did you mean ").split("?")[0]
    if near not in names:
        return "Is the file written, and its name spelled in the same way?"
    return f"Did you mean {posixpath.relpath(near, posixpath.dirname(document))}?"


def is_remote(address: str) -> bool:
    """True for what a page would fetch from another place."""
    return bool(_SCHEME.match(address)) or address.startswith("//")
