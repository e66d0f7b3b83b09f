"""The web program put together: the HTTP API, the page, and what protects them."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from types import MappingProxyType

import uvicorn
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from eval.stores import engine_for
from qa.build import checker_of, models_of
from qa.engine import Engine
from qa.settings import read_settings
from qa.writing.written import quoting
from web.api import create_router, report_errors
from web.api_docs import create_docs_router
from web.auth import AuthMiddleware, Credentials
from web.catalogue import create_catalogue_router
from web.evaluations import Evaluations
from web.events import create_event_router
from web.failures import ErrorsMiddleware, FailuresMiddleware
from web.front import Front, create_front_router
from web.health import create_health_router
from web.limits import Limits, LimitsMiddleware
from web.memory import give_back_large_pieces
from web.page import mount_page
from web.public import PrefixMiddleware, PublicAddress
from web.remembered import Remembering
from web.reports import create_report_router
from web.security import LOCAL_HOSTS, ForwardedMiddleware, GuardMiddleware
from web.turns import AT_ONCE, InTurn, written_in_turn

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
_ALL_ADDRESSES = frozenset({"0.0.0.0", "::"})  # noqa: S104


def create_app(  # noqa: PLR0913 - each is a decision of whoever serves
    engine: Engine,
    *,
    hosts: Iterable[str] = (),
    examples: Sequence[str] | None = None,
    read_only: bool = False,
    credentials: Credentials | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    proxies: Sequence[str] = (),
    chosen: Mapping[str, object] = MappingProxyType({}),
    public: PublicAddress | None = None,
) -> FastAPI:
    """The web program over an engine; `examples` are questions that the page offers.

    Where they are None, they are made from the articles, such as these answer.

    `chosen` are the settings that were given for it, as `read_settings` takes them: evaluations on
    the page are of the same models.

    `hosts` are names under which it may be called, besides this machine's own; a request for any
    other name is refused, so that a web site cannot reach it by pointing its name here. Where
    `read_only` is true, no article is added or removed through it. With `credentials`, nothing is
    answered without them. `proxies` are addresses or networks whose word is taken for which reader
    a request is from (X-Forwarded-For) and how it was called (X-Forwarded-Proto, X-Forwarded-Host);
    from anybody else such a header is worth nothing. `public` is the address that readers call.
    """
    in_turn = InTurn(quoting(engine), at_once=AT_ONCE)
    remembering = Remembering(written_in_turn(engine, in_turn))
    evaluations = Evaluations(
        lambda question_set, progress: engine_for(
            question_set,
            None if question_set.articles else engine.library.status().folder,
            progress=progress,
            chosen=chosen,
        ),
        models=models_of(read_settings(chosen)),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        # Else the program would go on until every question is asked, and every one answered.
        evaluations.stop()
        in_turn.stop()

    app = FastAPI(
        title="Byline",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.include_router(create_catalogue_router(remembering.library, read_only=read_only))
    app.include_router(create_front_router(Front(remembering, examples=examples)))
    app.include_router(create_event_router(remembering))
    app.include_router(create_docs_router(app))
    app.include_router(create_health_router(remembering.library))
    app.include_router(create_router(remembering))
    app.include_router(create_report_router(evaluations))
    report_errors(app)
    # Its presence keeps Gradio from adding its own, which lets other origins in.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(LimitsMiddleware, limits=limits)
    app.add_middleware(FailuresMiddleware)
    if credentials is not None:
        app.add_middleware(AuthMiddleware, credentials=credentials)
    app.add_middleware(
        GuardMiddleware, refuse_uploads=read_only, origins=[public.origin] if public else []
    )
    app.add_middleware(
        TrustedHostMiddleware,
        allowed_hosts=[*LOCAL_HOSTS, *hosts, *([public.host] if public else [])],
        www_redirect=False,
    )
    app.add_middleware(ErrorsMiddleware)
    app.add_middleware(ForwardedMiddleware, proxies=proxies)
    if public is not None:
        app.add_middleware(PrefixMiddleware, prefix=public.prefix)
    mount_page(
        app,
        remembering,
        evaluations=evaluations,
        checker=checker_of(engine.library),
        read_only=read_only,
        address=str(public) if public else None,
    )
    return app


def serve(  # noqa: PLR0913 - see above
    engine: Engine,
    *,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    read_only: bool = False,
    credentials: Credentials | None = None,
    proxies: Sequence[str] = (),
    chosen: Mapping[str, object] = MappingProxyType({}),
    public: PublicAddress | None = None,
) -> None:
    """Serves until interrupted. Raises OSError, before anything else, where it cannot listen."""
    give_back_large_pieces()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Files that readers add pass through a folder of the store, always the same one: the id of an
    # article without an address comes from where its file lies.
    uploads = engine.library.status().folder / "uploads"
    with (
        socket.create_server((host, port), family=family) as listener,
        suppress(KeyboardInterrupt),
    ):
        # Connections take this over. Without it each answer waits 40 ms for an acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Gradio reads both while the page is made.
        os.environ["GRADIO_TEMP_DIR"] = str(uploads)
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        config = uvicorn.Config(
            create_app(
                engine,
                hosts=[_name(host)],
                read_only=read_only,
                credentials=credentials,
                proxies=proxies,
                chosen=chosen,
                public=public,
            ),
            log_level="warning",
            proxy_headers=False,  # else any program of this machine is believed
            server_header=False,
            # An open page holds a connection: without a limit, Ctrl-C waits until it is closed.
            timeout_graceful_shutdown=2,
        )
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            shutil.rmtree(uploads, ignore_errors=True)


def _name(host: str) -> str:
    """The name under which requests come when the server listens at a host."""
    if host in _ALL_ADDRESSES:
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
