"""Content-addressed store of rendered bytes: the key is a hash of everything that made them.

Nothing ever has to be invalidated, and the folder may be deleted at any time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

#: The store is cut back to this size, oldest use first (bytes).
LIMIT = 300_000_000


class Cache:
    """Bytes by key (hex digits). Several processes may read and write at once: an entry appears whole or not at all."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def get(self, key: str) -> bytes | None:
        """Return the bytes stored under `key`, or None."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)  # the trimming below goes by last use
        except OSError:
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        """Store `data`. A full disk is no fault of the build: the entry is then left out."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                file.write(data)
            os.replace(file.name, path)
        except OSError:
            if "file" in locals():
                Path(file.name).unlink(missing_ok=True)

    def trim(self) -> int:
        """Delete the least recently used entries above the limit; return how many bytes are left."""
        entries = sorted(
            ((stat.st_mtime, stat.st_size, path) for path in self.folder.glob("*/*") if (stat := path.stat())),
            key=lambda entry: entry[:2],
        )
        size = sum(entry[1] for entry in entries)
        for _, bytes_, path in entries:
            if size <= self.limit:
                break
            path.unlink(missing_ok=True)
            size -= bytes_
        return size
