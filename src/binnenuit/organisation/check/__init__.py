"""Does everything in an organisation fit together? Errors first, then what a reader must know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.organisation.check.ids import check_ids
from binnenuit.organisation.check.links import check_links
from binnenuit.organisation.check.people import check_people
from binnenuit.organisation.check.shares import refuse_shares
from binnenuit.organisation.check.tree import check_tree
from binnenuit.organisation.sources import Sources

if TYPE_CHECKING:
    from binnenuit.findings import Finding
    from binnenuit.organisation.model import Organisation


def check(organisation: Organisation, *, sources: Sources | None = None) -> tuple[Finding, ...]:
    """Check that ids, layers, people and links do not contradict one another.

    Parameters
    ----------
    sources
        Where everything was read, so that errors name the file and the row.

    Returns
    -------
    findings
        Several tops, leaders who are not known or lead the team they are in, people in several
        teams, more than one currency, and the like.

    Raises
    ------
    OrganisationError
        The first thing that makes the organisation unusable: double ids, a team above that is not
        there, teams in a circle, unknown teams or customers, shares of work above one.

    Notes
    -----
    Time in proportion to the number of teams, people and links.
    """
    places = sources or Sources()
    findings = (
        *check_ids(organisation, places),
        *check_tree(organisation, places),
        *check_people(organisation, places),
        *check_links(organisation, places),
    )
    refuse_shares(organisation, places)
    return findings
