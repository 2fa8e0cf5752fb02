"""What each person sees of a round that is shown, and who may see what."""

from __future__ import annotations

from binnenuit_web.mirror.services.seeing.mine import Mine, Newest, mine, newest
from binnenuit_web.mirror.services.seeing.number import NumberPage, number_page
from binnenuit_web.mirror.services.seeing.page import TeamPage
from binnenuit_web.mirror.services.seeing.promising import promise
from binnenuit_web.mirror.services.seeing.team import team_page
from binnenuit_web.mirror.services.seeing.who import Access, Stand, access, readers

__all__ = [
    "Access",
    "Mine",
    "Newest",
    "NumberPage",
    "Stand",
    "TeamPage",
    "access",
    "mine",
    "newest",
    "number_page",
    "promise",
    "readers",
    "team_page",
]
