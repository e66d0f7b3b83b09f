"""What `add`, `ask`, `search` and `serve` do without: each in a process of its own."""

import json
import os
import socket
import subprocess
import sys

import pytest
from cli_samples import ARTICLES, write_lines

HEAVY = (
    "openvino_telemetry",
    "pandas",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "torch",
    "transformers",
)
QUESTION = "Who closed the lighthouse?"
RUN = f"""
import json, os, sys
sys.argv[0] = "byline"
import cli
try:
    cli.main()
except SystemExit as ended:
    assert not ended.code, ended.code
with open(os.environ["NOTED"], "w") as file:
    json.dump([name for name in {HEAVY!r} if name in sys.modules], file)
"""
ASK_ONCE = """
import json, os, signal, sys, threading, time, urllib.request

def ask():
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ['PORT']}/api/ask",
        data=json.dumps({"question": os.environ["QUESTION"]}).encode(),
        headers={"Content-Type": "application/json"},
    )
    while True:
        try:
            assert json.load(urllib.request.urlopen(request))["status"]
            break
        except OSError:
            time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=ask, daemon=True).start()
"""


def run(program, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | environment,
    )


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def noted(tmp_path):
    return tmp_path / "noted.json"


def test_adding_imports_nothing_heavy(tmp_path, noted):
    source = write_lines(tmp_path / "articles.jsonl", ARTICLES)
    done = run(RUN, "add", source, "--store", tmp_path / "store", NOTED=str(noted))
    assert done.returncode == 0, done.stderr
    assert json.loads(noted.read_text()) == []


@pytest.mark.parametrize("command", ["ask", "search"])
def test_asking_imports_nothing_heavy(command, store, noted):
    done = run(RUN, command, QUESTION, "--json", "--store", store, NOTED=str(noted))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert json.loads(noted.read_text()) == []


def test_serving_imports_neither_pytorch_nor_what_rests_on_it(store, noted, free_port):
    asked = {"PORT": str(free_port), "QUESTION": QUESTION, "NOTED": str(noted)}
    done = run(ASK_ONCE + RUN, "serve", "--port", free_port, "--store", store, **asked)
    assert noted.exists(), done.stderr
    # Gradio brings pandas, the Evaluation tab SciPy.
    assert set(json.loads(noted.read_text())) <= {"pandas", "scipy"}
