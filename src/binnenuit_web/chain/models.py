"""Imported books: postings as Parquet in the data directory, what a person decides as rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from binnenuit.organisation.model import Dimension


class State(models.TextChoices):
    WAITING = "waiting"
    READING = "reading"
    ASKING = "asking"
    READ = "read"
    FAILED = "failed"


class Import(models.Model):
    """One accounting file on its way in."""

    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    progress = models.FloatField(default=0)
    question = models.CharField(max_length=20, blank=True)
    date_order = models.CharField(max_length=20, blank=True)
    decimal_mark = models.CharField(max_length=1, blank=True)
    problem = models.JSONField(null=True)
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    """Books of one company as read from one file; ``folder`` is relative to the data directory."""

    origin = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="books")
    source = models.CharField(max_length=300)
    company = models.CharField(max_length=300, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    folder = models.CharField(max_length=200)
    lines = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.source


class Account(models.Model):
    """A ledger account; ``confirmed`` is what a person decided, null when nobody did yet."""

    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="accounts")
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=60, blank=True)
    rgs = models.CharField(max_length=60, blank=True)
    proposed = models.BooleanField(default=False)
    why = models.CharField(max_length=20)
    confirmed = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Payer(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="payers")
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.name


class BookCode(models.Model):
    """Name of a cost centre, project or product in the books."""

    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="codes")
    dimension = models.CharField(
        max_length=12, choices=[(word.value, word.value) for word in Dimension]
    )
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=300)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["book", "dimension"])]

    def __str__(self) -> str:
        return self.name
