"""What each person sees of a round that is shown, and who may see what."""

from __future__ import annotations

from binnenuit_web.mirror.services.seeing.who import Access, Stand, access, readers

__all__ = ["Access", "Stand", "access", "readers"]
