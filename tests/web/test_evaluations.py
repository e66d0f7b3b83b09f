"""Runs of shipped sets without the page: begun, stopped, failed, kept, served."""

import re
from collections.abc import Iterator

import httpx
import pytest
from evaluating import QUESTIONS, open_shipped, run_to_its_end, wait_until
from fastapi import FastAPI
from served import serving

from eval.results import read_result
from index.errors import StoreUnavailable, UsageError
from web.api import report_errors
from web.evaluations import EARLIER, FAILED, Evaluations
from web.reports import create_report_router, json_address, page_address
from web.security import GuardMiddleware


@pytest.fixture(scope="module")
def client(finished) -> Iterator[httpx.Client]:
    app = FastAPI()
    app.include_router(create_report_router(finished))
    app.add_middleware(GuardMiddleware)
    report_errors(app)
    with serving(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def failing(error):
    def open_engine(question_set, progress):  # noqa: ARG001
        raise error

    return Evaluations(open_engine)


def test_a_run_leaves_a_report(finished):
    [report] = finished.reports
    assert (report.result.manifest.set_name, report.result.manifest.cases) == ("seed", 3)
    assert finished.note == "The report on “One article on an inquiry” is ready."


@pytest.mark.usefixtures("shipped_articles")
def test_one_run_at_a_time_and_it_can_be_stopped(monkeypatch):
    evaluations = Evaluations(open_shipped)
    evaluations.start("seed", limit=None)
    wait_until(lambda: evaluations.running.done >= 2 and evaluations.running.stage == "asking")
    assert evaluations.running.total == QUESTIONS
    assert evaluations.running.seconds_left > 0
    with pytest.raises(UsageError, match="a run of “One article on an inquiry” is going on"):
        evaluations.start("wikinews", limit=1)
    evaluations.stop()
    wait_until(lambda: evaluations.running is None)
    assert re.fullmatch(rf"Stopped after \d+ of {QUESTIONS} questions: .+", evaluations.note)
    assert evaluations.reports == ()
    monkeypatch.setattr("eval.manifest.commit", lambda: "0" * 40)  # the checkout moved on
    run_to_its_end(evaluations, limit=1)
    [report] = evaluations.reports
    assert report.result.manifest.commit != "0" * 40
    evaluations.start("seed", limit=None)
    evaluations.stop()
    wait_until(lambda: evaluations.running is None)
    assert evaluations.note.endswith(EARLIER)  # it is of that run that the report stands there


@pytest.mark.usefixtures("shipped_articles")
def test_a_run_can_be_stopped_before_its_first_question():
    evaluations = Evaluations(open_shipped)
    evaluations.start("seed", limit=1)
    evaluations.stop()
    wait_until(lambda: evaluations.running is None)
    assert evaluations.note == "Stopped before it asked: nothing of it is kept."


@pytest.mark.parametrize(
    ("error", "note"),
    [(StoreUnavailable("no room: free some"), "no room: free some"), (KeyError("kept"), FAILED)],
)
def test_a_failure_is_a_line_and_the_next_run_may_begin(error, note):
    evaluations = failing(error)
    for _ in range(2):
        run_to_its_end(evaluations, limit=1)
        assert evaluations.note == note
        assert evaluations.reports == ()


def test_a_cache_folder_that_cannot_be_used_is_said(tmp_path, monkeypatch):
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
    evaluations = Evaluations(open_shipped)
    run_to_its_end(evaluations, limit=1)
    assert str(in_the_way) in evaluations.note


@pytest.mark.parametrize("name", ["", "other", "eval/sets/seed.jsonl", "../../etc/passwd"])
def test_only_shipped_sets_are_read(name):
    evaluations = failing(AssertionError("nothing is opened"))
    with pytest.raises(UsageError, match="seed, traps, wikinews"):
        evaluations.start(name, limit=None)
    assert evaluations.running is None


@pytest.mark.parametrize("limit", [0, -1])
def test_something_is_asked(limit):
    with pytest.raises(UsageError, match="at least one question"):
        failing(AssertionError("nothing is opened")).start("seed", limit=limit)


@pytest.mark.usefixtures("shipped_articles")
def test_only_the_last_reports_are_kept(monkeypatch):
    monkeypatch.setattr("web.evaluations.KEPT_REPORTS", 1)
    evaluations = Evaluations(open_shipped)
    ids = set()
    for limit in (1, 2):
        run_to_its_end(evaluations, limit=limit)
        ids.add(evaluations.reports[0].id)
    assert [report.result.manifest.cases for report in evaluations.reports] == [2]
    assert len(ids) == 2


def test_the_page_of_a_report_has_no_rights(client, finished):
    response = client.get(page_address(finished.reports[0].id))
    assert response.status_code == 200
    assert "Measures" in response.text
    [policy] = response.headers.get_list("content-security-policy")
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["sandbox"].split() == ["allow-scripts", "allow-forms"]
    assert rules["default-src"] == rules["form-action"] == rules["frame-ancestors"] == "'none'"
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/=]+'", rules["script-src"])
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_json_of_a_report_is_what_the_command_writes(client, finished, tmp_path):
    response = client.get(json_address(finished.reports[0].id))
    assert re.search(r'attachment; filename="byline-seed-[\d-]+\.json"', str(response.headers))
    path = tmp_path / "result.json"
    path.write_bytes(response.content)
    assert read_result(path) == finished.reports[0].result


@pytest.mark.parametrize("address", [page_address, json_address])
@pytest.mark.parametrize("report_id", ["nothing", "..%2f..%2fetc%2fpasswd", "%00", "*"])
def test_any_other_id_is_nothing(client, address, report_id):
    response = client.get(address(report_id))
    assert response.status_code == 404
    assert "content-security-policy" in response.headers
    assert "root:" not in response.text
