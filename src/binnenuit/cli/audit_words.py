"""The audit on a screen, for a buyer or a works council: the verdict, how, and the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from binnenuit.cli.output import as_wide_as_a_table
from binnenuit.language import Sentence, sentence
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from binnenuit.cli.audit import Audited, Line
    from binnenuit.privacy.audit.words import Verdict


def show(audited: Audited, language: str) -> None:
    """Print the verdict, how people are laid bare, and what the usual rules do on the tree."""
    console = as_wide_as_a_table()
    console.print(escape(verdict_on(audited).say(language)), style="bold")
    for line in (*_witnesses(audited, language), *_beside(audited, language)):
        console.print(escape(line))
    if audited.lines:
        console.print()
        console.print(escape(_heading(audited).say(language)), style="bold")
        console.print(_table(audited, language))
        _print_sources(console, audited, language)


def verdict_on(audited: Audited) -> Sentence:
    """Say in one sentence what the audit comes to."""
    if any(verdict.exposes for verdict in audited.verdicts):
        return sentence(
            "What was published lays people bare: the answers of fewer people than allowed can be "
            "derived from it."
        )
    if any(not verdict.passed for verdict in audited.verdicts):
        return sentence(
            "It is not certain that what was published keeps people safe. As long as that is not "
            "proven, it has not passed."
        )
    if audited.faults:
        return sentence("Something is wrong with what was published; it has not passed.")
    if not audited.published:
        return sentence("Nothing was published in this folder yet, so nobody is laid bare.")
    return sentence(
        "What was published lays nobody bare: no sum that can be derived rests on fewer people "
        "than allowed."
    )


def _witnesses(audited: Audited, language: str) -> Iterator[str]:
    """Say for each period, or round and scale, that did not pass, why; then how many passed."""
    for verdict in audited.verdicts:
        if not verdict.passed:
            yield from _why(verdict, language)
    passed = sum(verdict.passed for verdict in audited.verdicts)
    if 0 < passed < len(audited.verdicts):
        count = sentence(
            "Of {all} audits, {passed} passed.", passed=passed, all=len(audited.verdicts)
        )
        yield count.say(language)


def _why(verdict: Verdict, language: str) -> Iterator[str]:
    what = " ".join(filter(None, (verdict.period, verdict.scale)))
    said = [verdict.sentence, *verdict.also]
    if verdict.doubt is not None and verdict.exposes:
        said.append(verdict.doubt)
    for one in said:
        yield f"  {what}: {one.say(language)}" if what else f"  {one.say(language)}"
    if verdict.bare is not None and verdict.bare.groups > len(verdict.also) + 1:
        in_all = sentence(
            "In all {groups} such groups, with {people} people together.",
            groups=verdict.bare.groups,
            people=verdict.bare.people,
        )
        yield f"  {what}: {in_all.say(language)}" if what else f"  {in_all.say(language)}"


def _beside(audited: Audited, language: str) -> Iterator[str]:
    """Say how far the verdict goes, and by what the ledger can be recognised."""
    if audited.passed:
        for verdict in audited.verdicts:
            if verdict.what == "release":
                yield f"  {_smallest(verdict, audited).say(language)}"
    if any(verdict.what == "published" for verdict in audited.verdicts):
        alone = sentence(
            "Each period was tried by itself, and only this table. Who compares two periods, or "
            "has figures by age or site, may find out more."
        )
        yield alone.say(language)
    if audited.ledger is not None:
        known_by = sentence(
            "Last fingerprint of the ledger: {hash} ({entries} entries). Is it the one you noted "
            "down?",
            hash=audited.ledger.hash,
            entries=audited.ledger.entries,
        )
        yield known_by.say(language)


def _smallest(verdict: Verdict, audited: Audited) -> Sentence:
    """Say how small a group can be derived; exact in trees with their numbers, else at least."""
    fields = {"round": verdict.period, "scale": verdict.scale, "k": verdict.audit.k}
    if verdict.audit.smallest == NOTHING_PUBLISHED:
        return Sentence("{round}, {scale}: {nothing}", {**fields, "nothing": verdict.sentence})
    if verdict.audit.level is Level.LAMINAR and audited.ledger is not None:
        return sentence(
            "{round}, {scale}: the smallest group about which anything can be derived has {people} "
            "people (at least {k} promised).",
            **fields,
            people=verdict.audit.smallest,
        )
    return sentence(
        "{round}, {scale}: the smallest group about which anything can be derived has {people} "
        "people or more (at least {k} promised).",
        **fields,
        people=verdict.audit.smallest if verdict.audit.level is Level.LAMINAR else verdict.audit.k,
    )


def _heading(audited: Audited) -> Sentence:
    people, period = audited.lines[0].outcome.people, audited.lines[0].period
    if period:
        return sentence(
            "{people} people ({period}): whom does each rule lay bare in groups of fewer than {k}, "
            "and who keeps a figure?",
            people=people,
            period=period,
            k=audited.k,
        )
    return sentence(
        "{people} people: whom does each rule lay bare in groups of fewer than {k}, and who keeps "
        "a figure?",
        people=people,
        k=audited.k,
    )


def _table(audited: Audited, language: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(sentence("Rule").say(language), overflow="fold")
    for heading in (
        sentence("People laid bare"),
        sentence("Groups of one"),
        sentence("Teams with a figure"),
        sentence("Managers with a figure"),
    ):
        table.add_column(heading.say(language), justify="right")
    for number, line in enumerate(audited.lines, start=1):
        table.add_row(f"{number}. {escape(line.name.say(language))}", *_cells(line, language))
    return table


def _cells(line: Line, language: str) -> tuple[str, ...]:
    result = line.outcome
    bare = Sentence(
        "{people} ({share:.1f} %)", {"people": result.exposed.people, "share": 100 * result.share}
    )
    teams = sentence("{shown} of {all}", shown=result.teams_shown, all=result.teams)
    if line.merged:
        teams = sentence(
            "{shown} of {all}, {merged} merged",
            shown=result.teams_shown,
            all=result.teams,
            merged=line.merged,
        )
    managers = sentence("{shown} of {all}", shown=result.managers_shown, all=result.managers)
    single = str(result.exposed.single_people)
    return bare.say(language), single, teams.say(language), managers.say(language)


def _print_sources(console: Console, audited: Audited, language: str) -> None:
    said = sentence("Sources; each rule is our model of what is described there:")
    console.print(escape(said.say(language)))
    for number, line in enumerate(audited.lines, start=1):
        source = escape(line.source.say(language))
        console.print(f"  {number}. {source}: {escape(line.page)}", soft_wrap=True)
