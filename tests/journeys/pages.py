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
    "/c/renewed/",
    "/people/code/",
    "/customer/",
)

_EVERYBODY: Final = (
    "/",
    "/today/",
    "/bring-and-give/",
    "/bring-and-give/top-first/",
    "/promises/",
    "/this-happened/",
    "/this-happened/weeks/",
    "/walks/",
    "/walks/begin/",
    "/for-whom-is-this/",
    "/mirror/",
    "/mirror/ballot/",
    "/mirror/own-view/",
    "/mirror/layers/",
    "/core-questions/",
    "/values/",
    "/readiness/",
    "/for-whom/",
    "/whose-hands/",
    "/way-of-the-money/",
    "/groceries/",
    "/what-is-processed/",
    "/safe-answering/",
    "/people/me/",
    "/people/me/forget/",
    "/people/me/passkeys/",
    "/people/me/passkeys/add/",
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
    "/people/1/",
    "/people/codes/",
    "/people/codes/?team=picking",
    "/this-happened/symptoms/",
    "/mirror/rounds/",
    "/mirror/rounds/begin/",
    "/mirror/rounds/questions/",
    "/mirror/releases/",
    "/mirror/agreement/",
    "/core-questions/begin/",
    "/core-questions/begin/?bank=style-noticed",
    "/core-questions/begin/?bank=own",
    "/core-questions/2/moderate/",
    "/logbook/",
    "/sign-out/",
)
# In the demo question 1 has closed, and on question 2 one votes.
_VOTES: Final = (
    "/core-questions/2/",
    "/core-questions/2/sheet/",
    "/core-questions/2/vote/",
    "/core-questions/2/mine/",
    "/core-questions/2/write/",
    "/core-questions/1/vote/",
    "/polls/10/",
    "/polls/12/",
)
_READS: Final = (
    "/core-questions/1/",
    "/core-questions/1/picture/",
    "/core-questions/1/statements/1/",
    "/values/1/",
    "/behaviours/1/",
    "/behaviours/3/",
    "/polls/2/",
)
_SHAPES: Final = (
    *_READS,
    "/values/new/",
    "/values/1/change/",
    "/behaviours/new/",
    "/behaviours/2/change/",
    "/polls/7/",
)

PAGES: Final[dict[Role, tuple[str, ...]]] = {
    Role.CHIEF_EXECUTIVE: (
        *_EVERYBODY,
        "/for-whom/oven-night",
        "/unknown/",
        "/what-we-read/",
        "/bring-and-give/begin/",
        *_SHAPES,
    ),
    Role.TEAM_LEADER: (*_EVERYBODY, "/naming/team/picking", "/unknown/"),
    Role.EMPLOYEE: (*_EVERYBODY, *_VOTES, *_READS),
    Role.WORKS_COUNCIL: (
        *_EVERYBODY,
        "/safe-answering/check/",
        "/mirror/releases/",
        "/mirror/agreement/",
        "/logbook/",
    ),
    Role.FACILITATOR: (*_EVERYBODY, *_PREPARES),
}


def pages_of(role: Role, language: str) -> tuple[str, ...]:
    """Which pages somebody walks: those that nobody who goes before him in this language walked.

    What everybody may read is walked by an employee in Dutch and by the chief executive in English.
    """
    roles = sorted(PAGES, key=lambda each: language == "nl" and each is not Role.EMPLOYEE)
    before: set[str] = set()
    for each in roles:
        if each is role:
            break
        before.update(PAGES[each])
    return tuple(page for page in PAGES[role] if page not in before or (role, page) in REFUSED)


# Answers that are meant: a page that is not there, a link that is used up, a page for others.
NOT_OK: Final = {
    "/nowhere/": 404,
    "/people/set-up/used/": 410,
    "/people/welcome/used/": 410,
    "/t/renewed/": 404,
    "/c/renewed/": 404,
    "/customer/": 403,
}
REFUSED: Final = {(Role.TEAM_LEADER, "/unknown/")}

# Pages that other journeys walk, with a link or a file that only they have.
WALKED_ELSEWHERE: Final = {
    "chain:customer": "test_chain",
    "chain:import": "test_wizard",
    "exchange:talk": "test_three_people",
    "exchange:link": "test_sixty",
    "exchange:customer": "test_sixty",
    "promises:promise": "test_three_people",
    "signals:walk": "test_symptom",
    "signals:thing": "test_symptom",
    "mirror:team": "test_round",
    "mirror:sheet": "test_round",
    "mirror:number": "test_round",
    "mirror:open": "test_round",
    "mirror:release": "test_round",
    "mirror:invitations": "test_round",
    "mirror:remind": "test_round",
    "mirror:paper": "test_round",
    "mirror:enter": "test_round",
    "mirror:slips": "test_round",
    "account_reauthenticate": "test_passkeys",
    "mfa_reauthenticate_webauthn": "test_passkeys",
    "people:passkey_remove": "test_passkeys",
}
