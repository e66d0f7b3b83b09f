"""A name and candidates in; the descriptions that the articles give of who or what that is out.

"Its leader, Ffion Hale": what stands in apposition to a name, before it as a title, or is said of
it with "is" or "was" tells who it is. Everything else an article tells of somebody does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.attribution.voices import voices
from qa.claims.make import FoundClaim, make_claims
from qa.kinds.sentences import told, with_the_one_before
from qa.language.parse import Parse
from qa.language.reading import parse_all
from qa.language.roles import called
from qa.language.thesaurus import is_a
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import content_words, stem, stems

MOST = 3
READ = 24
"""Sentences that name it; so many are parsed."""
FIRST_PERSON = frozenset("i me my mine we us our ours myself ourselves".split())
"""Whoever speaks tells so what somebody is to them."""
KINDS = ("person", "group", "location")
"""What a noun is a kind of that says what somebody or something is."""


@dataclass(frozen=True, slots=True)
class _Described:
    evidence: Evidence
    points_back: bool
    unsure: bool
    """Whether these are somebody's words, or of what would be."""


def identified(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claims, each description once.

    Those first that tell what is so in nobody's words, of these those that need no other sentence.
    Where none describes it, the sentence that names it first, without a short answer.
    """
    name = [word.stem for word in content_words(question.subject)]
    naming = [found for found in told(frozenset(name), candidates) if {*name} <= stems(found.text)]
    parses = parse_all([found.text for found in naming[:READ]])
    found = [
        described
        for one, parse in zip(naming, parses, strict=False)
        for described in _descriptions(name, one, parse)
    ]
    chosen: list[Evidence] = []
    for one in sorted(found, key=lambda one: (one.unsure, one.points_back)):
        said = stems(one.evidence.short_answer or "")
        if all(not said <= stems(held.short_answer or "") for held in chosen):
            chosen.append(one.evidence)
    return make_claims(question, chosen[:MOST] or naming[:1])


def _descriptions(name: Sequence[str], found: Evidence, parse: Parse) -> Iterator[_Described]:
    """The evidence with each phrase that describes a name for its answer."""
    for place, token in enumerate(parse.tokens):
        if token.pos != "PROPN" or stem(token.text) != name[-1] or not _is_name(parse, place, name):
            continue
        for inside in _phrases(parse, place):
            span = parse.span(inside)
            if not content_words(parse.text[span.start : span.end]) or FIRST_PERSON & {
                parse.tokens[i].text.casefold()
                for i in inside
                if parse.tokens[i].pos == "PRON"  # "US" is none
            }:
                continue
            points = parse.tokens[inside[0]].tag == "PRP$"
            described = found.answered(span)
            speaker = voices(found.article.text).of(found.span, described.answer).speaker
            yield _Described(
                evidence=with_the_one_before(described) if points else described,
                points_back=points,
                unsure=speaker is not None or _only_may_be(parse, inside[-1]),
            )


def _only_may_be(parse: Parse, place: int) -> bool:
    """Whether a word says of somebody what they "would be"."""
    above = next((i for i in parse.ancestors(place) if parse.tokens[i].dep == "attr"), place)
    verb = parse.tokens[above].head
    return parse.tokens[above].dep == "attr" and any(
        parse.tokens[i].tag == "MD" for i in parse.children(verb, "aux")
    )


def _is_name(parse: Parse, place: int, name: Sequence[str]) -> bool:
    """Whether the name that ends at a place is the one asked for."""
    inside = [place, *parse.children(place, "compound", "flat", "nmod")]
    before = place  # of "Tom Lee and Ann Holt" the parser may join Ann to Tom
    while before and parse.tokens[before - 1].pos == "PROPN":
        before -= 1
        inside.append(before)
    return {*name} <= stems(" ".join(parse.tokens[i].text for i in inside))


def _phrases(parse: Parse, name: int) -> Iterator[list[int]]:
    """The places of the words of each description: noun phrases, and what "who" tells of it."""
    titles = [i for i in parse.children(name, "compound", "nmod") if _tells_a_kind(parse, i)]
    if titles:
        first = min(*parse.subtree(titles[-1]), *parse.children(name, "det", "amod"), titles[0])
        yield [*range(first, titles[-1] + 1)]
    joined = parse.tokens[name].dep == "conj" or parse.children(name, "conj")
    for noun in sorted(called(parse, name) - {name}):
        token = parse.tokens[noun]
        if joined and token.tag in {"NNS", "NNPS"}:
            continue  # "two astronauts, Ann Lee and Tom Marks"
        office = token.dep == "appos" and parse.children(noun, "det")  # "the Mayor of Hull"
        common = token.pos == "NOUN" and token.dep not in {"compound", "nmod"}
        if office or common or token.dep == "attr" or _is_spelt_out(parse, noun, name):
            yield _noun_phrase(parse, noun, name)
    for verb in parse.children(name, "relcl"):
        yield list(parse.subtree(verb, without=("punct",)))


def _tells_a_kind(parse: Parse, place: int) -> bool:
    """Whether a word before a name is a title: the "leader" of "deputy leader Tom Okafor"."""
    token = parse.tokens[place]
    return token.tag == "NN" and any(is_a(token.lemma, kind) for kind in KINDS)


def _is_spelt_out(parse: Parse, noun: int, name: int) -> bool:
    """Whether a name is the first letters of another beside it: "Royal Mail Group (RMG)"."""
    long = parse.subtree(noun, without=("appos", "relcl", "acl", "punct"))
    first = [parse.tokens[i].text[0] for i in long if parse.tokens[i].dep != "det"]
    short = parse.tokens[name].text
    return len(short) > 1 and short == "".join(letter for letter in first if letter.isupper())


def _noun_phrase(parse: Parse, noun: int, name: int) -> list[int]:
    """A noun with what hangs on it, up to where the name begins or something else follows."""
    of_name = {*parse.subtree(name)} if noun not in parse.subtree(name) else {name}
    joined: tuple[str, ...] = ("cc", "conj")
    if parse.tokens[noun].dep == "attr":  # "is a poet and critic"
        others = {parse.tokens[i].pos for i in parse.children(noun, "conj")}
        joined = joined if others - {"NOUN", "PROPN"} else ()
    inside = parse.subtree(noun, without=("appos", "parataxis", *joined))
    places = [i for i in inside if i not in of_name]
    run = [noun]
    while run[-1] + 1 in places:
        run.append(run[-1] + 1)
    while parse.tokens[run[-1]].pos == "PUNCT":
        run.pop()
    while run[0] - 1 in places and parse.tokens[run[0] - 1].dep != "advmod":
        run.insert(0, run[0] - 1)
    return run
