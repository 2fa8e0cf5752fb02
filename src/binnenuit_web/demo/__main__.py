"""``python -m binnenuit_web.demo``: write the invented organisation into examples/ again."""

from pathlib import Path

from binnenuit_web.demo.bakery import write

write(Path("examples/bakery"))
