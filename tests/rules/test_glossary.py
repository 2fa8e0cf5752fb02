"""One word for one thing: what a model or a disclosure shows is in the glossary."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
MODULES = (
    "binnenuit.organisation.model",
    "binnenuit.organisation.parties",
    "binnenuit.organisation.leading",
    "binnenuit.promises.model",
    "binnenuit.exchange.model",
    "binnenuit.signals.model",
    "binnenuit.chain.model",
    "binnenuit.chain.disclose.words",
    "binnenuit.mirror.model.questionnaire",
    "binnenuit.mirror.model.ratings",
    "binnenuit.mirror.model.reasons",
    "binnenuit.mirror.model.results",
    "binnenuit.mirror.model.tally",
    "binnenuit.mirror.disclose.network",
    "binnenuit.mirror.disclose.decompose",
    "binnenuit.mirror.disclose.begin",
    "binnenuit.mirror.disclose.passing",
    "binnenuit.mirror.disclose.picture",
    "binnenuit.mirror.disclose.publishing",
    "binnenuit.mirror.disclose.released",
    "binnenuit.mirror.disclose.statistics",
    "binnenuit.mirror.disclose.own",
    "binnenuit.dialogue.model.votes",
    "binnenuit.dialogue.model.results",
    "binnenuit.dialogue.model.log",
    "binnenuit.dialogue.model.consent",
    "binnenuit.dialogue.model.readiness",
    "binnenuit.dialogue.read.bank",
    "binnenuit.dialogue.disclose.own",
    "binnenuit.dialogue.disclose.own_flagged",
    "binnenuit.findings",
    "binnenuit.privacy.model",
    "binnenuit.privacy.answers",
    "binnenuit.privacy.rounds.categories",
    "binnenuit.privacy.rounds.moments",
    "binnenuit.privacy.figures.disclosed",
    "binnenuit.privacy.ledger.ledger",
    "binnenuit.privacy.ledger.publication",
    "binnenuit.privacy.releases.released",
    "binnenuit.privacy.audit.model",
    "binnenuit.privacy.audit.usual",
    "binnenuit.privacy.audit.words",
)


def rows() -> list[list[str]]:
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return cells[2:]


@pytest.mark.parametrize("name", MODULES)
def test_every_public_class_is_in_the_glossary(name: str) -> None:
    module = import_module(name)
    classes = {
        word
        for word, thing in vars(module).items()
        if inspect.isclass(thing) and thing.__module__ == name and not word.startswith("_")
    }
    known = set(re.findall(r"`(\w+)", GLOSSARY.read_text(encoding="utf-8")))
    assert classes
    assert classes - known == set()


def test_every_row_has_both_languages_an_identifier_and_a_meaning() -> None:
    assert len(rows()) > 20
    assert [row for row in rows() if len(row) != 4 or not all(row)] == []


def test_no_word_stands_for_two_things() -> None:
    words = [row[0] for row in rows()]
    assert sorted(set(words)) == sorted(words)
