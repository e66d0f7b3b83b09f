"""The steps of a page that is served, each with a file value in each of its places."""

from collections.abc import Iterator

import httpx


def file_value(path: object) -> dict[str, object]:
    """What a browser sends for a file that it has uploaded."""
    return {"path": str(path), "meta": {"_type": "gradio.FileData"}}


def steps(client, path, *, forms) -> Iterator[tuple[dict, list]]:
    """Each step of the page with a file value, in each of its forms, in each of its places."""
    config = client.get("/config").json()
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    for dependency in config["dependencies"]:
        usual = [values[part] for part in dependency["inputs"]]
        for place in range(len(usual)):
            for form in forms(file_value(path)):
                yield dependency, [*usual[:place], form, *usual[place + 1 :]]


def replies(client, dependency, data) -> Iterator[httpx.Response]:
    """What the routes that take a step answer."""
    session = {"session_hash": f"step{dependency['id']}", "fn_index": dependency["id"]}
    joined = client.post("/gradio_api/queue/join", json={"data": data, **session})
    yield joined
    if joined.is_success:
        yield client.get("/gradio_api/queue/data", params=session)
    yield client.post("/gradio_api/run/predict", json={"data": data, **session})
