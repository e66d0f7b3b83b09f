// The list of the library: searched, sorted, paged; its articles chosen to ask within, and removed.
// Gradio provides `element`. What articles say only ever becomes text nodes.

const PAGE = 25;
const PAUSE = 200; // milliseconds without a key, after which is searched
const UNDO = 8_000; // milliseconds in which a removal can be taken back
const readOnly = element.closest(".is-read-only") !== null;

const find = (selector) => element.querySelector(selector);
const [form, note, list, chosenBar] = [".library-search", ".library-note", ".library-list", ".library-chosen"].map(find);
const [earlier, later, askChosen, chooseNone] = ["earlier", "later", "ask", "none"].map((name) => find(`[name="${name}"]`));
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const languages = new Intl.DisplayNames("en-GB", { type: "language" });
const chosen = new Map(); // id → name
const leaving = new Map(); // id → the removal that is not made yet
let skip = 0;
let total = 0;
let requests = 0;
let pause = null;

function create(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
}

function createButton(name, className, pressed) {
  const button = create("button", className, name);
  button.type = "button";
  button.addEventListener("click", pressed);
  return button;
}

async function call(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error("The library could not be reached. Is Byline still running?");
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

async function show() {
  const request = ++requests;
  const asked = new URLSearchParams(new FormData(form));
  asked.set("skip", skip);
  asked.set("limit", PAGE);
  try {
    const page = await call(`api/articles?${asked}`);
    if (request !== requests) return; // another page was asked for in the meantime
    total = page.total;
    list.replaceChildren(...page.articles.map(item));
    note.textContent = position(page.articles.length);
  } catch (error) {
    if (request !== requests) return;
    total = 0;
    list.replaceChildren(); // what stood there is no answer to this
    note.textContent = error.message;
  }
  earlier.disabled = skip === 0;
  later.disabled = skip + PAGE >= total;
}

function position(shown) {
  const restricted = ["words", "publisher", "since", "until"].some((name) => form.elements[name].value.trim());
  if (!total) return restricted ? "No article fits this search." : "There are no articles yet.";
  return `${skip + 1}–${skip + shown} of ${total} ${total === 1 ? "article" : "articles"}`;
}

function item(article) {
  const name = article.title ?? `“${article.beginning} …”`;
  const link = create("a", "library-title", name);
  link.href = article.address;
  const published = article.published && day.format(new Date(article.published));
  const versions = article.versions > 1 && `${article.versions} versions`;
  const status = article.status !== "usable" && article.status;
  const language = article.language !== "en" && article.language && languages.of(article.language);
  const known = [status, article.publisher, published ?? "no date", language, versions];
  const facts = create("span", "library-facts", known.filter(Boolean).join(" · "));
  const row = create("li", "", choosing(article.id, name), create("div", "", link, facts, ...hits(article)));
  if (!readOnly) row.append(removing(article, name, row));
  if (leaving.has(article.id)) row.classList.add("is-leaving");
  return row;
}

function hits({ excerpt }) {
  if (!excerpt?.length) return [];
  const words = excerpt.map(([text, searched]) => (searched ? create("mark", "", text) : text));
  return [create("p", "library-excerpt", ...words)];
}

function choosing(id, name) {
  const box = create("input", "library-choose");
  box.type = "checkbox";
  box.checked = chosen.has(id);
  box.setAttribute("aria-label", `Choose ${name}`);
  box.addEventListener("change", () => {
    box.checked ? chosen.set(id, name) : chosen.delete(id);
    showChosen();
  });
  return box;
}

function showChosen() {
  chosenBar.hidden = !chosen.size;
  askChosen.textContent = chosen.size === 1 ? "Ask this one" : `Ask these ${chosen.size}`;
}

askChosen.addEventListener("click", () => byline.askWithin([...chosen.keys()]));
chooseNone.addEventListener("click", () => {
  chosen.clear();
  showChosen();
  show();
});

// Nothing is asked first: the removal waits a while, and can be taken back until then.

function removing(article, name, row) {
  const removal = () => (leaving.has(article.id) ? takeBack() : begin());
  const button = createButton("Remove", "library-remove", removal);
  const label = (word) => {
    button.textContent = word;
    button.setAttribute("aria-label", `${word} ${name}`);
  };
  const takeBack = () => {
    clearTimeout(leaving.get(article.id));
    leaving.delete(article.id);
    row.classList.remove("is-leaving");
    label("Remove");
    note.textContent = `“${name}” stays.`;
  };
  const begin = () => {
    leaving.set(article.id, setTimeout(() => remove(article.id, name), UNDO));
    row.classList.add("is-leaving");
    label("Undo");
    note.textContent = `“${name}” is being removed, with all its versions. Undo keeps it.`;
  };
  label(leaving.has(article.id) ? "Undo" : "Remove");
  return button;
}

async function remove(id, name) {
  leaving.delete(id);
  chosen.delete(id);
  showChosen();
  try {
    await call(`api/articles/${encodeURIComponent(id)}`, { method: "DELETE", keepalive: true });
    await refresh();
    byline.showFront?.();
    note.textContent = `Removed “${name}”. ${note.textContent}`;
  } catch (error) {
    note.textContent = `It could not be removed: ${error.message}`;
  }
}

// Who leaves the page meant it.
window.addEventListener("pagehide", () => {
  for (const [id, timer] of leaving) {
    clearTimeout(timer);
    fetch(`api/articles/${encodeURIComponent(id)}`, { method: "DELETE", keepalive: true });
  }
});

// How many articles there are of each month, or of each year where there are many months.

const MOST_BARS = 60;
const NEARLY_ALL = 0.9;
const APART = 128; // of the width, for the articles of long before or after
const [WIDTH, HEIGHT] = [640, 76];

function svg(tag, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

async function plot() {
  const { months } = await call("api/months");
  const dated = months.filter(({ month }) => month);
  const place = find(".library-plot");
  place.replaceChildren();
  if (dated.length < 2) return;
  const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const counts = dated.map(({ month, articles }) => [number(month), articles]);
  const [first, last] = busiest(counts);
  const isSpread = first === undefined;
  const width = isSpread ? 12 : 1; // months in a bar
  const shown = isSpread ? counts : counts.filter(([month]) => first <= month && month <= last);
  const bars = new Map();
  for (const [month, articles] of shown) {
    const bar = Math.floor(month / width);
    bars.set(bar, (bars.get(bar) ?? 0) + articles);
  }
  const sum = (some) => some.reduce((all, [, articles]) => all + articles, 0);
  place.append(drawing(bars, width, isSpread ? [0, 0] : [
    sum(counts.filter(([month]) => month < first)),
    sum(counts.filter(([month]) => month > last)),
  ]));
}

// The months, at most `MOST_BARS` in a row, that hold nearly all articles: a few from long before or
// after stand together at the ends, apart from the months. None where no such months hold nearly all.
function busiest(counts) {
  const all = counts.reduce((sum, [, articles]) => sum + articles, 0);
  for (const [start] of counts) {
    const within = counts.filter(([month]) => start <= month && month < start + MOST_BARS);
    const held = within.reduce((sum, [, articles]) => sum + articles, 0);
    if (held >= NEARLY_ALL * all) return [start, within.at(-1)[0]];
  }
  return [];
}

function drawing(bars, width, [before, after]) {
  const numbers = [...bars.keys()];
  const first = numbers[0];
  const count = numbers.at(-1) - first + 1;
  const most = Math.max(...bars.values());
  const name = (bar) =>
    width === 12 ? `${bar}` : `${Math.floor(bar / 12)}-${String((bar % 12) + 1).padStart(2, "0")}`;
  const label = `Articles by ${width === 12 ? "year" : "month"}, from ${name(first)} to ${name(numbers.at(-1))}`;
  const image = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": `${label}; at most ${most}` });
  const [left, right] = [before, after].map((articles) => (articles ? APART : 0));
  const step = (WIDTH - left - right) / count;
  const draw = (x, articles, told, className = "") => {
    const height = Math.max(1, (HEIGHT * Math.min(articles, most)) / most);
    const width = Math.max(1, Math.min(step - 1, 40));
    const rectangle = svg("rect", { x, y: HEIGHT - height, width, height, class: className });
    rectangle.append(svg("title", {}, told));
    image.append(rectangle);
  };
  for (const [bar, articles] of bars) draw(left + (bar - first) * step, articles, `${name(bar)}: ${articles}`);
  if (before) draw(0, before, `earlier: ${before}`, "is-apart");
  if (after) draw(WIDTH - Math.max(1, Math.min(step - 1, 40)), after, `later: ${after}`, "is-apart");
  const months = [first, numbers.at(-1)].map((bar) => create("span", "", name(bar)));
  const ends = create("div", "library-ends", create("div", "library-ends library-months", ...months));
  if (before) ends.prepend(create("span", "library-apart", `earlier: ${before}`));
  if (after) ends.append(create("span", "library-apart", `later: ${after}`));
  const caption = create("figcaption", "", `${label}; the highest bar is ${most}`);
  return create("figure", "", caption, image, ends);
}

async function fillPublishers() {
  const field = form.elements.publisher;
  const { publishers } = await call("api/publishers");
  const options = publishers.map(({ name, articles }) => {
    const option = create("option", "", `${name} (${articles.toLocaleString("en-GB")})`);
    option.value = name;
    return option;
  });
  const kept = field.value;
  field.replaceChildren(field.options[0], ...options);
  field.value = publishers.some(({ name }) => name === kept) ? kept : "";
}

async function refresh() {
  if (skip >= total - 1 && skip >= PAGE) skip -= PAGE; // the last one of its page may have gone
  await Promise.all([fillPublishers().then(show), plot()]);
}

function turn(pages) {
  skip = Math.max(0, skip + pages * PAGE);
  show();
}

earlier.addEventListener("click", () => turn(-1));
later.addEventListener("click", () => turn(1));
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    skip = 0;
    show();
  }, PAUSE);
});
(window.byline ??= {}).showLibrary = refresh;
refresh();
