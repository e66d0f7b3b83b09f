"""A question typed without capitals and what was found for it in; the names in it out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.spans import CAPITALISED
from qa.types import Candidate, Evidence
from qa.words import content_words, stems

INSIDE = re.compile(rf"(?<=[a-z,] )(?:{CAPITALISED} ?)+")
"""Words with a capital that is not owed to their opening a sentence."""


def names_in_lower_case(text: str, found: Iterable[Candidate | Evidence]) -> frozenset[str]:
    """The stems of a question's words that an article only ever writes as names.

    Empty where the question itself has capitals: then it tells its names.
    """
    if any(letter.isupper() for letter in text[1:]):
        return frozenset()
    asked = frozenset(word.stem for word in content_words(text))
    written = {one.article.id: f"{one.article.title or ''}\n{one.article.text}" for one in found}
    named: set[str] = set()
    for article in written.values():
        plain = stems(" ".join(word for word in article.split() if word.islower()))
        named |= (asked & stems(" ".join(INSIDE.findall(article)))) - plain
    return frozenset(named)
