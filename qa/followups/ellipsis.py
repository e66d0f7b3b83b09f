"""A question that leaves most of itself out in, the same in full out: "Why?", "What about Labour?".

What is left out is taken from the last question; where it cannot be put together by rule the
result is None.
"""

from __future__ import annotations

import re

from qa.followups.clauses import AUXILIARY, CONNECTIVE, DETERMINER, PAST, PREPOSITION, WH
from qa.followups.entities import Mention, mentions
from qa.followups.topics import Topic, is_plural
from qa.spans import dates

TIME_OR_PLACE = r"(?:day|date|year|month|time|place|city|country|town|state|reason|way|age)"
ASKED_ALONE = re.compile(
    rf"(?P<asked>why|where|when|how come|how|{PREPOSITION} (?:when|where|what|who|whom)"
    rf"|(?:(?:in|on|at|for|since) )?(?:what|which) {TIME_OR_PLACE}|how (?:long ago|long|soon))"
    r"(?: exactly| then)?"
    rf"(?: (?:{AUXILIARY}) (?:that|this)(?: so| be)?"
    rf"|(?<!where) (?:{AUXILIARY}) it"
    rf"| (?:{AUXILIARY}) (?:that|this|it) (?:happen(?:ed|ing)?|occur(?:red)?|take place|be"
    r"|the case))?(?: exactly)?",
    re.IGNORECASE,
)
ASKED_AGAIN = re.compile(
    rf"(?P<asked>how (?:many|much)|{WH}) (?!about)(?={PREPOSITION} )", re.IGNORECASE
)
CHANGED_PART = re.compile(r"(?:what|how) about (?P<part>.+)", re.IGNORECASE)
LONGEST_PART = 6
OWNER = re.compile(r"(?:\bthe )?\b[a-z]+(?:[’']s|s[’'])(?!\w)")
COUNTED = re.compile(r"\b(?P<asked>how many|which|what) (?P<noun>[\w’'-]+)", re.IGNORECASE)


def in_full(question: str, last: Topic) -> str | None:
    """The question with what it leaves out; None where it leaves out nothing that is known."""
    bare = CONNECTIVE.sub("", question).rstrip("?!. ")
    bare = _without_repetition(bare, last.question)
    alone = ASKED_ALONE.fullmatch(bare)
    if alone is not None:
        return _asked_anew(alone["asked"], last)
    part = _part(question, bare)
    return None if part is None else _with_part(last.question, part, last)


def _without_repetition(bare: str, last: str) -> str:
    """Of "how many in Iowa" the words "in Iowa", where the last question asked how many."""
    again = ASKED_AGAIN.match(bare)
    if again is None or not last.casefold().startswith(again["asked"].casefold()):
        return bare
    return bare[again.end() :]


def _asked_anew(asked: str, last: Topic) -> str | None:
    if last.clause is None:
        return None
    asked = asked[0].upper() + asked[1:]
    made = last.clause.asked_anew(asked, answer=last.answer_name)
    named = last.answer_name
    if made is None or named is None or named in made:
        return made
    return f"{made.rstrip('?')} ({named})?"


def _part(question: str, bare: str) -> str | None:
    """The part that a question puts in the place of another; None where it is a whole one."""
    about = CHANGED_PART.fullmatch(bare)
    if about is not None:
        return about["part"] if len(about["part"].split()) <= LONGEST_PART else None
    words = bare.casefold().split()
    if not words or len(words) > LONGEST_PART or any(map(_makes_whole, words)):
        return None
    connected = CONNECTIVE.match(question) or re.match(rf"{PREPOSITION} ", bare, re.IGNORECASE)
    return bare if connected or _is_name(bare) else None


def _makes_whole(word: str) -> bool:
    """Whether a question with this word in it is more than a part."""
    verb = word in PAST or word.endswith("ed")
    return verb or re.fullmatch(rf"{AUXILIARY}|{WH}", word) is not None


def _is_name(bare: str) -> bool:
    found = mentions(bare)
    return bool(found) and found[0].start == 0 and found[-1].end == len(bare)


def _with_part(question: str, part: str, last: Topic) -> str:
    """The question with the part in the place of what is of its sort; else added at its end."""
    if dates(part):
        return _with_date(question, part)
    preposition = re.match(rf"(?P<word>{PREPOSITION}) (?P<rest>.+)", part, re.IGNORECASE)
    if preposition is not None:
        return _with_place(question, part, preposition)
    chosen = _counterpart(part, mentions(question), last)
    if chosen is not None:
        return _put(question, chosen, part)
    return _with_noun(question, part, last) or f"{question.rstrip('?!. ')} ({part})?"


def _with_place(question: str, part: str, preposition: re.Match[str]) -> str:
    """The question with "in Iowa" in the place of "in Nevada"."""
    same = re.compile(rf"\b{preposition['word']} $", re.IGNORECASE)
    replaced = [found for found in mentions(question) if same.search(question[: found.start])]
    if replaced:
        return _put(question, replaced[-1], preposition["rest"])
    return f"{question.rstrip('?!. ')} {part[0].lower() + part[1:]}?"


def _with_noun(question: str, part: str, last: Topic) -> str | None:
    """The question with another common noun: an owner, those counted, or its subject."""
    owner = OWNER.search(question)
    if owner is not None and OWNER.fullmatch(part):
        return f"{question[: owner.start()]}{part}{question[owner.end() :]}"
    counted = COUNTED.match(question)
    if counted is not None and is_plural(part) and is_plural(counted["noun"]):
        bare = re.sub(r"^the ", "", part, flags=re.IGNORECASE)
        return f"{question[: counted.start('noun')]}{bare}{question[counted.end('noun') :]}"
    subject = last.clause.subject if last.clause else None
    if subject is not None and re.match(rf"{DETERMINER} ", part, re.IGNORECASE):
        return question.replace(subject, part, 1)
    return None


def _with_date(question: str, part: str) -> str:
    old = dates(question)
    if not old:
        joined = part if re.match(rf"{PREPOSITION} ", part, re.IGNORECASE) else f"in {part}"
        return f"{question.rstrip('?!. ')} {joined[0].lower() + joined[1:]}?"
    start, end = old[-1]
    if re.match(rf"{PREPOSITION} ", part, re.IGNORECASE):
        before = re.search(rf"\b{PREPOSITION} $", question[:start], re.IGNORECASE)
        if before is not None:
            start = before.start()
        else:
            part = part.split(" ", 1)[1]
    return f"{question[:start]}{part[0].lower() + part[1:] if start else part}{question[end:]}"


def _counterpart(part: str, names: list[Mention], last: Topic) -> Mention | None:
    """The name of a question that the part stands in the place of; None where none is like it."""
    known = {found.name: found.kind for found in (*last.answered_with, *mentions(part))}
    kind = next((kind for name, kind in known.items() if part.endswith(name)), "unknown")
    whole = [found for found in names if found.kind != "modifier"]
    if not mentions(part):  # "the MPs" may stand for people, not for a place
        return next((found for found in whole if found.kind in {"person", "group"}), None)
    like = [found for found in whole if found.kind == kind != "unknown"]
    return next(iter(like or whole or names), None)


def _put(question: str, old: Mention, new: str) -> str:
    end = question[old.end :]
    start = old.start
    if old.kind == "modifier":
        start = old.end - len(old.name.removeprefix("the "))
    return f"{question[:start]}{new}{end}"
