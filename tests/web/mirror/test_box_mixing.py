"""Mixing loses nothing, and a copy from before opens with no key from after."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from binnenuit_web.mirror.models import Ballot, Code, Layer
from binnenuit_web.mirror.services import box
from binnenuit_web.mirror.services.box import State, mixing
from tests.web.mirror import boxes

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def layer() -> Layer:
    people = {f"e{number}": f"t{number % 2}" for number in range(20)}
    return boxes.open_layer(people, today=timezone.localdate())


def receive(layer: Layer, *numbers: int) -> None:
    for number in numbers:
        team, person = f"t{number % 2}", f"e{number}"
        told = box.receive(
            boxes.code_of(layer, person), boxes.ballot(team, number), timezone.localdate()
        )
        assert told == State.RECEIVED


def numbers(layer: Layer) -> list[int]:
    return sorted(map(boxes.number_of, box.ballots_of(layer)))


def spent() -> set[str]:
    return set(Code.objects.filter(is_spent=True).values_list("hash", flat=True))


def test_the_tables_of_codes_and_ballots_number_no_rows_on_sqlite(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL numbers none")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_list WHERE wr AND schema = 'main'")
        names = {name for (name,) in cursor.fetchall()}
    assert {"mirror_code", "mirror_ballot"} <= names


def test_after_mixing_everything_is_there_under_other_numbers_seals_and_keys(layer: Layer) -> None:
    receive(layer, *range(12))
    before = dict(Ballot.objects.values_list("pk", "sealed"))
    private, codes = bytes(layer.private_key or b""), spent()
    box.mix()
    after = dict(Ballot.objects.values_list("pk", "sealed"))
    assert numbers(layer) == [*range(12)]
    assert (spent(), Code.objects.count()) == (codes, 20)
    assert not before.keys() & after.keys()
    assert not set(map(bytes, before.values())) & set(map(bytes, after.values()))
    layer.refresh_from_db()
    assert bytes(layer.private_key or b"") != private
    for sealed in before.values():  # a copy from before, with the key of now
        with pytest.raises(box.NotOpenedError):
            box.unseal(layer.private_key or b"", sealed)
    receive(layer, 12)
    assert numbers(layer) == [*range(13)]


def test_what_comes_in_while_seals_are_made_is_mixed_too(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(layer, 1, 2)
    _between(monkeypatch, lambda: receive(layer, 3))
    box.mix()
    assert numbers(layer) == [1, 2, 3]


def test_two_mixings_at_once_lose_nothing(layer: Layer, monkeypatch: pytest.MonkeyPatch) -> None:
    receive(layer, 1, 2)
    _between(monkeypatch, mixing.mix)
    box.mix()
    assert numbers(layer) == [1, 2]


def test_two_mixings_that_read_by_turns_lose_nothing(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys were read before the other one mixed, the ballots after."""
    receive(layer, 1, 2)
    really, again = mixing.new_keys, iter([True])

    def keys() -> tuple[bytes, bytes]:
        if next(again, False):
            mixing.mix()
        return really()

    monkeypatch.setattr(mixing, "new_keys", keys)
    box.mix()
    assert numbers(layer) == [1, 2]


def test_a_mixing_that_breaks_off_changes_nothing(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(layer, 1, 2)

    def breaks(_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(mixing, "_shuffled", breaks)
        with pytest.raises(RuntimeError):
            box.mix()
    assert numbers(layer) == [1, 2]
    assert len(spent()) == 2


def test_what_nobody_can_open_is_kept_and_told_when_the_box_is_opened(layer: Layer) -> None:
    receive(layer, 1)
    Ballot.objects.update(sealed=b"x" * 560)
    box.mix()
    assert Ballot.objects.count() == 1
    with pytest.raises(box.NotOpenedError):
        box.ballots_of(layer)


def test_in_a_server_one_mixing_waits_for_all_that_comes_in(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from binnenuit_web.mirror.services.box import soon  # noqa: PLC0415

    mixed = threading.Event()
    begun: list[float] = []

    class Timer:
        def __init__(self, seconds: float, _: Callable[[], None]) -> None:
            begun.append(seconds)

        def start(self) -> None:
            mixed.set()

    monkeypatch.setattr(soon.threading, "Timer", Timer)
    monkeypatch.setattr(soon, "HUEY", SimpleNamespace(immediate=False))
    receive(layer, 1, 2, 3)
    assert mixed.is_set()
    assert begun == [soon.SECONDS]


def test_when_a_layer_was_destroyed_nothing_of_it_is_left_and_the_others_stay(
    layer: Layer,
) -> None:
    other = boxes.open_layer({"e1": "t1"}, today=timezone.localdate())
    receive(layer, *range(12))
    receive(other, 1)
    box.destroy(layer)
    layer.refresh_from_db()
    assert (layer.private_key, layer.public_key, layer.secret) == (None, None, None)
    assert (numbers(layer), numbers(other)) == ([], [1])
    assert (Code.objects.count(), Ballot.objects.count()) == (1, 1)
    assert box.standing(boxes.code_of(other, "e1"), timezone.localdate()).state == State.SPENT


def _between(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> None:
    """Do this after the seals were made, before they are written."""
    really = mixing._write_again

    def after(*arguments: object) -> None:
        monkeypatch.setattr(mixing, "_write_again", really)
        work()
        really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(mixing, "_write_again", after)
