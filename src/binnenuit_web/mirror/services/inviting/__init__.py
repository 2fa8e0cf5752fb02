"""How a ballot reaches people: collecting, letters, a list, mail, paper, slips; reminders."""

from __future__ import annotations

from binnenuit_web.mirror.services.inviting.due import remind_due
from binnenuit_web.mirror.services.inviting.entering import ToEnter, enter_sheet, sheet_to_enter
from binnenuit_web.mirror.services.inviting.invited import (
    Invited,
    InvitedTeam,
    ballot_path,
    invited_of,
)
from binnenuit_web.mirror.services.inviting.letters import Letter, letters, listed
from binnenuit_web.mirror.services.inviting.mailing import Mailed, ask_to_mail, deliver, mailed
from binnenuit_web.mirror.services.inviting.opened import is_open, layer_of
from binnenuit_web.mirror.services.inviting.own import (
    OwnBallot,
    my_ballot,
    my_ballots,
    take_ballot,
)
from binnenuit_web.mirror.services.inviting.paper import (
    FEWEST,
    PaperGroup,
    Sheet,
    Sheets,
    TooFewError,
    make_sheets,
    paper_groups,
)
from binnenuit_web.mirror.services.inviting.reminders import (
    How,
    Reminding,
    WhyNot,
    remind_by_mail,
    remind_on_paper,
    reminding,
    ways,
)
from binnenuit_web.mirror.services.inviting.slips import (
    MOST_SLIPS,
    CustomerLink,
    FacingTeam,
    Slip,
    facing_teams,
    links_for,
    slips,
)

__all__ = [
    "FEWEST",
    "MOST_SLIPS",
    "CustomerLink",
    "FacingTeam",
    "How",
    "Invited",
    "InvitedTeam",
    "Letter",
    "Mailed",
    "OwnBallot",
    "PaperGroup",
    "Reminding",
    "Sheet",
    "Sheets",
    "Slip",
    "ToEnter",
    "TooFewError",
    "WhyNot",
    "ask_to_mail",
    "ballot_path",
    "deliver",
    "enter_sheet",
    "facing_teams",
    "invited_of",
    "is_open",
    "layer_of",
    "letters",
    "links_for",
    "listed",
    "mailed",
    "make_sheets",
    "my_ballot",
    "my_ballots",
    "paper_groups",
    "remind_by_mail",
    "remind_due",
    "remind_on_paper",
    "reminding",
    "sheet_to_enter",
    "slips",
    "take_ballot",
    "ways",
]
