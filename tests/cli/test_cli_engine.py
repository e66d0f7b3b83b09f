"""The commands over a store at an address."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from cli_samples import ARTICLES, Byline, write_lines

QUESTION = "Who became the first mayor of Wendport to demand a new ferry?"


def test_the_commands_work_over_an_address_as_over_a_folder(
    byline: Byline, store: Path, tmp_path: Path
) -> None:
    place = f"lancedb+file:{tmp_path / 'engine'}"
    source = write_lines(tmp_path / "articles.jsonl", ARTICLES)

    def told(*arguments: str | Path, at: Path | str = place) -> dict[str, object]:
        return dict(json.loads(byline(*arguments, "--json", store=at).stdout))

    assert told("add", source)["added"] == len(ARTICLES)
    assert told("add", source)["unchanged"] == len(ARTICLES)
    answer, expected = told("ask", QUESTION), told("ask", QUESTION, at=store)
    for key in ("status", "answer", "short_answers", "claims", "citations", "confidence"):
        assert answer[key] == expected[key]
    hits, wanted = told("search", "ferry", "-k", "3"), told("search", "ferry", "-k", "3", at=store)
    assert json.dumps(hits["hits"]).count("ferry-post") == json.dumps(wanted).count("ferry-post")
    assert told("show", "undated")["text"] == ARTICLES[2]["text"]
    shown = byline("doctor", store=place)
    assert shown.exit_code == 0
    assert "lancedb+file:" in shown.stdout
    assert byline("articles", store=place).stdout == byline("articles", store=store).stdout
    back = told("store", "copy", place, tmp_path / "folder", at=None)
    assert (back["copied"], back["different"]) == (len(ARTICLES), [])
    assert byline("remove", "undated", store=place).exit_code == 0
    assert byline("show", "undated", store=place).exit_code == 2
    assert byline("store", "copy", tmp_path / "folder", store).exit_code == 0


def test_a_store_that_is_not_there_and_one_that_nobody_knows_are_told(
    byline: Byline, tmp_path: Path
) -> None:
    for place in (f"lancedb+file:{tmp_path / 'none'}", "milvus+http://localhost"):
        refused = byline("articles", store=place)
        assert refused.exit_code == 3
        assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_the_engine_is_only_loaded_where_it_is_used(store: Path) -> None:
    program = (
        "import sys; from qa import open_engine; from pathlib import Path\n"
        f"open_engine(Path({str(store)!r})).library.search_words('ferry', limit=1)\n"
        "sys.exit('lancedb' in sys.modules or 'pyarrow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_server_shows_what_another_program_adds_to_its_store(
    byline: Byline, tmp_path: Path
) -> None:
    place = f"lancedb+file:{tmp_path / 'engine'}"
    first = write_lines(tmp_path / "a.jsonl", ARTICLES[:1])
    assert byline("add", first, store=place).exit_code == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "cli", "serve", "--port", str(port), "--store", place],
        stderr=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            assert ready(client, server) == {"status": "ready", "articles": 1}
            asked = {"question": QUESTION}
            assert "Tom Vance" not in client.post("/api/ask", json=asked).text
            added = byline("add", write_lines(tmp_path / "b.jsonl", ARTICLES[1:]), store=place)
            assert added.exit_code == 0
            assert client.post("/api/ask", json=asked).json()["short_answers"][0] == "Tom Vance"
            assert client.get("/readyz").json()["articles"] == len(ARTICLES)
    finally:
        server.terminate()
        server.wait(timeout=30)


def ready(client: httpx.Client, server: subprocess.Popen[bytes]) -> object:
    while server.poll() is None:
        try:
            return client.get("/readyz").json()
        except httpx.ConnectError:
            time.sleep(0.2)
    raise AssertionError("the server ended")
