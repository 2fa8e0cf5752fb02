"""Accounts, and the links through which people get in for the first time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

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
    role = models.CharField(max_length=20, choices=Role)
    team = models.CharField(max_length=200, blank=True)
    person = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"  # no name: this ends up in logs


class OneTimeLink(models.Model):
    """A link that lets one person choose a password, once. Only a hash of it is stored."""

    token_hash = models.CharField(max_length=64, unique=True)
    # No account: the link with which an empty installation is set up.
    account = models.OneToOneField(Account, on_delete=models.CASCADE, null=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"one-time link {self.pk}"
