from dataclasses import replace
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from cli import app
from eval.feedback import (
    FILE_NAME,
    REASONS,
    RIGHT,
    SHOULD_BE_NOT_FOUND,
    WRONG,
    Judgement,
    export,
    judgements,
    keep,
)
from eval.formats import read_set
from qa.types import Answer, Citation, Turn

CITATION = Citation(
    number=1,
    article_id="rail",
    version=1,
    title=None,
    publisher=None,
    published=None,
    url=None,
    quote="The rail link to Leeds is delayed again.",
    start=0,
    end=40,
)
ANSWER = Answer(
    question="Which link is delayed?",
    standalone="Which link is delayed?",
    status="answered",
    text="",
    short_answers=("The rail link",),
    confidence=0.5,
    claims=(),
    citations=(CITATION,),
    nearest=(),
)
JUDGED = Judgement(
    id="j1",
    when=datetime(2024, 5, 1, tzinfo=UTC),
    verdict=RIGHT,
    answer=ANSWER,
    history=(Turn(question="What is new?", answer="A delay."),),
)
NOTHING_FOUND = replace(ANSWER, status="not_found", short_answers=(), citations=())


def test_judgements_are_kept_and_the_last_one_holds(tmp_path):
    assert judgements(tmp_path) == []
    later = replace(JUDGED, verdict=WRONG)
    for judgement in (JUDGED, replace(JUDGED, id="j2"), later):
        keep(tmp_path, judgement)
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(b'{"id": "j1", "when')  # the machine lost its power
    assert judgements(tmp_path) == [later, replace(JUDGED, id="j2")]


@pytest.mark.parametrize("verdict", [WRONG, *REASONS])
def test_what_says_no_right_answer_is_left_out(verdict):
    made = export([replace(JUDGED, verdict=verdict)])
    assert made.left_out == (verdict != SHOULD_BE_NOT_FOUND)
    assert export([replace(JUDGED, only="The Courier")]).lines == ()


def test_the_set_that_is_exported_can_be_read(tmp_path):
    keep(tmp_path, JUDGED)
    keep(tmp_path, replace(JUDGED, id="j2", verdict=SHOULD_BE_NOT_FOUND))
    keep(tmp_path, replace(JUDGED, id="j3", answer=NOTHING_FOUND))
    keep(tmp_path, replace(JUDGED, id="j4", verdict=WRONG))
    file = tmp_path / "set.jsonl"
    done = CliRunner().invoke(app, ["feedback", "export", str(file), "--store", str(tmp_path)])
    assert (done.exit_code, "written: 3. Left out: 1." in done.output) == (0, True)
    exported = read_set(file)
    assert exported.problems == ()
    right, *refused = exported.cases
    assert (right.question, right.answers) == ("Which link is delayed?", ("The rail link",))
    assert [(e.article_id, e.quote) for e in right.evidence] == [("rail", CITATION.quote)]
    assert right.history == JUDGED.history
    assert [case.answerable for case in refused] == [False, False]


def test_nothing_to_export(tmp_path):
    done = CliRunner().invoke(
        app, ["feedback", "export", str(tmp_path / "set.jsonl"), "--store", str(tmp_path)]
    )
    assert done.exit_code == 2
    assert "judge answers on the page first" in " ".join(done.stderr.split())
