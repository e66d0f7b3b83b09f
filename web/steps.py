"""How Gradio is told of a step that is done at once: outside its queue, shown by nothing."""

from __future__ import annotations

from typing import Any

UNQUEUED: dict[str, Any] = {
    "queue": False,
    "show_progress": "hidden",
    "api_visibility": "private",
}
