// The list of the library: searched, sorted, paged, its articles removed. Gradio provides
// `element`. What articles say only ever becomes text nodes.

const PAGE = 25;
const PAUSE = 200; // milliseconds without a key, after which is searched
const readOnly = element.closest(".is-read-only") !== null;

const find = (selector) => element.querySelector(selector);
const [form, note, list, dialog] = [".library-search", ".library-note", ".library-list", "dialog"].map(find);
const [earlier, later] = ['[name="earlier"]', '[name="later"]'].map(find);
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const languages = new Intl.DisplayNames("en-GB", { type: "language" });
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

async function call(path, options) {
  const response = await fetch(path, options);
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
    note.textContent = position(page.articles.length, asked.get("words"));
  } catch (error) {
    note.textContent = `The list could not be loaded: ${error.message}`;
  }
  earlier.disabled = skip === 0;
  later.disabled = skip + PAGE >= total;
}

function position(shown, words) {
  if (!total) return words ? "No headline or publisher has these words." : "There are no articles yet.";
  return `${skip + 1}–${skip + shown} of ${total} ${total === 1 ? "article" : "articles"}`;
}

function item(article) {
  const link = create("a", "library-title", article.title ?? `“${article.beginning} …”`);
  link.href = article.address;
  const published = article.published && day.format(new Date(article.published));
  const versions = article.versions > 1 && `${article.versions} versions`;
  const status = article.status !== "usable" && article.status;
  const language = article.language !== "en" && article.language && languages.of(article.language);
  const known = [status, article.publisher, published ?? "no date", language, versions];
  const facts = known.filter(Boolean).join(" · ");
  const row = create("li", "", link, create("span", "library-facts", facts));
  if (!readOnly) row.append(removing(article));
  return row;
}

function removing(article) {
  const button = create("button", "library-remove", "Remove");
  const name = article.title ?? article.id;
  button.type = "button";
  button.setAttribute("aria-label", `Remove ${name}`);
  button.addEventListener("click", () => {
    dialog.querySelector("p").textContent =
      `Remove “${name}” with all its versions? Answers that cite it can then no longer open it.`;
    dialog.onclose = () => dialog.returnValue === "remove" && remove(article);
    dialog.returnValue = "";
    dialog.showModal();
  });
  return button;
}

async function remove(article) {
  try {
    await call(`api/articles/${encodeURIComponent(article.id)}`, { method: "DELETE" });
    await refresh();
    note.textContent = `Removed “${article.title ?? article.id}”. ${note.textContent}`;
  } catch (error) {
    note.textContent = `It could not be removed: ${error.message}`;
  }
}

// How many articles there are of each month, or of each year where there are many months.

const MOST_BARS = 60;
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
  const ends = [number(dated[0].month), number(dated.at(-1).month)];
  const width = ends[1] - ends[0] >= MOST_BARS ? 12 : 1; // months in a bar
  const bars = new Map();
  for (const { month, articles } of dated) {
    const bar = Math.floor(number(month) / width);
    bars.set(bar, (bars.get(bar) ?? 0) + articles);
  }
  place.append(drawing(bars, width));
}

function drawing(bars, width) {
  const numbers = [...bars.keys()];
  const first = numbers[0];
  const count = numbers.at(-1) - first + 1;
  const most = Math.max(...bars.values());
  const name = (bar) =>
    width === 12 ? `${bar}` : `${Math.floor(bar / 12)}-${String((bar % 12) + 1).padStart(2, "0")}`;
  const label = `Articles by ${width === 12 ? "year" : "month"}, from ${name(first)} to ${name(numbers.at(-1))}`;
  const image = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${label}; at most ${most}` });
  const step = WIDTH / count;
  for (const [bar, articles] of bars) {
    const height = Math.max(1, (HEIGHT * articles) / most);
    const rectangle = svg("rect", {
      x: (bar - first) * step,
      y: HEIGHT - height,
      width: Math.max(1, Math.min(step - 1, 40)),
      height,
    });
    rectangle.append(svg("title", {}, `${name(bar)}: ${articles}`));
    image.append(rectangle);
  }
  const ends = create("div", "library-ends", ...[first, numbers.at(-1)].map((bar) => create("span", "", name(bar))));
  const caption = create("figcaption", "", `${label}; the highest bar is ${most}`);
  return create("figure", "", caption, image, ends);
}

async function refresh() {
  if (skip >= total - 1 && skip >= PAGE) skip -= PAGE; // the last one of its page may have gone
  await Promise.all([show(), plot()]);
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
