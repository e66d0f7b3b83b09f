"""A unit of a sentence and a cited sentence in, the places of the latter that may be it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.records import Span
from qa.attribution.genders import PRONOUNS
from qa.attribution.titles import HONORIFIC, without_titles
from qa.claims.agreement import ANYBODY, SAME_KIND
from qa.language.english import QUANTIFIERS
from qa.language.parse import Parse, Token
from qa.language.roles import phrasal
from qa.language.thesaurus import OPPOSITE, SYNONYM, implies, is_a, nearness
from qa.verify.figures import fits
from qa.verify.sentence import Name, Sentence, Told, is_persons, plain_words
from qa.verify.units import Unit
from qa.words import PART, stem, stems

_VERBAL = frozenset({"VERB", "AUX"})
_PEOPLES = ("n", "an", "ian", "ean", "i", "ese", "ish")
"""What is added to a country's name for its people."""
SHORTEST_ROOT = 4
_HONORIFIC = re.compile(rf"\b{HONORIFIC}(?!\w)")
_PARTED = re.compile(r"[’']s | of (?:the )?| for | and ")


def places_of(unit: Unit, token: Token, told: Told) -> tuple[int, ...]:
    """The places of a cited sentence at which a unit of another stands."""
    if unit.kind == "name" and unit.name is not None:
        return tuple(dict.fromkeys(_places_of_name(unit.name.text, told)))
    if unit.kind == "number" and unit.quantity is not None:
        return tuple(
            head
            for other in told.quantities
            if fits(unit.quantity, other) and (head := told.parse.head_of(other.span)) is not None
        )
    found = tuple(i for i, other in enumerate(told.parse.tokens) if alike(token, other))
    same = tuple(i for i in found if _stems(token) & _stems(told.parse.tokens[i]))
    return same or found


def alike(said: Token, told: Token) -> bool:
    """Whether a word says what another does, or something that follows from it."""
    word, other = said.text.casefold(), told.text.casefold()
    if word in QUANTIFIERS or other in QUANTIFIERS:
        return QUANTIFIERS.get(word, word) == QUANTIFIERS.get(other, other)
    own, theirs = _stems(said), _stems(told)
    if own & theirs:
        return True
    kinds = {SAME_KIND[one] for one in own if one in SAME_KIND} - {ANYBODY}
    if kinds & {SAME_KIND[one] for one in theirs if one in SAME_KIND}:
        return True
    if said.pos in _VERBAL or told.pos in _VERBAL:
        return same_deed(said.lemma, told.lemma) if _deeds(said, told) else False
    return said.pos == told.pos == "NOUN" and is_a(told.lemma, said.lemma)


def same_word(said: Token, told: Token) -> bool:
    """Whether a word says just what another does, and not only what follows from it.

    Where a first is limited, what is broader says more: "the first to referee a match".
    """
    if _stems(said) & _stems(told):
        return True
    if said.pos in _VERBAL or told.pos in _VERBAL:
        return _deeds(said, told) and nearness(said.lemma, told.lemma) >= SYNONYM
    return alike(said, told) and alike(told, said)


def same_deed(said: str, told: str) -> bool:
    """Whether a verb, or the noun of one, tells what another does, or what follows from it."""
    near = nearness(said, told)
    return near >= SYNONYM or (near > OPPOSITE and implies(told, said))


def tells_deed(said: Sentence, own: int, told: Sentence, place: int) -> bool:
    """Whether a place tells the deed of a verb, each with its particle: "go on" and "continue"."""
    one, other = said.parse.tokens[own], told.parse.tokens[place]
    names = _with_particle(said.parse, own), _with_particle(told.parse, place)
    if "_" in names[0] + names[1] and other.pos in _VERBAL:
        return names[0] == names[1] or nearness(*names) >= SYNONYM
    return alike(one, other) or opposite(one, other)


def _with_particle(parse: Parse, verb: int) -> str:
    """A verb with its particle, also one that the parser took for a preposition: "go on paying"."""
    found = [
        parse.tokens[i].lemma for i in parse.children(verb, "prep") if parse.tokens[i].tag == "RP"
    ]
    return "_".join([phrasal(parse, verb), *found])


def opposite(said: Token, told: Token) -> bool:
    """Whether two verbs are opposites: "rise" and "fall"."""
    return (
        said.pos in _VERBAL and told.pos in _VERBAL and nearness(said.lemma, told.lemma) == OPPOSITE
    )


def _deeds(said: Token, told: Token) -> bool:
    return {said.pos, told.pos} <= {"VERB", "NOUN", "AUX"}


def _stems(token: Token) -> frozenset[str]:
    return frozenset({stem(token.text), stem(token.lemma)})


def _places_of_name(name: str, told: Told) -> Iterator[int]:
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
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", told.text, re.IGNORECASE):
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
    if own == theirs or _is_people(own, theirs) or _is_people(theirs, own):
        return True
    if len(own) == 1 and said.isupper() and _initials(other) == said:
        return True
    if is_persons(said) and is_persons(other):
        full = plain_words(told.full(other))
        whole = plain_words(told.full(said))
        ends = full[-len(own) :] == own or theirs[-len(own) :] == own
        if len(own) > 1 and theirs[: len(own)] == own:
            return True  # "Ricardo Rosselló Nevares" without his second surname
        if len(theirs) > 1 and own[-len(theirs) :] == theirs:
            return said in told.cited.article.text  # "De Wit", where a sentence opens with it
        given = full == whole and len(whole) > 1 and own[-1] == whole[-1]
        return ends or given or _leaves_out(own, theirs)
    if _leaves_out(own, theirs):
        return True
    return len(own) < len(theirs) and theirs[: len(own)] == own and _stands_alone(said, told)


def _has_titles(said: str, told: Told) -> bool:
    """Whether what stands before a person's own name stands in the cited sentence too."""
    own = without_titles(said)
    before = _HONORIFIC.sub("", said.removesuffix(own) if said.endswith(own) else said)
    held = stems(told.text) | {stem(word) for word in plain_words(told.full(own))}
    return all(stem(word) in held for word in PART.findall(before))


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


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[:1].isupper())


def is_pronoun(token: Token) -> bool:
    """Whether a word stands for a person or thing that is named elsewhere."""
    return token.text.casefold() in PRONOUNS or token.lemma in {"it", "they", "we", "i", "you"}
