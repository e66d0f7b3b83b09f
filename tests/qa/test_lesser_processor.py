"""Answers do not hang on what a processor can do quickly: float32 throughout, and as it is here."""

import json
import os
import subprocess
import sys

from eval.shipped import find_set
from qa.types import Question

QUESTIONS = 20
PROGRAM = """
import json, sys
from qa import open_engine
engine = open_engine(sys.argv[1], create=False)
for line in sys.stdin:
    answer = engine.ask(json.loads(line))
    print(json.dumps([answer.status, [claim.short_answer for claim in answer.claims]]))
"""


def test_a_lesser_instruction_set_gives_the_same_answers(sample_store, sample_engine):
    """But for one that two sentences answer nearly as well."""
    questions = [case.question for case in find_set("seed").cases[:QUESTIONS]]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, sample_store],
        input="".join(f"{json.dumps(question)}\n" for question in questions),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"ONEDNN_MAX_CPU_ISA": "AVX2"},
    )
    theirs = [json.loads(line) for line in done.stdout.splitlines()]
    answers = [sample_engine.ask(Question(text=question)) for question in questions]
    ours = [[each.status, [claim.short_answer for claim in each.claims]] for each in answers]
    assert sum(one == other for one, other in zip(ours, theirs, strict=True)) >= QUESTIONS - 1
