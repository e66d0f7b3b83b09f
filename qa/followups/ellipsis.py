"""A question that leaves most of itself out in, the same in full out: "Why?", "What about Labour?".

What is left out is taken from the last question; where it cannot be put together the result is
None.
"""

from __future__ import annotations

import re

from qa.followups.mentions import Mention, mentions
from qa.followups.topics import Topic
from qa.language.english import ASKING, HOW_MANY
from qa.language.parse import Parse
from qa.language.questions import parsed_question as parsed
from qa.spans import dates
from qa.understanding.forms import asks_for_a_whole

CONNECTIVE = re.compile(r"^(?:(?:and|but|so|then|also|ok|okay|well|or)\b,? +)+", re.IGNORECASE)
CHANGED_PART = re.compile(r"(?:what|how) about (?P<part>.+)", re.IGNORECASE)
BEFORE_A_DATE = re.compile(r"\b(?:in|on|at|of|by|since|until|during|before|after) $")
LONGEST_PART = 6
EMPTY = frozenset(
    "that this it be do have happen occur take place case exactly then so can will".split()
)
"""Lemmas that add nothing to what is asked: "why is that?", "when did it happen?"."""
CIRCUMSTANCE = frozenset("day date year month time place city country reason way age".split())
ARGUMENTS = frozenset("nsubj nsubjpass dobj attr".split())
_MODIFIERS = frozenset({"ago", "long", "soon", "old", "come", "else"})


def in_full(question: str, last: Topic) -> str | None:
    """The question with what it leaves out; None where it leaves out nothing that is known."""
    if asks_for_a_whole(question):
        return None
    bare = CONNECTIVE.sub("", question).rstrip("?!. ")
    if not bare:
        return None
    bare = _without_repetition(bare, last)
    alone = _asked_alone(parsed(bare))
    if alone is not None:
        return _asked_anew(alone, last)
    part = _part(question, bare)
    return None if part is None else _with_part(last.question, part, last)


def _without_repetition(bare: str, last: Topic) -> str:
    """Of "how many in Iowa" the words "in Iowa", where the last question asked how many."""
    parse = parsed(bare)
    if _has_predicate(parse) or last.asked is None or CHANGED_PART.match(bare):
        return bare
    again = next((i for i, token in enumerate(parse.tokens) if token.pos == "ADP"), None)
    asking = bare[: parse.tokens[again].start].strip() if again else ""
    return bare[len(asking) :].strip() if asking and _begins(last.question, asking) else bare


def _begins(question: str, words: str) -> bool:
    return question.casefold().startswith(words.casefold())


def _has_predicate(parse: Parse) -> bool:
    return len(parse.tokens) > 1 and any(token.pos in {"VERB", "AUX"} for token in parse.tokens)


def _asked_alone(parse: Parse) -> str | None:
    """The words that ask, where the question has no others: "by whom", "on what day"."""
    asking = next((i for i, token in enumerate(parse.tokens) if token.lemma in ASKING), None)
    if asking is None or any(token.pos != "ADP" for token in parse.tokens[:asking]):
        return None
    end = asking
    for place, token in enumerate(parse.tokens[asking + 1 :], start=asking + 1):
        if place == end + 1 and token.lemma in CIRCUMSTANCE | _MODIFIERS:
            end = place
        elif token.lemma not in EMPTY:
            return None
    adverb = parse.tokens[asking].tag == "WRB" or asking > 0 or end > asking
    if not adverb or parse.tokens[-1].text.casefold() in HOW_MANY:
        return None
    placed = parse.tokens[asking].lemma == "where" and parse.tokens[-1].lemma == "it"
    start, stop = parse.span(range(end + 1))
    return None if placed else parse.text[start:stop]


def _asked_anew(asked: str, last: Topic) -> str | None:
    asked, name = asked[0].upper() + asked[1:], last.answer_name
    if last.asked is not None:
        made = last.asked.anew(asked, answer=name)
    elif parsed(last.question).tokens[0].pos == "AUX":
        made = f"{asked} {last.question[0].lower()}{last.question[1:].rstrip('?!. ')}?"
    else:
        return None
    return made if made is None or name is None or name in made else f"{made[:-1]} ({name})?"


def _part(question: str, bare: str) -> str | None:
    """The part that a question puts in the place of another; None where it is a whole one."""
    about = CHANGED_PART.fullmatch(bare)
    if about is not None:
        return about["part"] if len(about["part"].split()) <= LONGEST_PART else None
    parse = parsed(bare)
    asking = any(token.lemma in ASKING for token in parse.tokens)
    if _has_predicate(parse) or asking or len(parse.tokens) > LONGEST_PART:
        return None
    connected = CONNECTIVE.match(question) or parse.tokens[0].pos in {"ADP", "SCONJ"}
    named = [one for one in mentions(bare) if one.named]
    whole = len(named) == 1 and named[0].span.end - named[0].span.start >= len(bare) - 2
    return bare if connected or whole else None


def _with_part(question: str, part: str, last: Topic) -> str:
    """The question with the part in the place of what is of its sort; else added at its end."""
    if dates(part):
        return _with_date(question, part)
    parse = parsed(part)
    if parse.tokens[0].pos in {"ADP", "SCONJ"} and len(parse.tokens) > 1:
        return _with_circumstance(question, parse)
    old = _counterpart(part, last)
    if old is None:
        return f"{question.rstrip('?!. ')} ({part})?"
    whose = parse.tokens[-1].tag == "POS" or old.role != "poss"
    return _put(question, old, part if whose else f"{part}'s")


def _with_circumstance(question: str, part: Parse) -> str:
    """The question with "in Iowa" in the place of "in Nevada"."""
    asked, preposition = parsed(question), part.tokens[0].lemma
    rest = part.text[part.tokens[1].start :]
    for old in reversed(mentions(question)):
        above = asked.tokens[asked.tokens[old.head].head]
        if old.role == "pobj" and above.lemma == preposition and old.named:
            return _put(question, old, rest)
    lower = part.text[0].lower() + part.text[1:]
    return f"{question.rstrip('?!. ')} {lower}?"


def _with_date(question: str, part: str) -> str:
    old = dates(question)
    first = parsed(part).tokens[0]
    if not old:
        joined = part if first.pos in {"ADP", "SCONJ"} else f"in {part}"
        return f"{question.rstrip('?!. ')} {joined[0].lower() + joined[1:]}?"
    start, end = old[-1]
    if first.pos in {"ADP", "SCONJ"}:
        before = BEFORE_A_DATE.search(question[:start])
        start = before.start() if before else start
        part = part if before else part[first.end :].lstrip()
    return f"{question[:start]}{part[0].lower() + part[1:] if start else part}{question[end:]}"


def _counterpart(part: str, last: Topic) -> Mention | None:
    """The phrase of a question that the part stands in the place of; None where none is like it."""
    new = next(iter(mentions(part)), None)
    found = list(mentions(last.question))
    if new is None:
        return None
    owning = parsed(part).tokens[-1].tag == "POS"
    known = {one.name: one.kind for one in last.answered_with}
    kind = known.get(new.name, new.kind)
    named = new.named or new.name[0].isupper()
    alike = [one for one in found if one.named and named]
    tests = (
        [one for one in found if owning and one.role == "poss"],
        [one for one in found if _head(one) == _head(new)],
        [one for one in alike if one.kind == kind and one.role in ARGUMENTS],
        [one for one in alike if one.role in ARGUMENTS],
        [one for one in alike if one.kind == kind],
        alike,
        [one for one in found if not one.named and not named and one.plural == new.plural],
        [
            one
            for one in found
            if one.role.startswith("nsubj")
            and (one.plural == new.plural or one.kind in {"person", "group"})
        ],
    )
    return next((likely[0] for likely in tests if likely), None)


def _head(mention: Mention) -> str:
    return mention.name.split()[-1].casefold()


def _put(question: str, old: Mention, new: str) -> str:
    start, end = old.span
    if old.role == "poss" and question[end : end + 2] in {"'s", "’s"}:
        end += 2
    if old.describes:  # "the Iowa caucuses" has the article of the caucuses
        new = re.sub(r"^the ", "", new, flags=re.IGNORECASE)
    return f"{question[:start]}{new}{question[end:]}"
