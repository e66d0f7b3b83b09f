"""`byline eval verify`: the layouts it reads, what it measures, and what it refuses."""

import gzip
import json

import pytest
from typer.testing import CliRunner

from cli import app
from eval.verification.pairs import Pair, layout_of, read_pairs
from eval.verification.scoring import Judged, by_kind, by_verdict, caught, lost
from eval.verification.treebank import untokenised
from index.errors import BadQuestion, UsageError
from qa.verify import Verified

ARTICLE = {"id": "bridge", "text": "The bridge closed on Monday. It is old.", "title": "Bridge"}
ROWS = [
    {"article": ARTICLE},
    {
        "id": "one",
        "kind": "kept",
        "sentence": "The bridge closed on Monday.",
        "verdict": "supported",
        "cited": [{"article_id": "bridge", "start": 0, "end": 28}],
    },
    {
        "id": "two",
        "kind": "negation",
        "sentence": "The bridge did not close on Monday.",
        "verdict": "contradicted",
        "cited": [{"article_id": "bridge", "quote": "The bridge closed on Monday."}],
    },
    {
        "id": "three",
        "sentence": "The ferry sank.",
        "verdict": "not supported",
        "cited": [{"text": "The ferry left on 3 May 2024.", "published": "2024-05-04"}],
    },
]
FEVER = [
    {"id": 7, "claim": "The bridge is old.", "evidence": "The bridge is old.", "label": "SUPPORTS"},
    {
        "claim": "The bridge is not old.",
        "evidence_sentence": "The bridge is old.",
        "gold_label": "REFUTES",
    },
]
INFERENCE = [
    {
        "premise": "Ann Lee -LRB- born 1970 -RRB- did n't sing `` The Ferry '' , it 's said .",
        "hypothesis": "Ann Lee was born in 1970 .",
        "label": "entailment",
        "split": "dev.jsonl",
    },
    {"premise": "It rained .", "hypothesis": "It was dry .", "label": "contradiction"},
    {"premise": "It rained .", "hypothesis": "It was cold .", "label": "neutral"},
]
WICE = [
    {
        "label": "partially_supported",
        "supporting_sentences": [[0]],
        "claim": "The bridge is old and long.",
        "evidence": ["The bridge is old.", "It is red."],
        "meta": {"id": "dev1", "claim_title": "Bridge"},
    },
    {"label": "supported", "claim": "It is red.", "evidence": ["It is red."], "meta": {"id": "d2"}},
]


def written(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_our_own_layout_is_read(tmp_path):
    path = written(tmp_path / "pairs.jsonl", ROWS)
    pairs, problems = read_pairs(path)
    assert not problems
    assert [pair.id for pair in pairs] == ["one", "two", "three"]
    assert [one.text for one in pairs[0].cited] == ["The bridge closed on Monday."]
    assert pairs[0].cited == pairs[1].cited
    assert pairs[2].cited[0].article.published.isoformat() == "2024-05-04"


def test_fever_symmetric_is_read(tmp_path):
    path = written(tmp_path / "fever.jsonl", FEVER)
    assert layout_of(path) == "fever-symmetric"
    pairs, problems = read_pairs(path)
    assert not problems
    assert [(pair.id, pair.verdict) for pair in pairs] == [
        ("7", "supported"),
        ("2", "contradicted"),
    ]
    assert pairs[1].cited[0].text == "The bridge is old."


def test_premises_and_hypotheses_are_read_packed_and_out_of_treebank_spelling(tmp_path):
    path = tmp_path / "pairs.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in INFERENCE)
    assert layout_of(path) == "inference"
    pairs, problems = read_pairs(path)
    assert not problems
    assert [(pair.id, pair.verdict, pair.kind) for pair in pairs] == [
        ("dev.jsonl 1", "supported", "entailment"),
        ("line 2", "contradicted", "contradiction"),
        ("line 3", "unsupported", "neutral"),
    ]
    [cited] = pairs[0].cited
    assert cited.text == "Ann Lee (born 1970) didn't sing \"The Ferry\", it's said."
    assert pairs[0].sentence == "Ann Lee was born in 1970."


def test_a_packed_file_that_breaks_off_is_refused(tmp_path):
    path = tmp_path / "pairs.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(INFERENCE[0]).encode() * 9)[:-20])
    with pytest.raises(BadQuestion, match="damaged"):
        read_pairs(path)


@pytest.mark.parametrize(
    "text", ["It cost $5 (about £4), he said.", 'The "old" bridge – 5% of it – isn\'t theirs.']
)
def test_what_people_wrote_is_left_as_it_is(text):
    assert untokenised(text) == text


def test_wice_is_read(tmp_path):
    path = written(tmp_path / "wice.jsonl", WICE)
    assert layout_of(path) == "wice"
    pairs, problems = read_pairs(path)
    assert not problems
    assert [(p.id, p.verdict, p.kind) for p in pairs] == [
        ("dev1", "unsupported", "partially_supported"),
        ("d2", "supported", "supported"),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"sentence": "It rained.", "cited": []}, "verdict"),
        ({"sentence": "It rained.", "verdict": "true"}, "verdict"),
        ({"sentence": "It rained.", "verdict": "supported", "cited": [{"start": 1}]}, "article_id"),
        (
            {
                "sentence": "It rained.",
                "verdict": "supported",
                "cited": [{"article_id": "no", "start": 0, "end": 4}],
            },
            "no",
        ),
        (
            {
                "sentence": "It rained.",
                "verdict": "supported",
                "cited": [{"article_id": "bridge", "quote": "It rained."}],
            },
            "does not stand",
        ),
    ],
)
def test_what_is_malformed_is_named_and_the_rest_read(tmp_path, row, told):
    pairs, problems = read_pairs(written(tmp_path / "pairs.jsonl", [*ROWS, row]))
    assert len(pairs) == 3
    [problem] = problems
    assert problem.place == "line 5"
    assert told in problem.message


def test_a_file_of_something_else_is_refused(tmp_path):
    with pytest.raises(BadQuestion):
        read_pairs(written(tmp_path / "questions.jsonl", [{"question": "Who?"}]))
    with pytest.raises(BadQuestion):
        read_pairs(tmp_path / "missing.jsonl")
    with pytest.raises(UsageError):
        read_pairs(written(tmp_path / "empty.jsonl", [ROWS[0]]))


def judged(gold, verdict, kind=None):
    pair = Pair(id="x", sentence="x", cited=(), verdict=gold, kind=kind)
    found = Verified(text="x", verdict=verdict, reason="", places=())
    return Judged(pair=pair, found=found, seconds=0.0)


def test_what_is_measured():
    found = [
        judged("supported", "supported", "kept"),
        judged("supported", "unsupported", "kept"),
        judged("contradicted", "contradicted", "planted"),
        judged("contradicted", "unsupported", "planted"),
        judged("not supported", "contradicted", "planted"),
        judged("unsupported", "supported", "planted"),
    ]
    assert (caught(found).value, caught(found).count) == (3 / 4, 4)
    assert (lost(found).value, lost(found).count) == (1 / 2, 2)
    scores = {score.verdict: score for score in by_verdict(found)}
    assert scores["supported"].precision.value == 1 / 2
    assert scores["supported"].recall.value == 1 / 2
    # "Not supported" is right under either verdict, and is counted in the recall of neither.
    assert scores["contradicted"].precision.value == 1.0
    assert (scores["contradicted"].recall.value, scores["contradicted"].recall.count) == (1 / 2, 2)
    assert scores["unsupported"].precision.value == 0.0
    assert scores["unsupported"].recall.value == 0.0
    kinds = {kind.kind: (kind.right.value, kind.planted) for kind in by_kind(found)}
    assert kinds == {"kept": (1 / 2, False), "planted": (3 / 4, True)}


def test_what_applies_to_nothing_is_not_zero():
    assert caught([judged("supported", "supported")]).value is None


def test_the_command_tells_all_of_it(tmp_path):
    path = written(tmp_path / "pairs.jsonl", ROWS)
    out = tmp_path / "now.json"
    result = CliRunner().invoke(app, ["eval", "verify", str(path), "--json", str(out)])
    assert result.exit_code == 0, result.output
    assert "caught     1.000" in result.stdout
    assert "lost       0.000 of 1" in result.stdout
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["sentences"] == 3
    assert record["verdicts"]["contradicted"]["recall"]["value"] == 1.0
    assert [one["verdict"] for one in record["judged"]] == [
        "supported",
        "contradicted",
        "unsupported",
    ]


def test_the_command_fails_where_lines_are_malformed(tmp_path):
    path = written(tmp_path / "pairs.jsonl", [*ROWS, {"sentence": "It rained."}])
    result = CliRunner().invoke(app, ["eval", "verify", str(path)])
    assert result.exit_code == 1
    assert "line 5" in result.stderr


def test_the_samples_are_at_hand(tmp_path):
    row = {
        "sentence": "Prime Minister Hubert Minnis urged residents to evacuate.",
        "verdict": "supported",
        "cited": [
            {
                "article_id": "wnb26bd1ac",
                "quote": "Prime Minister Hubert Minnis urged residents to evacuate.",
            }
        ],
    }
    result = CliRunner().invoke(app, ["eval", "verify", str(written(tmp_path / "p.jsonl", [row]))])
    assert result.exit_code == 0
    assert "supported       1.000 of 1" in result.stdout
