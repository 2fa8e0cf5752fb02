"""What a ballot looks like. A stand-in: the real one is being built beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.mirror.model.ballot import DONT_KNOW, Ballot, Row
from binnenuit.organisation import TeamId

if TYPE_CHECKING:
    from django.http import QueryDict

    from binnenuit_web.mirror.services.box import Standing


def render_ballot(standing: Standing, language: str) -> bytes:
    return f"<form method=post lang={language}>{standing.name}</form>".encode()


def render_again(_: Standing, language: str, post: QueryDict, problems: list[str]) -> bytes:
    return f"<form method=post lang={language}>{problems} {len(post)}</form>".encode()


def render_receipt(standing: Standing, language: str) -> bytes:
    return f"<p lang={language}>{standing.state}</p>".encode()


def read_ballot(post: QueryDict, standing: Standing) -> Ballot | list[str] | None:
    """Fields are named as the question, or question.team about a supplier; or ``decline``."""
    if "decline" in post:
        return None
    rows: dict[str, dict[str, int | str]] = {standing.team: {}}
    for name, value in ((name, str(value)) for name, value in post.items()):
        item, _, team = name.partition(".")
        if value != DONT_KNOW and (not value.isascii() or not value.isdecimal()):
            return [name]
        answer = value if value == DONT_KNOW else int(value)
        rows.setdefault(team or standing.team, {})[item] = answer
    told = tuple(Row(TeamId(team), answers) for team, answers in rows.items())
    return Ballot(TeamId(standing.team), standing.part, told)
