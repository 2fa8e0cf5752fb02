"""The library's words as rows. Ids are text and refer by value: a team may have several periods."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from binnenuit.organisation.model import Basis, Dimension, LinkKind


class Stage(models.IntegerChoices):
    """How far the wizard has come; every stage leaves a whole organisation behind."""

    NAME = 1
    TEAMS = 2
    MONEY = 3
    NAMING = 4
    DONE = 5


def _choices(words: type[LinkKind | Basis | Dimension]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Profile(models.Model):
    """The organisation itself: exactly one row.

    ``revision`` changes with every write about the organisation or its books; whatever was
    computed is kept under it. It is random, so that a restored backup never meets an old cache.
    ``paid_as_of`` says of which revision and day the rows of ``PaidBy`` are; empty for none.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="nl")
    currency = models.CharField(max_length=3, default="EUR")
    stage = models.PositiveSmallIntegerField(choices=Stage.choices, default=Stage.NAME)
    revision = models.CharField(max_length=32)
    paid_as_of = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="organisation_one_profile"),
        ]

    def __str__(self) -> str:
        return self.name


class Lasting(models.Model):
    """Valid from ``start`` (inclusive) to ``end`` (exclusive); null is open."""

    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        abstract = True


class Team(Lasting):
    team = models.CharField(max_length=200, db_index=True)
    name = models.CharField(max_length=300)
    parent = models.CharField(max_length=200, blank=True)
    leader = models.CharField(max_length=200, blank=True)
    layer = models.CharField(max_length=200, blank=True)
    cost_centre = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Membership(Lasting):
    """A place in a team; without a person a vacancy."""

    person = models.CharField(max_length=200, blank=True, db_index=True)
    team = models.CharField(max_length=200, db_index=True)
    name = models.CharField(max_length=300, blank=True)
    email = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return self.person


class Customer(models.Model):
    customer = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=300)
    pays = models.BooleanField(default=True)
    consumes = models.BooleanField(null=True)
    known = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ServiceLink(Lasting):
    supplier = models.CharField(max_length=200, db_index=True)
    customer = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=8, choices=_choices(LinkKind))
    work_share = models.FloatField(null=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    basis = models.CharField(max_length=12, choices=_choices(Basis))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(work_share__isnull=True)
                | models.Q(work_share__gte=0, work_share__lte=1),
                name="organisation_work_share_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="organisation_amount_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.kind} {self.customer}"


class PaidBy(models.Model):
    """A customer who pays a team directly, as the books show it; follows from what they say."""

    team = models.CharField(max_length=200)
    customer = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "customer"], name="organisation_paid_by_once"),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.customer}"


class CodeMapping(models.Model):
    dimension = models.CharField(max_length=12, choices=_choices(Dimension))
    code = models.CharField(max_length=200)
    team = models.CharField(max_length=200)
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dimension", "code", "team"], name="organisation_mapping_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.code}"


class TeamLink(models.Model):
    """A team's key to its own page without an account.

    Only the hash is stored. The key itself follows from the installation's secret, the team and
    ``serial``, so that a sheet can be printed again; a higher serial ends the old key.
    """

    team = models.CharField(max_length=200, unique=True)
    serial = models.PositiveIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.team


class Source(models.Model):
    """A file that was read, and what the reader must know about it. The file itself is not kept."""

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    read_at = models.DateTimeField()
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name
