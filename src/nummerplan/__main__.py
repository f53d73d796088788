"""`python -m nummerplan` is the same door as the `nummerplan` command."""

from nummerplan.cli import main

if __name__ == "__main__":
    main()
