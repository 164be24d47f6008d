"""Stage to site: MkDocs as a child process with a derived configuration and a closed environment.

The seam is a folder, a file and a command, so that another site builder can take the place of this one.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

#: Any fixed moment will do: the builder stamps it into files that the edition does not keep.
EPOCH = "946684800"

#: Longest a build of the guidance may take, in seconds; it takes about three.
TIME_LIMIT = 600

_LOG_LINE = re.compile(r"^(?:WARNING|ERROR|CRITICAL)\s+-\s+(?P<text>.+)$", re.MULTILINE)
_WORDS = (
    (re.compile(r"^Doc file '"), "page '"),
    (re.compile(r"documentation files"), "staged pages"),
    (re.compile(r"the doc file"), "the page"),
)


class SiteFault(Exception):
    """The site builder refused the stage. The message has one fault a line, in plain words."""


def build_site(stage: Path, site: Path, config: Path, nav: Sequence[object]) -> None:
    """Build the staged pages into `site` (emptied first) with the configuration `config` (mkdocs.yml) and `nav`.

    `nav` is MkDocs's own: a list of {title: path or list}. The output counts only when this returns;
    any warning of the builder (a missing link, an unknown anchor) raises `SiteFault`.
    """
    derived = derive(stage.resolve(), site.resolve(), config.resolve(), nav)
    result = _run(derived)
    if result.returncode:
        raise SiteFault(readable(result.stderr + result.stdout))


def derive(stage: Path, site: Path, config: Path, nav: Sequence[object]) -> Path:
    """Write the configuration of this edition next to the stage; it inherits everything else from `config`."""
    derived = stage.with_name(stage.name + ".mkdocs.yml")
    text = yaml.safe_dump(
        {
            "INHERIT": str(config),
            "docs_dir": str(stage),
            "site_dir": str(site),
            "theme": {"custom_dir": str(config.parent / "theme" / "site")},
            "nav": list(nav),
        },
        sort_keys=False,
        allow_unicode=True,
    )
    derived.parent.mkdir(parents=True, exist_ok=True)
    derived.write_text(text, encoding="utf-8")
    return derived


def readable(log: str) -> str:
    """The faults in a log of the site builder, one a line; its last line when it has no such lines."""
    faults = [found["text"] for found in _LOG_LINE.finditer(log)]
    for pattern, words in _WORDS:
        faults = [pattern.sub(words, fault) for fault in faults]
    last = log.strip().splitlines()[-1:] or ["the site builder stopped without a word"]
    return "\n".join(dict.fromkeys(faults or last))


def _run(derived: Path) -> subprocess.CompletedProcess[str]:
    # Not --quiet: it raises the level of the logger, so that --strict counts no warning and lets every fault pass.
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "-f", str(derived)]
    with tempfile.TemporaryDirectory(prefix="msi-home-") as home:
        environment = {
            "HOME": home,
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "SOURCE_DATE_EPOCH": EPOCH,
            "NO_MKDOCS_2_WARNING": "1",
        }
        try:
            return subprocess.run(
                command,
                env=environment,
                cwd=derived.parent,
                capture_output=True,
                check=False,
                encoding="utf-8",
                timeout=TIME_LIMIT,
            )
        except subprocess.TimeoutExpired as fault:
            raise SiteFault(f"the site builder did not end within {TIME_LIMIT} seconds") from fault
