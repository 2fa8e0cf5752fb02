"""Whatever file is given as whichever kind: it is read, or refused in one sentence; and fast."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from binnenuit.errors import InputError
from binnenuit.organisation import (
    read_customers,
    read_folder,
    read_links,
    read_mapping,
    read_people,
    read_teams,
    summary,
)

DATA = Path(__file__).resolve().parents[2] / "../shared/data"
FILES = sorted(path for path in DATA.rglob("*") if path.is_file()) if DATA.is_dir() else []
READERS = (read_teams, read_people, read_customers, read_links, read_mapping)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples/bakery"


@pytest.mark.skipif(not FILES, reason="the shared sample files are not here")
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_no_sample_file_leads_to_anything_but_a_reading_or_a_sentence(read) -> None:  # type: ignore[no-untyped-def]
    refused = 0
    said = []
    for file in FILES:
        try:
            read(file)
        except InputError as error:
            refused += 1
            said.append(error.say("nl"))
    assert refused > len(FILES) / 2
    assert all(said)


@pytest.mark.skipif(not FILES, reason="the shared sample files are not here")
def test_no_sample_folder_leads_to_anything_but_a_reading_or_a_sentence() -> None:
    for folder in {file.parent for file in FILES}:
        with suppress(InputError):
            read_folder(folder)


def test_the_example_organisation_is_read_without_a_word() -> None:
    reading = read_folder(EXAMPLE)
    assert reading.findings == ()
    assert summary(reading.value).layers == 5


def test_a_hundred_thousand_people_are_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    with file.open("w") as lines:
        lines.write("person;team;name;email;since\n")
        lines.writelines(
            f"p{n};t{n // 10};Name {n};p{n}@example.org;{n % 28 + 1}-3-2025\n"
            for n in range(100_000)
        )
    reading = read_people(file)
    assert len(reading.value) == 100_000
