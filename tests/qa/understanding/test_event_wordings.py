"""Wordings that place an answer before or after an event, and such as only look like it."""

import pytest

from qa.understanding.events import find_event

PLACED = {
    "What did the mayor say before the vote?": ("the vote", "before", False),
    "What happened after the verdict?": ("the verdict", "after", True),
    "How many have died since the fire?": ("the fire", "after", True),
    "Who led the party until its collapse?": ("its collapse", "before", True),
    "After the launch, what did the founder say?": ("the launch", "after", True),
    "What had they said prior to the Whitby landslip?": ("the Whitby landslip", "before", False),
    "What was known before the divers reached the wreck?": (
        "the divers reached the wreck",
        "before",
        False,
    ),
}
NOT_PLACED = [
    "Who looked after the children?",
    "Which ship is named after the king?",
    "What did the driver say before the court?",
    "Who testified before the Senate?",
    "Did the ferry sink before or after the storm?",
    "What has changed since the start of the year?",
    "Who retired after the age of 60?",
    "What happened before?",
    "Who is following the case?",
    "What happened after the fire was put out by the men of three towns who had come?",
]


@pytest.mark.parametrize("text", PLACED)
def test_an_event_and_the_side_of_it_are_read(text):
    event = find_event(text)
    assert event is not None
    assert (event.name, event.side, event.inclusive) == PLACED[text]
    assert event.words in text


@pytest.mark.parametrize("text", NOT_PLACED)
def test_what_is_no_event_is_left_alone(text):
    assert find_event(text) is None
