"""The web program: `create_app` for servers, `demo` for Gradio's tools, `main` for the shell.

Importing this module opens no store and loads no model; only asking it for `demo` does.
"""

from __future__ import annotations

from qa import open_engine
from qa.build import checker_of
from web.page import build_page
from web.remembered import Remembering
from web.server import create_app, serve

__all__ = ["create_app", "main"]


def main() -> None:
    """Serves the page and the HTTP API over the default store."""
    serve(open_engine())


def __getattr__(name: str) -> object:
    """`demo`, the page over the default store, made when it is asked for."""
    if name == "demo":
        engine = Remembering(open_engine())
        checker = checker_of(engine.library)
        return build_page(engine, evaluations=None, checker=checker, read_only=False)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    main()
