"""Small question sets in SQuAD layout."""

import json

import pytest


@pytest.fixture(scope="session")
def squad_set(tmp_path_factory):
    """Writes {paragraph: [(question, answers)]} into a file; no answers, no answer there."""

    def write(told):
        paragraphs = [
            {
                "context": context,
                "qas": [
                    {
                        "question": question,
                        "is_impossible": not answers,
                        "answers": [
                            {"text": answer, "answer_start": context.index(answer)}
                            for answer in answers
                        ],
                    }
                    for question, answers in asked
                ],
            }
            for context, asked in told.items()
        ]
        path = tmp_path_factory.mktemp("sets") / "small.json"
        path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
        return path

    return write
