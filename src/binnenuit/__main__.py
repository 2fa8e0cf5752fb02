"""``python -m binnenuit``."""

from binnenuit.cli import main

main()
