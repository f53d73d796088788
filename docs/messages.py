"""Bring the catalogues of messages up to date: `make messages`."""

from nummerplan.cli import nummerplan
from nummerplan.compiler.text.extract_messages import write_catalogues

if __name__ == "__main__":
    write_catalogues(nummerplan)
