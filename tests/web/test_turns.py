import threading

from qa.engine import Engine
from web.turns import InTurn


class Counting(Engine):
    """An engine that knows how many questions it was answering at most."""

    def __init__(self, library) -> None:
        self.library = library
        self.now = self.most = 0
        self._both_here = threading.Barrier(2)
        self._lock = threading.Lock()

    def ask(self, question):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self._both_here.wait(10)  # breaks unless two are let in together
        with self._lock:
            self.now -= 1
        return question


def test_no_more_than_so_many_are_answered_at_once_and_all_are(library):
    counting = Counting(library)
    engine = InTurn(counting, at_once=2)
    answers = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(engine.ask(f"{n}?"))) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [f"{n}?" for n in range(8)]
    assert counting.most == 2
