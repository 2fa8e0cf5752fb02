"""Core questions and what came of them. No table here says what a person voted or wrote.

While a question or a poll is open, everything that comes from a person is sealed with its key and
stands under a ``hand``, a hash that is made of the person and the key. The key is in no backup and
is destroyed at closing, together with hands and votes; what stays is what came through the gate.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from binnenuit_web.people.fields import PersonField


class Question(models.Model):
    """One core question: first a talk, from ``votes_from`` on statements and votes, then closed.

    ``bank`` is the code of a question of the bank, empty for one of the organisation's own. ``nl``
    and ``en``: the question; an own one may have one of both. ``key`` seals votes and makes hands.
    ``restarted_on``: after a backup was put back the key was gone, and voting began anew.
    """

    once = models.UUIDField(unique=True)
    bank = models.CharField(max_length=40, blank=True)
    nl = models.CharField(max_length=200, blank=True)
    en = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    votes_from = models.DateField()
    closes_on = models.DateField()
    closed_on = models.DateField(null=True)
    restarted_on = models.DateField(null=True)
    key = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"core question {self.pk}"


class Statement(models.Model):
    """One short statement under a question; the random primary key tells no order.

    ``number`` is given when it is accepted, several at a time in random order. ``author`` is the
    hand of who wrote it, empty for one of the facilitator's seeds and after closing; ``reason`` is
    why it was refused, for the author. ``same_as``: the statement to which its author was led.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField(null=True)
    text = models.CharField(max_length=140)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    is_seed = models.BooleanField(default=False)
    author = models.CharField(max_length=64, blank=True, db_index=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="dialogue_one_number"),
        ]

    def __str__(self) -> str:
        return f"statement {self.number} of question {self.question_id}"


class Event(models.Model):
    """One line of the log of votes, sealed: drawn, voted, or taken back. Never changed.

    Inside: the number of the statement, what happened, the how-manieth event of this hand it is,
    and the probability with which the statement was drawn. All are padded to the same length.
    """

    id = models.UUIDField(primary_key=True)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="events")
    hand = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["question", "hand"], name="dialogue_event_hand")]

    def __str__(self) -> str:
        return "event"


class Picture(models.Model):
    """What was shown of a question at one moment: what came through the gate, and nothing else.

    ``members``, sealed with the key of the question: who voted on what and stood in which group,
    so that the next picture is held against this one; destroyed at closing.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    is_final = models.BooleanField(default=False)
    shown = models.JSONField(default=dict)
    members = models.BinaryField(null=True)

    class Meta:
        ordering = ("question", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="dialogue_one_picture"),
        ]

    def __str__(self) -> str:
        return f"picture {self.number} of question {self.question_id}"


class Value(models.Model):
    """A value in the organisation's own words: a named cluster of core answers."""

    once = models.UUIDField(unique=True)
    name = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    made_on = models.DateField()
    by = PersonField()
    version = models.PositiveSmallIntegerField(default=1)
    adopted_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"value {self.pk}"


class Behaviour(models.Model):
    """What can be seen: who does what, when, visible to whom.

    ``nl`` and ``en`` say it as one sentence about "we" for the pulse; one of both may be empty.
    """

    once = models.UUIDField(unique=True)
    who = models.CharField(max_length=80)
    does = models.CharField(max_length=140)
    when = models.CharField(max_length=80)
    visible_to = models.CharField(max_length=80)
    nl = models.CharField(max_length=200, blank=True)
    en = models.CharField(max_length=200, blank=True)
    made_on = models.DateField()
    by = PersonField()
    version = models.PositiveSmallIntegerField(default=1)
    adopted_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"behaviour {self.pk}"


class Link(models.Model):
    """One step: this value follows from this core answer, or this behaviour from this value.

    Exactly one of ``statement`` and ``behaviour`` is there. ``picture``: where the statement
    carried when the link was made, which is its provenance.
    """

    value = models.ForeignKey(Value, on_delete=models.CASCADE, related_name="links")
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, related_name="links"
    )
    behaviour = models.ForeignKey(
        Behaviour, on_delete=models.CASCADE, null=True, related_name="links"
    )
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True)
    made_on = models.DateField()
    by = PersonField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["value", "statement"], name="dialogue_one_from"),
            models.UniqueConstraint(fields=["value", "behaviour"], name="dialogue_one_to"),
            models.CheckConstraint(
                condition=models.Q(statement=None) ^ models.Q(behaviour=None),
                name="dialogue_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class Poll(models.Model):
    """One vote of its own: whether a link follows, whether to adopt something, or readiness.

    Exactly one of ``link``, ``value`` and ``behaviour`` is there, none for readiness; ``version``
    of the value or behaviour that is asked about. ``teams`` is the organisation as it stood when it
    opened. ``shown`` is what came through the gate. ``outcome`` and ``because``: what was decided.
    """

    class Kind(models.TextChoices):
        LINK = "link"  # does it follow? 0 no, 1 cannot say, 2 yes
        ADOPTION = "adoption"  # resistance 0 to 10, and objections with a reason
        READINESS = "readiness"  # its own questions, 1 to 5

    class Outcome(models.TextChoices):
        OPEN = "open"
        ADOPTED = "adopted"
        REVISE = "revise"
        DONE = "done"  # a link or readiness: it was asked, and is shown

    once = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, null=True, related_name="polls")
    value = models.ForeignKey(Value, on_delete=models.CASCADE, null=True, related_name="polls")
    behaviour = models.ForeignKey(
        Behaviour, on_delete=models.CASCADE, null=True, related_name="polls"
    )
    version = models.PositiveSmallIntegerField(default=1)
    opened_on = models.DateField()
    closes_on = models.DateField()
    closed_on = models.DateField(null=True)
    teams = models.JSONField(default=list)
    key = models.BinaryField(null=True)
    shown = models.JSONField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"poll {self.pk}"


class PollAnswer(models.Model):
    """What one hand answered in a poll, sealed; a later answer takes the place of an earlier one.

    The primary key is the hand itself: it is random to who has not the key.
    """

    hand = models.CharField(max_length=64, primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "answer"


class Objection(models.Model):
    """A reasoned objection against adopting; ``author`` as in Statement.

    It stands until its author takes it back, or a revision takes it up; ``answer`` says how.
    """

    class State(models.TextChoices):
        STANDS = "stands"
        TAKEN_UP = "taken_up"
        TAKEN_BACK = "taken_back"

    id = models.UUIDField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="objections")
    text = models.CharField(max_length=300)
    author = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.STANDS)
    answer = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return "objection"
