// The front page: what is in the library, and what may be asked of it. It stands there until
// something is asked. Gradio provides `element`. What articles say only ever becomes text nodes.

const PAUSES = [500, 1000, 2000, 4000, 8000, 16000]; // milliseconds, until the examples are tried
const find = (selector) => element.querySelector(selector);
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const inWords = (published) => day.format(new Date(published));

function create(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
}

function count(number, one, many) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}

async function show(pauses) {
  const front = await (await fetch("api/front")).json();
  find(".front").setAttribute("aria-busy", "false");
  find(".front-facts").replaceChildren(...facts(front));
  find(".front-news").replaceChildren(
    ...part("Newest", front.newest.map(headline)),
    ...part("Told by several publishers", front.shared.map(shared)),
    ...part("Several publishers on the same names", front.alike.map(together)),
  );
  find(".front-examples").replaceChildren(...examples(front));
  const [pause, ...later] = pauses;
  if (!front.ready && pause) setTimeout(() => show(later), pause);
}

function facts({ articles, publishers, first, last }) {
  if (!articles) {
    const button = create("button", "front-button", "Add articles");
    button.type = "button";
    button.addEventListener("click", openLibrary);
    return ["There are no articles yet. Add files, addresses or a pasted text in the Library. ", button];
  }
  const named = publishers.slice(0, 4).map(({ name, articles }) => `${name} (${articles.toLocaleString("en-GB")})`);
  const more = publishers.length - named.length;
  const who = named.length ? ` from ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}` : "";
  const when = first ? `, ${first === last ? inWords(first) : `${inWords(first)} to ${inWords(last)}`}` : "";
  return [create("strong", "", count(articles, "article", "articles")), `${who}${when}.`];
}

function openLibrary() {
  [...document.querySelectorAll('[role="tab"]')].find((tab) => tab.textContent.trim() === "Library")?.click();
}

function part(name, items) {
  if (!items.length) return [];
  return [create("section", "", create("h2", "", name), create("ul", "", ...items))];
}

function headline({ title, beginning, publisher, published, address }) {
  const link = create("a", "", title ?? `“${beginning} …”`);
  link.href = address;
  const known = [publisher, published && inWords(published)].filter(Boolean).join(" · ");
  return create("li", "", link, create("span", "front-known", known));
}

function shared({ title, beginning, publishers, address }) {
  return headline({ title, beginning, publisher: publishers.join(", "), address });
}

function together(told) {
  const item = shared(told);
  item.append(create("span", "front-known front-names", `All of them name ${told.names.join(", ")}.`));
  return item;
}

function examples({ examples: questions, ready }) {
  const heading = create("h2", "", "You might ask");
  if (!ready && !questions.length) return [heading, create("p", "front-known", "Looking for questions that these articles answer …")];
  if (!questions.length) return [];
  const buttons = questions.map((question) => {
    const button = create("button", "front-button front-example", question);
    button.type = "button";
    button.addEventListener("click", () => byline.ask(question));
    return button;
  });
  return [heading, create("div", "front-buttons", ...buttons)];
}

function refresh() {
  show(PAUSES).catch(() => {
    find(".front-facts").textContent = "What is in the library could not be loaded. Is Byline still running?";
  });
}

(window.byline ??= {}).showFront = refresh;
refresh();
