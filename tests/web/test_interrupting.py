"""Readers who do not wait for an answer: another question, Stop, Undo, a new conversation."""

import asyncio
import threading

import httpx
import pytest
from browser import CITATION, ask, opened
from served import MISSION_QUESTION, Slow, serving

from web.chat import STOPPED
from web.conversation import WAITING
from web.server import create_app

pytestmark = pytest.mark.browser


class Far:
    """A web program whose events come late, over a slow line; `answered` once an answer is sent."""

    def __init__(self, app, *, seconds: float) -> None:
        self._app = app
        self._seconds = seconds
        self.answered = threading.Event()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith("/queue/data"):
            await self._app(scope, receive, send)
            return
        line = asyncio.Queue()
        loop = asyncio.get_running_loop()

        async def deliver() -> None:
            while True:
                due, message = await line.get()
                await asyncio.sleep(due - loop.time())
                await send(message)
                line.task_done()

        async def send_late(message) -> None:
            if b"shown" in message.get("body", b""):
                self.answered.set()
            await line.put((loop.time() + self._seconds, message))

        delivering = asyncio.create_task(deliver())
        await self._app(scope, receive, send_late)
        await line.join()
        delivering.cancel()


@pytest.mark.parametrize("pause", [300, 1500])
def test_a_question_asked_while_another_is_answered_is_answered(chromium, engine, pause):
    app = create_app(Slow(engine, seconds=1.0))
    with serving(app) as address, opened(chromium, address) as page:
        ask(page, "Who sailed out first?", wait=False)
        page.get_by_text(WAITING).wait_for()
        page.wait_for_timeout(pause)
        ask(page, MISSION_QUESTION, wait=False)
        page.locator(".user-row").nth(1).wait_for()
        page.locator('.bot-row >> nth=1 >> a[href^="#cite-"] >> nth=1').wait_for()
        page.get_by_text(WAITING).wait_for(state="detached")
        assert page.locator(".bot-row").count() == 2


@pytest.mark.parametrize("second", ["New conversation", "Undo"])
def test_a_step_pressed_right_after_retry_has_the_last_word(chromium, engine, second):
    app = create_app(Slow(engine, seconds=0.5))
    with serving(app) as address, opened(chromium, address) as page:
        ask(page, MISSION_QUESTION)
        page.get_by_role("button", name="Retry", disabled=False).wait_for()
        page.evaluate(
            """second => {
              const press = (name) => [...document.querySelectorAll("button")]
                .find((button) => (button.ariaLabel ?? button.innerText.trim()) === name).click();
              press("Retry");
              press(second);
            }""",
            second,
        )
        page.locator(".user-row").wait_for(state="detached")
        page.wait_for_timeout(2_000)  # longer than the answer to the Retry takes
        assert page.locator(".user-row").count() == 0
        typed = page.get_by_role("textbox", name="Question").input_value()
        assert typed == (MISSION_QUESTION if second == "Undo" else "")


@pytest.mark.parametrize("step", ["New conversation", "Stop"])
def test_an_answer_on_its_way_does_not_come_into_a_conversation_that_has_gone_on(
    chromium, engine, step
):
    far = Far(create_app(engine), seconds=1.0)
    with serving(far) as address, opened(chromium, address) as page:
        httpx.post(f"{address}/api/ask", json={"question": MISSION_QUESTION})  # is remembered
        ask(page, MISSION_QUESTION, wait=False)
        page.get_by_text(WAITING).wait_for()
        assert far.answered.wait(20)  # what the server does from now on stops no answer
        page.get_by_role("button", name=step).click()
        page.get_by_text(WAITING).wait_for(state="detached")
        page.wait_for_timeout(2_000)
        assert page.locator(CITATION).count() == 0
        assert page.get_by_text(STOPPED).count() == (step == "Stop")
        assert page.get_by_role("button", name="Stop").count() == 0


def test_stop_is_offered_only_while_there_is_something_to_stop(chromium, engine):
    app = create_app(Slow(engine, seconds=1.0))
    with serving(app) as address, opened(chromium, address) as page:
        stop = page.get_by_role("button", name="Stop")
        page.get_by_role("textbox", name="Question").wait_for()
        assert stop.count() == 0
        ask(page, MISSION_QUESTION)
        stop.wait_for()
        stop.wait_for(state="detached")
        page.locator(CITATION).nth(1).wait_for()
        page.reload()
        page.locator(CITATION).first.wait_for()
        assert stop.count() == 0
