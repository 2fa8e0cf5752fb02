"""SAF-T of any prefix and country: departments and projects, divided only as the books say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.chain.read.invented import analysis, codes_of, read, saft, saft_line, summed

from binnenuit.organisation.model import Dimension

if TYPE_CHECKING:
    from pathlib import Path

RECEIVABLE = saft_line("1500", debit="100", more="<q:CustomerID>D1</q:CustomerID>")


def entry(kind: str, description: str, code: str, name: str, more: str = "") -> str:
    return (
        f"<q:AnalysisTypeTableEntry><q:AnalysisType>{kind}</q:AnalysisType>"
        f"<q:AnalysisTypeDescription>{description}</q:AnalysisTypeDescription>"
        f"<q:AnalysisID>{code}</q:AnalysisID><q:AnalysisIDDescription>{name}"
        f"</q:AnalysisIDDescription>{more}</q:AnalysisTypeTableEntry>"
    )


TABLE = entry("A", "Avdeling", "10", "Salg") + entry("P", "Prosjekt", "7", "Leker")


def pieces(folder: Path, *analyses: str, table: str = TABLE) -> dict[tuple[str, str, str], int]:
    sale = saft_line("3000", credit="100", more="".join(analyses))
    reading = read(folder, saft(RECEIVABLE, sale, table=table))
    found = summed(reading)
    assert {key[:2] for key in found} == {("3000", "D1")}
    return {key[2:]: cents for key, cents in found.items()}  # type: ignore[misc]


def test_the_customer_of_the_receivable_paid_for_the_revenue(tmp_path: Path) -> None:
    reading = read(tmp_path, saft(RECEIVABLE, saft_line("3000", credit="100")))
    assert summed(reading) == {("3000", "D1", "", "", ""): 10000}
    assert [(payer.id, payer.name) for payer in reading.value.payers] == [("D1", "Hotell")]
    [account] = reading.value.accounts
    assert (account.revenue, account.why) == (True, "standard")


def test_a_line_with_two_dimensions_is_one_posting_with_both(tmp_path: Path) -> None:
    assert pieces(tmp_path, analysis("A", "10", "100"), analysis("P", "7", "100")) == {
        ("10", "7", ""): 10000
    }


def test_a_line_is_divided_over_projects_as_the_books_say(tmp_path: Path) -> None:
    assert pieces(
        tmp_path, analysis("A", "10"), analysis("P", "7", "60"), analysis("P", "8", "30")
    ) == {("10", "7", ""): 6000, ("10", "8", ""): 3000, ("10", "", ""): 1000}


@pytest.mark.parametrize(
    "analyses",
    [
        (analysis("P", "7"), analysis("P", "8")),
        (analysis("P", "7", "90"), analysis("P", "8", "90")),
    ],
)
def test_several_codes_that_do_not_say_how_much_are_not_used(
    tmp_path: Path, analyses: tuple[str, ...]
) -> None:
    assert pieces(tmp_path, *analyses) == {("", "", ""): 10000}
    sale = saft_line("3000", credit="100", more="".join(analyses))
    assert "chain.analysis-undivided" in codes_of(read(tmp_path, saft(RECEIVABLE, sale)))


def test_two_divided_dimensions_are_not_crossed(tmp_path: Path) -> None:
    assert pieces(
        tmp_path,
        analysis("A", "10", "50"),
        analysis("A", "11", "50"),
        analysis("P", "7", "20"),
        analysis("P", "8", "80"),
    ) == {("10", "", ""): 5000, ("11", "", ""): 5000}


@pytest.mark.parametrize(
    ("description", "dimension"),
    [
        ("Avdeling", Dimension.COST_CENTRE),
        ("Kostenplaats", Dimension.COST_CENTRE),
        ("Department", Dimension.COST_CENTRE),
        ("Project", Dimension.PROJECT),
        ("Artikel", Dimension.PRODUCT),
    ],
)
def test_the_description_tells_the_dimension_in_several_languages(
    tmp_path: Path, description: str, dimension: Dimension
) -> None:
    table = entry("Z9", description, "10", "Een")
    place = [Dimension.COST_CENTRE, Dimension.PROJECT, Dimension.PRODUCT].index(dimension)
    [codes] = pieces(tmp_path, analysis("Z9", "10"), table=table)
    assert codes[place] == "10"


def test_an_unknown_kind_of_analysis_is_told_and_not_used(tmp_path: Path) -> None:
    sale = saft_line("3000", credit="100", more=analysis("B", "1"))
    reading = read(tmp_path, saft(RECEIVABLE, sale, table=entry("B", "Bil", "1", "Volvo")))
    assert summed(reading) == {("3000", "D1", "", "", ""): 10000}
    assert "chain.analysis-unknown" in codes_of(reading)


def test_a_closed_code_is_told_and_used_as_booked(tmp_path: Path) -> None:
    closed = entry("A", "Avdeling", "10", "Salg", "<q:Status>Closed</q:Status>")
    sale = saft_line("3000", credit="100", more=analysis("A", "10"))
    reading = read(tmp_path, saft(RECEIVABLE, sale, table=closed))
    assert summed(reading) == {("3000", "D1", "10", "", ""): 10000}
    assert "chain.analysis-closed" in codes_of(reading)


def test_the_customer_may_stand_on_the_transaction(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        saft(
            saft_line("1500", debit="100"),
            saft_line("3000", credit="100"),
            transaction_fields="<q:CustomerID>D1</q:CustomerID>",
        ),
    )
    assert summed(reading) == {("3000", "D1", "", "", ""): 10000}


def test_another_prefix_or_none_makes_no_difference(tmp_path: Path) -> None:
    text = saft(RECEIVABLE, saft_line("3000", credit="100", more=analysis("A", "10")), table=TABLE)
    bare = text.replace("<q:", "<").replace("</q:", "</").replace("xmlns:q=", "xmlns=")
    other = text.replace("q:", "nl1:")
    expected = read(tmp_path, text).value
    assert read(tmp_path, bare).value == read(tmp_path, other).value == expected


def test_debit_and_credit_lines_with_plain_amounts_are_read(tmp_path: Path) -> None:
    text = saft(
        "<q:Lines><q:DebitLine><q:AccountID>1500</q:AccountID><q:DebitAmount>100.00</q:DebitAmount>"
        "</q:DebitLine><q:CreditLine><q:AccountID>3000</q:AccountID><q:CreditAmount>100.00"
        "</q:CreditAmount></q:CreditLine></q:Lines>"
    )
    assert summed(read(tmp_path, text)) == {("3000", "", "", "", ""): 10000}
