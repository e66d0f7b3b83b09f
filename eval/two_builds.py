"""Two checkouts, a store and questions in; how long each takes to answer, in alternation, out.

Each build answers in a process of its own, over a copy of the store (an older build could not read
what a newer one has brought up to date). Both are asked the same question one after the other, so
that whatever else the machine does slows both; who is first changes with every question.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal

from eval.cases import Case

TIMED_ANSWERS = Path(__file__).with_name("timed_answers.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Milliseconds of each answer, in the order of the questions: by this build and the other."""

    this: tuple[float, ...]
    other: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median, over the questions, of this build's time to the other's."""
        return statistics.median(
            mine / theirs for mine, theirs in zip(self.this, self.other, strict=True)
        )


def compare_builds(  # noqa: PLR0913 - what is compared, and how
    this: Path,
    other: Path,
    *,
    store: Path,
    cases: Sequence[Case],
    rounds: int,
    does: Literal["ask", "search"] = "ask",
) -> Compared:
    """Both checkouts answer every question, or search for it, once a round; its time is the median.

    Every round has processes of its own: no answer profits from what was read for the last round.
    Raises RuntimeError when a build cannot answer.
    """
    times = [
        _round((this, other), store, cases, turn=number, does=does) for number in range(rounds)
    ]
    mine, theirs = (
        tuple(statistics.median(taken) for taken in zip(*columns, strict=True))
        for columns in zip(*times, strict=True)
    )
    return Compared(this=mine, other=theirs)


def _round(
    checkouts: Sequence[Path], store: Path, cases: Sequence[Case], *, turn: int, does: str
) -> tuple[list[float], list[float]]:
    """The times of both builds. `turn` says which of them is asked first."""
    times: tuple[list[float], list[float]] = ([], [])
    with ExitStack() as opened:
        builds = [opened.enter_context(_answering(checkout, store, does)) for checkout in checkouts]
        for build in builds:
            build.ask(cases[0])  # the first question pays for loading the models
        for number, case in enumerate(cases, start=turn):
            for side in (number % 2, 1 - number % 2):
                times[side].append(builds[side].ask(case))
    return times


@dataclass(frozen=True, slots=True, kw_only=True)
class _Build:
    checkout: Path
    questions: IO[str]
    times: IO[str]

    def ask(self, case: Case) -> float:
        """Milliseconds of the answer. Raises RuntimeError when none comes."""
        question = {
            "text": case.question,
            "history": [
                {"question": turn.question, "answer": turn.answer} for turn in case.history
            ],
            "asked": case.asked and case.asked.isoformat(),
        }
        self.questions.write(f"{json.dumps(question)}\n")
        self.questions.flush()
        return float(self.read())

    def read(self) -> str | float:
        """What the process says next. Raises RuntimeError when it has ended."""
        if not (line := self.times.readline()):
            raise RuntimeError(f"the build in {self.checkout} ended before it answered")
        return json.loads(line)  # type: ignore[no-any-return]


@contextmanager
def _answering(checkout: Path, store: Path, does: str) -> Iterator[_Build]:
    """A process that answers with the build of a checkout, from when it is ready."""
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(store, Path(folder) / "store")
        process = subprocess.Popen(  # noqa: S603 - our own command
            # -P: beside the script lie modules that bear names of the standard library's.
            [sys.executable, "-P", TIMED_ANSWERS, copy, does],
            env={**os.environ, "PYTHONPATH": str(checkout)},
            cwd=checkout,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin  # noqa: S101 - asked for above
        assert process.stdout  # noqa: S101
        try:
            build = _Build(checkout=checkout, questions=process.stdin, times=process.stdout)
            place = Path(str(build.read()))
            if not place.is_relative_to(checkout):
                raise RuntimeError(f"{checkout} holds no build: {place} would have answered")
            yield build
        finally:
            process.terminate()
            process.wait()
