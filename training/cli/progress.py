"""A progress display on standard error, only on a terminal."""

import contextlib
import sys
from collections.abc import Iterator

from training.fit import Progress, silent


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give a function that shows a step, how many are done and how many there are."""
    if not sys.stderr.isatty():
        yield silent
        return
    import rich.console
    import rich.markup
    import rich.progress

    with rich.progress.Progress(console=rich.console.Console(stderr=True), transient=True) as display:
        task = display.add_task("")

        def show(step: str, done: int, total: int) -> None:
            display.update(task, description=rich.markup.escape(step), completed=done, total=total)

        yield show
