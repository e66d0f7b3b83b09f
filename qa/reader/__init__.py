"""The reader: a question and passages in, the sentences that answer it out, with scores.

`Reader` is the seam; `trained.py` holds its implementation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qa.types import Candidate, Evidence
from qa.understand import Understood


class Reader(Protocol):
    """Finds the sentences of some passages that answer a question."""

    def read(self, question: Understood, candidates: Sequence[Candidate]) -> list[Evidence]:
        """Every sentence worth showing as evidence, best first.

        Scores are probabilities that the sentence answers the question, between 0 and 1.
        """
