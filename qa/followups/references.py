"""A question and the turns before it in, the question with what its pronouns stand for out.

A pronoun that the question itself explains ("Where was Navalny when he fell ill?") is left. One
whose meaning is not sure is left too, and `Resolved.open` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.followups.clauses import AUXILIARY, DETERMINER, PREPOSITION
from qa.followups.entities import FEMALE, MALE, Mention, mentions
from qa.followups.topics import Topic, fullest
from qa.words import FUNCTION_WORDS, POSSESSIVE

PRONOUN = re.compile(
    r"\b(?P<word>he|him|his|she|hers|her|it|its|they|them|theirs|their|there|that|this|these|those"
    r"|then)\b",
    re.IGNORECASE,
)
PERSONAL = frozenset("he him his she her hers".split())
FEMININE = frozenset("she her hers".split())
OWNING = frozenset("his her its their".split())
OBJECTS = frozenset("him them it".split())
SUBORDINATING = re.compile(
    r"\b(?:when|while|before|after|because|if|that|as|until|since|although|whether|where|why|how"
    r"|what|who|and|or|but)\b|\bto \w+ ",
    re.IGNORECASE,
)
EXPLETIVE = re.compile(
    r"it(?: (?:is|was|be|been))?"
    r" (?:take|takes|took|cost|true|likely|possible|clear|known|that|to)\b"
    r"|it (?:rain|snow)\w*|it\b.* (?:who|that|which)\b",
    re.IGNORECASE,
)
HAS_NOUN = re.compile(rf"\b(?:{DETERMINER}|which|what) (?!{AUXILIARY}\b)\w+", re.IGNORECASE)
HAS_PLURAL = re.compile(r"\b(?:people|men|women|children|police|[a-z]{3,}[^su\W]s)\b")
SAYING = re.compile(
    r"\b(?:report|say|said|claim|announce|deny|denie|confirm|believe|reveal|write|wrote|state"
    r"|publish|tell|told|admit)(?:s|d|ed|ing)? $",
    re.IGNORECASE,
)
WRITING = re.compile(r"\b(?:write|wrote|publish(?:ed)?) $", re.IGNORECASE)
"""What is written is a thing, what is said is a statement."""
PERIODS = r"(?:day|date|year|month|week|weekend|night|morning|evening|afternoon)"
THIS_PERIOD = re.compile(rf"this {PERIODS}\b", re.IGNORECASE)
THAT_PERIOD = re.compile(rf"\b(?:(?P<before>in|on) )?(?:that|the same) {PERIODS}\b", re.IGNORECASE)
PEOPLE_NAMED = ("person", "unknown")


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
    own = mentions(question)
    parts: list[str] = []
    result = Resolved(text=question)
    done = 0
    pointing: dict[str, re.Match[str]] = {}
    for match in PRONOUN.finditer(question):
        if _sort(match["word"]) not in pointing and _points_back(question, match, own):
            pointing[_sort(match["word"])] = match
    names = _apart({sort: _candidates(match["word"], topics) for sort, match in pointing.items()})
    for sort, match in pointing.items():
        possible = names[sort]
        found = _stands_for(question, match, topics[-1], possible)
        if found is not None:
            parts += [question[done : match.start()], found]
            done = match.end()
            continue
        # "Which of his rivals endorsed Joe Biden?": nobody else can be meant.
        if possible or sort != "person" or not any(one.kind == "person" for one in own):
            result.is_open = True
            result.open += possible
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


def _sort(word: str) -> str:
    """What a pronoun may stand for: a second one of the sort stands for the same."""
    word = word.casefold()
    if word in PERSONAL:
        return "person"
    if word in {"it", "its"}:
        return "thing"
    return "group" if word in {"they", "them", "their", "theirs"} else word


def _points_back(question: str, match: re.Match[str], own: Sequence[Mention]) -> bool:
    word = match["word"].casefold()
    before, after = question[: match.start()], question[match.end() :]
    if word in {"that", "this", "these", "those"}:
        return _demonstrates(word, before, after)
    if word == "there":
        return not _exists(before, after)
    if word == "then":
        return bool(before.strip()) and not after.strip(" ?.!")
    if word == "it" and (
        EXPLETIVE.match(question, match.start()) or re.match(r" that\b", after, re.IGNORECASE)
    ):
        return False
    return not _explained(word, before, after, own)


def _explained(word: str, before: str, after: str, own: Sequence[Mention]) -> bool:
    """Whether the question itself says, before the pronoun, what it stands for."""
    earlier = [found for found in own if found.end <= len(before) and found.kind != "modifier"]
    if word in PERSONAL:
        bound = any(found.kind in PEOPLE_NAMED for found in earlier)
    elif word in {"it", "its"}:
        bound = any(found.kind != "person" for found in earlier) or bool(HAS_NOUN.search(before))
    else:
        bound = bool(earlier) or bool(HAS_NOUN.search(before)) or bool(HAS_PLURAL.search(before))
    if not bound:
        return False
    if word in OWNING and not _is_object(word, after):
        return True
    # "What did Burnham say about him?": an object is never the subject of its own clause.
    between = before[earlier[-1].end :] if earlier else before.partition(" ")[2]
    if SUBORDINATING.search(between):
        return True
    return bool(earlier) and word not in OBJECTS and not _is_object(word, after)


def _is_object(word: str, after: str) -> bool:
    """Whether "her" is the object ("met her in May") and not an owner ("her speech")."""
    following = re.match(r" ([\w’'-]+)", after)
    return word == "her" and (following is None or following[1].casefold() in FUNCTION_WORDS)


def _exists(before: str, after: str) -> bool:
    """Whether "there" only says that something is: "Were there any survivors?"."""
    be = rf"(?:{AUXILIARY}|be|been)"
    return bool(
        re.search(rf"\b{be} $", before, re.IGNORECASE)
        or re.match(rf" {be}\b", after, re.IGNORECASE)
    )


def _demonstrates(word: str, before: str, after: str) -> bool:
    """Whether the word points at something; "that" mostly joins clauses."""
    if THIS_PERIOD.match(word + after):
        return False
    if word == "those" and re.match(r" (?:who|whose|that|in|of|with|on)\b", after):
        return False
    if word != "that":
        return True
    if not after.strip(" ?.!") or not before.strip():
        return True
    return re.search(rf"\b(?:{AUXILIARY}|{PREPOSITION}) $", before, re.IGNORECASE) is not None


def _stands_for(
    question: str, match: re.Match[str], last: Topic, possible: Sequence[str]
) -> str | None:
    """The words to put in the place of a pronoun; None where that is not sure.

    `possible` are the names that it may stand for, `last` is the last turn.
    """
    word = match["word"].casefold()
    before, after = question[: match.start()], question[match.end() :]
    said = SAYING.search(before) and not after.strip(" ?.!")
    if word in {"that", "this"} and said:
        return f"that {last.statement}" if last.statement is not None else None
    if word in {"that", "this", "these", "those", "then"} or len(possible) != 1:
        return None
    if word == "it" and said and not WRITING.search(before):
        return None
    [name] = possible
    if word == "there":
        return f"in {name}" if not re.search(rf"\b{PREPOSITION} $", before, re.IGNORECASE) else name
    owning = word in OWNING | {"hers", "theirs"} and not _is_object(word, after)
    if not before and not owning:
        name = name[0].upper() + name[1:]
    return _owned(name) if owning else name


def _owned(name: str) -> str:
    return f"{name}'" if name.endswith("s") and " " not in name else f"{name}'s"


def _candidates(word: str, topics: Sequence[Topic]) -> list[str]:
    """What a pronoun may stand for in the latest turn that has anything of its sort."""
    word = word.casefold()
    for topic in reversed(topics):
        if word in PERSONAL:
            fitting = [name for name in topic.people if _agrees(name, word)]
            found = list(dict.fromkeys(fullest(name, topics) for name in fitting))
        elif word in {"it", "its"}:
            found = topic.things
        elif word == "there":
            found = topic.places
        elif word in {"they", "them", "their", "theirs"}:
            found = topic.groups
        else:
            found = []
        if found:
            return [POSSESSIVE.sub("", name) for name in found[:3]]
    return []


def _agrees(name: str, word: str) -> bool:
    """Whether a title, if there is one, is of the pronoun's gender."""
    others = MALE if word in FEMININE else FEMALE
    return not set(name.casefold().replace(".", "").split()) & set(others.split())


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
