"""What the house destroys is gone from its files, and not only from its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.storage.place import Place

if TYPE_CHECKING:
    from pathlib import Path

# In one process and with the database still open, as a server has it: closing it empties the log.
_A_WEEK: Final = """
from datetime import date
from pathlib import Path
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.conf import settings
from binnenuit_web.signals import services
from binnenuit_web.signals.models import Hand, Week
from tests.web import house

house.live_in(house.sixty())
for number in range(6):
    services.it_happened(
        house.viewer(f"e1{number}"), "told-twice", hand=f"person {number}", today=date(2026, 11, 18)
    )
secrets = [bytes(Week.objects.get().key), *(each.hash.encode() for each in Hand.objects.all())]
def found():
    files = [each for each in settings.CHOSEN.data.rglob("*") if each.is_file()]
    return sum(secret in each.read_bytes() for secret in secrets for each in files)
before = found()
services.close_weeks(date(2026, 11, 23))
print(before > 6, Week.objects.get().closed_at is not None, found())
"""


def test_after_a_week_no_file_holds_its_key_or_who_tapped(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    place.data.mkdir(mode=0o700)
    (place.data / "key").write_text("a key that is long enough to be one, for tests alone")
    assert place.run_python(_A_WEEK).split() == ["True", "True", "0"]
