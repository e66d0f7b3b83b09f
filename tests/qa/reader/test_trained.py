"""The trained reader on small passages; what it scores on question sets is in its model card."""

import shutil
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.bundled import WordEmbeddings
from index.errors import ModelUnavailable
from index.records import Span
from qa.engine import given_passage
from qa.reader.model import GRAPH, SpanGraph
from qa.reader.trained import (
    LONGEST_ANSWER,
    Calibration,
    TrainedReader,
    _best_pair,
    _brackets_open,
    claims_superlative,
    is_heading,
    tells,
)
from qa.reader.windows import LENGTHS, TOKENS
from qa.understand import understand

PASSAGE = (
    "The bridge at Ely fell on Monday. Forty people were hurt, police said. "
    "The mayor, Ada Quill, had asked for repairs in 2019."
)


@pytest.fixture(scope="module")
def reader():
    return TrainedReader(words=1_000)


def read(reader, question, passage=PASSAGE, title=None):
    headed = [
        replace(found, article=replace(found.article, title=title))
        for found in given_passage(passage)
    ]
    return reader.read(understand(question), headed)


def test_passages_of_all_lengths_are_read_in_few_shapes(monkeypatch):
    seen = set()
    of = WordEmbeddings.of

    def spied(self, ids):
        seen.add(ids.shape)
        return of(self, ids)

    monkeypatch.setattr(WordEmbeddings, "of", spied)
    model = SpanGraph()
    for words in range(1, 200, 7):
        [reading] = model.read("Who fell?", ["fell " * words])
        assert len(reading.start) == len(reading.end) == words + 6  # no padding comes out
    assert len(seen) <= TOKENS // LENGTHS


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many people were hurt?", "Forty"),
        ("Who is the mayor?", "Ada Quill"),
        ("When did the bridge fall?", "Monday"),
    ],
)
def test_the_answer_is_marked_in_the_sentence_that_holds_it(reader, question, answer):
    best = read(reader, question)[0]
    assert answer in best.short_answer
    assert best.short_answer in best.text


def test_the_sentences_near_the_question_are_weighed_and_the_best_comes_first(reader):
    evidence = read(reader, "Who is the mayor?")
    # The first sentence is left out: neither it nor its neighbour holds a word of the question.
    assert sorted(found.text[:5] for found in evidence) == ["Forty", "The m"]
    assert [found.score for found in evidence] == sorted(
        (found.score for found in evidence), reverse=True
    )
    assert all(0 <= found.score <= 1 for found in evidence)


def test_an_answered_question_is_more_probable_than_one_the_passage_does_not_answer(reader):
    answered = read(reader, "How many people were hurt?")[0].score
    unanswered = read(reader, "What does the museum in Lisbon charge?")[0].score
    assert answered > unanswered


def test_a_sentence_that_only_asks_answers_nothing(reader):
    asks = "Which mayor had asked for repairs of the bridge in 2019? Ada Quill had."
    found = read(reader, "Which mayor asked for repairs of the bridge in 2019?", asks)
    assert [one.text for one in found] == ["Ada Quill had."]


def test_the_words_of_the_question_are_no_answer_to_it(reader):
    told = "Ada Quill, the mayor of Ely, was beaten by Tom Vance in the vote on Monday."
    assert read(reader, "Who beat Ada Quill in the vote?", told)[0].short_answer == "Tom Vance"
    # One of those that it names may be asked for.
    choice = read(reader, "Who won the vote, Ada Quill or Tom Vance?", told)[0].short_answer
    assert choice in {"Ada Quill", "Tom Vance"}


def test_the_headline_says_what_a_passage_is_about(reader):
    question, told = "Where did the bridge fall?", "It fell at Ely on Monday, police said."
    bare = read(reader, question, told)[0]
    headed = read(reader, question, told, title="Old bridge collapses in the north")[0]
    other = read(reader, question, told, title="Opera singer retires")[0]
    assert headed.span == bare.span == (0, len(told))
    assert headed.short_answer == "Ely"
    assert headed.score > max(bare.score, other.score)


def test_a_sentence_that_says_what_the_headline_says_gains_by_it(reader, monkeypatch):
    question, title = "Who asked for repairs?", "Ada Quill asked for repairs"
    told = "The mayor, Ada Quill, had spoken to the council in 2019."
    found = read(reader, question, told, title)[0]
    monkeypatch.setattr("qa.reader.trained._one_in_the_other", lambda *_: False)
    assert found.score > read(reader, question, told, title)[0].score


@pytest.mark.parametrize("title", ["word " * 200_000, "w" * 1_000_000])
def test_of_a_headline_without_end_only_the_beginning_is_read(reader, title):
    began = time.process_time()
    assert read(reader, "Who is the mayor?", title=title)[0].short_answer == "Ada Quill"
    assert time.process_time() - began < 10


@settings(max_examples=settings.default.max_examples // 5)
@given(passage=st.text(max_size=300), question=st.text(max_size=80), title=st.text(max_size=80))
def test_spans_lie_in_their_sentences_whatever_is_read(reader, passage, question, title):
    for found in read(reader, question, passage, title):
        assert found.span.start <= found.answer.start < found.answer.end
        assert found.text == passage[found.span.start : found.span.end]


def test_a_passage_of_a_hundred_thousand_words_is_read_in_bounded_time(reader):
    began = time.process_time()
    assert read(reader, "Who fell?", "word " * 100_000)
    assert time.process_time() - began < 60


def test_only_so_many_words_are_read_but_always_one_passage():
    first, second = given_passage(PASSAGE)[0], given_passage("Ada Quill is the mayor of Ely.")[0]
    both = (first, replace(second, article=replace(second.article, id="second")))
    for words, articles in ((1, {"passage"}), (20, {"passage"}), (40, {"passage", "second"})):
        read_of = TrainedReader(words=words).read(understand("Who is the mayor?"), both)
        assert {found.article.id for found in read_of} == articles


def test_no_passages_give_no_evidence(reader):
    assert read(reader, "Who is the mayor?", "") == []


@pytest.mark.parametrize("suffix", [".xml", ".bin"])
def test_a_damaged_graph_is_refused(suffix, tmp_path):
    for file in (GRAPH, GRAPH.with_suffix(".bin")):
        shutil.copy(file, tmp_path)
    spoiled = tmp_path / f"reader{suffix}"
    content = bytearray(spoiled.read_bytes())
    content[5000] ^= 1
    spoiled.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="damaged"):
        SpanGraph(tmp_path / GRAPH.name).read("Who?", ["He."])


def test_a_missing_graph_is_named(tmp_path):
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        SpanGraph(tmp_path / "none.xml").read("Who?", ["He."])


def test_the_best_pair_is_the_greatest_sum_in_order_and_not_too_long():
    start = np.array([0.0, 3.0, 1.0], dtype=np.float32)
    end = np.array([5.0, 0.0, 2.0], dtype=np.float32)
    # 3 + 5 would run backwards; 0 + 5 = 5 on the first token equals 3 + 2 = 5: the first wins.
    flat = np.zeros((LONGEST_ANSWER + 1, 2), dtype=np.int64)
    assert _best_pair(start, end, flat[:3]) == (0, 0, 5.0)
    long = np.zeros(LONGEST_ANSWER + 1, dtype=np.float32)
    begin, finish = long.copy(), long.copy()
    begin[0], finish[-1] = 9.0, 9.0
    first, last, score = _best_pair(begin, finish, flat)
    assert (last - first < LONGEST_ANSWER, score) == (True, 9.0)


def test_a_span_holds_both_brackets_or_none():
    text = "So. Ann (poet) was a poet."
    tokens = ["Ann", "(", "poet", ")", "was", "a", "poet"]
    offsets, at = [], 3
    for token in tokens:
        at = text.index(token, at)
        offsets.append((at, at := at + len(token)))
    opened = _brackets_open(text, Span(4, len(text)), np.array(offsets))
    start, end = np.zeros(7, dtype=np.float32), np.zeros(7, dtype=np.float32)
    start[2] = end[6] = 9.0
    start[0] = 8.0
    # "poet) was a poet" would be best.
    assert _best_pair(start, end, opened) == (0, 6, 17.0)


def test_calibration_against_its_arithmetic():
    calibration = Calibration(slope=2.0, shift=-1.0)
    assert calibration.probability(0.5) == pytest.approx(0.5)
    assert calibration.probability(1.5) == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert calibration.probability(1e9) == 1.0
    assert calibration.probability(-1e9) == 0.0


def test_superlatives_are_whole_words():
    assert claims_superlative("He was the first to go.", ("first", "earliest"))
    assert not claims_superlative("He gave firsthand news.", ("first", "earliest"))
    assert claims_superlative("Anything.", ())


def test_headings_are_short_and_have_no_full_stop():
    assert is_heading("Musk and Cummings")
    assert is_heading("Thursday, 1 Feb 2023 ...")
    assert not is_heading("On Thursday 1 February 2023 it fell.")
    assert not is_heading("He left.")


def test_a_heading_and_a_question_tell_nothing():
    assert tells("He left.")
    assert not tells("Musk and Cummings")
    assert not tells("“Will there be an inquiry into what went wrong in the towns?”")
