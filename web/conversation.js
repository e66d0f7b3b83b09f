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
  // back or asked anew, or where it was stopped. The evidence of the question before goes first:
  // once this answer is seen, what is open may be what the reader has just opened in it.
  takeIn(arriving, stored) {
    const answered = JSON.parse(arriving);
    const isAwaited = byline.isAnswering(stored) && stored.at(-1).id === answered.stored.at(-1).id;
    if (!isAwaited) return [];
    tellAnswering(true);
    byline.followEvidence?.(stored);
    return [answered.stored, answered.shown];
  },

  // Called whenever the conversation is another one than before.
  changed(stored) {
    tellAnswering(byline.isAnswering(stored));
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
    const length = [...text].length;
    if (!text || length > LONGEST_QUESTION) {
      byline.hint(text ? tooLong(length) : "Type a question first.");
      return [text, stored, shown];
    }
    byline.hint("");
    tellAnswering(true);
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

  // Asks only the articles with these ids from now on.
  askWithin(ids) {
    byline.within = JSON.stringify(ids);
    document.getElementById("ask-within")?.click();
    byline.toQuestion();
  },

  // Says beside the question which articles are asked, wherever the filters are scrolled to.
  restricted(publishers, since, until, within) {
    const ids = within ? JSON.parse(within).length : 0;
    const articles = ids && (ids === 1 ? "1 article" : `${ids} articles`);
    const days = [since.trim() && `since ${since.trim()}`, until.trim() && `until ${until.trim()}`];
    const only = [publishers?.join(" or "), ...days].filter(Boolean).join(", ");
    const line = document.querySelector(".within");
    line.hidden = !articles && !only;
    line.querySelector("span").textContent = [articles && `Asking within ${articles}.`, only && `Asking only: ${only}.`].filter(Boolean).join(" ");
    byline.measure();
  },

  toQuestion() {
    document.querySelector('[role="tab"]')?.click();
    // Chromium focuses nothing in a part of the page that is not shown yet.
    requestAnimationFrame(() => document.querySelector(".composer textarea")?.focus());
  },

  // The question of an address such as /?q=Who+won&publisher=Echo&since=May+2025, and its filters.
  linkedQuestion() {
    const asked = new URLSearchParams(location.search);
    const [question, since, until] = ["q", "since", "until"].map((name) => asked.get(name) ?? "");
    const filters = { publishers: asked.getAll("publisher"), since, until, articles: asked.getAll("article") };
    return JSON.stringify({ question, filters });
  },

  askLinked() {
    if (new URLSearchParams(location.search).get("q")) document.getElementById("ask-linked")?.click();
  },

  linkTo(asked) {
    const { question, filters } = JSON.parse(asked);
    const address = new URL(location.origin + location.pathname);
    const fields = [
      ["q", [question]],
      ["publisher", filters.publishers],
      ["since", [filters.since]],
      ["until", [filters.until]],
      ["article", filters.articles],
    ];
    for (const [name, values] of fields) for (const value of values) if (value) address.searchParams.append(name, value);
    return address.href;
  },
});

let answering = false;

const LONGEST_QUESTION = 2_000; // characters, as in qa/engine.py
const number = new Intl.NumberFormat("en-GB");

function tooLong(length) {
  const [longest, typed] = [LONGEST_QUESTION, length].map((one) => number.format(one));
  return `A question may have up to ${longest} characters, and this one has ${typed}: shorten it.`;
}

function tellAnswering(isSo) {
  answering = isSo;
  document.getElementById("stop")?.toggleAttribute("data-running", isSo);
}

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

// While an answer grows its links are drawn anew, or one becomes another: the focus stays with the
// one it was on, so that no key that is pressed meanwhile is lost or opens something else.

let focused = null; // { link, address, place }: the place among those with that address

function linksTo(address) {
  return [...document.querySelectorAll(".conversation .prose a")].filter((link) => link.getAttribute("href") === address);
}

document.addEventListener("focusin", ({ target }) => {
  const address = target.matches?.(".conversation .prose a") && target.getAttribute("href");
  focused = address ? { link: target, address, place: linksTo(address).indexOf(target) } : null;
});

// What is taken off the page leaves the focus to nothing at all, as a press beside everything does.
document.addEventListener("pointerdown", () => (focused = null), true);

const refocusing = new MutationObserver(() => {
  if (!focused || (focused.link.isConnected && focused.link.getAttribute("href") === focused.address)) return;
  const links = linksTo(focused.address);
  (links[focused.place] ?? links[0])?.focus({ preventScroll: true });
});
refocusing.observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["href"] });

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
  if (event.target.closest?.("#restart, .within button")) document.getElementById("ask-all")?.click();
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
