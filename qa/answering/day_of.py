"""A sentence and a day marked in it in; whether that is the day of something else than is told."""

from __future__ import annotations

import re

from qa.language.parse import Parse
from qa.support import told_by
from qa.types import Evidence

AS_OF = re.compile(r"\bas (?:of|at) $", re.IGNORECASE)
"""How things stood on a day does not tell when anything happened."""
NEWS = frozenset({"ROOT", "conj", "ccomp", "xcomp", "parataxis"})
"""What hangs so tells what a sentence tells, and does not only set its scene."""
PARTS = frozenset("beginning start middle end half week".split())
"""The end of June is of June, and no other thing."""


def is_of_something_else(found: Evidence, parse: Parse, *, states: bool) -> bool:
    """Whether an answer is the day of a thing or a clause beside the news of its sentence.

    Where the sentence `states` the predicate asked for only "as of Friday" is. `parse` is that of
    the sentence. False of an answer that is no day.
    """
    if found.answer and AS_OF.search(found.text, 0, found.answer.start - found.span.start):
        return True
    told = told_by(found)
    if states or told is None:
        return False
    apart = told.noun is not None and parse.tokens[told.noun].lemma not in PARTS
    return apart or parse.tokens[told.verb].dep not in NEWS
