"""Promises, and everything that happened to them: events are added, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from binnenuit.organisation.parties import PartyKind
from binnenuit.promises.model import Happening
from binnenuit_web.people.fields import PersonField


def _choices(words: type[PartyKind | Happening]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Promise(models.Model):
    """Who promised to whom. What was promised, and until when, is said by the events.

    ``origin`` and ``number`` name what it came from ("exchange" 12, "walk" 3), as text: rooms do
    not know each other. ``told`` is a customer outside who hears of it besides the receiver.
    """

    once = models.UUIDField(unique=True)
    giver_kind = models.CharField(max_length=10, choices=_choices(PartyKind))
    giver = PersonField()  # a person or a team
    receiver_kind = models.CharField(max_length=10, choices=_choices(PartyKind))
    receiver = PersonField()  # a person, a team or a customer
    told = models.CharField(max_length=200, blank=True, db_index=True)
    origin = models.CharField(max_length=20)
    number = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["origin", "number"])]

    def __str__(self) -> str:
        return f"promise {self.pk}"  # no words: this ends up in logs


class Event(models.Model):
    """One thing that happened to a promise; ``by`` is the person who said so, empty otherwise.

    ``by`` is empty as well for who was forgotten, so ``through_link`` says who came through a link.
    """

    once = models.UUIDField(unique=True)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="events")
    happening = models.CharField(max_length=20, choices=_choices(Happening))
    on = models.DateField()
    what = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    by = PersonField()
    through_link = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"event {self.pk} of promise {self.promise_id}"
