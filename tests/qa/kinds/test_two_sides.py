"""The two things that a question compares."""

import pytest

from qa.kinds.sides import sides


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Compare Lee and Marks on the toll", ("Lee", "Marks")),
        ("Compare the council and the mayor on the toll", ("the council", "the mayor")),
        ("Compare Ann Lee and the mayor of Hull", ("Ann Lee", "the mayor of Hull")),
        ("Lee versus Marks on tax", ("Lee", "Marks")),
        ("Compare Lee", None),
    ],
)
def test_what_they_are_compared_in_is_no_part_of_either(question, expected):
    assert sides(question) == expected
