"""An installed copy has every file that the repository's packages need."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOP = ["commands", "eval", "index", "qa", "seeds", "web"]


def test_every_file_of_the_packages_is_installed(tmp_path):
    build = "from setuptools import setup; setup()"
    subprocess.run(
        [sys.executable, "-c", build, "-q", "build_py", "--build-lib", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    installed = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    listed = subprocess.run(
        ["git", "ls-files", "app.py", "cli.py", *TOP],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    needed = {name for name in listed.stdout.split() if not name.endswith("README.md")}
    logs = {f"qa/reader/training_log_{number}.jsonl" for number in range(1, 5)}
    assert needed - installed == logs
