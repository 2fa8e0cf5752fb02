"""Every role of the demo finds a mirror, and reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from binnenuit_web.people.roles import Role
from tests.journeys.browser import follow
from tests.journeys.demo_mirrors import mirrors_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.server import Server

FINDS = {
    Role.CHIEF_EXECUTIVE: ("directors/", "/mirror/number/"),
    Role.TEAM_LEADER: ("picking/", "warehouse/"),
    Role.EMPLOYEE: ("oven-night/", "sheet/"),
    Role.FACILITATOR: ("personnel/", "invitations/", "paper/", "enter/", "remind/"),
    Role.WORKS_COUNCIL: ("drivers-west/",),
}


@pytest.mark.slow  # these pages are walked in a round of its own: test_round
@pytest.mark.parametrize("role", FINDS)
def test_everybody_in_the_demo_finds_a_mirror_and_reads_it(
    demo: Server, open_page: Callable[..., Page], walk: Callable[..., None], role: Role
) -> None:
    page = open_page(demo, "nl")
    page.goto("/")
    follow(page.locator(f"form[action='/demo/{role.value}/'] button"))
    found = mirrors_of(page)
    for named in FINDS[role]:
        assert any(named in address for address in found), (named, found)
    for address in found:
        walk(page, address, language="nl")
