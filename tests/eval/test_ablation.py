import subprocess
import sys
from dataclasses import fields

from eval.ablation import variants
from qa.retrieve import Ranking


def test_every_means_is_switched_off_once():
    full, *others = [ranking for _, ranking in variants()]
    assert full == Ranking()
    off = [
        field.name
        for ranking in others
        for field in fields(Ranking)
        if getattr(ranking, field.name) != getattr(full, field.name)
    ]
    assert sorted(off) == sorted(field.name for field in fields(Ranking))
    assert all(not getattr(ranking, name) for ranking, name in zip(others, off, strict=True))


def test_the_command_prints_a_row_for_each(sample_store):
    command = [sys.executable, "-m", "eval.ablation", "seed", "--store", str(sample_store)]
    printed = subprocess.run(
        [*command, "--limit", "2"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line.split("|")[1].strip() for line in printed[2:]] == [name for name, _ in variants()]
    assert "hits@4" in printed[0]
