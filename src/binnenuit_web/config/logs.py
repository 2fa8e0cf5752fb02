"""What must never stand in a log."""

from __future__ import annotations

import logging
import re
from typing import Final

# An address that lets in whoever has it: /people/set-up/, /people/welcome/, /t/, /c/, /b/; and a
# code on paper, which stands behind the # of an address and should never come here.
_KEY: Final = re.compile(r"(/(?:set-up|welcome|t|c|b)/|/people/code/?[#?/])[\w-]{8,}")


class WithoutKeys(logging.Filter):
    """Leave the keys out of the addresses that are logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _KEY.sub(r"\1...", record.getMessage())
        record.args = None
        return True
