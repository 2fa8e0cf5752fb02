"""For who watches over a round: everything that was shown, the auditor, and what was agreed."""

from __future__ import annotations

from binnenuit_web.mirror.services.council.certificates import (
    Attacked,
    Certificate,
    audit_again,
    certificate,
)

__all__ = ["Attacked", "Certificate", "audit_again", "certificate"]
