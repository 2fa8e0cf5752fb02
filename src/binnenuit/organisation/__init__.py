"""The words that all rooms share, read from files, checked, counted and compared."""

from binnenuit.organisation.check import check
from binnenuit.organisation.difference import Change, Changes, Difference, difference, guard
from binnenuit.organisation.model import (
    ALWAYS,
    Basis,
    CodeMapping,
    Customer,
    CustomerId,
    Dimension,
    LinkKind,
    Membership,
    Organisation,
    Period,
    PersonId,
    ServiceLink,
    Team,
    TeamId,
)
from binnenuit.organisation.paying import PaidBy, paying_customers
from binnenuit.organisation.read.customers import read_customers
from binnenuit.organisation.read.folder import read_folder
from binnenuit.organisation.read.links import read_links
from binnenuit.organisation.read.mapping import read_mapping
from binnenuit.organisation.read.people import read_people
from binnenuit.organisation.read.teams import read_teams
from binnenuit.organisation.summary import Summary, summary

__all__ = [
    "ALWAYS",
    "Basis",
    "Change",
    "Changes",
    "CodeMapping",
    "Customer",
    "CustomerId",
    "Difference",
    "Dimension",
    "LinkKind",
    "Membership",
    "Organisation",
    "PaidBy",
    "Period",
    "PersonId",
    "ServiceLink",
    "Summary",
    "Team",
    "TeamId",
    "check",
    "difference",
    "guard",
    "paying_customers",
    "read_customers",
    "read_folder",
    "read_links",
    "read_mapping",
    "read_people",
    "read_teams",
    "summary",
]
