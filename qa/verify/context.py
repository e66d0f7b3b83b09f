"""What a cited sentence says shortly, and its article in full before, out for a word of it.

"The bill" is the extradition bill where the article last called it so. Only the last mention counts
that is described at all, so that of two bills the nearer is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.records import Span
from index.split import sentences
from qa.language.parse import Parse, Token
from qa.language.reading import parsed
from qa.verify.matching import same_word
from qa.verify.sentence import Told

_DESCRIBING = ("amod", "compound", "nmod", "poss")
_DEFINITE = frozenset({"the", "this", "that"})


def described_before(told: Told, place: int, word: Token) -> bool:
    """Whether a word describes, before, what a definite noun of a cited sentence means.

    False where the noun is not definite, or is described in the sentence itself.
    """
    parse = told.parse
    noun = parse.tokens[place]
    definite = any(
        parse.tokens[i].lemma.casefold() in _DEFINITE for i in parse.children(place, "det")
    )
    if noun.pos != "NOUN" or not definite or parse.children(place, *_DESCRIBING, "relcl", "prep"):
        return False
    for before in _back(told):
        for spot in reversed(range(len(before.tokens))):
            token = before.tokens[spot]
            held = before.children(spot, *_DESCRIBING)
            if held and token.lemma == noun.lemma and token.tag == noun.tag:
                return any(same_word(word, before.tokens[i]) for i in held)
    return False


def _back(told: Told) -> Iterator[Parse]:
    """The sentences before a cited one, the nearest first; last the title of its article."""
    article = told.cited.article
    spans = [Span(*span) for span in sentences(article.text[: told.cited.span.start])]
    for span in reversed(spans):
        yield parsed(article.text[slice(*span)])
    if article.title:
        yield parsed(article.title)
