"""What a question asks the changes of."""

import pytest

from qa.understanding.changing import changing


@pytest.mark.parametrize(
    ("question", "subject", "counted"),
    [
        ("How did the death toll in Halden rise?", "the death toll in Halden", True),
        ("How did deaths rise between April and May 2020 in Hull?", "deaths Hull", True),
        ("How has the plan changed?", "the plan", False),
        ("How did the storm grow on its way to Halden?", "the storm Halden", False),
        ("How did the number of confirmed dead go up?", "the number of confirmed dead", True),
    ],
)
def test_what_changed_is_read(question, subject, counted):
    found = changing(question)
    assert found.subject == subject
    assert (found.counted is not None) == counted


@pytest.mark.parametrize(
    "question",
    [
        "How did the boy fall?",
        "How did Ann Lee change the plan?",
        "How many died?",
        "How did she vote?",
        "What changed?",
    ],
)
def test_what_asks_in_what_way_does_not(question):
    assert changing(question) is None
