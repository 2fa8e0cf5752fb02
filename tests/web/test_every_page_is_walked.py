from __future__ import annotations

from django.urls import resolve

from tests.journeys.pages import PAGES, VISITOR, WALKED_ELSEWHERE
from tests.web.test_permissions import NOTHING, TABLE

# Not pages: they answer with a file, a word, or another page.
NO_PAGE = {
    "home:healthz",
    "people:export",
    "chain:finish",
    "dialogue:counts",
    "account_logout",
    "set_language",
    "mfa_login_webauthn",
    "elsewhere",
    "elsewhere_back",
}


def test_every_page_is_walked_in_a_browser_in_both_languages() -> None:
    addresses = {address for each in (VISITOR, *PAGES.values()) for address in each}
    walked = {resolve(address.partition("?")[0]).view_name for address in addresses - {"/nowhere/"}}
    pages = {name for name, (_address, opens, _sends) in TABLE.items() if opens != NOTHING}
    assert pages - walked - set(WALKED_ELSEWHERE) - NO_PAGE == set()
