"""Teams: one row a team, with the team above it and who leads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.organisation.model import PersonId, Team, TeamId
from binnenuit.organisation.read.columns import (
    TEAM_CODES,
    TEAM_WORDS,
    period_columns,
    period_of,
)
from binnenuit.organisation.read.things import read_things
from binnenuit.tables import Column

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.organisation.read.things import Things
    from binnenuit.tables import DateOrder, DecimalMark, Row

COLUMNS: Final = (
    Column("team", required=True, also=(*TEAM_CODES, "id", "code", *TEAM_WORDS)),
    Column(
        "name",
        also=(
            "naam",
            "team_name",
            "teamnaam",
            "afdelingsnaam",
            "omschrijving",
            "description",
            *TEAM_WORDS,
        ),
    ),
    Column(
        "parent",
        also=(
            "parent_id",
            "parent_team",
            "bovenliggend",
            "bovenliggend_team",
            "bovenliggende_afdeling",
            "hoort_bij",
            "onderdeel_van",
            "moederteam",
        ),
    ),
    Column("leader", also=("leidinggevende", "teamleider", "leider", "manager", "chef", "hoofd")),
    Column("layer", also=("laag", "niveau", "level")),
    Column("cost_centre", also=("kostenplaats", "cost_center", "kostenplaatscode")),
    *period_columns("valid_from", "valid_to"),
)


def read_teams(
    path: Path, *, date_order: DateOrder | None = None, decimal_mark: DecimalMark | None = None
) -> Reading[tuple[Team, ...]]:
    """Read teams.csv or .xlsx; all of it, or an error that names the row.

    Raises
    ------
    InputError
        The file cannot be read, a column is missing, a value cannot be understood, or a period
        holds no day.
    """
    return teams_file(path, date_order, decimal_mark).reading


def teams_file(
    path: Path, date_order: DateOrder | None, decimal_mark: DecimalMark | None
) -> Things[Team]:
    """Read the file, with the row of each."""
    return read_things(path, COLUMNS, _team, date_order, decimal_mark)


def _team(row: Row, file: str) -> Team:
    parent, leader = row.text("parent"), row.text("leader")
    return Team(
        id=TeamId(row.text("team")),
        name=row.text("name") or row.text("team"),
        parent=TeamId(parent) if parent else None,
        leader=PersonId(leader) if leader else None,
        layer=row.text("layer"),
        cost_centre=row.text("cost_centre"),
        period=period_of(row, "valid_from", "valid_to", file),
    )
