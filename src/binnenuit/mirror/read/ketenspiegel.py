"""The *Ketenspiegel*: the questionnaire that comes with Binnenuit. It is not yet validated."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from binnenuit.mirror.read.questionnaire import read_questionnaire

if TYPE_CHECKING:
    from binnenuit.mirror.model import Questionnaire


@cache
def ketenspiegel() -> Questionnaire:
    """Return what is asked, unless an organisation brings a questionnaire of its own.

    Returns
    -------
    questionnaire
        Scales about the leader (A), a supplying team (B), line of sight (C), alienation (D), the
        customer's comfort (E), behaviours (F), what customers say themselves (K) and the shift in
        *Who pays for your groceries?* (G), in Dutch and English. The same object each time.

    Notes
    -----
    A proposal in words of our own. Nothing is known yet of how well it measures:
    docs/methods/questionnaire.md tells what has to be done before anybody may say more.
    """
    with as_file(files("binnenuit.mirror.read") / "ketenspiegel.yaml") as path:
        return read_questionnaire(path).value
