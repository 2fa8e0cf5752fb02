"""Taps as counts, walks as answers, questions about meetings. No table here says who tapped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from binnenuit.signals.model import ThingKind, ToWhom, Worth
from binnenuit_web.people.fields import PersonField


class Symptom(models.Model):
    """An own symptom of the organisation, besides those that are always there."""

    code = models.CharField(max_length=40, unique=True)
    nl = models.CharField(max_length=120)
    en = models.CharField(max_length=120)
    good = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class Week(models.Model):
    """A week of taps. ``key`` tells hands apart while it runs; it is destroyed at closing.

    ``groups`` holds what was fixed when the week began, ``shown`` what came through the gate, and
    nothing else. A week without key that is not closed is about to be published, or came out of a
    backup, which holds no keys: nobody taps in it.
    """

    monday = models.DateField(unique=True)
    groups = models.JSONField(default=dict)
    key = models.BinaryField(null=True)
    closed_at = models.DateTimeField(null=True)
    shown = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"week of {self.monday}"


class Seat(models.Model):
    """In which class somebody counts in a week: the gate asks who stayed, never what was tapped.

    ``group`` is the number of the class in the groups of the week; None for who counts in none.
    """

    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="seats")
    person = PersonField()
    group = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["week", "person"], name="signals_one_seat_a_week"),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Count(models.Model):
    """To how many people of a class it happened at least once in this week.

    A class holds at least ten people, so nothing smaller is counted even here. All rows of a week
    are there from its beginning: their numbers tell no order.
    """

    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="counts")
    group = models.PositiveIntegerField()
    symptom = models.CharField(max_length=40)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["week", "group", "symptom"], name="signals_one_count_a_week"
            ),
        ]

    def __str__(self) -> str:
        return f"count {self.pk}"


class Hand(models.Model):
    """A hash that keeps the same hand from counting twice; destroyed with the key of its week.

    Of a tap (under the key of the week) or of an answer about a thing (under the key of the thing).
    The primary key is random and tells no order. On SQLite the hidden number of a row does, while
    the week runs; it goes with the row.
    """

    id = models.UUIDField(primary_key=True)
    hash = models.CharField(max_length=64, unique=True)
    week = models.ForeignKey(Week, on_delete=models.CASCADE, null=True)
    thing = models.ForeignKey("Thing", on_delete=models.CASCADE, null=True)

    def __str__(self) -> str:
        return "hand"


class Walk(models.Model):
    """From a symptom of a team upward, until somebody says: it begins with me."""

    once = models.UUIDField(unique=True)
    team = models.CharField(max_length=200, db_index=True)
    symptom = models.CharField(max_length=40)
    customer = models.CharField(max_length=200, blank=True)
    began_on = models.DateField()

    def __str__(self) -> str:
        return f"walk {self.pk}"


class Step(models.Model):
    """One layer of a walk: who is asked, and what was answered in public to those below."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    leader = PersonField()
    team = models.CharField(max_length=200)  # the team he leads on this way
    asked_on = models.DateField()
    contributed = models.CharField(max_length=300, blank=True)
    changes = models.CharField(max_length=300, blank=True)
    begins_here = models.BooleanField(null=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ("walk", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["walk", "number"], name="signals_one_step_a_layer"),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of walk {self.walk_id}"


class Thing(models.Model):
    """A meeting, report or rule of which is asked: for whom is this?

    ``caller`` is the team whose leader called it, ``team`` the team whose time it costs. ``key``
    and hands go at closing; ``shown`` is what came through the gate.
    """

    once = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ThingKind])
    name = models.CharField(max_length=80)
    caller = models.CharField(max_length=200, db_index=True)
    team = models.CharField(max_length=200, db_index=True)
    asked_on = models.DateField()
    closes_on = models.DateField()
    key = models.BinaryField(null=True)
    invited = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True)
    shown = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"thing {self.pk}"


class Answer(models.Model):
    """How many answered so about a thing; nothing says who."""

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="answers")
    whom = models.CharField(max_length=12, choices=[(whom.value, whom.value) for whom in ToWhom])
    worth = models.CharField(max_length=12, choices=[(worth.value, worth.value) for worth in Worth])
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["thing", "whom", "worth"], name="signals_one_answer_count"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
