"""The mirror: rounds from the top down, ballots that nobody can join to a person, and figures."""

from __future__ import annotations

from binnenuit_web.mirror.services import personal  # noqa: F401  registers itself
from binnenuit_web.mirror.services.council import Attacked, Certificate, audit_again, certificate

__all__ = ["Attacked", "Certificate", "audit_again", "certificate"]
