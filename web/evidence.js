// The evidence panel: shows the article behind a citation, with the cited words marked.
//
// Runs once a panel is on the page. Gradio provides `element`, the panel's place in the page,
// and `server`, whose functions run in Python. Article text only ever becomes text nodes.
// Each part of the page has a panel of its own, which opens the links of that part.

const ADDRESS = /^#(cite-[A-Za-z0-9._~%-]+-\d+-\d+(-v\d+)?|article-[A-Za-z0-9._~%-]+-v\d+)$/;
const CITATION = /^#cite-(.+)-(\d+)-(\d+?)(?:-v(\d+))?$/;
const LINKS = 'a[href^="#cite-"], a[href^="#article-"]';
const OTHER_WORDS = 90; // so much is shown of another citation of the same article

const panel = element.querySelector(".evidence");
const title = element.querySelector(".evidence-heading");
const content = element.querySelector(".evidence-content");
let openedAddress = null;
let openedLink = null;
let requests = 0;

function linkOf(event) {
  const link = event.target.closest?.(LINKS);
  const isOurs = link && link.closest(".tabitem") === element.closest(".tabitem");
  return isOurs && ADDRESS.test(link.getAttribute("href")) ? link : null;
}

function create(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children); // strings become text nodes
  return node;
}

function linkTo(address, ...children) {
  const link = create("a", "", ...children);
  link.href = address;
  return link;
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
    const mark = evidence.quote ? [create("mark", "", ...paragraphs(evidence.quote))] : [];
    title.replaceChildren(...heading(evidence));
    content.replaceChildren(...paragraphs(evidence.before), ...mark, ...paragraphs(evidence.after));
  }
  panel.focus({ preventScroll: true });
  panel.scrollTop = 0;
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
  const notes = [...correction(evidence), ...versions(evidence), ...copies(evidence)];
  const parts = [create("h2", "evidence-title", evidence.title), byline, ...notes];
  if (evidence.quote) parts.push(create("div", "evidence-tools", copyButton(evidence)), ...others(evidence));
  return parts;
}

function correction({ correction: told }) {
  if (!told) return [];
  const label = create("strong", "", told.note ? `${told.label}: ` : told.label);
  const words = told.note ? [`“${told.note}”`] : [];
  return [create("p", "evidence-byline evidence-correction", label, ...words)];
}

// Who else printed the same words.
function copies({ copies: others }) {
  if (!others.length) return [];
  const items = others.map(({ name, address }) => create("li", "", linkTo(address, name)));
  const count = items.length === 1 ? "1 other article" : `${items.length} other articles`;
  const summary = create("summary", "", `Also in ${count}`);
  return [create("details", "evidence-others evidence-copies", summary, create("ul", "", ...items))];
}

// An answer cites the words as they were: what was published since is a version of its own.
function versions({ version, others }) {
  if (!others.length) return [];
  const note = create("p", "evidence-byline evidence-versions");
  const changed = others[0].version > version;
  note.append(changed ? `This article changed since: this is version ${version}. Read ` : "Earlier: ");
  others.forEach((other, position) => {
    const newest = position === 0 && changed;
    const name = newest ? `the newest, version ${other.version}` : `version ${other.version}`;
    note.append(position ? ", " : "", linkTo(other.address, name));
  });
  return [note];
}

function copyButton(evidence) {
  const button = create("button", "evidence-copy", "Copy the quotation");
  button.type = "button";
  const source = [evidence.title, evidence.byline, evidence.url].filter(Boolean).join(", ");
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(`“${evidence.quote}” (${source})`);
    button.textContent = "Copied";
  });
  return button;
}

// What else the conversation cites of the same version of this article.
function others({ before, quote, after }) {
  const opened = openedAddress.match(CITATION);
  const text = [...(before + quote + after)]; // offsets count characters, not UTF-16 units
  const addresses = new Set(
    [...document.querySelectorAll('.conversation a[href^="#cite-"]')].map((link) => link.getAttribute("href")),
  );
  const items = [...addresses].flatMap((address) => {
    const [, article, start, end, version] = address.match(CITATION) ?? [];
    if (address === openedAddress || article !== opened[1] || version !== opened[4]) return [];
    const words = text.slice(Number(start), Number(end));
    const shown = words.slice(0, OTHER_WORDS).join("") + (words.length > OTHER_WORDS ? " …" : "");
    return [create("li", "", linkTo(address, `“${shown}”`))];
  });
  if (!items.length) return [];
  const count = items.length === 1 ? "1 other citation" : `${items.length} other citations`;
  const summary = create("summary", "", `${count} of this article`);
  return [create("details", "evidence-others", summary, create("ul", "", ...items))];
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
  const again = [...document.querySelectorAll(LINKS)].find(
    (link) => link.getAttribute("href") === openedAddress,
  );
  (openedLink?.isConnected ? openedLink : again)?.focus();
}

// A mouse opens when pressed: an answer that is being redrawn swallows most clicks.
document.addEventListener(
  "pointerdown",
  (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const link = event.pointerType === "mouse" && plain && linkOf(event);
    if (link) open(link.getAttribute("href"), link);
  },
  true,
);

// Touch and keyboard open here; so does a press of the mouse that was handled above.
document.addEventListener(
  "click",
  (event) => {
    const link = linkOf(event);
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
if (CITATION.test(location.hash) && element.closest("#questions")) open(location.hash, null);
