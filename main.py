"""Starts BOKART Desk: ``python main.py`` opens the window, ``python main.py --help`` tells of the command line."""

import sys

from bokart_desk.app.main import main

if __name__ == "__main__":
    sys.exit(main())
