import threading
from datetime import date

import pytest

from index.errors import StoreUnavailable
from index.records import Article
from qa.engine import Engine
from qa.types import Answer, Question
from web.remembered import Remembering
from web.turns import InTurn

MISSION_QUESTION = "Who first called for a national inquiry?"


class Counting(Engine):
    """An engine that lists what it was asked, and lets no answer go before it may."""

    def __init__(self, library) -> None:
        self.library = library
        self.asked = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.fails = False

    def ask(self, question):
        self.asked.append(question.text)
        self.may_answer.wait(10)
        if self.fails:
            raise StoreUnavailable("the disk is gone")
        return Answer(
            question=question.text,
            standalone=question.text,
            status="not_found",
            text=f"no {question.text}",
            short_answers=(),
            confidence=0.0,
            claims=(),
            citations=(),
            nearest=(),
        )


@pytest.fixture
def counting(library):
    return Counting(library)


def test_a_question_is_answered_once_until_an_article_is_added(counting, library):
    engine = Remembering(counting)
    assert engine.ask("who?").text == engine.ask(Question(text="who?")).text == "no who?"
    assert counting.asked == ["who?"]
    library.add([Article(id="new", text="The town hall was painted.")])
    engine.ask("who?")
    library.remove(["new"])
    engine.ask("who?")
    assert counting.asked == ["who?"] * 3


def test_what_restricts_a_question_makes_it_another(counting):
    engine = Remembering(counting)
    engine.ask("who?")
    engine.ask(Question(text="who?", since=date(2024, 1, 1)))
    engine.ask(Question(text="who?", publishers=("Wire",)))
    assert len(counting.asked) == 3


def test_those_who_ask_meanwhile_wait_for_the_one_answer(counting):
    engine = Remembering(counting)
    counting.may_answer.clear()
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(engine.ask("who?"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    counting.may_answer.set()
    for thread in threads:
        thread.join(10)
    assert [answer.text for answer in answers] == ["no who?"] * 8
    assert counting.asked == ["who?"]


def test_a_failure_is_told_and_not_remembered(counting):
    engine = Remembering(counting)
    counting.fails = True
    with pytest.raises(StoreUnavailable):
        engine.ask("who?")
    counting.fails = False
    assert engine.ask("who?").text == "no who?"


def test_what_was_asked_longest_ago_is_forgotten(counting):
    engine = Remembering(counting, answers=2)
    for question in ("a?", "b?", "a?", "c?", "a?", "b?"):
        engine.ask(question)
    assert counting.asked == ["a?", "b?", "c?", "b?"]


def test_the_time_of_a_remembered_answer_is_its_own(engine):
    remembering = Remembering(engine)
    first = remembering.ask("Who spoke?")
    assert set(remembering.ask("Who spoke?").timings) == {"total"}
    assert len(first.timings) > 1


def test_a_streamed_answer_is_remembered_whole(engine):
    remembering = Remembering(engine)
    first = list(remembering.stream(MISSION_QUESTION))
    again = list(remembering.stream(MISSION_QUESTION))
    assert [len(answer.claims) for answer in first] == [1, 2]
    assert [answer.claims for answer in again] == [answer.claims for answer in first]
    assert set(again[-1].timings) == set(remembering.ask(MISSION_QUESTION).timings) == {"total"}


@pytest.mark.parametrize("waiting", [False, True])
def test_a_stream_that_is_left_early_is_not_remembered(engine, waiting):
    """Where it waits for a turn, the parts that were made meanwhile come before its end."""
    remembering = Remembering(InTurn(engine, at_once=1) if waiting else engine)
    growing = remembering.stream(MISSION_QUESTION)
    next(growing)
    growing.close()
    list(growing)
    assert len(remembering.ask(MISSION_QUESTION).timings) > 1


def test_what_is_asked_anew_is_answered_again_and_remembered(counting):
    engine = Remembering(counting)
    engine.ask("who?")
    list(engine.stream("who?", anew=True))
    list(engine.stream("who?"))
    assert counting.asked == ["who?"] * 2
