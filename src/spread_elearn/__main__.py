"""``python -m spread_elearn``."""

from spread_elearn.cli import main

main()
