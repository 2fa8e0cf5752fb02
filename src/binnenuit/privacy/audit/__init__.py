"""The auditor: attacks what was published, and knows nothing of the gate."""

from binnenuit.privacy.audit.attack import attack
from binnenuit.privacy.audit.blocks import memberships
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED, Audit, Level
from binnenuit.privacy.audit.span import spans

__all__ = ["NOTHING_PUBLISHED", "Audit", "Level", "attack", "memberships", "spans"]
