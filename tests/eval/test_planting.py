"""Sentences planted and reworded over the sample articles: the same each time, and told well."""

from collections import Counter
from dataclasses import replace

import pytest

from eval.planting import faithful, planted
from eval.planting.__main__ import rows_of
from eval.planting.material import is_plain, is_quoted
from eval.shipped import sample_articles
from index.clean import clean
from index.records import Article, Span
from qa.verify import Cited, verify

CAUGHT, LOST = 0.95, 0.1


@pytest.fixture(scope="module")
def articles():
    found = [item for item in sample_articles() if isinstance(item, Article)]
    return [replace(one, text=clean(one.text)) for one in found[::6]]


@pytest.fixture(scope="module")
def rows(articles):
    return list(rows_of(articles, seed=3))


def test_every_kind_is_planted_and_reworded(rows):
    kinds = Counter(str(row["kind"]) for row in rows)
    assert set(kinds) == {*planted.KINDS, *faithful.KINDS}


def test_the_same_seed_gives_the_same(articles, rows):
    assert list(rows_of(articles, seed=3)) == rows


def test_a_sentence_is_changed_and_cites_words_that_stand_there(articles, rows):
    texts = {one.id: one.text for one in articles}
    for row in rows:
        quotes = [texts[c["article_id"]][c["start"] : c["end"]] for c in row["cited"]]
        assert all(quotes)
        assert row["sentence"] not in quotes


def test_the_planted_are_caught_and_the_faithful_kept(articles, rows):
    """Of articles of which some were looked at: a guard, not a measure (see eval/README.md)."""
    by_id = {one.id: one for one in articles}
    right = {True: [], False: []}
    for row in rows:
        cited = [
            Cited(article=by_id[c["article_id"]], span=Span(c["start"], c["end"]))
            for c in row["cited"]
        ]
        found = verify(str(row["sentence"]), cited)
        faithfully = row["verdict"] == "supported"
        right[faithfully].append((found.verdict == "supported") == faithfully)
    assert sum(right[False]) / len(right[False]) >= CAUGHT
    assert 1 - sum(right[True]) / len(right[True]) <= LOST


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The council voted on Monday to close the old bridge for good.", True),
        ("He voted on Monday to close the old bridge for good.", False),
        ("The council voted on Monday to close the old bridge “for good.", False),
        ("The council voted.", False),
    ],
)
def test_only_sentences_that_stand_alone_are_taken(text, plain):
    assert is_plain(text) == plain


def test_what_goes_on_in_a_quotation_is_not_taken():
    text = "“We closed it. The bridge is old. It was time.” The council agreed."
    assert is_quoted(text, text.index("The bridge"))
    assert not is_quoted(text, text.index("The council"))
