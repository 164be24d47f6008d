"""The door by which the outside world comes in: folders, audience, date, number of processes.

No other module asks the clock or the environment.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path


def _jobs() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Settings:
    """One run. `as_of` None means: the date of programme.yml, else today (read once, by the command line)."""

    root: Path
    edition: str = "public"
    overlay: Path | None = None
    as_of: dt.date | None = None
    today: dt.date = field(default_factory=dt.date.today)
    out: Path | None = None
    packs: str = "any"
    jobs: int = field(default_factory=_jobs)
    strict: bool = False
    cache: Path | None = None

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def districts(self) -> Path:
        return self.root / "districts"

    @property
    def theme(self) -> Path:
        return self.root / "theme"

    @property
    def cache_folder(self) -> Path:
        """Rendered sheets by content key; safe to delete at any time."""
        return self.cache or self.root / ".cache"

    @property
    def target(self) -> Path:
        """Where the finished edition stands: build/public, build/group-adinkra."""
        return self.out or self.root / "build" / self.edition.replace(":", "-")
