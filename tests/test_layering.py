"""Imports go one way, heavy libraries come in through one door, and importing does no work."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]

MAY_IMPORT = {
    "index": {"index"},
    "qa": {"index", "qa"},
    "eval": {"index", "qa", "eval", "seeds"},
    "web": {"index", "qa", "eval", "web", "seeds"},
    "commands": {"index", "qa", "eval", "web", "seeds", "commands", "app"},
    "app.py": {"index", "qa", "eval", "web", "seeds"},
    "cli.py": {"index", "qa", "eval", "web", "seeds", "commands", "app"},
    "seeds": {"seeds"},
}
OURS = {Path(part).stem for part in MAY_IMPORT}

DOORS = {
    "charset_normalizer": {"index/loaders"},
    "dateutil": {"index/dates.py"},
    "faiss": {"index/vectors.py", "eval/adding_plainly.py"},
    "defusedxml": {"index/fetching/sitemap.py", "index/loaders"},
    "fastapi": {"web", "app.py"},
    "feedparser": {"index/loaders/feed_file.py"},
    "httpcore": {"index/fetching"},
    "httpx": {"index/fetching"},
    "httpx2": {"qa/writing/model.py", "qa/writing/failures.py"},
    "gradio": {
        "web/page.py",
        "web/panels.py",
        "web/keeping.py",
        "web/library_tab.py",
        "web/check_tab.py",
        "web/evaluation_tab.py",
    },
    "huggingface_hub": {"index/named_models.py"},
    "ir_measures": {"eval/metrics.py"},
    "lancedb": {"index/lance/table.py"},
    "lxml": {"index/loaders"},
    "langchain_text_splitters": {"index/split.py"},
    "mcp": {"web/mcp_strict.py"},
    "protego": {"index/fetching/fetcher.py"},
    "pyarrow": {"index/lance/table.py", "index/loaders/parquet_file.py"},
    "rapidfuzz": {"qa/spelling.py"},
    "pydantic_settings": {"qa/settings.py"},
    "pypdf": {"index/benchmark_pdf.py"},
    "pypdfium2": {"index/loaders/pdf/reading.py", "index/benchmark_pdf.py"},
    "reportlab": {"index/benchmark_pdf_pages.py"},
    "scipy": {"eval"},
    "spacy": {"qa/language/spacy_parser.py"},
    "nncf": {"index/make_graph.py"},
    "openai": {"qa/writing/model.py", "qa/writing/failures.py"},
    "openvino": {"index/graph.py", "index/make_graph.py"},
    "sentence_transformers": {
        "index/make_graph.py",
        "index/sentence_model.py",
        "qa/rerank.py",
        "eval/adding_plainly.py",
    },
    "sentencex": {"index/split.py"},
    "Stemmer": {"index/words.py"},
    "sqlite3": {"index/database.py"},
    "tokenizers": {"index/bundled.py", "index/benchmark_add.py", "qa/reader/windows.py"},
    "torch": {"index/make_graph.py", "index/pytorch.py", "qa/reader"},
    "trafilatura": {"index/loaders/html_body.py"},
    "transformers": {"index/pytorch.py", "qa/reader"},
    "docx": {"index/loaders/docx_file.py"},
    "warcio": {"index/loaders/warc_file.py"},
    "json_repair": {"index/loaders/linked_data.py"},
    "typer": {"cli.py", "commands"},
    "uvicorn": {"web", "app.py"},
}
"""Where each library is imported: a file, or a folder of files that share one idea."""


def sources(part):
    path = REPOSITORY / part
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def imported_by(path):
    """The first names of all modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_go_one_way(part):
    for path in sources(part):
        wrong = OURS & set(imported_by(path)) - MAY_IMPORT[part]
        assert not wrong, f"{path.relative_to(REPOSITORY)} imports {sorted(wrong)}"


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_has_one_door(library):
    doors = [REPOSITORY / door for door in DOORS[library]]
    importing = [
        path for part in MAY_IMPORT for path in sources(part) if library in imported_by(path)
    ]
    assert importing, f"nothing imports {library}: take it out of this table"
    for path in importing:
        inside = any(path == door or door in path.parents for door in doors)
        assert inside, f"{path.relative_to(REPOSITORY)} imports {library}"


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("cli", ("torch", "gradio", "faiss", "sentence_transformers", "index.tables", "lancedb")),
        ("app", ("torch", "sentence_transformers")),
        (
            "index.library",
            ("torch", "sentence_transformers", "transformers", "lxml", "trafilatura"),
        ),
        ("qa", ("torch", "sentence_transformers", "transformers")),
        ("web.mcp_server", ("mcp", "torch", "sentence_transformers", "gradio")),
    ],
)
def test_importing_loads_nothing_heavy_opens_no_store_and_says_nothing(module, unwanted, tmp_path):
    program = (
        f"import sys, {module}\n"
        f"loaded = [name for name in {unwanted!r} if name in sys.modules]\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env=os.environ | {"BYLINE_STORE": str(tmp_path / "store")},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "store").exists()
