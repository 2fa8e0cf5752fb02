"""What was published stays written down, and what follows is attacked together with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from binnenuit.errors import ArgumentError, BinnenuitError, ExposureError, LedgerError
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.ledger.publication import Publication

TEAMS = {"2026/support/a": 6, "2026/support/b": 7, "2026/support/c": 9}
A, B, C = TEAMS


def publication(**fields: object) -> Publication:
    given = {
        "round": "2026",
        "scale": "support",
        "kind": "scores",
        "k": 5,
        "promise": 5,
        "items": (f"{fields.get('scale', 'support')} 1",),
        "atoms": TEAMS,
        "sets": {"all": (A, B, C), "a": (A,), "b": (B,)},
    }
    return Publication(**{**given, **fields})  # type: ignore[arg-type]


def refused(ledger: Ledger, publication: Publication) -> BinnenuitError:
    with pytest.raises(BinnenuitError) as caught:
        ledger.admit(publication)
    return caught.value


def test_a_ledger_grows_and_the_one_before_stays_as_it_was() -> None:
    empty = Ledger()
    one = empty.admit(publication())
    two = one.admit(publication(kind="items", k=10, sets={"all": (A, B, C)}))
    assert [len(ledger.entries) for ledger in (empty, one, two)] == [0, 1, 2]
    assert [entry.previous for entry in two.entries] == ["", one.head]
    two.verify()


def test_what_was_published_already_is_not_written_down_twice() -> None:
    one = Ledger().admit(publication())
    assert one.admit(publication()) is one


def test_the_hash_can_be_checked_by_anybody_with_the_line_alone() -> None:
    line = next(Ledger().admit(publication(sets={"café": (A,)})).lines())
    record = json.loads(line)
    said = record.pop("hash")
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == said
    assert "café" in line


def test_a_ledger_survives_being_written_and_read() -> None:
    ledger = Ledger().admit(publication()).admit(publication(scale="trust", answers="ab"))
    assert Ledger.from_lines([*ledger.lines(), "", "\n"]) == ledger


def chain() -> list[str]:
    ledger = Ledger()
    for scale in ("support", "trust", "calm"):
        ledger = ledger.admit(publication(scale=scale))
    return list(ledger.lines())


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (lambda lines: [lines[0].replace(":6,", ":5,"), *lines[1:]], "privacy.ledger-changed"),
        (lambda lines: lines[1:], "privacy.ledger-broken"),
        (lambda lines: [lines[0], lines[2]], "privacy.ledger-broken"),
        (lambda lines: [lines[0], lines[2], lines[1]], "privacy.ledger-broken"),
        (lambda lines: [lines[0], *lines], "privacy.ledger-broken"),
        (lambda lines: [*lines, lines[0]], "privacy.ledger-broken"),
        (lambda lines: [lines[0][:-2], *lines[1:]], "privacy.ledger-unreadable"),
        (lambda _: ["[]"], "privacy.ledger-unreadable"),
        (lambda _: ["[" * 100_000], "privacy.ledger-unreadable"),
        (lambda _: ["{}"], "privacy.ledger-unreadable"),
        (lambda lines: [lines[0].replace(":6,", ":-6,")], "privacy.ledger-unreadable"),
        (lambda lines: [lines[0].replace('"k":5', '"k":true')], "privacy.ledger-unreadable"),
        (lambda lines: [lines[0].replace('["', '["x')], "privacy.ledger-unreadable"),
        (lambda lines: [lines[0].replace('["support 1"]', '"s"')], "privacy.ledger-unreadable"),
        (lambda lines: [lines[0].replace("scores", "\\ud800")], "privacy.ledger-changed"),
    ],
)
def test_a_ledger_that_was_tampered_with_is_refused(tamper: object, code: str) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.from_lines(tamper(chain()))  # type: ignore[operator]
    assert caught.value.code == code
    assert "backup" in caught.value.say()


def test_an_entry_changed_in_memory_does_not_verify() -> None:
    entry = Ledger().admit(publication()).entries[0]
    with pytest.raises(LedgerError):
        Ledger((replace(entry, publication=publication(k=6)),)).verify()


def test_a_shifted_boundary_is_refused_with_the_witness() -> None:
    people = {"x": 9, "y": 2, "z": 8}
    before = publication(atoms=people, sets={"one": ("x", "y"), "other": ("z",)})
    after = publication(kind="regrouped", atoms=people, sets={"new": ("x",), "rest": ("y", "z")})
    error = refused(Ledger().admit(before), after)
    assert isinstance(error, ExposureError)
    assert error.code == "privacy.exposes"
    assert "2 people" in error.say()
    assert "one" in error.say()
    assert "new" in error.say()


def test_the_same_shift_in_another_round_is_about_other_answers() -> None:
    people = {"x": 9, "y": 2, "z": 8}
    other = {f"{name} later": size for name, size in people.items()}
    ledger = Ledger().admit(publication(atoms=people, sets={"one": ("x", "y"), "other": ("z",)}))
    sets = {"new": ("x later",), "rest": ("y later", "z later")}
    assert ledger.admit(publication(round="2027", atoms=other, sets=sets)).head != ledger.head


def test_what_follows_from_what_was_published_is_admitted() -> None:
    ledger = Ledger().admit(publication())
    rest = publication(kind="other", sets={"c": (C,), "a and b": (A, B)})
    assert len(ledger.admit(rest).entries) == 2


def test_a_small_group_is_refused_at_once() -> None:
    assert refused(Ledger(), publication(atoms={"x": 4}, sets={"x": ("x",)})).code == (
        "privacy.exposes"
    )


def test_items_are_held_to_ten_among_themselves_only() -> None:
    scores = publication(atoms={"x": 6, "y": 12}, sets={"all": ("x", "y"), "y": ("y",)})
    ledger = Ledger().admit(scores)
    items = publication(kind="items", k=10, atoms={"x": 6, "y": 12}, sets={"all": ("x", "y")})
    ledger = ledger.admit(items)
    both = replace(items, kind="shares", sets={"y": ("y",)})
    assert refused(ledger, both).code == "privacy.exposes"
    assert ledger.admit(replace(both, k=5)).head


def test_a_chain_of_publications_is_attacked_as_a_whole() -> None:
    """x and z meet only through what a third publication says about both."""
    sizes = {"x": 8, "y": 9, "z": 7, "w": 3}
    first = publication(atoms={"x": 8, "y": 9}, sets={"xy": ("x", "y")})
    second = publication(kind="two", atoms={"y": 9, "z": 7}, sets={"yz": ("y", "z")})
    third = publication(kind="three", atoms=sizes, sets={"all": ("x", "y", "z", "w"), "y": ("y",)})
    ledger = Ledger().admit(first).admit(second)
    error = refused(ledger, third)
    assert error.code == "privacy.exposes"
    assert "3 people" in error.say()


def test_what_shares_people_only_by_way_of_others_is_attacked_too() -> None:
    """x + y, less y + z, with z + w: what remains is the two of x and the two of w."""
    first = publication(atoms={"x": 2, "y": 9}, sets={"xy": ("x", "y")})
    second = publication(kind="two", atoms={"y": 9, "z": 7}, sets={"yz": ("y", "z")})
    third = publication(kind="three", atoms={"z": 7, "w": 2}, sets={"zw": ("z", "w")})
    error = refused(Ledger().admit(first).admit(second), third)
    assert error.code == "privacy.exposes"
    assert "4 people" in error.say()


def test_items_that_are_safe_among_themselves_may_not_lay_bare_the_rest_of_a_score() -> None:
    people = {"x": 9, "y": 3}
    ledger = Ledger().admit(publication(atoms=people, sets={"x": ("x",)}))
    items = publication(kind="items", k=10, atoms=people, sets={"both": ("x", "y")})
    assert Ledger().admit(items).head
    error = refused(ledger, items)
    assert "3 people" in error.say()
    assert "At least 5" in error.say()


def test_a_closed_round_does_not_change() -> None:
    ledger = Ledger().admit(publication(answers="ab"))
    assert refused(ledger, publication(answers="cd")).code == "privacy.answers-changed"
    assert refused(ledger, publication(answers="ab", k=6)).code == "privacy.k-changed"
    people = publication(answers="ab", atoms={**TEAMS, A: 7})
    assert refused(ledger, people).code == "privacy.people-changed"


def test_one_round_has_one_promise() -> None:
    ledger = Ledger().admit(publication(k=8, promise=8, sets={"all": (A, B, C)}))
    error = refused(ledger, publication(scale="trust", sets={"all": (A, B, C)}))
    assert error.code == "privacy.promise-changed"
    assert "at least 8 people" in error.say()
    assert "5 is given for trust" in error.say()
    later = publication(scale="trust", round="2027", atoms={"x": 5}, sets={"x": ("x",)})
    assert ledger.admit(later).head


def test_single_questions_are_held_to_one_number_in_a_whole_round() -> None:
    whole = {"kind": "items", "sets": {"all": (A, B, C)}}
    ledger = Ledger().admit(publication(k=12, **whole))
    assert refused(ledger, publication(k=10, scale="trust", **whole)).code == "privacy.k-changed"
    assert ledger.admit(publication(k=12, scale="trust", **whole)).head


def test_scores_of_few_items_need_more_people_than_those_of_many() -> None:
    ledger = Ledger().admit(publication())
    assert ledger.admit(publication(k=10, scale="trust", sets={"all": (A, B, C)})).head


def test_an_item_stands_in_one_scale_of_a_round() -> None:
    ledger = Ledger().admit(publication(items=("q1", "q2", "q3")))
    error = refused(ledger, publication(scale="support5", items=("q3", "q4")))
    assert error.code == "privacy.item-in-two-scales"
    assert "support5 holds items of the scale support," in error.say()
    assert "q3" in error.say()
    later = publication(scale="support5", round="2027", items=("q3", "q4"))
    assert ledger.admit(later).head


def test_a_scale_keeps_its_items() -> None:
    ledger = Ledger().admit(publication(items=("q1", "q2")))
    other = publication(kind="items", k=10, items=("q1",), sets={"all": (A, B, C)})
    assert refused(ledger, other).code == "privacy.answers-changed"


def further(attribute: str, *, round_: str = "2026", digest: str = "ab") -> Publication:
    atom = f"{round_}/support/{attribute}/all | young"
    return publication(
        round=round_,
        kind=f"further {attribute}",
        atoms={atom: 60},
        sets={"all | young": (atom,)},
        by_attribute=digest,
    )


def test_a_further_attribute_stays_as_it_was_published() -> None:
    ledger = Ledger().admit(publication()).admit(further("age"))
    assert refused(ledger, further("age", digest="cd")).code == "privacy.answers-changed"
    assert ledger.admit(further("site", digest="cd")).head


def test_a_fourth_further_attribute_is_refused_whenever_it_is_asked_for() -> None:
    ledger = Ledger().admit(publication())
    for attribute in ("age", "site", "contract"):
        ledger = ledger.admit(further(attribute))
    error = refused(ledger, further("sex"))
    assert error.code == "privacy.too-many-attributes"
    assert "by 3 further attributes" in error.say()
    assert ledger.admit(further("age")) is ledger
    assert ledger.admit(replace(further("age"), sets={})).head != ledger.head
    assert ledger.admit(further("sex", round_="2027")).head


@pytest.mark.parametrize("missing", ["promise", "items", "by_attribute"])
def test_a_line_without_what_keeps_a_round_fixed_is_no_entry(missing: str) -> None:
    record = json.loads(next(Ledger().admit(publication()).lines()))
    del record[missing], record["hash"]
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    record["hash"] = hashlib.sha256(text.encode()).hexdigest()
    with pytest.raises(LedgerError) as caught:
        Ledger.from_lines([json.dumps(record)])
    assert caught.value.code == "privacy.ledger-unreadable"


@pytest.mark.parametrize(
    "wrong",
    [
        {"atoms": {A: 0, B: 7, C: 9}},
        {"sets": {"a": (A, A)}},
        {"sets": {"a": ()}},
        {"sets": {"a": ("nobody",)}},
        {"k": 4},
    ],
)
def test_a_publication_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    error = refused(Ledger(), publication(**wrong))
    assert isinstance(error, ArgumentError)
    assert error.code == "privacy.publication-wrong"
