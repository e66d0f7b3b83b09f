"""What `add`, `ask`, `search` and `serve` do without: each in a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from cli_samples import ARTICLES, write_lines

HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "sklearn",
    "scipy",
    "pandas",
    "openvino_telemetry",
}
QUESTION = "Who closed the lighthouse?"
RUN = f"""
import json, sys
sys.argv[0] = "byline"
import cli
try:
    cli.main()
except SystemExit as ended:
    assert not ended.code, ended.code
with open({{noted!r}}, "w") as file:
    json.dump(sorted({HEAVY!r} & set(sys.modules)), file)
"""
SERVE = """
import os, threading, time, urllib.request, json

def ask():
    request = urllib.request.Request(
        "http://127.0.0.1:{port}/api/ask",
        data=json.dumps({{"question": {question!r}}}).encode(),
        headers={{"Content-Type": "application/json"}},
    )
    while True:
        try:
            assert json.load(urllib.request.urlopen(request))["status"]
            break
        except OSError:
            time.sleep(0.2)
    import signal
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=ask, daemon=True).start()
"""


def run(program, *arguments):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
    )


@pytest.fixture
def noted(tmp_path):
    return tmp_path / "noted.json"


def test_adding_imports_nothing_heavy(tmp_path, noted):
    source = write_lines(tmp_path / "articles.jsonl", ARTICLES)
    done = run(RUN.format(noted=str(noted)), "add", source, "--store", tmp_path / "store")
    assert done.returncode == 0, done.stderr
    assert json.loads(noted.read_text()) == []


@pytest.mark.parametrize("command", ["ask", "search"])
def test_asking_imports_nothing_heavy(command, store, noted):
    done = run(RUN.format(noted=str(noted)), command, QUESTION, "--json", "--store", store)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert json.loads(noted.read_text()) == []


def test_serving_imports_neither_pytorch_nor_what_rests_on_it(store, noted, free_port):
    program = SERVE.format(port=free_port, question=QUESTION) + RUN.format(noted=str(noted))
    done = run(program, "serve", "--port", free_port, "--store", store)
    assert noted.exists(), done.stderr
    # The page's library brings pandas.
    assert set(json.loads(noted.read_text())) <= {"pandas", "scipy"}
