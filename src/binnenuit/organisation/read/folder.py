"""Read a folder: whichever of the five files are there, checked together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from binnenuit.errors import OrganisationError, UnreadableFileError
from binnenuit.findings import Finding, Reading
from binnenuit.language import sentence
from binnenuit.organisation.check import check
from binnenuit.organisation.model import Membership, Organisation, Team, TeamId
from binnenuit.organisation.read.customers import customers_file
from binnenuit.organisation.read.derive import derive
from binnenuit.organisation.read.links import links_file
from binnenuit.organisation.read.mapping import mapping_file
from binnenuit.organisation.read.people import memberships, people_file, vacancies
from binnenuit.organisation.read.teams import teams_file
from binnenuit.organisation.read.things import Things
from binnenuit.organisation.sources import Source, Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import TypeVar

    from binnenuit.organisation.read.people import Place
    from binnenuit.tables import DateOrder, DecimalMark

    T = TypeVar("T")

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "teams": ("teams", "afdelingen"),
    "people": ("people", "personen", "medewerkers"),
    "customers": ("customers", "klanten"),
    "links": ("links", "koppelingen"),
    "mapping": ("mapping", "koppeltabel"),
}
_ENDINGS: Final = (".csv", ".xlsx", ".xlsm", ".tsv", ".txt")


def read_folder(
    folder: Path,
    *,
    date_order: DateOrder | None = None,
    decimal_mark: DecimalMark | None = None,
) -> Reading[Organisation]:
    """Read teams, people, customers, links and mapping from a folder, as CSV or XLSX.

    Each file may be absent. Where only people are given, teams are made from their teams or
    managers.

    Parameters
    ----------
    date_order, decimal_mark
        The reader's answer where a file itself does not tell.

    Raises
    ------
    OrganisationError
        None of the files is there, one is there twice, or what they say cannot be together.
    InputError
        A file cannot be read; nothing is half-read.
    """
    files = find_files(folder)
    people = _people(files, date_order, decimal_mark)
    customers = _things(files, "customers", customers_file, date_order, decimal_mark)
    links = _things(files, "links", links_file, date_order, decimal_mark)
    mapping = _things(files, "mapping", mapping_file, date_order, decimal_mark)
    organisation = Organisation(
        people.teams.values,
        people.people.values,
        customers.values,
        links.values,
        mapping.values,
        people.vacancies,
    )
    sources = Sources(
        people.teams.source,
        people.people.source,
        customers.source,
        links.source,
        mapping.source,
    )
    findings = (*people.findings, *customers.findings, *links.findings, *mapping.findings)
    return Reading(organisation, (*findings, *check(organisation, sources=sources)))


def find_files(folder: Path) -> dict[str, Path]:
    """Return which of the five files are in a folder; capitals make no difference.

    Raises
    ------
    OrganisationError
        None is there (``organisation.no-files``), or one of them is there twice.
    """
    found: dict[str, Path] = {}
    for path in _paths(folder):
        if path.suffix.lower() not in _ENDINGS:
            continue
        for kind, names in NAMES.items():
            if path.stem.lower() not in names:
                continue
            if kind in found:
                raise _twice(found[kind], path)
            found[kind] = path
    if not found:
        raise _nothing(folder)
    return found


def _paths(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableFileError(
            "organisation.no-folder",
            sentence(
                "{folder} is not a folder that can be read. Give the folder that holds teams.csv "
                "or people.csv.",
                folder=folder,
            ),
        ) from error


def _nothing(folder: Path) -> OrganisationError:
    return OrganisationError(
        "organisation.no-files",
        sentence(
            "The folder {folder} holds none of these files: {files}. Put at least teams or people "
            "in it, as .csv or .xlsx.",
            folder=folder.name or folder,
            files=", ".join(f"{kind}.csv" for kind in NAMES),
        ),
    )


def _twice(one: Path, other: Path) -> OrganisationError:
    return OrganisationError(
        "organisation.two-files",
        sentence(
            "{one} and {other} hold the same kind of things, and it is not clear which one counts. "
            "Remove one of them.",
            one=one.name,
            other=other.name,
        ),
        file=other.name,
    )


def _things(
    files: Mapping[str, Path],
    kind: str,
    read: Callable[[Path, DateOrder | None, DecimalMark | None], Things[T]],
    date_order: DateOrder | None,
    decimal_mark: DecimalMark | None,
) -> Things[T]:
    if kind not in files:
        return Things((), Source(), ())
    return read(files[kind], date_order, decimal_mark)


@dataclass(frozen=True)
class _TeamsAndPeople:
    teams: Things[Team] = field(default_factory=lambda: Things((), Source(), ()))
    people: Things[Membership] = field(default_factory=lambda: Things((), Source(), ()))
    vacancies: tuple[TeamId, ...] = ()
    findings: tuple[Finding, ...] = ()


def _people(
    files: Mapping[str, Path],
    date_order: DateOrder | None,
    decimal_mark: DecimalMark | None,
) -> _TeamsAndPeople:
    teams = _things(files, "teams", teams_file, date_order, decimal_mark)
    places = _things(files, "people", people_file, date_order, decimal_mark)
    if not places.values:
        return _TeamsAndPeople(teams, findings=(*teams.findings, *places.findings))
    if "teams" not in files:
        derived = derive(places)
        made = Things(derived.teams, Source(places.source.file), ())
        return _TeamsAndPeople(made, derived.people, vacancies(places), derived.findings)
    people = memberships(places)
    findings = (*teams.findings, *people.findings, *_unused_managers(places))
    return _TeamsAndPeople(teams, people, vacancies(places), findings)


def _unused_managers(places: Things[Place]) -> tuple[Finding, ...]:
    if not any(place.manager for place in places.values):
        return ()
    return (
        Finding(
            "organisation.manager-not-used",
            sentence(
                "The column manager was not used: the teams say who leads them and which team is "
                "above."
            ),
            file=places.source.file,
        ),
    )
