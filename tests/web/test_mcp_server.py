"""The MCP server as a client sees it: the official SDK's, over standard input and output."""

import asyncio
import json
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from qa.serialize import answer_to_dict, article_to_dict, search_result_to_dict
from qa.types import Question

ROOT = Path(__file__).parents[2]
QUESTION = "Who first called for a national inquiry?"
UNTIMED = {"timings_ms": None}
LOUD = """
import os, sys
from qa import open_engine
from qa.engine import Engine
from web.mcp_server import create_mcp_server

class Loud(Engine):
    def __init__(self, engine):
        self.library = engine.library
    def ask(self, question):
        print("a library prints")
        os.write(1, b"and so does its C code")
        raise RuntimeError("then it breaks")

create_mcp_server(Loud(open_engine(sys.argv[1]))).run("stdio")
"""
WITHOUT = """
import sys
sys.modules["mcp"] = None
sys.argv = ["byline", "mcp", "--store", sys.argv[1]]
from cli import main
main()
"""


@asynccontextmanager
async def connected(store):
    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "cli", "mcp", "--store", str(store)],
        env={"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    async with stdio_client(program) as streams, ClientSession(*streams) as session:
        await session.initialize()
        yield session


@pytest.fixture(scope="module")
def seen(sample_store):
    """The tools, and what each call returned, from one run of the server."""
    calls = {
        "answer": ("ask", {"question": QUESTION}),
        "filtered": (
            "ask",
            {"question": QUESTION, "publishers": ["Nobody"], "since": "2020-01-01"},
        ),
        "dated": ("ask", {"question": "What happened yesterday?", "asked": "2019-09-10"}),
        "hits": ("search", {"question": QUESTION, "k": 2}),
        "article": ("article", {"article_id": "seed-national-inquiry"}),
        "unknown": ("article", {"article_id": "nobody"}),
        "empty": ("ask", {"question": "  "}),
        "malformed": ("search", {"question": QUESTION, "k": 0}),
        "misspelt": ("search", {"question": QUESTION, "publisher": "Nobody"}),
        "too new": ("article", {"article_id": "seed-national-inquiry", "version": 2**63}),
        "ancient": ("ask", {"question": "What happened last year?", "asked": "0001-01-01"}),
    }

    async def use():
        async with connected(sample_store) as session:
            tools = (await session.list_tools()).tools
            results = {
                name: await session.call_tool(tool, arguments)
                for name, (tool, arguments) in calls.items()
            }
            return {tool.name: tool for tool in tools}, results

    return asyncio.run(use())


def structured(seen, name):
    result = seen[1][name]
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def line(seen, name):
    result = seen[1][name]
    assert result.is_error
    return result.content[0].text


def rounded(value):
    """As read from JSON, to six digits: with another number of threads sums differ in the ninth."""
    return json.loads(json.dumps(value), parse_float=lambda number: round(float(number), 6))


def test_the_tools_teach_what_they_give(seen):
    tools, _ = seen
    assert set(tools) == {"ask", "search", "article"}
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
        described = tool.input_schema["properties"].values()
        assert all(parameter.get("description") for parameter in described)
    for word in ("rival_claims", "not_found", "citations", "correction"):
        assert word in tools["ask"].description


def test_an_answer_is_that_of_the_other_doors(seen, sample_engine):
    expected = answer_to_dict(sample_engine.ask(QUESTION))
    assert rounded(structured(seen, "answer") | UNTIMED) == rounded(expected | UNTIMED)
    assert structured(seen, "answer")["status"] == "rival_claims"


def test_filters_hold(seen):
    answer = structured(seen, "filtered")
    assert (answer["status"], answer["nearest"]) == ("not_found", [])


def test_relative_days_are_read_against_the_day_of_asking(seen):
    assert structured(seen, "dated")["understood"]["since"] == "2019-09-09"


def test_passages_and_articles_are_those_of_the_other_doors(seen, sample_engine):
    hits = [
        search_result_to_dict(hit) for hit in sample_engine.search(Question(text=QUESTION), k=2)
    ]
    assert rounded(structured(seen, "hits")) == rounded({"id": None, "hits": hits})
    article = sample_engine.library.article("seed-national-inquiry")
    assert structured(seen, "article") == article_to_dict(article)


@pytest.mark.parametrize(
    ("call", "names"),
    [
        ("unknown", "'nobody'"),
        ("empty", "empty"),
        ("malformed", "k: "),
        ("misspelt", "'publisher'"),
        ("too new", "version: "),
    ],
)
def test_an_error_tells_the_model_what_is_wrong(seen, call, names):
    assert names in line(seen, call)
    assert "\n" not in line(seen, call)


def test_a_day_of_asking_at_the_end_of_the_calendar(seen):
    assert structured(seen, "ancient")["status"] == "not_found"


def test_the_tools_say_that_they_take_no_other_arguments(seen):
    tools, _ = seen
    assert not any(tool.input_schema["additionalProperties"] for tool in tools.values())


def test_a_line_that_is_no_message_is_answered(sample_store):
    lines = ["{no JSON", "", "42", '[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]']
    done = subprocess.run(
        [sys.executable, "-m", "cli", "mcp", "--store", str(sample_store)],
        cwd=ROOT,
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=True,
    )
    replies = [json.loads(reply) for reply in done.stdout.splitlines()]
    assert [reply["error"]["code"] for reply in replies] == [-32700, -32700, -32600, -32600]
    assert all(reply["id"] is None for reply in replies)
    assert "Traceback" not in done.stderr


def test_nothing_but_the_protocol_reaches_standard_output(sample_store):
    client = {"name": "test", "version": "1"}
    opening = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": opening},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {
            "jsonrpc": "2.0",
            "id": 2,
            "method": "tools/call",
            "params": {"name": "ask", "arguments": {"question": "Why?"}},
        },
    ]
    with subprocess.Popen(
        [sys.executable, "-c", LOUD, str(sample_store)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        for message in lines:
            server.stdin.write(json.dumps(message) + "\n")
        server.stdin.flush()
        replies = [json.loads(server.stdout.readline()) for _ in range(2)]
        server.stdin.close()
        rest, logged = server.stdout.read(), server.stderr.read()
    assert [reply["id"] for reply in replies] == [1, 2]
    assert replies[1]["result"]["isError"]
    assert rest == ""
    assert "a library prints" in logged
    assert "and so does its C code" in logged


def test_without_the_extra_the_remedy_is_named(sample_store):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(sample_store)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert "pip install 'byline[mcp]'" in done.stderr
