"""The mirror in the demo: numbers change when all is put back, so these follow the links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def mirrors_of(page: Page) -> tuple[str, ...]:
    """What whoever is signed in finds in the mirror: mirrors, one number, and invitations."""
    page.goto("/mirror/")
    teams = _links(page, "/mirror/layer/")[:2]
    numbers = _links(page, "/mirror/number/")[:1]
    page.goto("/mirror/layers/")
    invited = [each for each in _links(page, "/mirror/layers/") if each.endswith("invitations/")]
    others = [
        each.replace("invitations", name)
        for each in invited
        for name in ("paper", "enter", "remind")
    ]
    return (*teams, *(f"{team}sheet/" for team in teams[:1]), *numbers, *invited, *others)


def _links(page: Page, begins: str) -> list[str]:
    found = page.locator(f"main a[href^='{begins}']").evaluate_all(
        "links => links.map(each => each.getAttribute('href'))"
    )
    return list(dict.fromkeys(found))
