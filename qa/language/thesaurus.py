"""Two words in, how near they are in meaning out: "sack" and "dismiss", "engineer" and "person".

From an extract of Princeton WordNet 3.1 (Miller 1995; Fellbaum 1998), made by `make_thesaurus.py`.
Its lines are in order, and are looked up where they lie, as WordNet's own are: nothing is loaded.
"""

from __future__ import annotations

import mmap
from functools import cache, lru_cache
from pathlib import Path

EXTRACT = Path(__file__).parent / "wordnet.txt"

SAME, SYNONYM, BROADER, APART = 1.0, 0.8, 0.5, 0.0
OPPOSITE = -1.0
COMPARED = 50_000
"""Pairs of words whose nearness is kept, of each kind; each takes some hundred bytes."""
LOOKED_UP = 8_192
"""Lines that are kept, of some hundred bytes each."""
DEPTH = 12
"""Steps up from a word to what it is a kind of; the top of the tree is nearer than that."""


@lru_cache(maxsize=COMPARED)
def nearness(one: str, other: str) -> float:
    """How near two verbs are, as lemmas; either may be a noun made of a verb ("resignation").

    1 of one verb, .8 of two that share a sense, .5 where one is a kind of the other or brings it
    about, -1 of opposites, 0 of all others.
    """
    if one == other:
        return SAME
    if _opposed(one, other) or _opposed(other, one):
        return OPPOSITE
    first, second = _verb_senses(one), _verb_senses(other)
    if first & second:
        return SYNONYM
    up_first = {up for sense in first for up in _told("v<", sense)}
    up_second = {up for sense in second for up in _told("v<", sense)}
    return BROADER if up_first & second or up_second & first else APART


@lru_cache(maxsize=COMPARED)
def implies(one: str, other: str) -> bool:
    """Whether what one verb tells is a kind of what another tells, or brings it about: as lemmas.

    To kill is to bring about dying; to die is not to kill.
    """
    up = {sense for own in _verb_senses(one) for sense in _told("v<", own)}
    return bool(up & _verb_senses(other))


@lru_cache(maxsize=COMPARED)
def is_a(noun: str, kind: str) -> bool:
    """Whether what a noun names is a kind of what another names, or the same: as lemmas."""
    if noun == kind:
        return True
    wanted = set(_told("n", kind))
    reached = set(_told("n", noun)[:2])
    for _ in range(DEPTH):
        if reached & wanted or not reached:
            break
        reached = {up for sense in reached for up in _told("n<", sense)}
    return bool(reached & wanted)


def is_noun(word: str) -> bool:
    """Whether there is such a noun, also one of several words: "football_player"."""
    return bool(_told("n", word))


def is_verb(word: str) -> bool:
    """Whether there is such a verb, also one of several words: "call_for"."""
    return bool(_told("v", word))


@lru_cache(maxsize=LOOKED_UP)
def _verb_senses(word: str) -> frozenset[str]:
    made_of = [verb for sense in _told("n", word) for verb in _told("+", sense)]
    return frozenset((*_told("v", word), *made_of))


def _opposed(one: str, other: str) -> bool:
    return not set(_told("!", one)).isdisjoint(_told("v", other))


@lru_cache(maxsize=LOOKED_UP)
def _told(mark: str, word: str) -> tuple[str, ...]:
    """What the line of a word or a sense tells; nothing where there is none.

    `v` and `n`: a word's senses; `v<` and `n<`: what a sense is a kind of; `!`: a verb's opposites;
    `+`: the verbs that a noun's sense is made of.
    """
    wanted = f"{mark} {word} ".encode()
    lines = _lines()
    low, high = 0, len(lines)
    while low < high:
        middle = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", middle)
        line = lines[middle:end]
        if line.startswith(wanted):
            return tuple(line[len(wanted) :].decode().split(" "))
        low, high = (end + 1, high) if line < wanted else (low, middle)
    return ()


@cache
def _lines() -> mmap.mmap:
    with EXTRACT.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
