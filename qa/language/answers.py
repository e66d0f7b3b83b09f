"""A parse in, out whether it tells of questions and answers and not of the world.

"The answer to who called first is Ann Lee" and "Readers must say that it was Ann Lee" are read by
their structure: the clause is about a question, its answer or whoever reads it. What was asked or
answered at some time is an event like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from qa.language.clauses import Clause, clauses, governing
from qa.language.english import ANSWERS, ENQUIRING, KNOWING, MODAL, READERS, SAYING
from qa.language.parse import WH, Parse
from qa.words import stem

BEING = frozenset({"be", "become", "remain"})

OPENING = 3
"""Words at the beginning of a sentence, one of which is a verb where it tells somebody to act."""
_COMMANDS = SAYING | KNOWING


def _any_of(lemmas: Set[str]) -> re.Pattern[str]:
    """Finds these words, also with an ending."""
    roots = "|".join(sorted(lemma.removesuffix("e").removesuffix("y") for lemma in lemmas))
    return re.compile(rf"\b(?:{roots})(?:y|e|ies|es|s|ed|d|ing)?\b", re.IGNORECASE)


_ANSWERING, _READING = _any_of(ANSWERS | ENQUIRING), _any_of(READERS)
_TELLING = _any_of(_COMMANDS | MODAL)


def may_speak_of_answers(sentence: str) -> bool:
    """Whether a sentence has the words for it: quicker than its parse."""
    opening = sentence.split()[:OPENING]
    commanded = any(word.strip(",:“\"'").casefold() in _COMMANDS for word in opening)
    told = _READING.search(sentence) and _TELLING.search(sentence)
    return commanded or bool(told or _ANSWERING.search(sentence))


def speaking_of_answers(parse: Parse, *, asked: Set[str] = frozenset()) -> Iterator[int]:
    """The places at which a sentence speaks of a question, its answer or whoever reads it.

    They are the verbs of the clauses that do, or 0 of a sentence headed "Answer:". `asked` are the
    stems of a question: what it asks about itself does not count.
    """
    if len(parse.tokens) > 1 and parse.tokens[1].text == ":" and _is(parse, 0, ANSWERS, asked):
        yield 0
    found = clauses(parse)
    happened = any(clause.how == "main" and clause.tense == "past" for clause in found)
    for clause in found:
        if _is_of_an_answer(parse, clause, asked) or (
            not happened
            and (_is_asking(parse, clause, asked) or _tells_a_reader(parse, clause, asked))
        ):
            yield clause.verb


def _is_of_an_answer(parse: Parse, clause: Clause, asked: Set[str]) -> bool:
    """Whether a clause says of a question what its answer is."""
    copular = clause.lemma in BEING and clause.complement is not None
    for role in (clause.subject, clause.undergoer, clause.complement):
        if role is None or not _is(parse, role.head, ANSWERS, asked):
            continue
        if _has_question(parse, clause.verb):
            if copular or clause.tense != "past":
                return True
        elif copular and _is_the_answer(parse, role.head):
            return not clause.negated and not parse.children(clause.verb, "acomp")
    return False


def _is_the_answer(parse: Parse, place: int) -> bool:
    """Whether a word is an answer, but nobody's own and, as one to a crisis is, no remedy."""
    remedy = any(parse.tokens[i].lemma == "to" for i in parse.children(place, "prep"))
    return (
        parse.tokens[place].lemma == "answer" and not remedy and not parse.children(place, "poss")
    )


def _is_asking(parse: Parse, clause: Clause, asked: Set[str]) -> bool:
    """Whether a clause supposes that somebody, whoever it is, asks a question that it gives."""
    who = clause.undergoer if clause.passive else clause.subject
    somebody = who is None or any(
        _is(parse, place, READERS, asked) for place in (who.head, *parse.ancestors(who.head))
    )
    return (
        somebody and _is(parse, clause.verb, ENQUIRING, asked) and _has_question(parse, clause.verb)
    )


def _tells_a_reader(parse: Parse, clause: Clause, asked: Set[str]) -> bool:
    """Whether a clause tells whoever reads it what to say or to know."""
    named = [i for i in parse.children(clause.verb, "dobj") if parse.tokens[i].pos == "PROPN"]
    if clause.lemma not in _COMMANDS or not (named or parse.children(clause.verb, "ccomp")):
        return False
    verb = parse.tokens[clause.verb]
    if any(_is(parse, role.head, READERS, asked) for role in clause.roles):
        return clause.modal or (verb.dep == "xcomp" and parse.tokens[verb.head].lemma in BEING)
    commanded = clause.how == "main" and clause.subject is None and verb.tag in {"VB", "VBP"}
    return commanded and not parse.children(clause.verb, "aux")


def _has_question(parse: Parse, above: int) -> bool:
    """Whether a question stands below a word: a clause with a "who" on a word for asking."""
    for place in parse.subtree(above):
        verb = governing(parse, place) if parse.tokens[place].tag in WH else None
        if verb is None or verb == above:
            continue
        owner = parse.tokens[verb].head
        if parse.tokens[owner].dep == "prep":
            owner = parse.tokens[owner].head
        subjects = {parse.tokens[i].lemma for i in parse.children(owner, "nsubj")}
        if parse.tokens[owner].lemma in ANSWERS | ENQUIRING or "question" in subjects:
            return True
    return False


def _is(parse: Parse, place: int, words: Set[str], asked: Set[str]) -> bool:
    lemma = parse.tokens[place].lemma.casefold()
    return lemma in words and stem(lemma) not in asked
