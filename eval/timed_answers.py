"""Questions in, how long each answer took out: run as a script, with the build that is to answer.

Uses nothing but what `qa` exports, so that it runs with the `qa` of any checkout: the one that
PYTHONPATH names. A line of JSON in is a question, a line out the milliseconds of its answer; the
first line out tells where the build stands, once it is ready.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date

import qa


def main() -> None:
    """Answers over a store, or searches it, as the two arguments say, until the input ends."""
    engine = qa.open_engine(sys.argv[1], create=False)
    answer: Callable[[qa.Question], object] = getattr(engine, sys.argv[2])
    print(json.dumps(qa.__file__), flush=True)  # noqa: T201
    for line in sys.stdin:
        asked = json.loads(line)
        question = qa.Question(
            text=asked["text"],
            history=tuple(qa.Turn(**turn) for turn in asked["history"]),
            asked=asked["asked"] and date.fromisoformat(asked["asked"]),
        )
        began = time.perf_counter()
        answer(question)
        print(json.dumps(1000 * (time.perf_counter() - began)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
