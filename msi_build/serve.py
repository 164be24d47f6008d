"""Show an edition in a browser and build it again when a source changes: for authors, on this machine alone."""

from __future__ import annotations

import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from msi_build.build import BuildFault, build
from msi_build.diagnostics import Faults, SourceFault, as_text
from msi_build.fingerprint import fingerprint
from msi_build.progress import Progress
from msi_build.settings import Settings

#: Seconds between two looks at the sources.
PAUSE = 0.7

#: A page asks for this address; the answer changes when the edition does, and the page loads itself again.
RELEASE = "/__release"

RELOAD = (
    b"<script>(function(){var seen;setInterval(function(){fetch('/__release').then(function(r){return r.text()})"
    b".then(function(now){if(seen&&seen!==now)location.reload();seen=now})},1000)})()</script></body>"
)


class Handler(SimpleHTTPRequestHandler):
    """Files of the finished edition; pages get a few lines that reload them."""

    release = ""

    def do_GET(self) -> None:
        if self.path == RELEASE:
            self._answer(type(self).release.encode(), "text/plain")
            return
        path = self.translate_path(self.path)
        if path.endswith("/"):
            path += "index.html"
        if not path.endswith(".html"):
            super().do_GET()
            return
        try:
            with open(path, "rb") as file:
                self._answer(file.read().replace(b"</body>", RELOAD), "text/html; charset=utf-8")
        except OSError:
            self.send_error(404)

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The terminal is for what was built."""


def build_once(settings: Settings, progress: Progress) -> None:
    """Build; say what is wrong and carry on with the last good edition."""
    faults = Faults()
    started = time.monotonic()
    try:
        build(settings, faults, progress)
        progress.say(f"Built in {time.monotonic() - started:.1f} s")
    except (SourceFault, BuildFault, OSError) as fault:
        progress.say(f"{as_text(faults)}\n{fault}\nStill showing the last good edition.".strip())
    finally:
        progress.close()
    Handler.release = fingerprint(settings)


def serve(settings: Settings, progress: Progress, port: int) -> None:
    """Serve on loopback until interrupted."""
    build_once(settings, progress)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(settings.target)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    progress.say(f"Open http://localhost:{port}/ (Ctrl-C ends it). Waiting for changes …")
    seen = fingerprint(settings)
    try:
        while True:
            time.sleep(PAUSE)
            if (now := fingerprint(settings)) != seen:
                seen = now
                build_once(settings, progress)
    finally:
        server.shutdown()
