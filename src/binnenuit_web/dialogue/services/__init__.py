"""What the views ask for. Each service says who may; nothing else touches what is stored."""

from __future__ import annotations
