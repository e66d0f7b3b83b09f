// One thing at a time: what is pressed or asked meanwhile waits for its turn.

Object.assign((window.byline ??= {}), {
  // Called once the reply to a step (retry, undo, ...) is on the page.
  settled() {
    clearTimeout(underWay);
    underWay = null;
    const waiting = pressed;
    pressed = null;
    waiting ? waiting() : byline.askNext();
  },

  // Asks the question that has waited longest, where nothing is in its way any longer.
  askNext() {
    if (!waitingQuestions.length || underWay !== null || byline.isBusy()) return;
    byline.ask(waitingQuestions.shift());
    tellWaiting();
  },
});

// Replies may overtake each other, and Undo would be undone by the reply to the Retry before it. A
// step that is pressed meanwhile is taken when the reply is there.

const STEPS =
  '.conversation button:is([aria-label="Retry"], [aria-label="Undo"]), button.step, button:is(#ask-given, #ask-as-typed, #ask-without)';
const LONGEST_STEP = 10_000; // milliseconds, after which no reply is waited for
const MOST_TRIES = 300; // a tenth of a second apart
let underWay = null;
let pressed = null;

// The reply redraws the conversation and with it the button, which is back when all is answered.
function pressAgain(button, tries) {
  const label = button.getAttribute("aria-label");
  const redrawn = () => [...document.querySelectorAll(`.conversation button[aria-label="${label}"]`)].at(-1);
  const target = button.isConnected ? button : redrawn();
  if (target && !target.disabled) target.click();
  else if (tries > 0) setTimeout(() => pressAgain(button, tries - 1), 100);
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.(STEPS);
    if (!button) return;
    if (button.matches('#restart, [aria-label="Undo"]')) forgetWaiting();
    if (underWay === null) {
      underWay = setTimeout(() => byline.settled(), LONGEST_STEP);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = () => pressAgain(button, MOST_TRIES);
  },
  true,
);

// A question that is typed while another is answered would end that answer, and is asked after it.

const waitingQuestions = [];

function tellWaiting() {
  byline.hint(waitingQuestions.map((text) => `Asked next: “${text}”`).join(" "));
}

function forgetWaiting() {
  if (waitingQuestions.splice(0).length) tellWaiting();
}

function holdBack(event) {
  const field = document.querySelector(".composer textarea");
  const text = field.value.trim();
  if (!text || !(byline.isBusy() || underWay !== null)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waitingQuestions.push(text);
  tellWaiting();
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener(
  "keydown",
  (event) => {
    const isPlain = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (isPlain && event.target.matches?.(".composer textarea")) holdBack(event);
  },
  true,
);

document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.(".composer .submit-button")) holdBack(event);
  },
  true,
);
