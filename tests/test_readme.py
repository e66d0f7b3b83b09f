"""What the README tells a new user to type is typed here."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^byline .*?(?=\s{2,}#|$)", README, re.MULTILINE)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
EXAMPLE_FILES = {
    "story.txt": "The bridge at Ely fell on Monday. Forty people were hurt, police said.\n",
    "notes.md": "# Ferry stops\n\nThe ferry stopped on Tuesday. Nobody was hurt.\n",
    "archive.jsonl": '{"id": "a1", "text": "The mayor resigned on Friday."}\n',
    "page.html": "<article><h1>Pier</h1><p>The pier opened again on Friday, the town said.</p>",
    "table.csv": "id,body,date\nb1,The school opened in May.,2025-05-30\n",
    "folder/story.txt": "The library closed for good. Its books were sold.\n",
}


@pytest.fixture
def desk(tmp_path, sample_store, cache_folder, monkeypatch):
    """A folder with the files that the README names, and the sample library as `.byline`."""
    for name, text in EXAMPLE_FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_folder))
    (tmp_path / ".byline").mkdir()
    for file in sample_store.iterdir():
        (tmp_path / ".byline" / file.name).write_bytes(file.read_bytes())
    return tmp_path


def run(command, folder):
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ
        | {
            "BYLINE_STORE": str(folder / ".byline"),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def test_there_is_something_to_run():
    assert len(COMMANDS) >= 6
    assert PYTHON


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_works(command, desk):
    done = run(["bash", "-c", command], desk)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_python_example_prints_both_claims(desk):
    done = run([sys.executable, "-c", PYTHON[0]], desk)
    assert done.returncode == 0, done.stderr
    assert "Andy Burnham - first Labour politician" in done.stdout
    assert "Dan Carden - first Labour MP" in done.stdout


def test_the_http_example_is_a_request_that_the_server_takes(desk):
    """The body of the README's curl command, sent to a real server."""
    body = re.search(r"-d '(\{.*?\})'", README)[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "cli", "serve", "--port", "7869"],
        cwd=ROOT,
        env=os.environ | {"BYLINE_STORE": str(desk / ".byline")},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        transport = httpx.HTTPTransport(retries=0)
        with httpx.Client(transport=transport, timeout=60) as client:
            answer = _when_ready(client, server, body)
    finally:
        server.terminate()
        server.wait()
    assert answer["status"] == "rival_claims"


def _when_ready(client, server, body):
    import time

    for _ in range(240):
        assert server.poll() is None, "the server ended"
        try:
            client.get("http://127.0.0.1:7869/healthz")
            break
        except httpx.ConnectError:
            time.sleep(0.5)
    headers = {"Content-Type": "application/json"}
    return client.post("http://127.0.0.1:7869/api/ask", content=body, headers=headers).json()


@pytest.mark.parametrize("target", ["run", "test"])
def test_the_make_targets_exist(target):
    assert f"make {target}" in README
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_link_to_a_file_leads_somewhere():
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / link).exists(), link
