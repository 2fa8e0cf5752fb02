"""Every page, and who walks there: the one list that journeys and pictures share."""

from __future__ import annotations

from typing import Final

from binnenuit_web.people.roles import Role

VISITOR: Final = (
    "/",
    "/sign-in/",
    "/nowhere/",
    "/people/set-up/used/",
    "/people/welcome/used/",
    "/t/renewed/",
)

_EVERYBODY: Final = (
    "/",
    "/for-whom/",
    "/whose-hands/",
    "/way-of-the-money/",
    "/groceries/",
    "/what-is-processed/",
    "/safe-answering/",
    "/people/me/",
    "/people/me/forget/",
)
_PREPARES: Final = (
    "/organisation/setup/",
    "/organisation/name/",
    "/organisation/teams/",
    "/organisation/customers/",
    "/books/",
    "/books/accounts/",
    "/books/codes/",
    "/naming/",
    "/naming/links/",
    "/unknown/",
    "/what-we-read/",
    "/safe-answering/check/",
    "/people/",
    "/people/invite/",
    "/sign-out/",
)

PAGES: Final[dict[Role, tuple[str, ...]]] = {
    Role.CHIEF_EXECUTIVE: (*_EVERYBODY, "/for-whom/oven-night", "/unknown/", "/what-we-read/"),
    Role.TEAM_LEADER: (*_EVERYBODY, "/naming/team/picking", "/unknown/"),
    Role.EMPLOYEE: _EVERYBODY,
    Role.FACILITATOR: (*_EVERYBODY, *_PREPARES),
    Role.WORKS_COUNCIL: (*_EVERYBODY, "/safe-answering/check/"),
}

# Answers that are meant: a page that is not there, a link that is used up, a page for others.
NOT_OK: Final = {
    "/nowhere/": 404,
    "/people/set-up/used/": 410,
    "/people/welcome/used/": 410,
    "/t/renewed/": 404,
}
REFUSED: Final = {(Role.TEAM_LEADER, "/unknown/")}

# Pages that other journeys walk, with a link or a file that only they have.
WALKED_ELSEWHERE: Final = {
    "chain:customer": "test_chain",
    "chain:import": "test_wizard",
}
