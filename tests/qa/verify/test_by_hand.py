"""Sentences that were written by hand over the sample articles, as a model might write them."""

from pathlib import Path

import pytest

from eval.shipped import find_set
from eval.stores import lookup_for
from eval.verification.pairs import read_pairs
from qa.verify import verify

BY_HAND = Path(__file__).with_name("by_hand.jsonl")
KEPT = 22
"""Of the 24 that are supported."""


@pytest.fixture(scope="module")
def pairs():
    found, problems = read_pairs(BY_HAND, lookup_for(find_set("seed"), None))
    assert not problems
    return found


def test_none_that_is_not_supported_is_said_to_be(pairs):
    wrong = [pair for pair in pairs if pair.verdict != "supported"]
    assert len(wrong) == 25
    passed = [p.sentence for p in wrong if verify(p.sentence, p.cited).verdict == "supported"]
    assert passed == []


def test_nearly_all_that_are_supported_are_kept(pairs):
    right = [pair for pair in pairs if pair.verdict == "supported"]
    kept = [pair for pair in right if verify(pair.sentence, pair.cited).verdict == "supported"]
    assert len(right) == 24
    assert len(kept) >= KEPT


def test_a_sentence_rests_on_the_words_that_it_cites(pairs):
    for pair in pairs:
        found = verify(pair.sentence, pair.cited)
        for place in found.places:
            assert place.text == place.article.text[slice(*place.span)]
            assert any(place.span.start >= one.span.start for one in pair.cited)
