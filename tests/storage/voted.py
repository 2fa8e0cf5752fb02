"""A core question on which people vote in a known order, in processes of their own.

``python -m tests.storage.voted vote 20`` writes as JSON who voted what, in that order, and what the
key makes of everybody; ``destroy`` does what closing ends with.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import timedelta
from typing import Final

from binnenuit_web.config import installation

WAITING: Final = "A zebra stood in the shop"


def vote(people: int) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Let people vote, the first one first, and one of them write."""
    from django.utils import timezone  # noqa: PLC0415  after the settings

    from binnenuit.dialogue.model import Vote  # noqa: PLC0415
    from binnenuit_web.dialogue import services  # noqa: PLC0415
    from tests.web import house  # noqa: PLC0415
    from tests.web.dialogue.asking import GUIDE, SEEDS, member  # noqa: PLC0415

    installation.migrate()
    house.live_in(house.sixty())
    today = timezone.localdate()
    new = services.NewQuestion(today, today + timedelta(days=9), en="Why?", seeds=SEEDS)
    question = services.open_question(GUIDE, new, once=uuid.uuid4(), today=today)
    said = []
    for number in range(people):
        who = member(f"e{number % 8 + 1}{number // 8}")
        what = (Vote.AGREE, Vote.DISAGREE)[number % 3 == 0]
        services.draw(who, question, today)
        services.cast(who, question, 1, what, today=today)
        said.append((str(who.person), what.value))
    services.write(who, question, WAITING, once=uuid.uuid4(), today=today)
    return said, _hands()


def _hands() -> dict[str, str]:
    """Under which hand everybody votes."""
    from binnenuit_web.dialogue.models import Question  # noqa: PLC0415  after the settings
    from binnenuit_web.dialogue.services import hand_of  # noqa: PLC0415
    from binnenuit_web.organisation import services as organisation  # noqa: PLC0415

    key = bytes(Question.objects.get().key or b"")
    return {hand_of(key, each.person): str(each.person) for each in organisation.load().people}


def destroy() -> None:
    from binnenuit_web.dialogue.models import Question  # noqa: PLC0415  after the settings
    from binnenuit_web.dialogue.services.destroying import destroy  # noqa: PLC0415

    destroy(Question.objects.get())


def main(act: str) -> None:
    installation.start_django()
    if act == "vote":
        json.dump(vote(int(sys.argv[2])), sys.stdout)
    else:
        destroy()


if __name__ == "__main__":
    main(sys.argv[1])
