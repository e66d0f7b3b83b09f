"""Two texts in, out whether one is a copy of the other: whole, shortened, reworded, added to.

A text is the set of its shingles, the runs of a few words (Broder 1997). The longer of two copies
has half of its shingles from the other: a follow-up that repeats a short report in full has more of
its own. A wire story cut to a third is contained in the longer one, whose opening it has, because
stories are cut from the end. A follow-up that repeats what was said before, or a round-up that
holds a brief, opens otherwise (`python -m index.benchmark_copies` measures all of this).

Candidates are found by a sample of shingles that is the same in every text: those whose hash is
divisible by a number (Manber 1994). The decision itself compares whole sets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32


@dataclass(frozen=True, slots=True, kw_only=True)
class Shingles:
    """The hashes of a text's runs of words: of the whole text, and of its opening."""

    whole: frozenset[int]
    opening: frozenset[int]

    def __len__(self) -> int:
        return len(self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """When two texts are copies; chosen on development articles (see index/README.md).

    `words` make a shingle. Two texts are copies when at least `alike` of the longer one's shingles
    stand in the other. They are, too, when the shorter has at least `contained` of its own in the
    longer, at least `shortest` as many, and half of the first `opening` shingles of the longer.
    Texts of fewer than `fewest` shingles are not compared, since little more than a formula would
    tell. One of `sampled` shingles is kept to find candidates by.
    """

    words: int = 3
    alike: float = 0.5
    contained: float = 0.8
    shortest: float = 0.2
    opening: int = 40
    fewest: int = 24
    sampled: int = 4

    def shingles(self, text: str) -> Shingles:
        """The hashes (CRC-32) of all runs of words, without regard to case and punctuation."""
        words = re.findall(r"\w+", text.casefold())
        runs = range(max(len(words) - self.words + 1, min(len(words), 1)))
        hashes = [crc32(" ".join(words[i : i + self.words]).encode()) for i in runs]
        return Shingles(whole=frozenset(hashes), opening=frozenset(hashes[: self.opening]))

    def sample(self, shingles: Shingles) -> list[int]:
        """The shingles that candidates are found by; none of a text that is too short."""
        if len(shingles) < self.fewest:
            return []
        return sorted(shingle for shingle in shingles.whole if shingle % self.sampled == 0)

    def copies(self, one: Shingles, other: Shingles) -> bool:
        """Whether one text is a copy of the other."""
        shorter, longer = sorted((one, other), key=len)
        if len(shorter) < self.fewest:
            return False
        shared = len(one.whole & other.whole)
        if shared >= self.alike * len(longer):
            return True
        opening = len(longer.opening & shorter.whole)
        return (
            len(shorter) >= self.shortest * len(longer)
            and shared >= self.contained * len(shorter)
            and opening >= OPENING_SHARED * len(longer.opening)
        )


OPENING_SHARED = 0.5
LIKENESS = Likeness()


def share_held(words: str, text: str) -> float:
    """The share of some words' shingles that stand in a text too, from 0 to 1."""
    part = LIKENESS.shingles(words).whole
    return len(part & LIKENESS.shingles(text).whole) / len(part) if part else 0.0
