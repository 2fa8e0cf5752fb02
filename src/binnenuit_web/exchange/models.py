"""Two sides, two questions each, what they see alike; the lines with which the top begins."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from binnenuit.exchange.model import Kind, Question, Side, WhoIsCustomer
from binnenuit_web.people.fields import PersonField


def _choices(words: type[Kind | Question | Side | WhoIsCustomer]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Exchange(models.Model):
    """One talk between two sides; ``turn`` counts the talks of the same two over the years.

    ``giver`` serves, ``receiver`` is the customer: a leader and one of the people led, a team and
    the team it serves, a team and a customer who pays. Ids are text of the stored organisation.
    """

    kind = models.CharField(max_length=10, choices=_choices(Kind))
    giver = PersonField()
    receiver = PersonField()
    turn = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "giver", "receiver", "turn"], name="exchange_once_a_turn"
            ),
        ]

    def __str__(self) -> str:
        return f"exchange {self.pk}"


class Part(models.Model):
    """What one side wrote, signed; or that this side would rather not (``declined``)."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="parts")
    side = models.CharField(max_length=10, choices=_choices(Side))
    brings = models.CharField(max_length=300, blank=True)
    gets = models.CharField(max_length=300, blank=True)
    declined = models.BooleanField(default=False)
    signed_by = PersonField()  # empty for a customer, and for who came through a team's link
    signed_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exchange", "side"], name="exchange_one_part_a_side"),
        ]

    def __str__(self) -> str:
        return f"part {self.pk} of exchange {self.exchange_id}"


class Mark(models.Model):
    """Whether one side sees the answers to a question as alike, once both stand side by side."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="marks")
    question = models.CharField(max_length=10, choices=_choices(Question))
    side = models.CharField(max_length=10, choices=_choices(Side))
    alike = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exchange", "question", "side"], name="exchange_one_mark_a_side"
            ),
        ]

    def __str__(self) -> str:
        return f"mark {self.pk} of exchange {self.exchange_id}"


class FirstLine(models.Model):
    """With what the chief executive begins, alone: one line for each fellow director."""

    by = PersonField()
    about = PersonField()
    customer = models.CharField(max_length=10, choices=_choices(WhoIsCustomer))
    line = models.CharField(max_length=300)
    written_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "about"], name="exchange_one_first_line"),
        ]

    def __str__(self) -> str:
        return f"first line {self.pk}"


class Key(models.Model):
    """One of the two keys that open a layer out of order; a layer opens when both were turned.

    ``by`` is empty for who is not in the people file, such as an adviser from outside: ``account``
    tells that two different people turned the keys. Both are empty for who was forgotten.
    """

    layer = models.PositiveSmallIntegerField()
    holder = models.CharField(max_length=20)  # the role: facilitator or works_council
    by = PersonField()
    account = models.ForeignKey("people.Account", on_delete=models.SET_NULL, null=True)
    reason = models.CharField(max_length=300)
    turned_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layer", "holder"], name="exchange_one_key_a_holder"),
            # Two keys by the same hand at one moment: the second finds no row of the first yet.
            models.UniqueConstraint(
                fields=["layer", "account"], name="exchange_one_key_an_account"
            ),
        ]

    def __str__(self) -> str:
        return f"key of {self.holder} for layer {self.layer}"


class OpenedLayer(models.Model):
    """A layer that was open once stays open, also when somebody joins above or withdraws."""

    layer = models.PositiveSmallIntegerField(unique=True)
    opened_on = models.DateField()

    def __str__(self) -> str:
        return f"layer {self.layer} is open"


class CustomerLink(models.Model):
    """A customer's way in, without an account. Only the hash of its key is stored: see TeamLink."""

    exchange = models.OneToOneField(Exchange, on_delete=models.CASCADE)
    serial = models.PositiveIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"link of exchange {self.exchange_id}"
