"""A question and the turns before it in, the question with what its pronouns stand for out.

A pronoun that the question itself explains ("Where was Navalny when he fell ill?") is left. One
whose meaning is not sure is left too, and `Resolved.open` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.followups.mentions import Mention, gender, mentions
from qa.followups.topics import Topic, fullest
from qa.language.clauses import governing
from qa.language.english import SAYING
from qa.language.parse import Parse
from qa.language.questions import parsed_question as parsed

SORTS = {
    **dict.fromkeys("he him his himself she her hers herself".split(), "person"),
    **dict.fromkeys("it its itself".split(), "thing"),
    **dict.fromkeys("they them their theirs themselves".split(), "group"),
    **dict.fromkeys("that this these those".split(), "statement"),
    "there": "place",
    "then": "time",
}
"""What a pronoun may stand for: a second one of the sort stands for the same."""
OWNING = frozenset("his her its their hers theirs".split())
WRITTEN = frozenset({"write", "publish"})
"""What is written is a thing, what is said is a statement."""
PERIOD = frozenset("day date year month week weekend night morning evening afternoon".split())
THAT_PERIOD = re.compile(
    rf"\b(?:(?P<before>in|on) )?(?:that|the same) (?:{'|'.join(PERIOD)})\b", re.IGNORECASE
)
_ARGUMENTS = frozenset("nsubj nsubjpass dobj pobj attr dative".split())


@dataclass(slots=True)
class Resolved:
    """What became of the pronouns: the text, whether any was replaced, what is still open.

    `is_open` says whether any pronoun was left that points back; `open` holds the names that it
    may stand for, none of them surely.
    """

    text: str
    is_replaced: bool = False
    is_open: bool = False
    open: list[str] = field(default_factory=list)


def resolve(question: str, topics: Sequence[Topic]) -> Resolved:
    """Replaces the pronouns that point back to earlier turns, oldest first."""
    parse, own = parsed(question), mentions(question)
    pointing: dict[str, int] = {}
    for place, token in enumerate(parse.tokens):
        sort = SORTS.get(token.text.casefold())
        if sort is not None and sort not in pointing and _points_back(parse, place, own):
            pointing[sort] = place
    words = {sort: parse.tokens[place].text.casefold() for sort, place in pointing.items()}
    names = _apart({sort: _candidates(words[sort], topics) for sort in pointing})
    result = Resolved(text=question)
    parts: list[str] = []
    done = 0
    for sort, place in pointing.items():
        token, possible = parse.tokens[place], names[sort]
        found = _stands_for(parse, place, topics[-1], possible)
        if found is not None:
            parts += [question[done : token.start], found]
            done = token.end
            continue
        if sort == "thing" and _is_said(parse, place, governing(parse, place)):
            possible = []  # what somebody says is more than a thing
        # "Which of his rivals endorsed Joe Biden?": nobody else can be meant.
        if possible or sort != "person" or not any(one.kind == "person" for one in own):
            result.is_open = True
            result.open += possible or topics[-1].about
    result.is_replaced = done > 0
    result.text = "".join([*parts, question[done:]])
    return result


def _apart(names: dict[str, list[str]]) -> dict[str, list[str]]:
    """What pronouns of each sort may stand for, none of them for what another surely does.

    In "How much did he pay for it?" one name is not both. What two must both be, neither is.
    """
    sure = {sort: found[0] for sort, found in names.items() if len(found) == 1}
    taken = {sort: {name for other, name in sure.items() if other != sort} for sort in names}
    return {
        sort: [name for name in found if name not in taken[sort]] for sort, found in names.items()
    }


def _points_back(parse: Parse, place: int, own: Sequence[Mention]) -> bool:
    token = parse.tokens[place]
    word, sort = token.text.casefold(), SORTS[token.text.casefold()]
    if sort == "statement":
        if token.dep == "det":
            return word != "this" or parse.tokens[token.head].lemma not in PERIOD
        followed = parse.children(place, "relcl", "acl", "prep")
        return token.dep in _ARGUMENTS and token.tag != "WDT" and not followed
    if sort == "place":
        return token.dep not in {"expl", "nsubj"} and token.tag != "EX"
    if sort == "time":
        return place > 0 and all(later.pos == "PUNCT" for later in parse.tokens[place + 1 :])
    if token.dep == "expl" or (word == "it" and _is_empty(parse, place)):
        return False
    return not any(_binds(parse, one, place) for one in own)


def _is_empty(parse: Parse, place: int) -> bool:
    """Whether "it" stands for a clause behind it, or for the weather."""
    verb = parse.tokens[place].head
    if parse.tokens[place].dep not in {"nsubj", "nsubjpass"}:
        return False
    if parse.tokens[verb].lemma in {"rain", "snow"}:
        return True
    below = (verb, *parse.children(verb, "acomp", "attr"))
    clauses = [
        i for above in below for i in parse.children(above, "ccomp", "xcomp", "csubj", "relcl")
    ]
    copula = parse.tokens[verb].lemma in {"be", "take", "cost", "seem", "appear"}
    return copula and any(i > place for i in clauses)


def _binds(parse: Parse, mention: Mention, place: int) -> bool:
    """Whether a phrase of the question itself says, before the pronoun, what it stands for."""
    token = parse.tokens[place]
    if mention.head >= place or mention.describes or not _fits(mention, token.text.casefold()):
        return False
    if token.text.casefold() in OWNING and token.dep == "poss":
        return True
    # "What did Burnham say about him?": an object is never the subject of its own clause.
    if token.dep not in {"nsubj", "nsubjpass"} and mention.role == "nsubj":
        return governing(parse, mention.head) != governing(parse, place)
    return mention.role in {"nsubj", "nsubjpass", "pobj", "dobj"}


def _fits(mention: Mention, word: str) -> bool:
    """Whether a phrase agrees with a pronoun in person or thing, number and gender."""
    sort = SORTS[word]
    if sort == "person":
        title = gender(mention.name)
        agrees = not title or (title == "he") == (word in {"he", "him", "his", "himself"})
        return mention.named and mention.kind in {"person", "unknown"} and agrees
    if sort == "thing":
        return mention.kind != "person" and not mention.plural
    return mention.plural or mention.named


def _stands_for(parse: Parse, place: int, last: Topic, possible: Sequence[str]) -> str | None:
    """The words to put in the place of a pronoun; None where that is not sure.

    `possible` are the names that it may stand for, `last` is the last turn.
    """
    token = parse.tokens[place]
    word, sort = token.text.casefold(), SORTS[token.text.casefold()]
    verb = governing(parse, place)
    said = _is_said(parse, place, verb)
    if sort == "statement" and said and token.dep != "det":
        return f"that {last.statement}" if last.statement is not None else None
    if sort in {"statement", "time"} or len(possible) != 1:
        return None
    written = verb is not None and parse.tokens[verb].lemma in WRITTEN
    if word == "it" and said and not written:
        return None
    [name] = possible
    if sort == "place":
        return name if token.dep == "pobj" else f"in {name}"
    owning = word in OWNING and token.dep == "poss"
    if place == 0 and not owning:
        name = name[0].upper() + name[1:]
    return _owned(name) if owning else name


def _is_said(parse: Parse, place: int, verb: int | None) -> bool:
    """Whether a pronoun at the end of a question is what somebody says."""
    if verb is None or parse.tokens[place].dep != "dobj":
        return False
    reported = parse.tokens[verb].lemma in SAYING | WRITTEN
    return reported and all(later.pos == "PUNCT" for later in parse.tokens[place + 1 :])


def _owned(name: str) -> str:
    return f"{name}'" if name.endswith("s") and " " not in name else f"{name}'s"


def _candidates(word: str, topics: Sequence[Topic]) -> list[str]:
    """What a pronoun may stand for in the latest turn that has anything of its sort."""
    for topic in reversed(topics):
        sort = SORTS[word]
        if sort == "person":
            found = [fullest(name, topics) for name in topic.people if _agrees(name, word)]
        else:
            sorts = {"thing": topic.things, "group": topic.groups, "place": topic.places}
            found = sorts.get(sort, [])
        if found:
            return list(dict.fromkeys(found))[:3]
    return []


def _agrees(name: str, word: str) -> bool:
    title = gender(name)
    return not title or (title == "he") == (word in {"he", "him", "his", "himself"})


def with_period(question: str, topics: Sequence[Topic]) -> str:
    """The question with "that year" or "the same day" made the date that the last turn names."""
    date = topics[-1].date
    match = THAT_PERIOD.search(question)
    if match is None or date is None:
        return question
    # "in that year" keeps its preposition; without one the date needs it: "in 2019".
    year = re.fullmatch(r"\d{4}", date) is not None
    joined = f"{match['before']} {date}" if match["before"] else f"{'in' if year else 'on'} {date}"
    return f"{question[: match.start()]}{joined}{question[match.end() :]}"
