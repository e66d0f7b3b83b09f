"""A checked draft in, one self-contained HTML page out: no script, no request leaves it.

Everything from the draft and the articles goes through Jinja's escaping; the page's own policy
lets nothing run and nothing be fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from qa.verify.drafts import Checked
from qa.verify.record import checked_to_dict

FOLDER = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LABELS = {
    "supported": "Supported",
    "contradicted": "Contradicted",
    "unsupported": "Not in the library",
}
HEADINGS = {
    "supported": "The exact words",
    "contradicted": "What the articles say instead",
    "unsupported": "What is nearest",
}


def check_report(name: str, checked: Sequence[Checked]) -> str:
    """The page of a checked draft, which bears a name."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("check_report.html").render(
        name=name,
        policy=POLICY,
        labels=LABELS,
        headings=HEADINGS,
        **checked_to_dict(checked),
    )
