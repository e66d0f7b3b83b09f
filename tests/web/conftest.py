"""A real store with a few articles, the web program over it, and a browser to look at it with."""

import os
import shutil
from collections.abc import Iterator

import pytest
from evaluating import open_shipped, run_to_its_end
from served import ARTICLES, MISSION_QUESTION, SEED, serving

from index.library import Library
from index.loaders import load
from qa.build import build_engine
from qa.engine import Engine
from web.evaluations import Evaluations
from web.server import create_app


def pytest_collection_modifyitems(items) -> None:
    """Has a page test begun again that waited in vain: Chromium may stall where cores are few.

    Only the end of a wait counts, no wrong result; what is told as "rerun" is to be looked at.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2, only_rerun=["TimeoutError"]))


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory, minilm) -> Engine:
    library = Library.open(tmp_path_factory.mktemp("store"), embedder=minilm)
    library.add([*load(str(SEED)), *ARTICLES])
    engine = build_engine(library)
    engine.ask(MISSION_QUESTION)  # loads the models: no test is to wait for them
    return engine


@pytest.fixture(scope="session")
def address(engine: Engine) -> Iterator[str]:
    with serving(create_app(engine)) as address:
        yield address


@pytest.fixture(scope="session")
def shipped_articles(cache_folder) -> Iterator[None]:
    """The articles of the shipped sets, taken in already, in a cache folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache_folder))
        yield


@pytest.fixture(scope="session")
def finished(shipped_articles) -> Evaluations:  # noqa: ARG001 - in place of taking them in
    """Evaluations with one report, over three questions."""
    evaluations = Evaluations(open_shipped)
    run_to_its_end(evaluations, limit=3)
    return evaluations


@pytest.fixture(scope="module")  # Playwright keeps an event loop running while it is open
def chromium():
    executable = shutil.which("chromium")
    if executable is None:
        line = "the browser tests need Chromium: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(line)
        pytest.skip(line)
    from playwright.sync_api import sync_playwright

    quiet = "--no-first-run --disable-background-networking --disable-component-update"
    arguments = f"--no-sandbox --disable-gpu --disable-quic --disable-sync {quiet}".split()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()
