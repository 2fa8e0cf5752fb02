"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no fault of the code; timeouts of pytest end what really hangs.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
