import pytest

from qa.types import Understanding
from qa.understand import understand
from qa.understanding.shown import line_of, removable


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Who first called for a national inquiry?", "fact"),
        ("When did the ferry sink?", "fact"),
        ("What is the bill about to change?", "fact"),
        ("What happened when the ferry reached the pier?", "fact"),
        ("Who is the latest minister to resign?", "fact"),
        ("What did the council supposedly hide?", "fact"),
        ("What is the name of the ship?", "fact"),
        ("Can you tell me who sank the ferry?", "fact"),
        ("Which towns lost their station?", "list"),
        ("Which two ferries sank?", "list"),
        ("List all the ferries that sank.", "list"),
        ("Who were the survivors?", "list"),
        ("What did the mayor say about the ferry?", "said"),
        ("Did the mayor resign?", "yes_no"),
        ("Wasn't the ferry insured?", "yes_no"),
        ("Did the ferry sink before or after the storm?", "order"),
        ("What happened when in the ferry inquiry?", "timeline"),
        ("Timeline of the ferry inquiry", "timeline"),
        ("Give me a timeline of the inquiry.", "timeline"),
        ("What's the latest on the ferry?", "timeline"),
        ("Any news about the ferry?", "timeline"),
        ("What happened in October 2023?", "timeline"),
        ("How did the strike unfold?", "timeline"),
        ("What is this article about?", "overview"),
        ("What's this about?", "overview"),
        ("Summarise the ferry disaster", "overview"),
        ("Tell me about the strike.", "overview"),
        ("What do the articles say about the strike?", "overview"),
        ("give me a quick summary of the ferry story", "overview"),
        ("Who wrote the map that was published in 1967?", "fact"),
        ("What is the title of the map?", "fact"),
        ("Who wrote this?", "byline"),
        ("When was the article about the ferry published?", "byline"),
        ("Which paper published the story on the ferry?", "byline"),
        ("What is the headline?", "byline"),
        ("How do Ann Lee and the council differ on the ferry?", "comparison"),
        ("compare the ferry and the bridge", "comparison"),
        ("What is the difference between the two ferries?", "comparison"),
        ("???", "fact"),
    ],
)
def test_the_form_is_read_from_the_wording(question, form):
    assert understand(question).form == form


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Did the Courier and the Echo both report on the strike?", "comparison"),
        ("How did the Courier and the Echo describe the strike?", "comparison"),
        ("Compare the Courier and the Echo on the strike.", "comparison"),
        ("Who leads the strike, as reported by the Courier and the Echo?", "fact"),
    ],
)
def test_two_publishers_are_compared_where_that_is_asked(question, form):
    assert understand(question, publishers=("Courier", "Echo")).form == form


def test_of_one_publisher_nothing_is_compared_but_what_is_named():
    asked = "How did the Courier and the Echo describe the strike?"
    assert understand(asked, publishers=("Courier",)).form != "comparison"
    asked = "Compare the Courier and the Echo on the strike."
    assert understand(asked, publishers=("Courier",)).form == "comparison"


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What happened when in the ferry inquiry?", "the ferry inquiry?"),
        ("What's the latest on the ferry?", "the ferry?"),
        ("Summarise the strike in October 2023", "the strike"),
        ("What is this about?", "?"),
        ("Who sank the ferry?", "Who sank the ferry?"),
    ],
)
def test_what_is_searched_for_is_the_subject(question, subject):
    assert understand(question).subject == subject


def test_a_date_that_is_taken_away_is_not_read():
    question = "What did the mayor say in October 2023?"
    assert understand(question).window is not None
    assert understand(question, without=("in October 2023",)).window is None


def test_how_a_question_was_understood_is_told_in_a_line():
    understood = understand("What happened in October 2023?").window
    shown = Understanding(
        kind="timeline",
        since=understood.since,
        until=understood.until,
        words=understood.words,
        publishers=("BBC",),
    )
    assert line_of(shown) == "timeline · October 2023 · BBC"
    assert removable(shown) == [("October 2023", "in October 2023"), ("BBC", "BBC")]
    assert line_of(Understanding(kind="fact")) == ""
    assert line_of(Understanding(kind="fact", publishers=("BBC",))) == "BBC"
