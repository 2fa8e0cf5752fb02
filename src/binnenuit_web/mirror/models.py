"""Rounds in layers, who is invited, and ballots. No table here joins a person to an answer.

Invitation tells who may answer, Code that a code exists and whether it is spent, Ballot what was
answered, sealed. Code and Ballot share the layer and nothing else: no key, no time, no order.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from binnenuit.mirror.model.ballot import Part
from binnenuit_web.people.fields import PersonField

_PARTS = [(part.value, part.value) for part in Part]


class Round(models.Model):
    """One round over all layers. ``questionnaire`` is what is asked, fixed when it begins.

    ``once`` is the key of the form that began it. A stopped round takes and shows nothing until it
    goes on; what was shown before stays. ``stopped_by``: the role that stopped it, facilitator or
    works_council, and alone may let it go on.
    """

    once = models.UUIDField(unique=True)
    name = models.CharField(max_length=60, unique=True)
    questionnaire = models.JSONField()
    k = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    stop_reason = models.CharField(max_length=300, blank=True)
    stopped_by = models.CharField(max_length=20, blank=True, default="")

    def __str__(self) -> str:
        return f"round {self.pk}"


class Layer(models.Model):
    """One layer of a round, the customers last: locked, then open, closed, and shown.

    ``teams`` is the organisation as it stood when the layer opened. Both keys of the seal, and
    ``secret``, from which codes follow, are there while the layer is open; ``private_key`` and
    ``secret`` are in no backup, and destroyed with codes and ballots when the layer is shown.
    ``reopened_on``: after a backup was put back nobody could read what was sent in.
    ``shown`` names the scales that were sent through the gate, with the reason where it refused.
    ``is_enough``: by some night half of those invited had answered; it is looked at by night only,
    so that nobody can watch the moment.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="layers")
    number = models.PositiveSmallIntegerField()
    customers = models.BooleanField(default=False)
    opened_on = models.DateField(null=True)
    reopened_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    shown_on = models.DateField(null=True)
    teams = models.JSONField(default=list)
    public_key = models.BinaryField(null=True)
    private_key = models.BinaryField(null=True)
    secret = models.BinaryField(null=True)
    shown = models.JSONField(default=dict)
    is_enough = models.BooleanField(default=False)

    class Meta:
        ordering = ("round", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="mirror_one_layer_a_number"),
        ]

    def __str__(self) -> str:
        return f"layer {self.number} of round {self.round_id}"


class Invitation(models.Model):
    """Who may answer in a layer, and about whose leader. Not whether he did, and never what.

    ``serial`` counts codes that were replaced; ``on_paper``: a sheet without name was handed out in
    place of his own code. ``reminded`` counts reminders.
    """

    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="invitations")
    person = PersonField()
    team = models.CharField(max_length=200)
    part = models.CharField(max_length=10, choices=_PARTS)
    serial = models.PositiveSmallIntegerField(default=1)
    on_paper = models.BooleanField(default=False)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layer", "person"], name="mirror_one_invitation"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Sending(models.Model):
    """One time that the people of a layer were reached; ``once`` is the key of the form.

    ``is_done`` stays false when the server was stopped on the way.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation"
        WAITING = "waiting"  # a reminder, mailed to whose ballot waits
        EVERYBODY = "everybody"  # a reminder, mailed to everybody who was invited
        LETTERS = "letters"  # a reminder on paper, for everybody who was invited

    once = models.UUIDField(unique=True)
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="sendings")
    kind = models.CharField(max_length=20, choices=Kind)
    asked_on = models.DateField()
    is_done = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"sending {self.pk}"


class Undelivered(models.Model):
    """Whose address the mail server did not take; not kept of mail to whose ballot waits."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="undelivered")
    person = PersonField()

    def __str__(self) -> str:
        return f"undelivered {self.pk}"


class Code(models.Model):
    """A code with which one ballot may be sent; its primary key is the hash, so it has no order.

    ``from_on``: before this day the leader who is asked about answers first.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="codes")
    team = models.CharField(max_length=200)
    part = models.CharField(max_length=10, choices=_PARTS)
    from_on = models.DateField()
    is_spent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "code"


class Ballot(models.Model):
    """One ballot, sealed with the public key of its layer, under a random number."""

    id = models.UUIDField(primary_key=True)
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="ballots")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "ballot"


class OwnView(models.Model):
    """How a leader sees his own service; his own, and nobody else's."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="own_views")
    person = PersonField()
    answers = models.JSONField(default=dict)
    given_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "person"], name="mirror_one_own_view"),
        ]

    def __str__(self) -> str:
        return f"own view {self.pk}"


class Look(models.Model):
    """That a leader looked in the mirror of a layer, which he says himself."""

    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="looks")
    person = PersonField()
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layer", "person"], name="mirror_one_look"),
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"


class LayerKey(models.Model):
    """One of the two keys that open a layer out of order, as ``exchange.Key``."""

    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="keys")
    holder = models.CharField(max_length=20)  # the role: facilitator or works_council
    by = PersonField()
    account = models.ForeignKey("people.Account", on_delete=models.SET_NULL, null=True)
    reason = models.CharField(max_length=300)
    turned_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layer", "holder"], name="mirror_one_key_a_holder"),
            models.UniqueConstraint(fields=["layer", "account"], name="mirror_one_key_an_account"),
        ]

    def __str__(self) -> str:
        return f"key of {self.holder} for layer {self.layer_id}"


class OwnQuestion(models.Model):
    """A question of the organisation's own, asked in every full round from then on."""

    once = models.UUIDField(unique=True, null=True)
    code = models.CharField(max_length=20, unique=True)
    about = models.CharField(max_length=20)  # About of the library
    words = models.CharField(max_length=20)  # Words of the library
    nl = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code
