"""The reader's graph beside the network that it was made from, on articles of the shipped sets."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from torch_spans import TorchSpans

from eval.shipped import find_set, sample_articles
from index.records import Article
from qa.engine import given_passage
from qa.reader.network import load
from qa.reader.trained import WEIGHTS, TrainedReader
from qa.reader.windows import cut
from qa.understand import understand

QUESTIONS = 500
LONGEST = 1200
"""Characters read around what answers, in all."""


@pytest.fixture(scope="module")
def asked():
    """Questions, each with the stretch of an article that holds what answers it."""
    articles = {one.id: one for one in sample_articles() if isinstance(one, Article)}
    found = []
    for name in ("seed", "wikinews"):
        for case in find_set(name).cases:
            for evidence in case.evidence:
                text = articles[evidence.article_id].text
                place = text.index(evidence.quote)
                for before in (0, LONGEST // 2):
                    start = max(0, place - before)
                    stretch = text[start : start + LONGEST].partition(" ")[2]
                    found.append((case.question, stretch))
    return list(dict.fromkeys(found))[:QUESTIONS]


def test_the_best_answer_is_the_same_one(asked):
    assert len(asked) == QUESTIONS
    readers = [TrainedReader(words=10_000), TrainedReader(words=10_000, model=spans())]
    same = 0
    for question, passage in asked:
        understood = replace(understand(question), superlatives=())
        one, other = (reader.read(understood, given_passage(passage)) for reader in readers)
        same += one[0].answer == other[0].answer if one and other else not one and not other
    assert same >= 0.98 * QUESTIONS


def test_the_logits_are_near(asked):
    ours, theirs = (model.read(*first(asked)) for model in (TrainedReader(words=1)._model, spans()))
    assert len(ours) == len(theirs) == 20
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(one.offsets, other.offsets)
        np.testing.assert_allclose(one.start, other.start, atol=0.5)
        np.testing.assert_allclose(one.end, other.end, atol=0.5)


def first(asked):
    return asked[0][0], [passage for _, passage in asked[:20]]


def spans():
    return TorchSpans(load(WEIGHTS))


def test_a_long_passage_is_cut_into_windows_that_share_tokens():
    words = [f"word{number}" for number in range(500)]
    windows = cut(["Who?"], [" ".join(words)])
    text = " ".join(words)
    shown = [
        {at for at, of in zip(window.offsets, window.of_passage, strict=True) if of}
        for window in windows
    ]
    assert max(len(window.ids) for window in windows) <= 320
    assert all(len(one & other) == 96 for one, other in pairwise(shown))
    assert set().union(*shown) == {
        at for window in cut(["Who?"], [text], tokens=100_000) for at in window.offsets
    } - {(0, 0)} | {(0, 4)}


def test_a_question_longer_than_a_third_of_a_window_is_cut():
    [window] = cut(["why " * 500], ["He left."])
    assert window.types.index(1) == 320 // 3 + 2
