"""A question on how something changed in, what it is out: "How did the toll rise in May?"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.records import Span
from qa.claims.agreement import victims
from qa.language.clauses import clauses
from qa.language.english import AMOUNTS, CHANGING, MOVING
from qa.language.parse import Parse
from qa.language.questions import parsed_question
from qa.language.roles import with_particle
from qa.spans import dates, names

PLURAL = frozenset({"NNS", "NNPS"})
BELOW = ("relcl", "acl", "advcl", "punct")


@dataclass(frozen=True, slots=True)
class Changing:
    """What changed: the words of a question for it, with the names beside it, and what was counted.

    `counted` are the words for what has an amount ("number of deaths"), None where it has none.
    """

    subject: str
    counted: str | None


@lru_cache(maxsize=512)
def changing(text: str) -> Changing | None:
    """What a question asks the changes of; None where it asks something else.

    "How did the boy fall?" asks in what way: only an amount falls in steps.
    """
    if not text.casefold().startswith("how "):
        return None
    parse = parsed_question(text)
    asked = parse.tokens[0]
    for clause in clauses(parse):
        verb = with_particle(parse, clause.verb)
        told = clause.subject or (clause.undergoer if clause.passive else None)
        if asked.head != clause.verb or told is None or clause.undergoer not in {None, told}:
            continue
        below = parse.subtree(told.head, without=BELOW)
        # What the parser sees behind the verb is no part of who or what changed.
        whole = parse.span([i for i in below if i < clause.verb] or below)
        words = text[whole.start : whole.end]
        amount = _is_amount(parse, told.head) or bool(victims(words))
        if verb in CHANGING or (verb in MOVING and amount):
            return Changing(
                " ".join((words, *_named_beside(text, whole))), words if amount else None
            )
    return None


def _named_beside(text: str, subject: Span) -> list[str]:
    """The names in a question beside its subject; a day is none."""
    outside = [span for span in names(text) if not (subject.start <= span[0] < subject.end)]
    return [name for name in (text[start:end] for start, end in outside) if not dates(name)]


def _is_amount(parse: Parse, head: int) -> bool:
    token = parse.tokens[head]
    return token.tag in PLURAL or token.lemma in AMOUNTS
