"""For who watches over a round: everything that was shown, the auditor, and what was agreed."""

from __future__ import annotations

from binnenuit_web.mirror.services.council.agreed import (
    Agreed,
    agree,
    agreed,
    changed_since,
    may_agree,
    may_read,
    version_of,
)
from binnenuit_web.mirror.services.council.asking import Terms, terms
from binnenuit_web.mirror.services.council.certificates import (
    Attacked,
    Certificate,
    audit_again,
    certificate,
)
from binnenuit_web.mirror.services.council.released import (
    ReleasedLayer,
    ReleasedRound,
    ReleasedScale,
    released,
)

__all__ = [
    "Agreed",
    "Attacked",
    "Certificate",
    "ReleasedLayer",
    "ReleasedRound",
    "ReleasedScale",
    "Terms",
    "agree",
    "agreed",
    "audit_again",
    "certificate",
    "changed_since",
    "may_agree",
    "may_read",
    "released",
    "terms",
    "version_of",
]
