"""People: who is a member of which team; or, as personnel systems give it, who is whose manager."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.errors import OrganisationError, TableError
from binnenuit.findings import Finding, Reading
from binnenuit.language import sentence
from binnenuit.organisation.model import ALWAYS, Membership, Period, PersonId, TeamId
from binnenuit.organisation.read.columns import TEAM_HEADINGS, period_columns, period_of
from binnenuit.organisation.read.things import Things, read_things
from binnenuit.organisation.sources import Source
from binnenuit.tables import Column

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.tables import DateOrder, DecimalMark, Row

COLUMNS: Final = (
    Column(
        "person",
        required=True,
        may_be_empty=True,
        also=(
            "person_id",
            "personeelsnummer",
            "medewerkernummer",
            "employee_id",
            "employee_number",
            "id",
            "nummer",
            "persoon",
            "medewerker",
            "employee",
        ),
    ),
    Column("team", also=TEAM_HEADINGS),
    Column(
        "name",
        also=(
            "naam",
            "full_name",
            "volledige_naam",
            "medewerkernaam",
            "persoonsnaam",
            "persoon",
            "medewerker",
            "employee",
        ),
    ),
    Column("email", also=("e-mail", "mail", "e-mailadres", "email_address")),
    Column("language", also=("taal",)),
    Column(
        "manager",
        also=(
            "manager_id",
            "leidinggevende",
            "leidinggevende_id",
            "chef",
            "supervisor",
            "reports_to",
            "rapporteert_aan",
        ),
    ),
    *period_columns("since", "until"),
)


@dataclass(frozen=True)
class Place:
    """One row of a people file: a place in a team, filled by a person or vacant.

    Attributes
    ----------
    person
        Empty for a vacancy.
    team, manager
        Empty where the file does not say.
    """

    person: str
    team: str
    manager: str = ""
    name: str = ""
    email: str = ""
    language: str = ""
    period: Period = ALWAYS

    def membership(self, team: str) -> Membership:
        """Return the membership of this person in ``team``."""
        return Membership(
            PersonId(self.person), TeamId(team), self.name, self.email, self.language, self.period
        )


def read_people(
    path: Path, *, date_order: DateOrder | None = None, decimal_mark: DecimalMark | None = None
) -> Reading[tuple[Membership, ...]]:
    """Read people.csv or .xlsx, in which each person has a team.

    Without a column for the team, use `read_folder`: it makes the teams from the managers.

    Raises
    ------
    InputError
        The file cannot be read, a column is missing, a value cannot be understood, or a person
        has no team.
    """
    return memberships(people_file(path, date_order, decimal_mark)).reading


def people_file(
    path: Path, date_order: DateOrder | None, decimal_mark: DecimalMark | None
) -> Things[Place]:
    """Read the file, with the row of each place.

    Raises
    ------
    TableError
        There is a column neither for the team nor for the manager.
    """
    places = read_things(path, COLUMNS, _place, date_order, decimal_mark)
    if not {"team", "manager"} & set(places.columns):
        raise TableError(
            "tables.missing-column",
            sentence(
                "The column team is missing, and there is no column manager either. Add one of "
                "them, so that it is known where each person belongs."
            ),
            file=path.name,
            row=1,
        )
    return places


def memberships(places: Things[Place]) -> Things[Membership]:
    """Return who is in which team, as the column for the team says.

    Raises
    ------
    OrganisationError
        A person has no team.
    """
    for index, place in enumerate(places.values):
        if not place.team:
            raise OrganisationError(
                "organisation.no-team",
                sentence("{person} has no team. Fill in the team.", person=place.person),
                file=places.source.file,
                row=places.source.row(index),
            )
    filled = [index for index, place in enumerate(places.values) if place.person]
    return Things(
        tuple(places.values[index].membership(places.values[index].team) for index in filled),
        _part(places.source, filled),
        (*places.findings, *vacancy_findings(places)),
    )


def vacancies(places: Things[Place]) -> tuple[TeamId, ...]:
    """Return the team of each place that nobody fills."""
    return tuple(TeamId(place.team) for place in places.values if not place.person)


def vacancy_findings(places: Things[Place]) -> tuple[Finding, ...]:
    """Report how many places nobody fills."""
    count = len(vacancies(places))
    if not count:
        return ()
    return (
        Finding(
            "organisation.vacancies",
            sentence(
                "{count} rows have a team but no person; they were taken for vacancies.",
                count=count,
            ),
            file=places.source.file,
        ),
    )


def _part(source: Source, indexes: list[int]) -> Source:
    return Source(source.file, tuple(source.rows[index] for index in indexes))


def _place(row: Row, file: str) -> Place:
    person, team, manager = row.text("person"), row.text("team"), row.text("manager")
    if not person and not team:
        raise OrganisationError(
            "organisation.no-person",
            sentence("This row has neither a person nor a team. Fill them in, or remove the row."),
            file=file,
            row=row.number,
        )
    return Place(
        person=person,
        team=team,
        manager=manager,
        name=row.text("name"),
        email=row.text("email"),
        language=row.text("language"),
        period=period_of(row, "since", "until", file),
    )
