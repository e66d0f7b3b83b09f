import threading
from concurrent.futures import CancelledError

import pytest

from qa.engine import Engine
from web.turns import InTurn


class Counting(Engine):
    """An engine that knows how many questions it was answering at most, and in which threads."""

    def __init__(self, library) -> None:
        self.library = library
        self.now = self.most = 0
        self.threads = set()
        self._both_here = threading.Barrier(2)
        self._lock = threading.Lock()

    def ask(self, question):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
            self.threads.add(threading.get_ident())
        self._both_here.wait(10)  # breaks unless two are let in together
        with self._lock:
            self.now -= 1
        return question

    def search(self, question, *, k):
        return self.ask(f"{question} {k}")

    def stream(self, question):
        yield self.ask(question)


class Held(Engine):
    """An engine that lists the questions it begins to answer, and answers when it is let."""

    def __init__(self, library) -> None:
        self.library = library
        self.begun = []
        self.has_begun = threading.Event()
        self.released = threading.Event()

    def stream(self, question):
        for part in ("some", "all"):
            self.begun.append((question, part))
            self.has_begun.set()
            assert self.released.wait(10)
            if question == "broken?":
                raise OSError(question)
            yield part


@pytest.fixture
def held(library):
    held = Held(library)
    yield held
    held.released.set()


def test_no_more_than_so_many_are_answered_at_once_and_all_are(library):
    counting = Counting(library)
    engine = InTurn(counting, at_once=2)
    answers = []
    ways = (engine.ask, lambda question: engine.search(question, k=3), engine.stream)
    threads = [
        threading.Thread(target=lambda n=n: answers.extend(ways[n % 3](f"{n}?"))) for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = {f"{n}?" for n in range(2, 12, 3)}
    assert asked <= set(answers)
    assert counting.most == 2
    assert len(counting.threads) == 2


def test_a_stream_gives_all_parts_and_then_no_more(held):
    held.released.set()
    answers = InTurn(held, at_once=1).stream("one?")
    assert list(answers) == ["some", "all"]
    assert list(answers) == []


def test_what_breaks_a_stream_off_is_raised(held):
    held.released.set()
    with pytest.raises(OSError, match="broken"):
        list(InTurn(held, at_once=1).stream("broken?"))


def test_who_gives_up_a_turn_costs_no_answer(held):
    engine = InTurn(held, at_once=1)
    first, left, last = (engine.stream(question) for question in ("one?", "two?", "three?"))
    assert held.has_begun.wait(10)
    waiting = threading.Thread(target=lambda: list(left))
    waiting.start()
    left.close()
    waiting.join(10)
    assert not waiting.is_alive()
    held.released.set()
    assert list(first) == list(last) == ["some", "all"]
    assert "two?" not in {question for question, _ in held.begun}


def test_a_stream_that_is_closed_ends_after_the_part_in_the_making(held):
    engine = InTurn(held, at_once=1)
    closed = engine.stream("one?")
    assert held.has_begun.wait(10)
    closed.close()
    assert list(closed) == []  # though that part is not there yet
    held.released.set()
    assert list(engine.stream("two?")) == ["some", "all"]
    assert held.begun == [("one?", "some"), ("two?", "some"), ("two?", "all")]


def test_nobody_waits_for_a_turn_once_it_has_stopped(held):
    engine = InTurn(held, at_once=1)
    engine.stream("one?")
    assert held.has_begun.wait(10)
    waiting = engine.stream("two?")
    engine.stop()
    with pytest.raises(CancelledError):
        next(waiting)
