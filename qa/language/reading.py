"""Sentences of English in, their parses out: the one parser of the program, loaded on first use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from qa.language.parse import Parse, Parser
from qa.language.spacy_parser import SpacyParser


def parsed(sentence: str) -> Parse:
    """The parse of one sentence. Raises ModelUnavailable where the model cannot be used."""
    return _parser().parse([sentence])[0]


def parse_all(sentences: Sequence[str]) -> tuple[Parse, ...]:
    """The parses of several sentences: quicker than one by one. Raises what `parsed` raises."""
    return _parser().parse(sentences)


def is_known(word: str) -> bool:
    """Whether a word, in lower case, is one of the language. Raises what `parsed` raises."""
    return _parser().knows(word)


@cache
def _parser() -> Parser:
    return SpacyParser()
