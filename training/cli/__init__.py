"""The command `barchasb`: one verb per job, each in a file of its own, imported only when it is called."""

import contextlib
import importlib
import sys
from typing import Any, Final

import click

from classifier.errors import BarchasbError

VERBS: Final = {
    "train": "Fit a model on labelled articles and publish it in the model store.",
    "tag": "Tag articles from text files or JSON Lines.",
    "evaluate": "Say how good a model is on labelled articles.",
    "models": "List, show, promote and roll back model versions.",
    "serve": "Serve the active model over HTTP.",
}


class _Verbs(click.Group):
    """A group that knows its verbs' summaries and imports a verb only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(f"training.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a verb's file that breaks the rule is our bug
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BarchasbError as problem:
            raise click.ClickException(str(problem)) from problem


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="barchasb")
def barchasb() -> None:
    """Tag Persian news articles by topic.

    \b
    barchasb train                     learn from seeds/
    barchasb tag article.txt           tag an article
    barchasb evaluate --data FILE      how good is it?
    barchasb serve                     the same over HTTP
    """


def main() -> None:
    """Run the command; exit 0 if fine, 1 on an error of ours, 2 on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        barchasb()
    except OSError as problem:  # a full disc, most likely; click has dealt with a reader that stopped
        with contextlib.suppress(OSError):
            sys.stdout.close()  # what could not be written would be tried again at exit
        place = problem.filename or "the output or the model store"
        sys.exit(f"Error: {place}: {problem.strerror or problem}; make room, or name another place")
