#!/bin/sh
# openai 3.57.0 (the client of OpenAI-compatible servers).
# Expected: a streaming request that is answered with status 200 and a web page (a wrong port, a
# login page of a proxy) raises an error, as the same request without streaming does not give an
# answer either; or at least that a stream which ends without a finish reason is told from a whole
# one.
# Seen: the stream is empty and ends without an error, so that it cannot be told from a model that
# had nothing to say but by the response's content type.
# Exits 0 if that is seen again, 1 if the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q openai==3.57.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openai

PAGE = b"<!doctype html><title>It works!</title>"


class Page(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = openai.OpenAI(base_url=f"http://127.0.0.1:{server.server_port}/v1", api_key="none")
asked = {"model": "any", "messages": [{"role": "user", "content": "Who?"}]}
try:
    chunks = list(client.chat.completions.create(**asked, stream=True))
except Exception as error:
    print("an error is raised:", type(error).__name__)
    sys.exit(1)
print("chunks:", chunks)
sys.exit(0 if chunks == [] else 1)
PYTHON
