"""What changes with one more vote: the counts of one statement, and where one person stands.

Everything else waits for the next picture. A vote costs the votes of its person, once, and nothing
that grows with the conversation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from binnenuit.dialogue.model.votes import Votes

    Whole: TypeAlias = NDArray[np.int64]
    Numbers: TypeAlias = NDArray[np.float64]

_ANSWERS = (-1, 0, 1)


class Counts:
    """Counts of a conversation that goes on, equal to those from scratch after every vote.

    Parameters
    ----------
    votes
        1 agree, -1 disagree, a stored 0 for pass and unclear; it is kept, and never changed. Shape
        (people, statements).

    Attributes
    ----------
    agree, disagree, passed
        Votes on each statement; read them, do not change them. Shape (statements,).
    """

    def __init__(self, votes: Votes) -> None:
        statements = votes.shape[1]
        cells = votes.indices.astype(np.int64) * 3 + (votes.data + 1)
        self._counts = np.bincount(cells, minlength=3 * statements).reshape(statements, 3)
        self.disagree, self.passed, self.agree = self._counts.T  # views: they follow
        self._votes = votes
        self._changed: dict[int, dict[int, int]] = {}

    def cast(self, person: int, statement: int, answer: int | None) -> None:
        """Count a vote, in place of what this person said of the statement before.

        Parameters
        ----------
        person
            Row; one that the votes did not have is a newcomer.
        statement
            Column.
        answer
            1, -1 or 0; None takes the vote back.

        Raises
        ------
        ArgumentError
            ``dialogue.vote``: no such statement, a negative row, or another answer.
        """
        _check(person, statement, answer, statements=len(self._counts))
        said = self._changed.setdefault(person, self.said(person))
        before = said.pop(statement, None)
        if before is not None:
            self._counts[statement, before + 1] -= 1
        if answer is not None:
            self._counts[statement, answer + 1] += 1
            said[statement] = answer

    def said(self, person: int) -> dict[int, int]:
        """Tell the answer by statement of this person, empty for who never voted."""
        if person in self._changed:
            return dict(self._changed[person])
        if person >= self._votes.shape[0]:
            return {}
        start, stop = self._votes.indptr[person : person + 2]
        indices, data = self._votes.indices[start:stop], self._votes.data[start:stop]
        return dict(zip(indices.tolist(), data.tolist(), strict=True))

    def mean(self, statements: Whole | None = None) -> Numbers:
        """Where do votes lie on average, from -1 (all disagree) to 1; 0 where nobody voted.

        Parameters
        ----------
        statements
            Columns; all when nothing is given.
        """
        counts = self._counts if statements is None else self._counts[statements]
        total = np.maximum(counts.sum(axis=1), 1)
        means: Numbers = (counts[:, 2] - counts[:, 0]) / total
        return means

    def position(self, person: int, axes: Numbers, pull: Numbers) -> Numbers:
        """Where does this person stand on the axes of the last picture?

        Parameters
        ----------
        person
            Row.
        axes
            Weight of each statement. Shape (statements, axes).
        pull
            To the middle: variance of a vote over that of people along each axis, as in the last
            picture. Above 0. Shape (axes,).

        Returns
        -------
        ndarray
            The posterior mean, as :func:`binnenuit.dialogue.compute.spectrum.places` has it; 0 for
            who never voted. Shape (axes,).
        """
        said = self.said(person)
        columns = np.fromiter(said, np.int64, len(said))
        away = np.fromiter(said.values(), np.float64, len(said)) - self.mean(columns)
        own = axes[columns]
        stands = np.linalg.solve(own.T @ own + np.diag(pull), own.T @ away)
        return np.asarray(stands, dtype=np.float64)


def _check(person: int, statement: int, answer: int | None, *, statements: int) -> None:
    if person >= 0 and 0 <= statement < statements and (answer is None or answer in _ANSWERS):
        return
    raise ArgumentError(
        "dialogue.vote",
        sentence(
            "{answer} by row {person} on column {statement} is no vote here. There are "
            "{statements} columns, counted from 0; give 1, -1, 0, or nothing to take it back.",
            answer=str(answer),
            person=person,
            statement=statement,
            statements=statements,
        ),
    )
