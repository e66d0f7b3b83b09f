"""Two words in, how near they are in meaning out: "sack" and "dismiss", "engineer" and "person".

From an extract of Princeton WordNet 3.1 (Miller 1995; Fellbaum 1998), made by `make_thesaurus.py`
and loaded on first use.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

EXTRACT = Path(__file__).parent / "wordnet.txt.gz"
Kind = Literal["v", "n"]

SAME, SYNONYM, BROADER, APART = 1.0, 0.8, 0.5, 0.0
OPPOSITE = -1.0
COMPARED = 50_000
"""Pairs of words whose nearness is kept, of each kind; each takes some hundred bytes."""
DEPTH = 12
"""Steps up from a word to what it is a kind of; the top of the tree is nearer than that."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Senses by word, what each is a kind of, opposites by verb, verbs' senses by noun's sense."""

    senses: dict[str, dict[str, tuple[str, ...]]]
    above: dict[str, dict[str, tuple[str, ...]]]
    opposites: dict[str, set[str]]
    made_of: dict[str, set[str]]


@lru_cache(maxsize=COMPARED)
def nearness(one: str, other: str) -> float:
    """How near two verbs are, as lemmas; either may be a noun made of a verb ("resignation").

    1 of one verb, .8 of two that share a sense, .5 where one is a kind of the other or brings it
    about, -1 of opposites, 0 of all others.
    """
    if one == other:
        return SAME
    words = _words()
    if _opposed(one, other) or _opposed(other, one):
        return OPPOSITE
    first, second = _verb_senses(one), _verb_senses(other)
    if first & second:
        return SYNONYM
    above = words.above["v"]
    up_first = {up for sense in first for up in above.get(sense, ())}
    up_second = {up for sense in second for up in above.get(sense, ())}
    return BROADER if up_first & second or up_second & first else APART


@lru_cache(maxsize=COMPARED)
def implies(one: str, other: str) -> bool:
    """Whether what one verb tells is a kind of what another tells, or brings it about: as lemmas.

    To kill is to bring about dying; to die is not to kill.
    """
    above = _words().above["v"]
    up = {sense for own in _verb_senses(one) for sense in above.get(own, ())}
    return bool(up & _verb_senses(other))


@lru_cache(maxsize=COMPARED)
def is_a(noun: str, kind: str) -> bool:
    """Whether what a noun names is a kind of what another names, or the same: as lemmas."""
    if noun == kind:
        return True
    words = _words()
    wanted = set(words.senses["n"].get(kind, ()))
    reached = set(words.senses["n"].get(noun, ())[:2])
    for _ in range(DEPTH):
        if reached & wanted or not reached:
            break
        reached = {up for sense in reached for up in words.above["n"].get(sense, ())}
    return bool(reached & wanted)


def _verb_senses(word: str) -> set[str]:
    words = _words()
    senses = set(words.senses["v"].get(word, ()))
    for sense in words.senses["n"].get(word, ()):
        senses |= words.made_of.get(sense, set())
    return senses


def _opposed(one: str, other: str) -> bool:
    words = _words()
    return bool(words.opposites.get(one, set()) & set(words.senses["v"].get(other, ())))


@cache
def _words() -> _Words:
    senses: dict[str, dict[str, tuple[str, ...]]] = {"v": {}, "n": {}}
    above: dict[str, dict[str, tuple[str, ...]]] = {"v": {}, "n": {}}
    opposites: dict[str, set[str]] = defaultdict(set)
    made_of: dict[str, set[str]] = defaultdict(set)
    for line in gzip.decompress(EXTRACT.read_bytes()).decode().splitlines():
        mark, word, *rest = line.split(" ")
        if mark in senses:
            senses[mark][word] = tuple(rest)
        elif mark == "!":
            opposites[word].update(rest)
        elif mark == "+":
            made_of[rest[0]].add(word)
        else:
            above[mark[0]][word] = tuple(rest)
    return _Words(senses, above, opposites, made_of)
