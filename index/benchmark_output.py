"""A line in, on standard output at once: what the benchmarks print while they go on."""

from __future__ import annotations

import sys


def print_line(line: str) -> None:
    """Prints a line; who watches a long run sees it when it is there."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
