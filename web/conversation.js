// What the conversation does in the browser by itself.

Object.assign((window.byline ??= {}), {
  taken: "",

  // Brings the last question to the top of the conversation, with as much answer as fits below.
  showLastQuestion() {
    const scroller = document.querySelector(".conversation .bubble-wrap");
    const question = [...document.querySelectorAll(".conversation .user-row")].at(-1);
    if (!scroller || !question) return;
    const distance = question.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += distance - 8;
  },

  isAnswering(stored) {
    return stored?.length > 0 && !stored.at(-1).finished;
  },

  // What becomes of the conversation when an answer arrives: nothing where its question was taken
  // back or asked anew, or where it was stopped.
  takeIn(arriving, stored) {
    const answered = JSON.parse(arriving);
    const isAwaited = byline.isAnswering(stored) && stored.at(-1).id === answered.stored.at(-1).id;
    return isAwaited ? [answered.stored, answered.shown] : [];
  },

  offerStop(stored) {
    document.getElementById("stop")?.toggleAttribute("data-running", byline.isAnswering(stored));
  },

  // Called once the reply to a step (retry, undo, ...) is on the page.
  settled() {
    clearTimeout(underWay);
    underWay = null;
    const waiting = pressed;
    pressed = null;
    waiting?.();
  },

  copy(text) {
    navigator.clipboard?.writeText(text);
  },

  save(text, name, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },

  linkedQuestion() {
    return new URLSearchParams(location.search).get("q") ?? "";
  },

  askLinked() {
    if (byline.linkedQuestion()) document.getElementById("ask-linked")?.click();
  },

  linkTo(question) {
    const address = new URL(location.origin + location.pathname);
    address.searchParams.set("q", question);
    return address.href;
  },
});

// One step at a time: replies may overtake each other, and Undo would be undone by the reply to
// the Retry before it. A step that is pressed meanwhile is taken when the reply is there.

const STEPS = '.conversation button:is([aria-label="Retry"], [aria-label="Undo"]), button.step';
const LONGEST_STEP = 3_000; // milliseconds, after which no reply is waited for
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

// The copy buttons would put Markdown on the clipboard: what is seen is copied instead.
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.('.conversation button[aria-label="Copy message"]');
    if (!button) return;
    const buttons = button.closest(".message-buttons");
    const message = buttons?.previousElementSibling?.querySelector(".message-content");
    if (!message || !navigator.clipboard) return;
    event.stopImmediatePropagation();
    navigator.clipboard.writeText(message.innerText);
  },
  true,
);

// A question to be edited is shown as it was typed, not as the Markdown that stands for it.
document.addEventListener("focusin", (event) => {
  const field = event.target;
  if (!field.matches?.(".conversation textarea") || field.dataset.asTyped) return;
  field.dataset.asTyped = "true";
  const decoder = document.createElement("textarea"); // holds text only: nothing in it can run
  decoder.innerHTML = field.value;
  field.value = decoder.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// A follow-up that was misread: the link beside the reading asks it as it was typed.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.('.conversation a[href="#as-typed"]')) return;
  event.preventDefault();
  document.getElementById("ask-as-typed")?.click();
});

// A date or publisher that was misread: its link asks again without it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('.conversation a[href^="#without-"]');
  if (!link) return;
  event.preventDefault();
  window.byline.taken = link.getAttribute("href").slice("#without-".length);
  document.getElementById("ask-without")?.click();
});
