"""Outcomes in, a file that outlives the process out: a run broken off goes on where it was.

One line says which run it is, each further one is an outcome, forced to disk before the next.
A line cut short by a crash is dropped.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter, ValidationError

from eval.outcomes import Outcome
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Heading:
    """The first line: the digest of all that the outcomes depend on."""

    run: str


HEADINGS = TypeAdapter(Heading)
OUTCOMES = TypeAdapter(Outcome)


class Journal:
    """The outcomes of one run so far.

    Raises UsageError when the file holds another run, or cannot be written.
    """

    def __init__(self, path: Path, *, run: str) -> None:
        self.path = path
        self.outcomes: dict[str, Outcome] = {}
        try:
            whole = self._read(run)
            self._file = path.open("ab")
            self._file.truncate(whole)
            if not whole:
                self._write(HEADINGS.dump_json(Heading(run)))
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error

    def add(self, outcome: Outcome) -> None:
        """Appends an outcome; it is on the disk when this returns."""
        self._write(OUTCOMES.dump_json(outcome))
        self.outcomes[outcome.case_id] = outcome

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def _read(self, run: str) -> int:
        """Reads what is there; returns how many bytes of it are whole lines."""
        if not self.path.exists():
            return 0
        whole = 0
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                if not whole:
                    self._require(line, run)
                else:
                    outcome = OUTCOMES.validate_json(line)
                    self.outcomes[outcome.case_id] = outcome
                whole += len(line)
        return whole

    def _require(self, heading: bytes, run: str) -> None:
        """Raises UsageError unless the file is a journal of this run."""
        try:
            found = HEADINGS.validate_json(heading).run
        except ValidationError as error:
            raise UsageError(f"{self.path} is in the way: move it elsewhere") from error
        if found != run:
            raise UsageError(
                f"{self.path} holds an unfinished run of something else (another set, option,"
                " store or version): finish that one with what it was begun with, or delete it"
            )

    def _write(self, line: bytes) -> None:
        self._file.write(line + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
