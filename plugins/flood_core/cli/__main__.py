"""Run the command ``floodmap``: ``python -m flood_core.cli``."""

import sys

from .main import main

if __name__ == "__main__":
    sys.exit(main())
