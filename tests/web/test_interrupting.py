"""Readers who do not wait for an answer: another question, Stop, Undo, a new conversation."""

import asyncio
import threading

import httpx
import pytest
from browser import CITATION, ask, opened
from served import MISSION_QUESTION, Held, Slow, serving

from web.chat import STOPPED
from web.conversation import WAITING
from web.server import create_app

pytestmark = pytest.mark.browser


class Far:
    """A web program whose answers come once they are `let_through`; `answered` once one is sent."""

    def __init__(self, app) -> None:
        self._app = app
        self.answered = threading.Event()
        self.let_through = threading.Event()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith("/queue/data"):
            await self._app(scope, receive, send)
            return
        line = asyncio.Queue()

        async def deliver() -> None:
            while True:
                message = await line.get()
                if b"shown" in message.get("body", b""):
                    await asyncio.to_thread(self.let_through.wait, 60)
                await send(message)
                line.task_done()

        async def send_late(message) -> None:
            if b"shown" in message.get("body", b""):
                self.answered.set()
            await line.put(message)

        delivering = asyncio.create_task(deliver())
        await self._app(scope, receive, send_late)
        await line.join()
        delivering.cancel()


def test_questions_asked_while_another_is_answered_wait_for_their_turn(chromium, engine):
    held = Held(engine)
    questions = [
        MISSION_QUESTION,
        "Who sailed out first?",
        "Who closed the Port Ellery lighthouse?",
    ]
    with serving(create_app(held)) as address, opened(chromium, address) as page:
        for question in questions:
            ask(page, question, wait=False)
        hint = page.locator(".hint", has_text=f"Asked next: “{questions[1]}”")
        hint.get_by_text(questions[2]).wait_for()
        page.locator(CITATION).first.wait_for()
        assert page.locator(".user-row").count() == 1
        assert page.get_by_role("textbox", name="Question").input_value() == ""
        held.goes_on.set()
        page.locator('.bot-row >> nth=2 >> a[href^="#cite-"]').first.wait_for()
        assert page.locator(".user-row").all_inner_texts() == questions
        assert page.locator('.bot-row >> nth=0 >> a[href^="#cite-"]').count() >= 2
        assert page.get_by_text(STOPPED).count() == 0
        assert page.locator(".hint").inner_text() == ""


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
    far = Far(create_app(engine))
    with serving(far) as address, opened(chromium, address) as page:
        httpx.post(f"{address}/api/ask", json={"question": MISSION_QUESTION})  # is remembered
        ask(page, MISSION_QUESTION, wait=False)
        page.get_by_text(WAITING).wait_for()
        assert far.answered.wait(60)  # what the server does from now on stops no answer
        page.get_by_role("button", name=step).click()
        page.get_by_text(WAITING).wait_for(state="detached")
        far.let_through.set()
        page.wait_for_timeout(1_000)  # in which it would come
        assert page.locator(CITATION).count() == 0
        assert page.get_by_text(STOPPED).count() == (step == "Stop")
        assert page.get_by_role("button", name="Stop").count() == 0


def test_stop_is_offered_only_while_there_is_something_to_stop(chromium, engine):
    held = Held(engine)
    with serving(create_app(held)) as address, opened(chromium, address) as page:
        stop = page.get_by_role("button", name="Stop")
        page.get_by_role("textbox", name="Question").wait_for()
        assert stop.count() == 0
        ask(page, MISSION_QUESTION, wait=False)
        stop.wait_for()
        link = page.locator(CITATION).first
        reference = link.get_attribute("href")
        link.focus()
        held.goes_on.set()
        stop.wait_for(state="detached")
        # However often the answer was drawn anew, the focus is where it was.
        assert page.evaluate("document.activeElement.getAttribute('href')") == reference
        page.locator(CITATION).nth(1).wait_for()
        page.reload()
        page.locator(CITATION).first.wait_for()
        assert stop.count() == 0
