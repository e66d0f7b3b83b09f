"""A hub on loopback: the folders of some models, served as the model hub serves them."""

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """`models` are folders by name; of a file in `cut` only so many bytes are sent."""

    address: str = ""
    models: dict = field(default_factory=dict)
    cut: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)


def serve_hub(hub):
    """Starts the server on a free port; `shutdown` ends it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hub.asked.append(self.path)
            parts = unquote(urlsplit(self.path).path).strip("/").split("/")
            api = parts[:2] == ["api", "models"]
            organisation, model, *rest = parts[2:] if api else parts
            folder = hub.models.get(f"{organisation}/{model}")
            if folder is None:
                self.answer(404, {"X-Error-Code": "RepoNotFound"}, b"{}")
            elif not api:
                self.send_file(folder / "/".join(rest[2:]))
            elif rest[:1] == ["tree"]:
                self.answer(200, {}, json.dumps([*map(entry(folder), files(folder))]).encode())
            else:
                named = [{"rfilename": path} for path in files(folder)]
                about = {"id": f"{organisation}/{model}", "sha": COMMIT, "siblings": named}
                self.answer(200, {}, json.dumps(about).encode())

        def do_HEAD(self):
            self.do_GET()

        def send_file(self, path):
            if not path.is_file():
                self.answer(404, {"X-Error-Code": "EntryNotFound"}, b"")
                return
            content = path.read_bytes()
            named = {"ETag": f'"{blob(path)}"', "X-Repo-Commit": COMMIT}
            self.answer(200, named, content, sent=hub.cut.get(path.name))

        def answer(self, status, headers, body, *, sent=None):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body[:sent])
            self.close_connection = sent is not None

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def files(folder):
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def entry(folder):
    def of(path):
        file = Path(folder, path)
        return {"type": "file", "path": path, "size": file.stat().st_size, "oid": blob(file)}

    return of


def blob(path):
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
