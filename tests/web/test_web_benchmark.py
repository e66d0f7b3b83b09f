import subprocess
import sys
from pathlib import Path

from web.benchmark import Tally, _report


def test_a_short_run_has_no_errors_and_mixes_nothing_up(sample_store):
    arguments = ["--readers", "3", "--seconds", "1", "--store", str(sample_store)]
    done = subprocess.run(
        [sys.executable, "-m", "web.benchmark", *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("mixed up: 0; errors: 0") == 2
    assert "no question twice" in done.stdout
    assert " MiB" in done.stdout


def test_the_report():
    tally = Tally(seconds=[1.0, 2.0, 3.0], refused=1, mixed_up=2, errors=["500: x", "500: x"])
    tally.lasted = 3.0
    assert list(_report(tally)) == [
        "answered: 3 (1.0 a second)",
        "refused: 1; mixed up: 2; errors: 2",
        "500: x",
        "seconds to an answer: p50 2.00, p95 2.90",
    ]
