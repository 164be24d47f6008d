"""Tells a person at the terminal what is going on: a bar where there is a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar


class Progress:
    """`quiet` hides progress and success, never an error."""

    def __init__(self, console: Console, quiet: bool = False) -> None:
        self.console = console
        self.quiet = quiet
        self._bar: Bar | None = None

    def say(self, text: str) -> None:
        if self.quiet:
            return
        try:
            self.console.print(text, markup=False)
        except BrokenPipeError:  # `msi build | head -1`: nobody reads on, but the work is still wanted
            self.quiet = True

    def step(self, name: str, total: int) -> Callable[[], None]:
        """Announce `total` pieces of work; call the returned function after each."""
        if self.quiet or not total:
            return lambda: None
        if not self.console.is_terminal:
            self.say(f"{name} ({total})")
            return lambda: None
        if self._bar is None:
            self._bar = Bar(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=self.console
            )
            self._bar.start()
        task = self._bar.add_task(name, total=total)
        bar = self._bar
        return lambda: bar.advance(task)

    def close(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None


def silent() -> Progress:
    """For tests and for use as a library."""
    return Progress(Console(quiet=True), quiet=True)
