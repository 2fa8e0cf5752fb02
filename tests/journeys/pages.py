"""Every page, and who walks there: the one list that journeys and pictures share."""

from __future__ import annotations

from typing import Final

from binnenuit_web.people.roles import Role

VISITOR: Final = ("/", "/sign-in/", "/nowhere/", "/people/set-up/used/")

_EVERYBODY: Final = (
    "/",
    "/for-whom/",
    "/whose-hands/",
    "/way-of-the-money/",
    "/groceries/",
    "/what-is-processed/",
    "/people/me/",
    "/people/me/forget/",
)

PAGES: Final[dict[Role, tuple[str, ...]]] = {
    Role.CHIEF_EXECUTIVE: (*_EVERYBODY, "/what-we-read/"),
    Role.TEAM_LEADER: _EVERYBODY,
    Role.EMPLOYEE: _EVERYBODY,
    Role.FACILITATOR: (
        *_EVERYBODY,
        "/organisation/setup/",
        "/books/",
        "/naming/",
        "/naming/links/",
        "/unknown/",
        "/what-we-read/",
        "/people/",
        "/people/invite/",
    ),
    Role.WORKS_COUNCIL: _EVERYBODY,
}

# Answers that are meant: a page that is not there, a link that is used up.
NOT_OK: Final = {"/nowhere/": 404, "/people/set-up/used/": 410}
