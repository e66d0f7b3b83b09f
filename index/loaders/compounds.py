"""Two parts of one word, parted by a line end or a large initial, in; whether they are two, out.

"Long-" and "term" are printed as "infra-" and "structure" are. The words that the embedding model
knows tell what is one word; parts that mostly stand in compounds tell the others.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.bundled import bundled_tokenizer

_FIRST = frozenset(
    "all anti co cross ex full half high long low mid multi non now once part post pre pro self "
    "semi short single so then well much first second third fourth fifth super top two three four "
    "five six seven eight nine ten twelve one best large small big open hard far fast new old near "
    "ultra quasi vice twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_VOWELS = frozenset("aeiouyàéó")
"""Letters that are words; others are so in few languages."""

_ONLY_SECOND = frozenset("based related backed owned funded sponsored born".split())
"""Of what begins with these, a word that is no compound is rare."""

_SECOND = re.compile(
    r".{2,}(?:ed|ing|able|ible|al|ive|ous|ful|less)$|(?:wide|free|like|old|run|led|made|held|known|born|"
    r"term|time|scale|level|year|day|week|month|hour|minute)$"
)


def is_compound(before: str, after: str, *, in_compound: bool = False) -> bool:
    """Whether these parts of a word, in small letters, are two words with a hyphen, most likely.

    No word is broken behind its first letter, so that "e-mail" and "x-ray" are. `in_compound` tells
    that another word with a hyphen stands before them.
    """
    if len(before) == 1 or after in _ONLY_SECOND:
        return True
    known = _known_words()
    return (
        {before, after} <= known
        and before + after not in known
        and (in_compound or before in _FIRST or _SECOND.match(after) is not None)
    )


def is_word_before(initial: str, after: str) -> bool:
    """Whether an initial is a word by itself ("A" and "ferry"), not the first letter of one."""
    known = _known_words()
    first, rest = initial.strip("\"'“‘„«").lower(), after.lower()
    return first in _VOWELS and rest in known and first + rest not in known


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    return frozenset(bundled_tokenizer().get_vocab())
