"""One person is one rater, however his id is written: otherwise he would count as several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

import numpy as np

if TYPE_CHECKING:
    from binnenuit.mirror.model import Ratings
    from binnenuit.organisation.model import Organisation


def one_spelling(organisation: Organisation, ratings: Ratings) -> Ratings:
    """Who rates, when capitals, spaces and ways of writing one sign make no difference?

    Parameters
    ----------
    organisation
        An id that stands in it is meant as it stands there; another one is read as the first that
        differs in nothing else.
    ratings
        Of one round.

    Returns
    -------
    ratings
        The same rows in the same order, each by one rater under one id.

    Notes
    -----
    Of customers, who are in no file, five spellings of one id would be a group of five, and a
    member of a team could rate it from outside. Linear in raters and people.
    """
    known = {str(member.person) for member in organisation.people}
    known |= {str(team.leader) for team in organisation.teams if team.leader is not None}
    if known.issuperset(ratings.raters):
        return ratings
    meant: dict[str, str] = {}
    for person in sorted(known):
        meant.setdefault(_plain(person), person)
    names = [each if each in known else _meant(each, meant) for each in ratings.raters]
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    # One place more, at -1: a row without rater.
    places = np.array([*(number[name] for name in names), -1], dtype=np.int64)
    return replace(ratings, raters=tuple(number), rater=places[ratings.rater])


def _meant(rater: str, meant: dict[str, str]) -> str:
    plain = _plain(rater)
    return meant.get(plain, plain)


def _plain(rater: str) -> str:
    return " ".join(normalize("NFKC", normalize("NFKC", rater).casefold()).split())
