import math
from datetime import date, timedelta

import pytest

from index.records import Hit, Passage, Span
from qa.rank import RECENT_DAYS, in_turn, recency, sentence_scores, weighted_sum


def hit(passage, score, rank):
    return Hit(passage_id=passage, score=score, rank=rank, via="words")


def passage(number, *sentences, start=0):
    spans, place = [], start
    for sentence in sentences:
        spans.append(Span(place, place + len(sentence)))
        place += len(sentence) + 1
    return Passage(
        id=number,
        article_id="a",
        start=start,
        end=place - 1,
        text=" ".join(sentences),
        sentences=tuple(spans),
    )


def test_weighted_sum_against_its_arithmetic():
    words = [hit(1, 8.0, 1), hit(2, 4.0, 2)]
    meaning = [hit(2, 0.9, 1), hit(3, 0.6, 2), hit(1, 0.3, 3)]
    assert weighted_sum(words, meaning, meaning_weight=0.3) == pytest.approx(
        {1: 0.7 * 1.0 + 0.3 * 0.0, 2: 0.7 * 0.5 + 0.3 * 1.0, 3: 0.3 * 0.5}
    )


def test_weighted_sum_of_nothing_is_nothing():
    assert weighted_sum([], [], meaning_weight=0.3) == {}


def test_the_passage_with_the_fullest_sentence_has_1():
    together = passage(1, "Steel is dear.", "The bridge fell.", start=40)
    apart = passage(2, "The bridge stands.", "A tree fell.")
    scores = sentence_scores({"bridg", "fell"}, [together, apart])
    # Both words in three words of one sentence, against one of them: half as much.
    assert scores == pytest.approx({1: 1.0, 2: 0.5})


def test_a_word_that_all_passages_share_counts_for_less_than_one_that_tells_them_apart():
    passages = [passage(n, "The strike went on.") for n in range(1, 9)]
    passages += [passage(9, "The harbour closed today.")]
    scores = sentence_scores({"strike", "harbour"}, passages)
    rare, common = math.log(1 + 8.5 / 1.5), math.log(1 + 1.5 / 8.5)
    assert scores[1] / scores[9] == pytest.approx(common / rare)


def test_sentences_without_the_words_have_0():
    assert sentence_scores({"steel"}, [passage(1, "Nothing here.")]) == {1: 0.0}
    assert sentence_scores({"steel"}, []) == {}


def test_recency_falls_with_the_days():
    asked = date(2024, 3, 30)
    assert recency(asked, asked) == 1.0
    assert recency(asked - timedelta(days=RECENT_DAYS), asked) == pytest.approx(1 / math.e)
    assert recency(None, asked) == 0.0
    assert recency(asked + timedelta(days=1), asked) == 0.0


def test_lists_are_taken_from_in_turn():
    assert in_turn([[1, 2, 3], [4], [5, 6]]) == [1, 4, 5, 2, 6, 3]
    assert in_turn([]) == []
