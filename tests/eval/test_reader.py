"""The reader measured alone: the arithmetic, and the command on a small set."""

import json
import re
import subprocess
import sys

from eval.reader import Read, _summary

PASSAGE = "The bridge at Ely fell on Monday. Forty people were hurt, police said."


def read(*, answerable, probability, f1=0.0):
    return Read(answerable=answerable, probability=probability, f1=f1, exact=float(f1 == 1))


def test_what_is_refused_counts_as_wrong():
    unanswerable = [read(answerable=False, probability=n / 100) for n in range(101)]
    answered = [
        read(answerable=True, probability=0.9, f1=1.0),
        read(answerable=True, probability=0.3, f1=0.6),
    ]
    assert _summary(unanswerable + answered) == (
        "F1 0.800, exact 0.500, AUROC 0.599; refusing 65% of the unanswerable "
        "(below 0.650): F1 0.500"
    )


def test_a_set_without_unanswerable_questions_has_no_refusals_to_measure():
    assert _summary([read(answerable=True, probability=0.9, f1=1.0)]) == "F1 1.000, exact 1.000"


def test_the_command_prints_a_row_for_each_set(tmp_path):
    asked = [
        {
            "id": "1",
            "question": "How many people were hurt?",
            "answers": [{"text": "Forty", "answer_start": PASSAGE.index("Forty")}],
        },
        {"id": "2", "question": "Who plays the violin?", "answers": [], "is_impossible": True},
    ]
    path = tmp_path / "small.json"
    path.write_text(
        json.dumps({"data": [{"paragraphs": [{"context": PASSAGE, "qas": asked}]}]}),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "eval.reader", path, path]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = printed.splitlines()
    assert len(rows) == 2
    assert rows[0] == rows[1]
    assert re.search(r"small\.json: 2 questions; F1 [\d.]+, exact [\d.]+, AUROC 1\.000;", rows[0])
