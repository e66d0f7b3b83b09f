// The evidence panel: shows the article behind a citation, with the cited words marked.
//
// Runs once the panel is on the page. Gradio provides `element`, the panel's place in the page,
// and `server`, whose functions run in Python. Article text only ever becomes text nodes.

const CITATION = /^#cite-[A-Za-z0-9._~%-]+-\d+-\d+(-v\d+)?$/;

const panel = element.querySelector(".evidence");
const title = element.querySelector(".evidence-heading");
const content = element.querySelector(".evidence-content");
let openedAddress = null;
let openedLink = null;
let requests = 0;

function citationOf(event) {
  const link = event.target.closest?.('a[href^="#cite-"]');
  return link && CITATION.test(link.getAttribute("href")) ? link : null;
}

function create(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children); // strings become text nodes
  return node;
}

async function open(address, link) {
  openedAddress = address;
  openedLink = link;
  const request = ++requests;
  panel.setAttribute("aria-busy", "true");
  const evidence = await load(address);
  if (request !== requests) return; // a later click wins, however late this answer comes
  panel.setAttribute("aria-busy", "false");
  show(evidence);
}

async function load(address) {
  try {
    return await server.open_evidence(address);
  } catch {
    return { error: "The article could not be loaded. Is Byline still running?" };
  }
}

function show(evidence) {
  panel.classList.add("is-open");
  if (evidence.error) {
    title.replaceChildren();
    content.replaceChildren(create("p", "evidence-note", evidence.error));
  } else {
    const mark = create("mark", "", ...paragraphs(evidence.quote));
    title.replaceChildren(...heading(evidence));
    content.replaceChildren(...paragraphs(evidence.before), mark, ...paragraphs(evidence.after));
  }
  panel.focus({ preventScroll: true });
  scrollToMark();
}

function heading(evidence) {
  const byline = create("p", "evidence-byline", evidence.byline);
  if (evidence.url) {
    const link = create("a", "", "at the publisher");
    link.href = evidence.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    byline.append(" · ", link);
  }
  return [create("h2", "evidence-title", evidence.title), byline];
}

// The text itself, unchanged; its line ends are in elements of their own, to be given some room.
function paragraphs(text) {
  return text.split(/(\n)/).map((part) => (part === "\n" ? create("span", "line-end", part) : part));
}

// Only the panel scrolls: scrollIntoView would move the conversation as well.
function scrollToMark() {
  const mark = content.querySelector("mark");
  if (!mark) return;
  const top = mark.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  panel.scrollTop += top - panel.clientHeight / 3;
}

function close() {
  panel.classList.remove("is-open");
  // While an answer grows its citations are redrawn: find the one that took the link's place.
  const again = [...document.querySelectorAll('a[href^="#cite-"]')].find(
    (link) => link.getAttribute("href") === openedAddress,
  );
  (openedLink?.isConnected ? openedLink : again)?.focus();
}

// A mouse opens when pressed: an answer that is being redrawn swallows most clicks.
document.addEventListener(
  "pointerdown",
  (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const link = event.pointerType === "mouse" && plain && citationOf(event);
    if (link) open(link.getAttribute("href"), link);
  },
  true,
);

// Touch and keyboard open here; so does a press of the mouse that was handled above.
document.addEventListener(
  "click",
  (event) => {
    const link = citationOf(event);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.pointerType !== "mouse") open(link.getAttribute("href"), link);
  },
  true,
);

panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
element.querySelector(".evidence-close").addEventListener("click", close);

// A citation opened in a new tab, or kept as a bookmark.
if (CITATION.test(location.hash)) open(location.hash, null);
