"""What the documents say exists, and what exists is in the documents."""

import dataclasses
import re
from pathlib import Path

import click
import pytest

from training.cli import VERBS, barchasb

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = sorted(page for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "seeds").glob("*.md")])
if not README.read_text(encoding="utf-8").strip():
    pytest.skip("the README is not written yet", allow_module_level=True)

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
MAKE = re.compile(r"^([a-z]+):", re.MULTILINE)
SETTING = re.compile(r"BARCHASB_[A-Z_]+")
ROUTE = re.compile(r"[\"'](/(?:v1/[a-z/<>{}:_]+|livez|readyz|metrics|model))[\"']")


def text_of(page):
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def documents():
    return "\n".join(map(text_of, PAGES))


def commands():
    """Every verb with its command, those within `models` too."""
    for verb in VERBS:
        command = barchasb.get_command(click.Context(barchasb), verb)
        yield verb, command
        if isinstance(command, click.Group):
            yield from ((f"{verb} {name}", inner) for name, inner in command.commands.items())


def shell_lines(page):
    """The commands in a page's code: in fences, indented, or in a sentence; without comments and pipes."""
    text = text_of(page)
    indented = [line for line in text.splitlines() if line.startswith("    ")]
    for line in "\n".join([*FENCE.findall(text), *indented, *SPAN.findall(FENCE.sub("", text))]).splitlines():
        words = re.split(r"\s[#|>]|…", line)[0].strip().removeprefix("$ ").removeprefix(".venv/bin/").split()
        if len(words) > 1 and words[0] in ("barchasb", "make"):
            yield words


@pytest.mark.parametrize(("verb", "command"), list(commands()), ids=lambda part: part if isinstance(part, str) else "")
def test_every_verb_and_option_is_documented(documents, verb, command):
    options = [name for param in command.params for name in (*param.opts, *param.secondary_opts) if name[:2] == "--"]

    assert f"barchasb {verb}" in documents
    assert [option for option in options if not re.search(rf"{option}(?![a-z-])", documents)] == []


def test_every_setting_is_documented_and_no_other(documents):
    from service.settings import Settings, variable

    settings = {variable(setting.name) for setting in dataclasses.fields(Settings)}

    assert settings - set(SETTING.findall(documents)) == set()
    written = set(SETTING.findall("\n".join(map(text_of, ROOT.glob("[!.]*/**/*.py")))))
    assert set(SETTING.findall(documents)) - settings - written == set()


def test_every_address_is_documented(documents):
    routes = {route for path in (ROOT / "service").rglob("*.py") for route in ROUTE.findall(text_of(path))}

    assert len(routes) > 4
    assert [route for route in sorted(routes) if re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) not in documents] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_in_a_page_exist(page):
    verbs, targets = dict(commands()), set(MAKE.findall(text_of(ROOT / "Makefile")))

    for program, *words in shell_lines(page):
        if program == "make":
            assert {word for word in words if re.fullmatch("[a-z]+", word)} <= targets, words
        elif not words[0].startswith("-"):
            verb = " ".join(words[:2]) if " ".join(words[:2]) in verbs else words[0]
            assert verb in verbs, words
            options = {option for param in verbs[verb].params for option in (*param.opts, *param.secondary_opts)}
            assert {word.partition("=")[0] for word in words if word.startswith("--")} <= options | {"--help"}, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_to_files(page):
    targets = [target.partition("#")[0] for target in LINK.findall(text_of(page)) if "://" not in target]

    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_the_readme_tells_how_to_begin():
    assert {("make", "serve"), ("make", "test")} <= {tuple(words[:2]) for words in shell_lines(README)}
