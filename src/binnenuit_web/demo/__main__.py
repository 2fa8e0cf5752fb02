"""``python -m binnenuit_web.demo``: write what is invented into examples/ again."""

from pathlib import Path

from binnenuit_web.demo import conversation
from binnenuit_web.demo.bakery import write

write(Path("examples/bakery"))
conversation.write(Path("examples/dialogue"))
