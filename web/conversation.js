// What the conversation does in the browser by itself.

Object.assign((window.byline ??= {}), {
  taken: "",
  given: "",
  chosen: "",
  within: "",

  // Brings the last question to the top of the screen, with as much answer as fits below.
  showLastQuestion() {
    [...document.querySelectorAll(".conversation .user-row")].at(-1)?.scrollIntoView({ block: "start" });
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

  // Called whenever the conversation is another one than before.
  changed(stored) {
    answering = byline.isAnswering(stored);
    document.getElementById("stop")?.toggleAttribute("data-running", answering);
    byline.followEvidence?.(stored);
    byline.keepConversation?.(stored);
    byline.askNext();
  },

  isBusy() {
    return answering;
  },

  // Tells the reader something beside what is asked with.
  hint(text) {
    document.querySelector(".hint").textContent = text;
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

  // The evidence of a narrow screen lies above what is asked with, however high that is.
  measure() {
    const height = document.querySelector(".composer")?.offsetHeight ?? 0;
    document.documentElement.style.setProperty("--composer-height", `${height}px`);
  },

  // The conversation with a typed question at its end, as chat.py makes it, and what is shown of it.
  begin(stored, question, shown) {
    const text = question.trim();
    byline.hint(text ? "" : "Type a question first.");
    if (!text) return ["", stored, shown];
    answering = true;
    const id = crypto.getRandomValues(new Uint32Array(4)).join("");
    const fresh = { ...ASKED, question: text, id, day: new Date().toLocaleDateString("sv") }; // 2025-01-31
    const message = (role, words) => ({ role, metadata: null, content: [{ type: "text", text: words }], options: null });
    const messages = [message("user", asMarkdown(text)), message("assistant", "*Reading the articles …*")];
    return ["", [...(stored ?? []).map(stopped), fresh], [...(shown ?? []), ...messages]];
  },

  // Asks a question that nobody typed: one of the front page's, or of the library's.
  ask(question) {
    byline.given = question;
    document.getElementById("ask-given")?.click();
  },

  // Asks only the articles with these ids from now on; all where there are none.
  askWithin(ids) {
    byline.within = ids.length ? JSON.stringify(ids) : "";
    document.getElementById("ask-within")?.click();
    const line = document.querySelector(".within");
    line.hidden = !ids.length;
    line.querySelector("span").textContent = `Asking within ${ids.length === 1 ? "1 article" : `${ids.length} articles`}.`;
    byline.measure();
    if (ids.length) byline.toQuestion();
  },

  toQuestion() {
    document.querySelector('[role="tab"]')?.click();
    // Chromium focuses nothing in a part of the page that is not shown yet.
    requestAnimationFrame(() => document.querySelector(".composer textarea")?.focus());
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

let answering = false;
const ASKED = {
  answer: null,
  note: null,
  finished: false,
  as_typed: false,
  without: [],
  anew: false,
  only: null,
  suggestions: [],
};

// Markdown that shows exactly this text, until the server's own takes its place.
function asMarkdown(text) {
  const escaped = (letter) => `&#${letter.codePointAt(0)};`;
  return text.replace(/[^\p{L}\p{M}\p{N}\s]|(?<=\n)[ \t]/gu, escaped);
}

// A question asked while another is answered ends that answer.
function stopped(exchange) {
  return exchange.finished ? exchange : { ...exchange, finished: true, note: "Stopped before the answer was complete." };
}

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
  field.setAttribute("aria-label", "Your question, to be put differently");
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

document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".skip-link")) return;
  event.preventDefault();
  byline.toQuestion();
});

document.addEventListener("click", (event) => {
  const begins = event.target.closest?.("#restart") && byline.within;
  if (begins || event.target.closest?.(".within button")) byline.askWithin([]);
});

// What unfolds just above what is asked with would open behind it.
document.addEventListener("click", (event) => {
  const fold = event.target.closest?.("#questions .gr-accordion > button")?.parentElement;
  if (!fold) return;
  byline.measure();
  const grows = new ResizeObserver(() => fold.scrollIntoView({ block: "nearest" }));
  grows.observe(fold);
  setTimeout(() => grows.disconnect(), 1_000);
});

// Arrow keys go from one part of the page to the next, as lists of tabs do.
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.('[role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')];
  const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length);
  event.preventDefault();
  next.focus();
  next.click();
});

window.addEventListener("resize", () => byline.measure());
