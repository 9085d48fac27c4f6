"""``python -m conflictmap``: the command line."""

from conflictmap.cli import main

if __name__ == "__main__":
    main()
