"""Of a figure that moved the one that it has become."""

import pytest

from index.records import Span
from qa.answering.moved import moved_to
from qa.language.reading import parsed

ROSE = "The number of dead rose from 12 to 19 on Monday."


@pytest.mark.parametrize(
    ("question", "sentence", "figure", "expected"),
    [
        ("How many died?", ROSE, "12", "19"),
        ("How many died?", ROSE, "19", None),
        ("How many died at first?", ROSE, "12", None),
        ("How many were hurt?", "It increased to 167 from a previous 93 people.", "93", "167"),
        ("How many came?", "A bus with 12 people came from Hull to York.", "12", None),
    ],
)
def test_what_a_figure_has_become(question, sentence, figure, expected):
    start = sentence.index(figure)
    found = moved_to(question, parsed(sentence), Span(start, start + len(figure)))
    assert (found and sentence[slice(*found)]) == expected
