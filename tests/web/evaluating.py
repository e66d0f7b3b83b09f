"""What the tests of evaluations wait for."""

import time

from eval.shipped import find_set
from eval.stores import engine_for

SECONDS = 60
QUESTIONS = len(find_set("seed").cases)
"""How many the seed set has."""


def open_shipped(question_set, progress):
    """The engine over the set's own articles, as the page opens it."""
    return engine_for(question_set, None, progress=progress)


def wait_until(holds):
    """Waits until something holds."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.02)


def run_to_its_end(evaluations, *, limit):
    """Runs the seed set, or so many of its questions."""
    evaluations.start("seed", limit=limit)
    wait_until(lambda: evaluations.running is None)
