"""Write the invented bakery group as the files that a real organisation would bring."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit_web.demo.answers import HEADER, QUESTIONNAIRE, answers
from binnenuit_web.demo.books import auditfile
from binnenuit_web.demo.customers import BUYERS
from binnenuit_web.demo.people import leaders, people
from binnenuit_web.demo.teams import plans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_SEED: Final = 1888


def write(folder: Path) -> None:
    """Write every file of the group into ``folder``; the same ones each time."""
    generator = np.random.default_rng(_SEED)
    teams = plans()
    everybody = people(teams, generator)
    led_by = leaders(teams, everybody)
    folder.mkdir(parents=True, exist_ok=True)
    _table(
        folder / "teams.csv",
        ("team", "name", "parent", "leader", "layer", "cost_centre"),
        ((t.id, t.name, t.parent, led_by.get(t.id, ""), t.layer, t.cost_centre) for t in teams),
    )
    _table(
        folder / "people.csv",
        ("person", "team", "name", "language"),
        ((person.id, person.team, person.name, person.language) for person in everybody),
    )
    _table(
        folder / "customers.csv",
        ("customer", "name", "pays", "consumes", "known"),
        ((buyer.id, buyer.name, buyer.pays, buyer.consumes, buyer.known) for buyer in BUYERS),
    )
    _table(
        folder / "links.csv",
        ("supplier", "customer", "kind", "work_share", "basis"),
        (
            (team.id, customer, "serves", f"{share:g}", basis)
            for team in teams
            for customer, share, basis in team.serves
        ),
    )
    _table(folder / "mapping.csv", ("dimension", "code", "team"), [("account", "8100", "counter")])
    (folder / "books-2025.xaf").write_bytes(auditfile(generator))
    # With a generator of its own, so that what stood in the files above stays as it was.
    (folder / "questionnaire.yaml").write_bytes(QUESTIONNAIRE.read_bytes())
    asked = answers(teams, everybody, np.random.default_rng(_SEED + 1))
    _table(folder / "answers.csv", HEADER, asked)


def _table(file: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
