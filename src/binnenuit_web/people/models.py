"""Accounts, how people get in, and the logbook."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from binnenuit_web.people.fields import PersonField
from binnenuit_web.people.roles import Role


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser):
    """One person who signs in.

    ``team`` and ``person`` are ids of the stored organisation, kept as text: an account outlives a
    re-import. ``person`` is empty for who is not in the people file.
    """

    username = models.CharField(max_length=60, unique=True)  # lower case
    name = models.CharField(max_length=120)
    team = models.CharField(max_length=200, blank=True)
    person = PersonField()
    language = models.CharField(max_length=5)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return f"account {self.pk}"  # no name: this ends up in logs


class Duty(models.Model):
    """One role of one account; somebody may hold several."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "role"], name="people_role_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="people_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of account {self.account_id}"


class PaperCode(models.Model):
    """A printed code with which one person signs in, for who has no mail. Only its hash is kept."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"paper code {self.pk}"


class OneTimeLink(models.Model):
    """A link that lets one person choose a password, once. Only a hash of it is stored."""

    token_hash = models.CharField(max_length=64, unique=True)
    # No account: the link with which an empty installation is set up.
    account = models.OneToOneField(Account, on_delete=models.CASCADE, null=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"one-time link {self.pk}"


class Reminder(models.Model):
    """That somebody was reminded of something, so that all rooms together do not nag."""

    person = PersonField()
    room = models.CharField(max_length=20)
    on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class LogbookLine(models.Model):
    """Who did what to what; never what was written. Lines are added, never changed.

    ``hash`` is taken over the line and the hash before it, so that a line that was changed, left
    out or put in later breaks the chain. ``who`` is the number of an account, which says nothing
    any more once its person was forgotten; or "link" or "customer", or "server".
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=40)
    did = models.CharField(max_length=60)  # a code of acts.py
    what = models.CharField(max_length=60)  # such as "promise 12"
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"line {self.number}"
