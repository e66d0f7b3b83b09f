"""A text in, the names in it out, each with what it may stand for: a person, a place, a group.

What a name stands for is read from its form and the words around it (a title, a preposition, an
article); nothing is looked up. "unknown" says that neither tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.records import Span
from qa.spans import NOT_NAMES, names
from qa.words import FUNCTION_WORDS, POSSESSIVE

Kind = Literal["person", "place", "group", "thing", "modifier", "unknown"]

FULL_NAME = range(2, 5)
"""How many words somebody's name has, first names included."""
LONGEST_NAME = 8
"""Words. A longer run of capitals is a headline or a shout."""
MALE = "mr sir lord baron king prince pope father congressman councilman chairman sultan"
FEMALE = "mrs ms miss dame lady baroness queen princess congresswoman councilwoman chairwoman"
TITLES = frozenset(
    f"""
    {MALE} {FEMALE} dr prof professor president senator sen governor gov mayor minister chancellor
    secretary judge justice captain general colonel major sergeant inspector representative rep
    bishop archbishop cardinal rabbi imam sheikh coach leader actor actress singer driver candidate
    spokesman spokeswoman spokesperson director chairperson commissioner ambassador prime vice
    deputy premier councillor astronaut author footballer
    """.split()
)
ABBREVIATED = frozenset("capt col dept gen hon inc jun lieut ltd rev sen sgt univ".split())
SENTENCE_END = re.compile(r"(?P<word>[^\W_]{3,})\. ")
GROUP_WORDS = frozenset(
    """
    party council university college school court senate house parliament congress assembly
    committee commission police department ministry agency association union club bank company
    corporation inc ltd plc group organisation organization institute foundation league federation
    army navy force forces church news times post echo guardian telegraph tribune herald journal
    daily radio television tv airlines airways nations office authority team series cup
    """.split()
)
PLACES_BEGIN = frozenset(
    """
    new north south east west northern southern eastern western central greater upper lower san
    santa saint st los las el puerto port fort cape united hong sri lake mount
    """.split()
)
PLACES_END = frozenset(
    """
    city town county province state states republic kingdom island islands isle river lake mountain
    mountains bay sea ocean street road square avenue airport station bridge
    """.split()
)
THINGS_BEGIN = frozenset(
    "hurricane tropical typhoon cyclone operation flight project mission programme program".split()
)
THINGS_END = frozenset(
    """
    hurricane storm typhoon cyclone earthquake war treaty agreement act bill prize award medal
    festival games olympics marathon election day week year virus disease project mission
    programme program constitution
    """.split()
)
DEMONYM = re.compile(r"[A-Z]\w+(?:ans?|ish|ese|ic)")
DETERMINED = re.compile(
    r"\b(?:which|what|this|that|(?:the|an?|his|her|its|their)(?: [\w-]+)?) $", re.IGNORECASE
)
IN_PLACE = re.compile(
    r"\b(?:in|near|into|across|inside|outside|around|throughout)(?: the)? $", re.IGNORECASE
)
TO_PLACE = re.compile(r"\b(?:at|to|from|of)(?: the)? $", re.IGNORECASE)
ON = re.compile(r"\bon(?: the)? $", re.IGNORECASE)
BEFORE_NOUN = re.compile(r" (?P<word>[a-z][\w’'-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name at `text[start:end]`; `name` has the article that it takes and no possessive ending.

    A "modifier" only says of which sort something is: "Russian politician", "the Iowa caucuses".
    """

    name: str
    start: int
    end: int
    kind: Kind


def mentions(text: str) -> list[Mention]:
    """The names of a text in order, each with what it stands for there."""
    return list(_mentions(text))


def _mentions(text: str) -> Iterator[Mention]:
    for start, end in _apart(text):
        possessive = POSSESSIVE.search(text[start:end])
        if possessive is not None and start + possessive.end() == end:
            end = start + possessive.start()
        end = min(end, start + _person_before_of(text[start:end]))
        if len(text[start:end].split()) > LONGEST_NAME:
            continue
        article = re.search(r"\bthe $", text[:start], re.IGNORECASE)
        begin = article.start() if article else start
        yield Mention(
            name=f"the {text[start:end]}" if article else text[start:end],
            start=begin,
            end=end,
            kind=_kind(text, start, end),
        )


def _apart(text: str) -> Iterator[Span]:
    """The names of a text, those apart that only a full stop joins: "in Whitby. Ada Quill"."""
    for start, end in names(text):
        begin = start
        for stop in SENTENCE_END.finditer(text, start, end):
            if stop["word"].casefold() in TITLES | ABBREVIATED:
                continue
            if not NOT_NAMES.fullmatch(text, begin, stop.end("word")):
                yield Span(begin, stop.end("word"))
            begin = stop.end()
        yield Span(begin, end)


def _person_before_of(name: str) -> int:
    """Where "Ada Quill of Whitby" stops naming the person; the whole length of other names."""
    first, of, _ = name.partition(" of ")
    words = set(first.casefold().replace(".", "").split())
    other = words & (TITLES | GROUP_WORDS | PLACES_BEGIN | PLACES_END | THINGS_END)
    return len(first) if of and 2 <= len(words) <= 3 and not other else len(name)


def _kind(text: str, start: int, end: int) -> Kind:
    """What the name at these offsets stands for; the first cue that holds tells."""
    before, name, after = text[max(0, start - 40) : start], text[start:end], text[end : end + 40]
    words = name.casefold().replace(".", "").split()
    acronym = any(len(word) > 1 and word.isupper() for word in name.split())
    article = before[-4:].casefold() == "the "
    cues: tuple[tuple[bool, Kind], ...] = (
        (words[0] in TITLES, "person"),
        (_modifies(before, name, after), "modifier"),
        (acronym or not GROUP_WORDS.isdisjoint(words), "group"),
        (_titled(before), "person"),
        (words[0] in THINGS_BEGIN or words[-1] in THINGS_END, "thing"),
        (ON.search(before) is not None, "thing"),
        (words[0] in PLACES_BEGIN or words[-1] in PLACES_END, "place"),
        (IN_PLACE.search(before) is not None, "place"),
        (TO_PLACE.search(before) is not None and len(words) == 1, "place"),
        (article and name.endswith("s"), "group"),
        (article or " of " in name, "unknown"),  # people take no article
        (len(words) in FULL_NAME, "person"),
    )
    return next((kind for holds, kind in cues if holds), "unknown")


def _titled(before: str) -> bool:
    """Whether a title or an occupation stands before the name: "commercial driver Ada Quill"."""
    words = before.casefold().split()
    return before.endswith(" ") and bool(words) and words[-1] in TITLES


def _modifies(before: str, name: str, after: str) -> bool:
    """Whether the name stands before a common noun that it describes."""
    noun = BEFORE_NOUN.match(after)
    if noun is None or noun["word"].casefold() in FUNCTION_WORDS:
        return False
    if DEMONYM.fullmatch(name):
        return True
    # "the Conservatives win", "the Senate confirm", "the RSPB sued": the next word is the verb.
    last = name.casefold().split()[-1]
    whole = name.endswith("s") or last in GROUP_WORDS or noun["word"].endswith("ed")
    return bool(DETERMINED.search(before)) and not whole
