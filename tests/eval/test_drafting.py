"""What a language model wrote is kept, and says the same again without it."""

import pytest
from language_model import scripted_model

from eval.drafting.kept import Drafts, KeptModel
from qa.types import Question
from qa.writing.address import read_address
from qa.writing.written import Written

ASKED = Question(text="When did the bridge close?", passage="The bridge closed on Monday.")


@pytest.fixture(scope="module")
def script():
    with scripted_model() as script:
        yield script


def written(engine, path, address, *, draw=0):
    model = KeptModel(Drafts(path), address and read_address(address), draw=draw)
    return Written(engine, model).ask(ASKED).writing


def test_an_answer_is_asked_for_once_and_kept(script, sample_engine, tmp_path):
    path = tmp_path / "drafts.jsonl"
    script.says(("The bridge closed on Monday.", 1), ("The bridge burned.", 1))
    first = written(sample_engine, path, script.address)
    asked = len(script.asked)
    again = written(sample_engine, path, None)
    assert [one.text for one in first.shown] == ["The bridge closed on Monday."]
    assert again.sentences == first.sentences
    assert again.by == first.by
    assert len(script.asked) == asked


def test_each_draw_is_another_answer_to_the_same(script, sample_engine, tmp_path):
    path = tmp_path / "drafts.jsonl"
    script.says(("The bridge closed on Monday.", 1))
    written(sample_engine, path, script.address)
    script.says(("On Monday the bridge closed.", 1))
    written(sample_engine, path, script.address, draw=1)
    temperatures = [asked["temperature"] for asked in script.asked[-2:]]
    texts = [written(sample_engine, path, None, draw=draw).shown[0].text for draw in (0, 1)]
    assert temperatures == [0, 0.7]
    assert texts == ["The bridge closed on Monday.", "On Monday the bridge closed."]


def test_what_still_comes_of_an_answer_that_was_enough_is_not_kept(script, sample_engine, tmp_path):
    path = tmp_path / "drafts.jsonl"
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    script.says(*((f"The bridge closed on {day}.", 1) for day in days), every=9)
    first = written(sample_engine, path, script.address)
    again = written(sample_engine, path, None)
    assert len(first.sentences) == 6
    assert again.sentences == first.sentences
    assert len(path.read_text("utf-8").splitlines()) == 2


def test_what_is_not_kept_is_said_to_be_so(sample_engine, tmp_path):
    writing = written(sample_engine, tmp_path / "none.jsonl", None)
    assert writing.failed
    assert "not kept" in writing.note
