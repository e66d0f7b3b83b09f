"""Names as two sentences write them in, whether they are one name out.

Short forms are those of the article: "Burnham" where it has "Andy Burnham", "Sefton" where it calls
Sefton Rovers so, "FBI", "Russian" of Russia. What is inside a longer name is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.records import Span
from qa.attribution.titles import HONORIFIC, without_titles
from qa.language.countries import country_of
from qa.language.roles import called
from qa.language.thesaurus import is_a
from qa.verify.sentence import Name, Told, is_persons, plain_words
from qa.words import PART, stem, stems

_PEOPLES = ("n", "an", "ian", "ean", "i", "ese", "ish")
"""What is added to a country's name for its people."""
SHORTEST_ROOT = 4
_BEFORE_A_NAME = ("compound", "nmod", "amod", "attr")
_HONORIFIC = re.compile(rf"\b{HONORIFIC}(?!\w)")
_PARTED = re.compile(r"[’']s | of (?:the )?| for | and ")


def places_of_name(name: str, told: Told) -> Iterator[int]:
    """Where a name, or a shorter form of it, or a pronoun for it stands in a cited sentence."""
    found = list(_places_of_whole(name, told))
    yield from found
    parts = [part for part in _PARTED.split(name) if part]
    if not found and len(parts) > 1:
        # "Senator Warren of Massachusetts", "the BBC's Jon Marks": each name has to stand there.
        each = [list(_places_of_whole(part, told)) for part in parts]
        if all(each):
            yield from each[0]


def _places_of_whole(name: str, told: Told) -> Iterator[int]:
    for other in told.names:
        if same_name(name, other.text, told):
            yield other.head
    yield from _word_for_word(name, told)
    for place, meant in told.meant.items():
        if plain_words(name) and same_name(name, meant, told):
            yield place


def _word_for_word(name: str, told: Told) -> Iterator[int]:
    """Where the words of a name stand in the sentence, as a whole or without a title.

    Not inside a longer name: "Scotland" is not the "Bank of Scotland".
    """
    exactly = re.NOFLAG if name.isupper() else re.IGNORECASE  # "US" is not "us"
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", told.text, exactly):
        span = Span(*match.span())
        inside = [one for one in told.names if one.span.start <= span.start < one.span.end]
        longer = any(
            (one.span.start, one.span.end) != span
            and one.span.end >= span.end
            and not _is_before_name(one, span, told)
            for one in inside
        )
        head = told.parse.head_of(span)
        if head is not None and not longer:
            yield head


def _is_before_name(longer: Name, span: Span, told: Told) -> bool:
    """Whether a name only stands before a person's own: "Florida Governor Ann Lee".

    Or in a word that is made with it: "Yemen-based".
    """
    own = without_titles(longer.text)
    starts = told.text.find(own, longer.span.start)
    made = re.match(r"-[a-z]", told.text[span.end :]) is not None
    return made or (own != longer.text and is_persons(own) and span.end <= starts)


def same_name(said: str, other: str, told: Told) -> bool:
    """Whether a name, in an article, is that of another or a shorter form of it.

    A longer form counts where the article gives it to whom it calls by the shorter.
    """
    own, theirs = plain_words(said), plain_words(other)
    if is_persons(said) and not _has_titles(said, told):
        return False
    if not own or not theirs:
        return said.casefold() == other.casefold()
    alone = len(own) == 1 and said.isupper() and _initials(other) == said
    people = _is_people(own, theirs) or _is_people(theirs, own) or _is_party(own, theirs)
    people = people or (country_of(said) or said) == country_of(other)
    if own == theirs or people or alone or _leaves_out(own, theirs):
        return True
    if is_persons(said) and is_persons(other):
        return _same_person(said, other, told)
    starts = (at for at in range(len(theirs)) if theirs[at : at + len(own)] == own)
    whole = any(not at or theirs[at + len(own) :][:1] in {(), ("of",)} for at in starts)
    return whole and _stands_alone(said, told)


def _same_person(said: str, other: str, told: Told) -> bool:
    own, theirs = plain_words(said), plain_words(other)
    full, whole = plain_words(told.full(other)), plain_words(told.full(said))
    if len(own) > 1 and theirs[: len(own)] == own:
        return True  # "Ricardo Rosselló Nevares" without his second surname
    if (
        " of " in other
        and len(own) > 1
        and own in {theirs[-len(own) :], theirs[-len(own) - 1 : -1]}
    ):
        return True  # "Secretary of State Ann Lee", of whose words each is one of a name
    if len(theirs) > 1 and own[-len(theirs) :] == theirs:
        return said in told.cited.article.text  # "De Wit", where a sentence opens with it
    ends = full[-len(own) :] == own or theirs[-len(own) :] == own
    return ends or (full == whole and len(whole) > 1 and own[-1] == whole[-1])


def _has_titles(said: str, told: Told) -> bool:
    """Whether what stands before a person's own name stands in the cited sentence too.

    Or before that name elsewhere in its article.
    """
    if said.casefold() in told.cited.article.text.casefold():
        return True
    own = without_titles(said)
    before = _HONORIFIC.sub("", said.removesuffix(own) if said.endswith(own) else said)
    held = stems(told.text) | {stem(word) for word in plain_words(told.full(own))}
    titles = PART.findall(before)
    return all(stem(word) in held for word in titles) and not _are_anothers(titles, own, told)


def _are_anothers(titles: Sequence[str], own: str, told: Told) -> bool:
    """Whether what somebody is called is only said of others: "a friend of senator Joan Reed"."""
    parse = told.parse
    last = plain_words(own)[-1:]
    heads = [name.head for name in told.names if plain_words(name.text)[-1:] == last]
    own_places = {i for head in heads for i in called(parse, head)}
    own_places |= {i for place in own_places for i in parse.children(place, *_BEFORE_A_NAME)}
    for title in titles:
        places = [i for i, token in enumerate(parse.tokens) if stem(token.text) == stem(title)]
        person = is_a(title.casefold(), "person")
        if heads and person and places and not own_places & set(places):
            return True
    return False


def _leaves_out(own: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether a name is another without words of its midst: "Republican Gardner"."""
    rest = iter(theirs)
    return len(own) > 1 and own[-1] == theirs[-1] and all(word in rest for word in own)


def _stands_alone(name: str, told: Told) -> bool:
    """Whether an article uses the first words of a longer name for it."""
    mentions = told.voices.mentions
    return any(mentions.text[slice(*span)] == name for span in mentions.names)


def _is_people(people: tuple[str, ...], country: tuple[str, ...]) -> bool:
    if len(people) != 1 or len(country) != 1 or len(country[0]) < SHORTEST_ROOT:
        return False
    stem_, end = country[0].rstrip("aey"), people[0].removeprefix(country[0])
    shorter = people[0].removeprefix(stem_)
    return (end != people[0] and end in _PEOPLES) or (
        shorter != people[0] and len(stem_) >= SHORTEST_ROOT and shorter in _PEOPLES
    )


def _is_party(members: tuple[str, ...], party: tuple[str, ...]) -> bool:
    """Whether a party is called by its name alone, or by its members: "the Conservatives"."""
    many = (*members[:-1], members[-1].removesuffix("s"))
    return party[1:] != () and party[-1] == "party" and party[:-1] in {members, many}


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[:1].isupper())
