"""Reading the five files: headings as exports give them, and nothing half-read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from binnenuit.errors import InputError, OrganisationError
from binnenuit.organisation import (
    Basis,
    CodeMapping,
    Customer,
    Dimension,
    LinkKind,
    Membership,
    Period,
    ServiceLink,
    Team,
    read_customers,
    read_folder,
    read_links,
    read_mapping,
    read_people,
    read_teams,
    summary,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_teams_are_read_with_dutch_headings(file: Path) -> None:
    file.write_text(
        "Afdeling;Naam;Bovenliggend;Leidinggevende;Laag;Kostenplaats;Geldig van;Geldig tot\n"
        "007;Inkoop;MT;p1;uitvoering;410;1-1-2025;31-12-2025\n"
    )
    assert read_teams(file).value == (
        Team(  # type: ignore[arg-type]
            "007",
            "Inkoop",
            "MT",
            "p1",
            "uitvoering",
            "410",
            Period(date(2025, 1, 1), date(2025, 12, 31)),
        ),
    )


def test_a_team_without_name_is_called_by_its_id(file: Path) -> None:
    file.write_text("team,name,parent\nsales,,\n")
    assert read_teams(file).value == (Team("sales", "sales"),)  # type: ignore[arg-type]


def test_ids_of_a_workbook_are_text(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["team", "name", "parent"], [7, "Seven", None], ["008", "Eight", 7.0]):
        book.active.append(row)
    book.save(tmp_path / "teams.xlsx")
    assert [(t.id, t.parent) for t in read_teams(tmp_path / "teams.xlsx").value] == [
        ("7", None),
        ("008", "7"),
    ]


def test_people_are_read_and_vacancies_counted_apart(file: Path) -> None:
    file.write_text(
        "person,team,name,email,language,since\np1,a,An,an@x.nl,nl,2026-01-01\n,a,,,,\n"
    )
    reading = read_people(file)
    assert reading.value == (
        Membership("p1", "a", "An", "an@x.nl", "nl", Period(date(2026, 1, 1))),  # type: ignore[arg-type]
    )
    assert [finding.code for finding in reading.findings] == ["organisation.vacancies"]


def test_a_person_without_a_team_is_refused_with_the_row(file: Path) -> None:
    file.write_text("person,team\np1,a\np2,\n")
    with pytest.raises(OrganisationError) as error:
        read_people(file)
    assert (error.value.code, error.value.row) == ("organisation.no-team", 3)


def test_paying_consuming_and_being_known_are_three_things(file: Path) -> None:
    file.write_text("klant,naam,betaalt,gebruikt,bekend\nc1,A,,,\nc2,B,nee,ja,\nc3,C,ja,,nee\n")
    assert read_customers(file).value == (
        Customer("c1", "A", pays=True, consumes=None, known=True),  # type: ignore[arg-type]
        Customer("c2", "B", pays=False, consumes=True, known=True),  # type: ignore[arg-type]
        Customer("c3", "C", pays=True, consumes=None, known=False),  # type: ignore[arg-type]
    )


def test_links_are_read_in_dutch_and_in_percentages(file: Path) -> None:
    file.write_text(
        "leverancier;klant;soort;aandeel;bedrag;valuta;grondslag\n"
        "a;b;werkt voor;40%;;;bevestigd\n"
        "a;c1;betaalt;;€ 1.200,50;eur;\n"
    )
    assert read_links(file).value == (
        ServiceLink("a", "b", LinkKind.SERVES, work_share=0.4, basis=Basis.CONFIRMED),  # type: ignore[arg-type]
        ServiceLink("a", "c1", LinkKind.PAYS, amount=Decimal("1200.50"), currency="EUR"),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("a,c,pays,,-1,", "organisation.negative-amount"),
        ("a,c,pays,,,", "organisation.missing-amount"),
        ("a,c,pays,0.5,10,", "organisation.mixed-link"),
        ("a,c,serves,0.5,10,", "organisation.mixed-link"),
        ("a,c,helps,,,", "organisation.unknown-word"),
        ("a,c,serves,,,rumour", "organisation.unknown-word"),
        ("a,c,serves,1.5,,", "tables.share-or-percent"),
        ("a,c,serves,-0.5,,", "tables.unreadable-value"),
        (",c,serves,0.5,,", "tables.empty-value"),
    ],
)
def test_a_link_that_cannot_be_is_refused_with_its_row(file: Path, row: str, code: str) -> None:
    file.write_text(f"supplier,customer,kind,work_share,amount,basis\na,b,serves,,,\n{row}\n")
    with pytest.raises(InputError) as error:
        read_links(file)
    assert (error.value.code, error.value.row) == (code, 3)


def test_mapping_is_read(file: Path) -> None:
    file.write_text("dimensie,code,team\nKostenplaats,0410,a\ncustomer,D1,b\n")
    assert read_mapping(file).value == (
        CodeMapping(Dimension.COST_CENTRE, "0410", "a"),  # type: ignore[arg-type]
        CodeMapping(Dimension.CUSTOMER, "D1", "b"),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("end", ["2025-06-01", "2025-05-31"])
def test_a_period_without_a_day_is_refused(file: Path, end: str) -> None:
    file.write_text(f"team,name,valid_from,valid_to\na,A,2025-06-01,{end}\n")
    with pytest.raises(OrganisationError) as error:
        read_teams(file)
    assert (error.value.code, error.value.row) == ("organisation.empty-period", 2)


def test_a_folder_with_nothing_of_ours_names_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("hello")
    with pytest.raises(OrganisationError, match=r"teams\.csv, people\.csv") as error:
        read_folder(tmp_path)
    assert error.value.code == "organisation.no-files"


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "teams.csv").write_text("team\na\n")
    (tmp_path / "Teams.tsv").write_text("team\na\n")
    with pytest.raises(OrganisationError) as error:
        read_folder(tmp_path)
    assert error.value.code == "organisation.two-files"


def test_an_error_in_the_last_file_lets_nothing_through(tmp_path: Path) -> None:
    (tmp_path / "teams.csv").write_text("team,name,parent\na,A,\n")
    (tmp_path / "mapping.csv").write_text("dimension,code,team\nproject,1,b\n")
    with pytest.raises(OrganisationError, match=r"mapping\.csv:2"):
        read_folder(tmp_path)


def test_people_alone_give_the_teams_they_name(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person,team\np1,Sales\np2,Sales\np3,Store\n")
    reading = read_folder(tmp_path)
    assert [team.id for team in reading.value.teams] == ["Sales", "Store"]
    assert [finding.code for finding in reading.findings] == [
        "organisation.teams-made",
        "organisation.several-tops",
    ]


def test_people_with_managers_give_teams_with_leaders_and_layers(tmp_path: Path) -> None:
    (tmp_path / "medewerkers.csv").write_text(
        "Personeelsnummer;Afdeling;Naam;Leidinggevende\n"
        "1;Directie;Clara;\n2;Verkoop;Bram;1\n3;Verkoop;Anna;2\n4;Verkoop;Kees;2\n5;Lager;Jo;2\n"
    )
    reading = read_folder(tmp_path)
    teams = {team.id: (team.parent, team.leader) for team in reading.value.teams}
    assert teams == {
        "Directie": (None, None),
        "Verkoop": ("Directie", "2"),
        "Lager": ("Verkoop", "2"),
    }
    assert "organisation.leader-is-member" in {finding.code for finding in reading.findings}


def test_whoever_manages_most_of_a_team_leads_it_and_the_others_are_reported(
    tmp_path: Path,
) -> None:
    (tmp_path / "people.csv").write_text(
        "person,team,manager\n1,Top,\n2,Top,1\n3,Sales,2\n4,Sales,2\n5,Sales,1\n6,Sales,\n"
    )
    reading = read_folder(tmp_path)
    assert {team.id: team.leader for team in reading.value.teams} == {"Top": "1", "Sales": "2"}
    several = [f for f in reading.findings if f.code == "organisation.several-managers"]
    assert "Sales" in str(several[0].sentence)


def test_people_with_only_managers_give_a_team_for_each_manager(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "person,name,manager\n1,Clara,1\n2,Bram,1\n3,Anna,2\n4,Kees,9\n5,Loes,\n"
    )
    reading = read_folder(tmp_path)
    teams = {team.id: (team.name, team.parent, team.leader) for team in reading.value.teams}
    assert teams == {
        "top-1": ("Clara", None, None),
        "team-1": ("Team Clara", "top-1", "1"),
        "team-2": ("Team Bram", "team-1", "2"),
        "team-9": ("Team 9", None, "9"),
        "without-manager": ("without-manager", None, None),
    }
    assert {finding.code for finding in reading.findings} >= {
        "organisation.own-manager",
        "organisation.unknown-manager",
        "organisation.without-manager",
        "organisation.several-tops",
    }
    assert summary(reading.value).people == 5


def test_managers_given_by_name_are_found(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "id;Medewerker;Leidinggevende\n1;Clara Vos;\n2;Bram;Clara Vos\n3;Anna;Bram\n4;Bo;Jan\n"
        "5;Jan;Bram\n6;Jan;Bram\n"
    )
    reading = read_folder(tmp_path)
    leaders = {team.id: team.leader for team in reading.value.teams}
    assert leaders == {"top-1": None, "team-1": "1", "team-2": "2", "team-Jan": "Jan"}


def test_where_a_file_has_a_code_and_a_word_the_word_is_the_name(file: Path) -> None:
    file.write_text("afdelingscode;afdeling;bovenliggend\n41;Verkoop;\n")
    assert read_teams(file).value == (Team("41", "Verkoop"),)  # type: ignore[arg-type]
    file.write_text("klant;klantnummer\nDe Hoek;D1\n")
    assert read_customers(file).value == (Customer("D1", "De Hoek"),)  # type: ignore[arg-type]


def test_managers_in_a_circle_are_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person,manager\n1,2\n2,3\n3,1\n")
    with pytest.raises(OrganisationError) as error:
        read_folder(tmp_path)
    assert error.value.code == "organisation.circle"
    assert all(team in str(error.value) for team in ("team-1", "team-2", "team-3"))


def test_a_summary_says_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "teams.csv").write_text("team,name,parent,leader\ntop,Top,,\na,A,top,p1\nb,B,a,\n")
    (tmp_path / "people.csv").write_text("person,team\np1,top\np2,a\np2,b\n,b\n")
    (tmp_path / "customers.csv").write_text("customer,name,pays\nc1,C,yes\nc2,D,no\n")
    found = summary(read_folder(tmp_path).value)
    assert (found.people, found.teams, found.layers, found.without_leader) == (2, 3, 3, 1)
    assert (found.roots, found.vacancies, found.customers, found.links) == (1, 1, 1, 0)
