"""The routes to the reports of evaluations: a page to read, and the same as JSON to keep.

A report shows questions and articles, so its page is kept apart from Byline's own: the browser
gives it an origin of its own, from which nothing can be read, fetched or sent.
"""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import HTMLResponse

from eval.html_report import content_policy, html_report
from eval.results import Result, result_to_json
from web.evaluations import Evaluations

# Forms, because the script of the page reads its filters; the policy lets them go nowhere.
_SANDBOX = "sandbox allow-scripts allow-forms; frame-ancestors 'none'"


def page_address(report_id: str) -> str:
    """Where the page of a report is, from Byline's own page on."""
    return f"evaluations/{report_id}/report"


def json_address(report_id: str) -> str:
    """Where the JSON of a report is, from Byline's own page on."""
    return f"evaluations/{report_id}/json"


def create_report_router(evaluations: Evaluations) -> APIRouter:
    """The routes. An id is only ever looked up among the reports that are kept."""
    router = APIRouter(include_in_schema=False)

    @router.get(f"/{page_address('{report_id}')}")
    def page(report_id: str) -> HTMLResponse:
        headers = {
            "Content-Security-Policy": f"{_SANDBOX}; {content_policy()}",
            # Browsers refuse a page that is both sandboxed and the owner of its opener's group.
            "Cross-Origin-Opener-Policy": "unsafe-none",
        }
        return HTMLResponse(html_report(_result(evaluations, report_id)), headers=headers)

    @router.get(f"/{json_address('{report_id}')}")
    def json(report_id: str) -> Response:
        result = _result(evaluations, report_id)
        name = f"byline-{result.manifest.set_name}-{result.times.began:%Y%m%d-%H%M}.json"
        return Response(
            result_to_json(result),
            media_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return router


def _result(evaluations: Evaluations, report_id: str) -> Result:
    for report in evaluations.reports:
        if report.id == report_id:
            return report.result
    raise HTTPException(404, "this report is no longer kept: run the evaluation again")
