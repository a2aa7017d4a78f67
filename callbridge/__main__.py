"""``python -m callbridge``."""

from callbridge.cli import main

main()
