"""What a new picture is made of: groups found in the votes, and what may be shown of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from binnenuit.dialogue.disclose.picture_groups import find_named_groups
from binnenuit.dialogue.disclose.picture_sets import GROUP, Family, choose_sets
from binnenuit.dialogue.disclose.pictures import Cell, count_votes
from binnenuit_web.dialogue.services.picturing.members import Members, shown_before
from binnenuit_web.dialogue.services.picturing.places import places_of
from binnenuit_web.dialogue.services.table import votes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from binnenuit.dialogue.disclose.picture_groups import NamedGroups
    from binnenuit_web.dialogue.models import Question
    from binnenuit_web.dialogue.services.table import VotesTable


def prepare(
    question: Question, earlier: Mapping[int, Members], number: int, today: date, *, is_final: bool
) -> Members:
    """Fix who stands where and what may be shown; layers and departments at the end only.

    Each figure that is shown on the way narrows what may be shown at the end, so on the way there
    are no more than everybody and the groups.
    """
    table = votes_of(question)
    gone = {hand for members in earlier.values() for hand in members.hands} - {*table.hands}
    hands = [*table.hands, *sorted(gone)]
    groups = _groups(table, earlier)
    labels, nearest = np.full((2, len(hands)), -1, dtype=np.int64)
    labels[: len(table.hands)] = groups.labels
    nearest[: len(table.hands)] = groups.nearest
    places = places_of(bytes(question.key or b""), hands, today)
    families = [Family(GROUP, groups.names, labels, nearest)] if groups.names else []
    made = Members(
        hands=hands,
        voters=len(table.hands),
        people=places.people,
        groups=[groups.names[label] if label >= 0 else "" for label in labels.tolist()],
        sizes=groups.sizes,
        names=dict(places.names),
        tells={table.numbers[column]: [*names] for column, names in groups.tells.items()},
    )
    families += places.families if is_final else ()
    _choose(made, table, families, shown_before(earlier, hands), number)
    return made


def _groups(table: VotesTable, earlier: Mapping[int, Members]) -> NamedGroups:
    last = earlier[max(earlier)] if earlier else None
    then = dict(zip(last.hands, last.groups, strict=True)) if last else {}
    return find_named_groups(
        table.votes,
        before=[then.get(hand, "") for hand in table.hands] if last else [],
        used=[name for members in earlier.values() for name in members.sizes],
    )


def _choose(
    made: Members,
    table: VotesTable,
    families: Sequence[Family],
    before: Mapping[int, Any],
    number: int,
) -> None:
    """Choose for each statement what is shown, and count what is shown for the first time."""
    votes, unclear = _taller(table.votes, made.hands), _taller(table.unclear, made.hands)
    columns, vague = votes.tocsc(), unclear.tocsc()
    for column, statement in enumerate(table.numbers):
        voters = np.zeros(len(made.hands), dtype=np.bool_)
        voters[columns.indices[columns.indptr[column] : columns.indptr[column + 1]]] = True
        sets = choose_sets(voters, families, before.get(statement, ()), picture=number)
        made.sets[statement] = [*sets]
        made.cells += [
            Cell(statement, each.key, count_votes(columns, vague, column, each.people))
            for each in sets
            if (each.picture, each.figure) == (number, each.key)
        ]


def _taller(table: csr_array[Any], hands: Sequence[str]) -> csr_array[Any]:
    """Give who does not vote any more an empty row."""
    more = np.full(len(hands) - table.shape[0], table.indptr[-1])
    parts = (table.data, table.indices, np.concatenate([table.indptr, more]))
    return csr_array(parts, shape=(len(hands), table.shape[1]))
