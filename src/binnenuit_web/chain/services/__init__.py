"""What the pages of the chain ask: ladders, hands, the map, what is unknown, and the books."""

from __future__ import annotations

from binnenuit_web.chain.services.books import (
    ImportState,
    answer_import,
    has_books,
    import_state,
    imports,
    read_import,
    remove_import,
    start_import,
)
from binnenuit_web.chain.services.decisions import (
    AccountChoice,
    CodeChoice,
    accounts,
    codes,
    confirm_accounts,
    place_codes,
)
from binnenuit_web.chain.services.drawing import Box
from binnenuit_web.chain.services.picture import (
    Found,
    departments,
    hands,
    has_team,
    keep_payers,
    ladder,
    picture,
    search,
    teams_below,
)
from binnenuit_web.chain.services.report import Report, report
from binnenuit_web.chain.services.unknown import (
    Assigned,
    Effect,
    assign,
    assigned,
    customer_choices,
    earned_by_nobody,
    team_choices,
    withdraw,
)
from binnenuit_web.chain.services.way import Kind, Node, Way, way_of_money

__all__ = [
    "AccountChoice",
    "Assigned",
    "Box",
    "CodeChoice",
    "Effect",
    "Found",
    "ImportState",
    "Kind",
    "Node",
    "Report",
    "Way",
    "accounts",
    "answer_import",
    "assign",
    "assigned",
    "codes",
    "confirm_accounts",
    "customer_choices",
    "departments",
    "earned_by_nobody",
    "hands",
    "has_books",
    "has_team",
    "import_state",
    "imports",
    "keep_payers",
    "ladder",
    "picture",
    "place_codes",
    "read_import",
    "remove_import",
    "report",
    "search",
    "start_import",
    "team_choices",
    "teams_below",
    "way_of_money",
    "withdraw",
]
