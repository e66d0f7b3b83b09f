"""The two events of which a question asks which came first."""

import pytest

from qa.understanding.forms import form_of
from qa.understanding.ordering import two_events


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("Did she go before or after the vote?", ("she go", "the vote")),
        ("Had she gone before the vote, or after it?", ("she gone", "the vote")),
        ("Which came first, the fire or the flood?", ("the fire", "the flood")),
        ("Who left first: Ann Lee or Tom?", ("Ann Lee left", "Tom left")),
        ("Did Ann Lee or Tom Reed leave first?", ("Ann Lee leave", "Tom Reed leave")),
        ("was it lee or reed who left first", ("lee left", "reed left")),
        ("Did she leave before the vote?", None),
        ("Who was the first to leave?", None),
        ("Was it open or shut?", None),
        ("When did she leave?", None),
    ],
)
def test_both_events_are_read(question, events):
    found = two_events(question)
    assert (found and found.events) == events
    form = form_of(question, said=False, publishers=0, undated=question)
    assert (form == "order") == (events is not None)


def test_the_same_without_the_things_to_choose_from():
    assert two_events("Who left first, Ann Lee or Tom?").open == "Who left first?"
    assert two_events("Was it Ann Lee or Tom who left last?").open == "Who left last?"
    assert two_events("Did Ann Lee or Tom leave last?").open == "Who was the last to leave?"
    assert two_events("Which came first, the fire or the flood?").open is None
