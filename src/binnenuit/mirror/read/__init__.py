"""Read questionnaires, answers and kept tallies."""

from binnenuit.mirror.read.answers import read_answers
from binnenuit.mirror.read.own_table import OwnTable, read_own_table
from binnenuit.mirror.read.questionnaire import read_questionnaire

__all__ = ["OwnTable", "read_answers", "read_own_table", "read_questionnaire"]
