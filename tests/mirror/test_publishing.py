"""From answers to what may be seen: through the gate, once, and nothing exact beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from shutil import copytree
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.mirror.invented import (
    ASKED,
    FACES,
    GIVES,
    SERVES,
    SIZES,
    Answers,
    firm,
    people_of,
    round_of,
    without_raters,
)

from binnenuit.errors import ArgumentError, LedgerError
from binnenuit.findings import Finding
from binnenuit.language import Sentence
from binnenuit.mirror.disclose import round_made
from binnenuit.mirror.disclose.publishing import Published, Told, publish_mirror
from binnenuit.mirror.read.store import read_tally
from binnenuit.organisation.model import Membership, PersonId, TeamId
from binnenuit.privacy import Bound, Disclosed, State
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.releases.folder import HIDDEN, read_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from binnenuit.mirror.disclose.released import TeamFigure
    from binnenuit.organisation.model import Organisation

FIRM = firm()


def published(folder: Path, organisation: Organisation = FIRM, **given: Any) -> Published:
    return publish_mirror(folder, organisation, ASKED, [round_of(organisation)], **given)


def figures(told: Told) -> dict[str, TeamFigure]:
    return {each.team: each for each in told.teams if not each.below}


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published]:
    """One round, published from a folder that nobody changes."""
    folder = tmp_path_factory.mktemp("first")
    return folder, published(folder)


@pytest.fixture
def folder(first: tuple[Path, Published], tmp_path: Path) -> Path:
    """A folder of one's own in which the first round is out."""
    return copytree(first[0], tmp_path / "own")


def test_answers_become_figures_per_team_and_the_auditor_passes(
    first: tuple[Path, Published],
) -> None:
    folder, out = first
    (told,) = out.told
    assert (told.round, told.scale, out.findings) == ("2026-Q1", "serves", ())
    shown = figures(told)
    assert {team for team, figure in shown.items() if figure.score} == {
        "north",
        "south",
        "east",
        "hub",
    }
    north = shown["north"]
    assert (north.n_band, north.state, north.place.figure_of) == ("5-9", State.SHOWN, "north")
    assert north.low.value < north.score.value < north.high.value
    audited = audit_releases(folder)
    assert audited.passed
    assert audited.findings == ()
    assert {verdict.audit.k for verdict in audited.verdicts} == {5, 10, 30}


def test_the_second_run_shows_the_same_and_writes_nothing(
    first: tuple[Path, Published], folder: Path
) -> None:
    before = files(folder)
    again, out = published(folder), first[1]
    assert files(folder) == before
    assert again.told[0].teams == out.told[0].teams
    assert again.told[0].statistics == out.told[0].statistics
    assert again.findings == out.findings


def test_other_answers_to_a_round_that_is_out_change_nothing(
    first: tuple[Path, Published], folder: Path
) -> None:
    before = files(folder)
    other = publish_mirror(folder, FIRM, ASKED, [round_of(FIRM, seed=9)])
    assert files(folder) == before
    assert other.told[0].teams == first[1].told[0].teams


@pytest.mark.parametrize("step", ["write_tally", "write_seats", "drop_seats"])
def test_killed_at_any_step_the_next_run_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    rounds = [round_of(FIRM), round_of(FIRM, "2026-Q2", 2)]
    for folder in (whole, cut):
        (folder / HIDDEN).mkdir(parents=True)
        (folder / HIDDEN / "noise.key").write_text("ab" * 32)
        publish_mirror(folder, FIRM, ASKED, rounds[:1])

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(round_made, step, killed)
        with pytest.raises(KeyboardInterrupt):
            publish_mirror(cut, FIRM, ASKED, rounds)
    publish_mirror(whole, FIRM, ASKED, rounds)
    publish_mirror(cut, FIRM, ASKED, rounds)
    assert files(cut) == files(whole)


def joined(team: str) -> Organisation:
    newcomer = Membership(PersonId(f"{team}-new"), TeamId(team))
    return replace(FIRM, people=(*FIRM.people, newcomer))


def test_a_small_team_that_somebody_joined_keeps_its_figure(
    first: tuple[Path, Published], folder: Path
) -> None:
    organisation = joined("north")
    later = publish_mirror(folder, organisation, ASKED, [round_of(organisation, "2026-Q2", 2)])
    before, now = figures(first[1].told[0]), figures(later.told[0])
    assert now["north"].unchanged
    assert now["north"].score.value == before["north"].score.value
    assert not now["hub"].unchanged
    assert audit_releases(folder).passed


def test_a_large_team_that_somebody_joined_gets_a_new_figure(folder: Path) -> None:
    organisation = joined("south")
    later = publish_mirror(folder, organisation, ASKED, [round_of(organisation, "2026-Q2", 2)])
    assert not figures(later.told[0])["south"].unchanged


def test_who_kept_the_figure_counts_from_the_round_that_stands(folder: Path) -> None:
    one = joined("north")
    two = replace(one, people=(*one.people, Membership(PersonId("north-more"), TeamId("north"))))
    three = replace(two, people=(*two.people, Membership(PersonId("north-most"), TeamId("north"))))
    kept = []
    for name, organisation in (("2026-Q2", one), ("2026-Q3", two), ("2026-Q4", three)):
        out = publish_mirror(folder, organisation, ASKED, [round_of(organisation, name, 3)])
        kept.append(figures(out.told[0])["north"].unchanged)
    # One and two joined since the first round; with the third there are twelve.
    assert kept == [True, True, False]
    assert audit_releases(folder).passed


def test_rounds_that_follow_at_once_keep_the_figures_of_small_teams(tmp_path: Path) -> None:
    rounds = [round_of(FIRM, "spring"), round_of(FIRM, "summer", 2)]
    out = publish_mirror(tmp_path, FIRM, ASKED, rounds)
    assert [finding.code for finding in out.findings] == ["mirror.rounds-without-date"]
    shown = figures(out.told[1])
    assert {team for team, each in shown.items() if each.unchanged} == {"north", "hub"}
    days = {"spring": date(2026, 3, 1), "summer": date(2026, 9, 1)}
    other = publish_mirror(tmp_path / "other", FIRM, ASKED, rounds, closed_on=days)
    assert other.findings == ()
    assert not any(each.unchanged for each in figures(other.told[1]).values())


def test_rounds_in_the_wrong_order_are_refused(folder: Path) -> None:
    with pytest.raises(ArgumentError) as caught:
        publish_mirror(folder, FIRM, ASKED, [round_of(FIRM, "2025", 2)])
    assert caught.value.code == "privacy.days-since"


def test_a_round_sees_the_organisation_of_its_day(tmp_path: Path) -> None:
    gone = replace(
        FIRM,
        people=tuple(
            replace(member, period=replace(member.period, end=date(2026, 2, 1)))
            if member.person == "north-0"
            else member
            for member in FIRM.people
        ),
    )
    out = publish_mirror(tmp_path, gone, ASKED, [round_of(FIRM)])
    assert [finding.code for finding in out.findings] == ["mirror.unknown-rater"]


def test_answers_without_raters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as caught:
        publish_mirror(tmp_path, FIRM, ASKED, [without_raters(round_of(FIRM))])
    assert caught.value.code == "mirror.no-raters"
    assert "rater" in caught.value.say()
    assert files(tmp_path) == {}


def test_what_is_withheld_stays_withheld_in_everything_made_of_it(
    first: tuple[Path, Published],
) -> None:
    told = first[1].told[0]
    west = figures(told)["west"]
    for figure in (west.score, west.low, west.high):
        assert (figure.value, figure.state) == (None, State.SMALL)
    assert west.sentence.say().startswith("Withheld because small")
    below = next(each for each in told.teams if each.team == "hub" and each.below)
    assert (below.state, below.low.value) == (State.PROTECTS, None)


def test_small_sisters_stand_as_one_and_say_with_whom(tmp_path: Path) -> None:
    sizes = {**SIZES, "far": 4, "near": 3}
    told = published(tmp_path, firm(sizes)).told[0]
    far, near = figures(told)["far"], figures(told)["near"]
    assert far.state is State.MERGED
    assert far.score.value == near.score.value
    assert far.place.figure_of == "far + near"
    assert far.sentence.say() == "Merged, because apart they are too small: far, near."
    apart = published(tmp_path / "apart", firm(sizes), merge=False).told[0]
    assert figures(apart)["far"].state is State.SMALL


def customers(rated: tuple[str, ...], raters: int, *, skip: int = 0) -> Answers:
    answers = Answers(np.random.default_rng(4))
    for team in rated:
        for number in range(raters - (skip if team == rated[-1] else 0)):
            answers.rate(f"customer-{number}", team, FACES)
    return answers


def test_customers_of_two_teams_make_two_figures_that_stand_alone(tmp_path: Path) -> None:
    ratings = customers(("hub", "south", "west"), 8, skip=4).ratings()
    told = publish_mirror(tmp_path, FIRM, ASKED, [ratings]).told[0]
    assert told.scale == "faces"
    assert {group.parent for group in told.groups} == {None}
    shown = figures(told)
    assert bool(shown["hub"].score)
    assert bool(shown["south"].score)
    assert shown["west"].state is State.SMALL
    assert audit_releases(tmp_path).passed


def test_thirty_ratings_of_fifteen_people_are_not_thirty_people(tmp_path: Path) -> None:
    few = publish_mirror(tmp_path / "few", FIRM, ASKED, [customers(("hub", "south"), 15).ratings()])
    assert few.told[0].statistics.spread.state is State.SMALL
    assert not figures(few.told[0])["hub"].low
    assert bool(figures(few.told[0])["hub"].score)
    many = publish_mirror(
        tmp_path / "many", FIRM, ASKED, [customers(("hub", "south"), 30).ratings()]
    )
    assert many.told[0].statistics.spread.n_band == "30-49"
    assert audit_releases(tmp_path / "many").passed
    (tally,) = (tmp_path / "many" / HIDDEN / "tallies").rglob("*.parquet")
    # The same thirty people rated both, so neither is a part of its own.
    assert read_tally(tally).moments.people.tolist() == [60]


def test_suppliers_are_rated_by_other_teams(tmp_path: Path) -> None:
    answers = Answers(np.random.default_rng(5))
    for rater in (*people_of("east", 34), *people_of("south", 12)):
        answers.rate(rater, "hub", GIVES)
        answers.rate(rater, "south", GIVES)
    out = publish_mirror(tmp_path, FIRM, ASKED, [answers.ratings()])
    assert [finding.code for finding in out.findings] == ["mirror.rates-own-team"]
    assert {figure.n_band for figure in out.told[0].teams} == {"20-49"}


def test_several_scales_of_one_round_are_published_each(tmp_path: Path) -> None:
    answers = Answers(np.random.default_rng(1))
    answers.by_members(FIRM)
    for row in customers(("hub",), 9).rows:
        answers.rows.append(row)
    out = publish_mirror(tmp_path, FIRM, ASKED, [answers.ratings()])
    assert [told.scale for told in out.told] == ["serves", "faces"]
    assert len(read_ledger(tmp_path).entries) == 5
    assert audit_releases(tmp_path).passed


def test_k_may_be_raised(tmp_path: Path) -> None:
    told = published(tmp_path, k=12).told[0]
    assert {team for team, each in figures(told).items() if each.score} == {"south", "east"}


def test_there_is_no_exact_number_in_what_is_returned(first: tuple[Path, Published]) -> None:
    _, out = first
    loose = [path for path, value in leaves(out) if isinstance(value, int | float)]
    assert loose == []
    assert sum(isinstance(value, Disclosed) for _, value in leaves(out)) > 50


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Go through everything, but not into figures, and not into sentences and findings."""
    if isinstance(value, Mapping):
        inside = dict(value)
    elif isinstance(value, tuple):
        inside = dict(enumerate(value))
    elif is_dataclass(value) and not isinstance(value, Disclosed | Sentence | Finding):
        inside = {field.name: getattr(value, field.name) for field in fields(value)}
    else:
        yield from [] if isinstance(value, bool) else [(path, value)]
        return
    for name, part in inside.items():
        yield from leaves(part, f"{path}.{name}")


def test_the_folder_names_nobody_and_keeps_no_answers_of_few(folder: Path) -> None:
    assert not [path for path, held in files(folder).items() if b"north-3" in held]
    (path,) = (folder / HIDDEN / "tallies").rglob("*.parquet")
    kept = read_tally(path)
    # A tally holds answers to single items, so the nine of north and the six of the hub have none.
    people = dict(zip(kept.groups, kept.people.tolist(), strict=True))
    assert {group: held for group, held in people.items() if held} == {"south": 12, "east": 34}
    assert kept.moments.people.tolist() == [46]
    assert (folder / HIDDEN).stat().st_mode & 0o077 == 0


def test_a_team_that_kept_its_figure_has_no_new_sums(folder: Path) -> None:
    organisation = joined("north")
    published = publish_mirror(folder, organisation, ASKED, [round_of(organisation, "2026-Q2", 2)])
    assert {f.team for f in published.told[0].teams if f.unchanged and not f.below} == {"north"}
    tallies = [read_tally(path) for path in (folder / HIDDEN / "tallies").rglob("*.parquet")]
    (second,) = [each for each in tallies if each.rounds == ("2026-Q2",)]
    people = dict(zip(second.groups, second.people.tolist(), strict=True))
    assert people["north"] == 0
    assert people["south"] == 12


def test_seats_that_are_gone_stop_the_next_round(folder: Path) -> None:
    (path,) = (folder / HIDDEN / "seats").rglob("*.json")
    for damage in ("", "[]", '{"closed": null, "classes": 3}'):
        path.write_text(damage)
        with pytest.raises(LedgerError) as caught:
            publish_mirror(folder, FIRM, ASKED, [round_of(FIRM, "2026-Q2", 2)])
        assert caught.value.code == "mirror.seats-missing"


def test_who_answered_is_forgotten_when_the_figure_no_longer_stands(tmp_path: Path) -> None:
    rounds = [round_of(FIRM, name, n) for n, name in enumerate(("2024", "2025", "2026"))]
    publish_mirror(tmp_path, FIRM, ASKED, rounds)
    held = [json.loads(p.read_text()) for p in (tmp_path / HIDDEN / "seats").rglob("*.json")]
    assert sorted(each["closed"] for each in held) == ["2025-12-31", "2026-12-31"]


def test_items_that_are_not_marked_as_reversed_are_told_of(tmp_path: Path) -> None:
    answers = Answers(np.random.default_rng(1))
    for member in FIRM.people:
        up, other = answers.rng.integers(1, 6, 2).tolist()
        given = {"serves1": up, "serves2": 6 - up, "serves3": up, "serves4": other}
        answers.rows.append((str(member.person), str(member.team), given))
    unmarked = replace(SERVES, items=tuple(replace(item, reversed=False) for item in SERVES.items))
    asked = replace(ASKED, scales=(unmarked,))
    out = publish_mirror(tmp_path, FIRM, asked, [answers.ratings()])
    assert out.told[0].statistics.alpha.bound is Bound.AT_MOST
    assert "mirror.items-against-one-another" in {finding.code for finding in out.findings}
