"""With what the top begins, alone: who is the customer, you or your people?

One line about each of the people led at the top. Nobody else ever reads these lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.exchange import WhoIsCustomer
from binnenuit_web.exchange.models import FirstLine
from binnenuit_web.exchange.services.locks import leading_now, names_now
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down

if TYPE_CHECKING:
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Beginning", "Line", "begins", "first_lines", "write_first_line"]

acts.register("first-line.written", _("wrote a first line about somebody he or she leads"))


@dataclass(frozen=True)
class Line:
    """What was written about one person; ``customer`` is None while nothing was."""

    about: PersonId
    name: str
    customer: WhoIsCustomer | None
    line: str

    @property
    def is_written(self) -> bool:
        return self.customer is not None


@dataclass(frozen=True)
class Beginning:
    """A line for each of the people led, in the order of the people file."""

    lines: tuple[Line, ...]

    @property
    def written(self) -> int:
        return sum(each.is_written for each in self.lines)

    @property
    def is_done(self) -> bool:
        return self.written == len(self.lines)


def begins(viewer: Viewer) -> bool:
    """Whether this viewer stands at the top, and so begins."""
    return viewer.person is not None and viewer.person in leading_now().chief_executives


def first_lines(viewer: Viewer) -> Beginning:
    """Give the lines of whoever stands at the top, to him alone."""
    people = _people_led(viewer)
    rows = {row.about: row for row in FirstLine.objects.filter(by=viewer.person)}
    names = names_now()
    return Beginning(tuple(_line(person, names[person], rows.get(person)) for person in people))


@transaction.atomic
def write_first_line(
    viewer: Viewer, about: str, *, customer: WhoIsCustomer, line: str, today: date
) -> None:
    """Write or rewrite the line about one person; the same again changes nothing."""
    if about not in _people_led(viewer):
        raise PermissionDenied
    row = FirstLine.objects.filter(by=viewer.person, about=about).first()
    if row is not None and (row.customer, row.line) == (customer.value, line):
        return
    row, _is_new = FirstLine.objects.update_or_create(
        by=viewer.person,
        about=about,
        defaults={"customer": customer.value, "line": line, "written_on": today},
    )
    note_down(viewer, "first-line.written", f"first line {row.pk}")


def _people_led(viewer: Viewer) -> tuple[PersonId, ...]:
    if viewer.person is None or not begins(viewer):
        raise PermissionDenied
    led = leading_now().led_by[viewer.person]
    return tuple(dict.fromkeys(person for team in led if team.layer == 1 for person in team.people))


def _line(person: PersonId, name: str, row: FirstLine | None) -> Line:
    if row is None:
        return Line(person, name, None, "")
    return Line(person, name, WhoIsCustomer(row.customer), row.line)
