"""What several test folders share: the real model, loaded once; the samples; small articles."""

import shutil
from datetime import date

import pytest
from filelock import FileLock
from hypothesis import settings
from web_server import Site, serve

from eval.shipped import sample_articles
from eval.stores import own_store
from index.embed import HashingEmbedder, MiniLM
from index.library import Library
from index.loaders import load
from index.records import Article
from qa.build import build_engine
from seeds import sample_paths

# The same inputs at each run, so that a failure is of the change at hand; `make fuzz` seeks new
# ones. No limit on the time of one input: a busy machine is no failure.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile("fixed")


@pytest.fixture(scope="session", autouse=True)
def no_settings(tmp_path_factory):
    """What a developer has set for the real program is of no matter here."""
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    file.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BYLINE_SETTINGS", str(file))
        patch.delenv("BYLINE_STORE", raising=False)  # `make` sets it
        yield


@pytest.fixture(scope="session")
def minilm():
    return MiniLM()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory, worker_id, minilm):
    """A folder with the sample library; no test changes it. The workers of a run share it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "samples"
    finished = folder / "finished"
    with FileLock(folder.with_suffix(".lock")):
        if not finished.exists():
            library = Library.open(folder, embedder=minilm)
            for path in sample_paths():
                report = library.add(load(str(path)))
                assert not report.skipped
            library.close()
            finished.touch()
    return folder


@pytest.fixture(scope="session")
def cache_folder(sample_store, tmp_path_factory):
    """A folder to be XDG_CACHE_HOME, where the shipped sets find their articles taken in."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        shutil.copytree(sample_store, own_store(sample_articles))
    return folder


@pytest.fixture(scope="session")
def sample_engine(sample_store, minilm):
    library = Library.open(sample_store, embedder=minilm, create=False)
    yield build_engine(library)
    library.close()


@pytest.fixture
def articles():
    return [
        Article(
            id="rail",
            title="Rail link delayed",
            publisher="The Courier",
            published=date(2024, 3, 5),
            text="The rail link to Leeds is delayed again. Ministers blamed the price of steel.",
        ),
        Article(
            id="harbour",
            title="Harbour reopens",
            publisher="The Echo",
            published=date(2024, 4, 9),
            text="The harbour at Whitby reopened on Tuesday. Fishermen welcomed the news.",
        ),
        Article(id="undated", text="A lighthouse keeper retired after forty years on the rock."),
    ]


@pytest.fixture
def library(tmp_path, articles):
    """The articles above in a store, searchable; its embedder needs no model."""
    opened = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    opened.add(articles)
    yield opened
    opened.close()


@pytest.fixture
def site():
    """A web site on this machine."""
    site = Site()
    server = serve(site)
    yield site
    server.shutdown()
    server.server_close()


# Models that a user may name; made once for all workers of a run


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id):
    """Makes a model with a function of `model_maker`, or finds what another worker made."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "models"
    folder.mkdir(exist_ok=True)

    def make(name, maker, **options):
        with FileLock(folder / f"{name}.lock"):
            if not (folder / name).exists():
                maker(folder / f"{name}-unfinished", **options).rename(folder / name)
        return folder / name

    return make


@pytest.fixture(scope="session")
def named_embedder(made_once):
    from model_maker import make_embedder

    return made_once("embedder", make_embedder)


@pytest.fixture(scope="session")
def named_reader(made_once):
    from model_maker import make_reader

    return made_once("reader", make_reader)


@pytest.fixture(scope="session")
def named_reranker(made_once):
    from model_maker import make_reranker

    return made_once("reranker", make_reranker)
