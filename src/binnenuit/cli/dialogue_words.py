"""A conversation for a person at a terminal: one sentence, what we share, where we differ."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

import numpy as np
from rich.markup import escape
from rich.table import Table

from binnenuit.cli.output import as_wide_as_a_table
from binnenuit.dialogue.model import Carries
from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from binnenuit.dialogue.disclose.own import OwnDialogue

_ALMOST: Final = 0.995  # from here a share is rounded to 100%
SHOWN: Final = 15
"""Statements in a table; the others are in the file."""


def show(found: OwnDialogue, language: str) -> None:
    """Print what a conversation comes to."""
    console = as_wide_as_a_table()
    for said in (_first(found), *_who(found)):
        console.print(escape(said.say(language)))
    for heading, places, rows in (
        (sentence("Together"), found.together, _together),
        (sentence("Where we differ"), found.apart, _apart),
    ):
        if len(places):
            console.print()
            console.print(f"[bold]{escape(heading.say(language))}[/bold]")
            console.print(rows(found, places[:SHOWN], language))
        if len(places) > SHOWN:
            more = sentence("And {count} more; --out FILE tells all.", count=len(places) - SHOWN)
            console.print(escape(more.say(language)))
    console.print()
    for said in _left(found):
        console.print(escape(said.say(language)))


def _first(found: OwnDialogue) -> Sentence:
    people = int((np.diff(found.conversation.votes.indptr) > 0).sum())
    if not people:
        return sentence("Nobody has voted yet, so there is nothing to tell.")
    known = {"people": people, "statements": len(found.used), "carry": len(found.together)}
    if all(state is Carries.NOT_ENOUGH for state in found.carrying.state):
        return sentence(
            "{people} people voted, and there are not enough votes yet to say what carries.",
            people=people,
        )
    if not found.groups.count:
        return sentence(
            "{people} people voted on {statements} statements. There are no groups of opinion; "
            "{carry} statements carry.",
            **known,
        )
    return sentence(
        "{people} people voted on {statements} statements. There are {groups} groups of opinion; "
        "{carry} statements carry in all of them.",
        groups=found.groups.count,
        **known,
    )


def _who(found: OwnDialogue) -> Iterator[Sentence]:
    """Name the groups by what they say themselves; or say why there are none."""
    if not found.groups.count and found.groups.reason:
        yield found.groups.reason
    for group, size in enumerate(found.groups.sizes.tolist()):
        yield _named(found, group, size)
    between = int((found.groups.placed & (found.groups.labels < 0)).sum())
    if found.groups.count and between:
        yield sentence("{count} people stand in between.", count=between)
    if found.groups.count and (others := int((~found.groups.placed).sum())):
        yield sentence("{count} people voted on too few statements to be placed.", count=others)
    if found.alike is not None:
        yield sentence(
            "How alike these groups are to those that came with the conversation: {alike:.2f}, "
            "where 1 is the same and 0 is chance.",
            alike=found.alike,
        )


def _named(found: OwnDialogue, group: int, size: int) -> Sentence:
    told = found.distinguishing
    difference = np.where(told.distinguishes[group], told.difference[group], 0.0)
    place = int(np.argmax(difference)) if difference.any() else -1
    known = {"group": group + 1, "size": size}
    if place < 0:
        return sentence("Group {group}: {size} people.", **known)
    if difference[place] > 0:
        return sentence(
            "Group {group}: {size} people, who more than others say: “{text}”",
            text=found.statement(place).text or found.statement(place).id,
            **known,
        )
    place = int(np.argmin(difference))
    return sentence(
        "Group {group}: {size} people, who less than others say: “{text}”",
        text=found.statement(place).text or found.statement(place).id,
        **known,
    )


def _together(found: OwnDialogue, places: NDArray[np.int64], language: str) -> Table:
    texts = [sentence("Statement"), sentence("What carries")]
    table = _table(texts, [sentence("How sure"), *_group_names(found)], language)
    carries = found.carrying
    for place in places.tolist():
        agreed = carries.state[place] is Carries.AGREED
        said = sentence("we agree") if agreed else sentence("we disagree")
        shares = carries.shares if agreed else carries.shares_against
        row = (said.say(language), _sure(carries.probability[place], language))
        told = (_percent(share, language) for share in shares[:, place])
        table.add_row(_text(found, place), *row, *told)
    return table


def _apart(found: OwnDialogue, places: NDArray[np.int64], language: str) -> Table:
    carries = found.carrying
    headings = (
        [sentence("{group} agrees", group=name) for name in _group_names(found)]
        if found.groups.count
        else [sentence("Agree"), sentence("Disagree")]
    )
    table = _table([sentence("Statement")], headings, language)
    for place in places.tolist():
        shares = (
            carries.shares[:, place].tolist()
            if found.groups.count
            else [carries.shares[0, place], carries.shares_against[0, place]]
        )
        told = (_percent(share, language) for share in shares)
        table.add_row(_text(found, place), *told)
    return table


def _text(found: OwnDialogue, place: int) -> str:
    """Return what a statement says; its id where that is not known."""
    statement = found.statement(place)
    return escape(statement.text or statement.id)


def _group_names(found: OwnDialogue) -> list[Sentence]:
    if not found.groups.count:
        return [sentence("Everybody")]
    return [sentence("Group {group}", group=group + 1) for group in range(found.groups.count)]


def _left(found: OwnDialogue) -> Iterator[Sentence]:
    states = list(found.carrying.state)
    if unsure := states.count(Carries.OPEN):
        yield sentence("Of {count} statements it is not sure yet what carries.", count=unsure)
    if few := states.count(Carries.NOT_ENOUGH):
        yield sentence("{count} statements have not enough votes yet.", count=few)
    if len(found.together):
        yield sentence(
            "How sure: that in every group more than {bar:.0%} say so, if all of its people voted. "
            "Under a group stands the estimated share that says so.",
            bar=found.carrying.bar,
        )
    if found.groups.count and len(found.apart):
        yield sentence(
            "Where we differ: tested on votes that did not make the groups; of what stands there, "
            "at most {level:.0%} is chance.",
            level=found.distinguishing.level,
        )


def _sure(probability: float, language: str) -> str:
    """Say no certainty that is only rounded."""
    if _ALMOST <= probability < 1:
        return sentence("over 99%").say(language)
    return _percent(probability, language)


def _percent(share: float, language: str) -> str:
    # A sentence without words, for the notation of the language alone.
    return "" if isnan(share) else Sentence("{share:.0%}", {"share": float(share)}).say(language)


def _table(texts: Sequence[Sentence], numbers: Sequence[Sentence], language: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in texts:
        table.add_column(escape(heading.say(language)), overflow="fold")
    for heading in numbers:
        table.add_column(escape(heading.say(language)), justify="right")
    return table
