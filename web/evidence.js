// The evidence panel: shows the article behind a citation, with the cited words marked.
//
// Runs once a panel is on the page. Gradio provides `element`, the panel's place in the page,
// and `server`, whose functions run in Python. Article text only ever becomes text nodes.
// Each part of the page has a panel of its own, which opens the links of that part.

const ADDRESS = /^#(cite-[A-Za-z0-9._~%-]+-\d+-\d+(-v\d+)?|article-[A-Za-z0-9._~%-]+-v\d+)$/;
const CITATION = /^#cite-(.+)-(\d+)-(\d+?)(?:-v(\d+))?$/;
const LINKS = 'a[href^="#cite-"], a[href^="#article-"]';
const OTHER_WORDS = 90; // so much is shown of another citation of the same article
const SIZES = [0.95, 1.05, 1.2, 1.4, 1.7]; // of the text, in rem
const KEPT_SIZE = "byline-text-size";
const isOfLibrary = element.closest("#library") !== null;
const readOnly = document.querySelector("#library .is-read-only") !== null;
const isOfAnswers = element.closest("#questions") !== null;

const panel = element.querySelector(".evidence");
const title = element.querySelector(".evidence-heading");
const content = element.querySelector(".evidence-content");
const closeButton = element.querySelector(".evidence-close");
const nothing = [...title.childNodes];
const howTo = [...content.childNodes];
let openedAddress = null;
let openedLink = null;
let conversation = []; // as the browser keeps it
let followed = null; // the question whose first citation was opened by itself
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

async function open(address, link, { byItself = false } = {}) {
  openedAddress = address;
  openedLink = link;
  const request = ++requests;
  panel.setAttribute("aria-busy", "true");
  const evidence = await load(address);
  if (request !== requests) return; // a later click wins, however late this answer comes
  panel.setAttribute("aria-busy", "false");
  show(evidence, byItself);
}

async function load(address) {
  try {
    return await server.open_evidence(address);
  } catch {
    return { error: "The article could not be loaded. Is Byline still running?" };
  }
}

function show(evidence, byItself) {
  byline.measure?.();
  panel.classList.add("is-open");
  if (evidence.error) {
    title.replaceChildren();
    content.replaceChildren(create("p", "evidence-note", evidence.error));
  } else {
    const mark = evidence.quote ? [create("mark", "", ...paragraphs(evidence.quote))] : [];
    title.replaceChildren(...heading(evidence));
    content.replaceChildren(...paragraphs(evidence.before), ...mark, ...paragraphs(evidence.after));
  }
  markOpened();
  if (!byItself) panel.focus({ preventScroll: true });
  panel.scrollTop = 0;
  scrollToMark();
  if (isSheet()) besideSheet();
}

// On a narrow screen the panel comes up as a sheet, which alone has a button to close it.
function isSheet() {
  return getComputedStyle(closeButton).display !== "none";
}

// Back closes the sheet, as everywhere on a phone, and what was tapped stays in sight above it.
function besideSheet() {
  if (!history.state?.evidence) history.pushState({ ...history.state, evidence: true }, "");
  const link = opener();
  if (!link) return;
  const covered = link.getBoundingClientRect().bottom + 16 - panel.getBoundingClientRect().top;
  if (covered > 0) window.scrollBy(0, covered);
}

// What was pressed; while an answer grows its citations are redrawn: then what took its place.
function opener() {
  if (openedLink?.isConnected) return openedLink;
  return [...document.querySelectorAll(LINKS)].find((link) => link.getAttribute("href") === openedAddress);
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
  const tools = evidence.quote ? [create("span", "evidence-turning", ...turning()), copyButton(evidence)] : [];
  parts.push(create("div", "evidence-tools", ...asking(evidence), ...tools, sizing()));
  parts.push(...correcting(evidence));
  if (evidence.quote) parts.push(...others(evidence));
  return parts;
}

// The citations of the answer that the opened one belongs to, each once, in order. The answer itself
// may not be on the page yet: after a reload the panel is filled first.
function beside() {
  if (!isOfAnswers) return [];
  return conversation.map(addresses).findLast((all) => all.includes(openedAddress)) ?? [];
}

function addresses({ answer }) {
  const cited = answer?.status === "not_found" ? answer.nearest : answer?.citations;
  return [...new Set((cited ?? []).map(addressOf))];
}

function turning() {
  const all = beside();
  const place = all.indexOf(openedAddress);
  if (all.length < 2) return [];
  const button = (name, step) => {
    const one = create("button", "evidence-button", name);
    one.type = "button";
    one.disabled = !all[place + step];
    one.addEventListener("click", () => turn(step));
    return one;
  };
  const told = create("span", "evidence-place", `${place + 1} of ${all.length}`);
  return [button("‹ Previous", -1), told, button("Next ›", 1)];
}

function turn(step) {
  const all = beside();
  const address = all[all.indexOf(openedAddress) + step];
  if (all.includes(openedAddress) && address) open(address, null);
}

function sizing() {
  const button = (sign, name, step) => {
    const one = create("button", "evidence-button", sign);
    one.type = "button";
    one.setAttribute("aria-label", name);
    one.addEventListener("click", () => resize(step));
    return one;
  };
  return create("span", "evidence-sizing", button("A−", "Smaller text", -1), button("A+", "Larger text", 1));
}

function asking({ id, quote }) {
  if (quote && !isOfLibrary) return [];
  const button = create("button", "evidence-button", "Ask within this article");
  button.type = "button";
  button.addEventListener("click", () => byline.askWithin([id]));
  return [button];
}

// What the article was taken for can be put right, by a new version of it.
function correcting({ id, headline, publisher, published }) {
  if (!isOfLibrary || readOnly) return [];
  const form = create("form", "evidence-form");
  const note = create("p", "evidence-note");
  note.setAttribute("role", "status");
  for (const [name, label, value] of [
    ["title", "Headline", headline],
    ["publisher", "Publisher", publisher],
    ["published", "Day", published],
  ]) {
    const field = create("input", "");
    Object.assign(field, { name, value: value ?? "", autocomplete: "off" });
    form.append(create("label", "", label, field));
  }
  const button = create("button", "evidence-button", "Correct");
  form.append(button, note);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    note.textContent = "";
    const response = await fetch(`api/articles/${encodeURIComponent(id)}`, {
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    });
    const corrected = await response.json();
    if (!response.ok) {
      note.textContent = corrected.error;
      return;
    }
    byline.showLibrary?.();
    byline.showFront?.();
    tellAnew(corrected);
    open(corrected.address, openedLink);
  });
  const summary = create("summary", "", "Correct headline, publisher or day");
  return [create("details", "evidence-others", summary, form)];
}

// The line that told what an added article was taken for tells what it is now.
function tellAnew({ address, title, publisher, published }) {
  const day = published && new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(published));
  const start = address.slice(0, address.lastIndexOf("-v") + 2);
  for (const link of document.querySelectorAll("#library .report a")) {
    if (!link.getAttribute("href").startsWith(start)) continue;
    link.href = address;
    link.textContent = title ?? "No headline";
    link.nextSibling.textContent = ` · ${publisher ?? "no publisher"}, ${day ?? "no date"}`;
  }
}

function resize(step) {
  const now = Number(localStorage.getItem(KEPT_SIZE) ?? 1) + step;
  const size = Math.min(Math.max(Math.trunc(now) || 0, 0), SIZES.length - 1);
  localStorage.setItem(KEPT_SIZE, size);
  content.style.fontSize = `${SIZES[size]}rem`;
  scrollToMark();
}

// The citation that is open looks so in the answer too, and no other: the elements of an answer that
// grows are used again for other citations.
const redrawn = new MutationObserver(markOpened);

function markOpened() {
  if (!isOfAnswers) return;
  for (const link of document.querySelectorAll(".conversation a.is-read")) link.classList.remove("is-read");
  for (const link of document.querySelectorAll('.conversation a[href^="#cite-"]'))
    if (link.getAttribute("href") === openedAddress) link.classList.add("is-read");
}

function clear() {
  requests += 1; // what is being loaded comes too late
  openedAddress = openedLink = null;
  shut();
  markOpened();
  title.replaceChildren(...nothing);
  content.replaceChildren(...howTo);
}

// With a new question the panel is empty, with its answer it shows the first citation: never an
// article of the answer before. On a narrow screen it would lie over the answer, so it stays shut.
function follow(stored) {
  const place = isOfAnswers && document.querySelector(".conversation");
  if (place) redrawn.observe(place, { subtree: true, childList: true, attributeFilter: ["href"] });
  conversation = stored ?? [];
  const last = conversation.at(-1);
  const asked = last?.id ?? null;
  if (followed === null && openedAddress) followed = asked; // it was opened by the page's address
  if (asked !== followed) clear();
  followed = asked;
  const first = last?.answer?.status === "not_found" ? undefined : last?.answer?.citations[0];
  const isShut = getComputedStyle(panel).display === "none";
  if (first && !openedAddress && !isShut) open(addressOf(first), null, { byItself: true });
  element.querySelector(".evidence-turning")?.replaceChildren(...turning()); // the answer may have grown
}

// As references.py writes it: of what stands in an id, only safe characters remain.
function addressOf({ article_id: id, start, end, version }) {
  const safe = (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  const article = encodeURIComponent(id).replace(/[!'()*]/g, safe);
  return `#cite-${article}-${start}-${end}${version === 1 ? "" : `-v${version}`}`;
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
  const button = create("button", "evidence-button", "Copy the quotation");
  button.type = "button";
  const source = [evidence.title, evidence.byline, evidence.url].filter(Boolean).join(", ");
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(`“${evidence.quote}” (${source})`);
    button.textContent = "Copied";
  });
  return button;
}

// What else the answer cites of the same version of this article.
function others({ before, quote, after }) {
  const opened = openedAddress.match(CITATION);
  const text = [...(before + quote + after)]; // offsets count characters, not UTF-16 units
  const items = beside().flatMap((address) => {
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
  const bar = element.querySelector(".evidence-bar").offsetHeight;
  panel.scrollTop += top - Math.max(bar + 8, panel.clientHeight / 3);
}

function close() {
  shut();
  opener()?.focus({ preventScroll: true });
}

function shut() {
  const wasSheet = panel.classList.contains("is-open") && history.state?.evidence;
  panel.classList.remove("is-open");
  if (wasSheet) history.back(); // else it would take two to leave the page
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

const OWN_ARROWS = 'input, textarea, select, [role="tab"], [role="radio"], [role="listbox"], dialog *';

// The arrows turn from wherever the reader is in this part of the page, but where they move something.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !panel.checkVisibility()) return;
  if (event.key === "Escape" && panel.contains(event.target)) close();
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step && !event.target.matches(OWN_ARROWS)) turn(step);
});
closeButton.addEventListener("click", close);
window.addEventListener("popstate", ({ state }) => {
  if (isSheet() && !state?.evidence && panel.classList.contains("is-open")) close();
});

resize(0);
if (isOfAnswers) {
  (window.byline ??= {}).followEvidence = follow;
  // A citation or an article opened in a new tab, or kept as a bookmark.
  const openAddressed = () => ADDRESS.test(location.hash) && open(location.hash, null);
  openAddressed();
  window.addEventListener("hashchange", openAddressed);
}
