"""A short training: the same seed gives the same weights, interrupted or not."""

import json
import sys

import pytest
from torch_spans import TorchSpans

from qa.reader import train
from qa.reader.network import load

TOLD = {
    "The bridge at Ely fell on Monday. Forty people were hurt.": [
        ("When did the bridge fall?", ["Monday"]),
        ("How many were hurt?", ["Forty"]),
    ],
    "The museum in Lisbon charges ten euros. Its director is Rui Alves.": [
        ("What does the museum charge?", ["ten euros"]),
        ("Who is the director?", ["Rui Alves"]),
    ],
}


@pytest.fixture
def run(squad_set, tmp_path, monkeypatch):
    question_set = squad_set(TOLD)

    def run(name, *options):
        out = tmp_path / name
        arguments = ["train", str(question_set), "--out", str(out), "--batch", "2", *options]
        monkeypatch.setattr(sys, "argv", arguments)
        train.main()
        return out

    return run


def weights(folder):
    return (folder / "reader.sha256").read_text(encoding="utf-8")


def test_the_seed_fixes_the_weights_also_of_a_run_that_was_interrupted(run, monkeypatch):
    whole = run("whole")
    learn, seen = train.Training.learn, []

    def until_killed(self, batch):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(batch)
        return learn(self, batch)

    monkeypatch.setattr(train, "CHECKPOINT_EVERY", 1)
    monkeypatch.setattr(train.Training, "learn", until_killed)
    with pytest.raises(KeyboardInterrupt):
        run("cut")
    monkeypatch.setattr(train.Training, "learn", learn)
    cut = run("cut")
    assert weights(cut) == weights(whole)
    steps = [json.loads(line)["step"] for line in (cut / "log.jsonl").open(encoding="utf-8")]
    assert steps == [*range(1, len(steps) + 1)]
    assert weights(run("other", "--seed", "21")) != weights(whole)


def test_a_round_goes_on_from_earlier_weights(run):
    first = run("first")
    second = run("second", "--start", str(first / "reader.safetensors"), "--rate", "1e-9")
    questions = [question for asked in TOLD.values() for question, _ in asked]
    one, other = (TorchSpans(load(folder / "reader.safetensors")) for folder in (first, second))
    for question in questions:
        (before,), (after,) = one.read(question, [*TOLD][:1]), other.read(question, [*TOLD][:1])
        assert before.start == pytest.approx(after.start, abs=0.1)


def test_a_round_may_end_with_the_mean_of_several(run):
    first = run("first")
    start = ["--start", str(first / "reader.safetensors")]
    alone = run("alone", *start)
    ended = [str(folder / "reader.safetensors") for folder in (first, alone)]
    mean = run("mean", *start, "--seed", "21", "--average", *ended)
    other = run("other", *start, "--seed", "21")
    one, two, three, all_three = (
        load(folder / "reader.safetensors").head.weight.detach().float()
        for folder in (first, alone, other, mean)
    )
    assert not one.equal(two)
    assert not two.equal(three)
    assert all_three.allclose((one + two + three) / 3, rtol=0.01, atol=1e-4)
