"""Who tells of a deed, is told of it or only comes from a place is no answer to who or where."""

import pytest

from index.records import Span
from qa.answering.asked import asked_for
from qa.answering.bystanders import stands_by
from qa.language.reading import parsed


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "expected"),
    [
        ("Who was behind the fire?", "According to Ann Lee, the fire spread.", "Ann Lee", True),
        ("Who sank the boat?", "Ann Lee said that Tom Reed sank the boat.", "Ann Lee", True),
        ("Who sank the boat?", "Ann Lee said that Tom Reed sank the boat.", "Tom Reed", False),
        ("Who said the boat sank?", "Ann Lee said that the boat sank.", "Ann Lee", False),
        ("Who fears a flood?", "Ann Lee said that a flood was likely.", "Ann Lee", False),
        ("Who is the mayor?", "The mayor, Ann Lee, said it was late.", "Ann Lee", False),
        ("Who sank the boat?", "Ann Lee told Tom Reed to wait.", "Tom Reed", True),
        ("Who followed Ann Lee?", "Ann Lee Holt was sworn in.", "Holt", True),
        ("Who followed Ann Lee?", "Tom Holt followed Ann Lee.", "Holt", False),
        ("Who won the cup?", "The club named the winners of the cup.", "The club", True),
        ("Who won the cup?", "The club beat the holders of the cup.", "The club", False),
        ("Who are the winners of the cup?", "Leeds met the winners.", "Leeds", True),
        ("Who are the winners of the cup?", "Leeds are the winners.", "Leeds", False),
        ("Who stole the ring?", "Ann Lee was held after the theft.", "Ann Lee", True),
        ("Who stole the ring?", "Ann Lee, who stole the ring, was held.", "Ann Lee", False),
        ("Who owned the Holt House?", "Tom Holt built it in 1802.", "Tom", False),
    ],
)
def test_who_stands_by(question, sentence, answer, expected):
    start = sentence.index(answer)
    span = Span(start, start + len(answer))
    assert stands_by(asked_for(question), parsed(sentence), span, where=False) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ann Lee from Kenya won the race.", True),
        ("Ann Lee won the race in Kenya.", False),
    ],
)
def test_where_somebody_is_from_is_not_where_it_was(sentence, expected):
    start = sentence.index("Kenya")
    asked = asked_for("Where did Ann Lee win the race?")
    found = stands_by(asked, parsed(sentence), Span(start, start + len("Kenya")), where=True)
    assert found == expected
