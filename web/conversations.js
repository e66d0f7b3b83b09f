// The conversations that this browser keeps: each under its first question, found, opened, deleted.
//
// Runs once the part is on the page; Gradio provides `element`. Nothing of them leaves the browser
// until one is opened, and then the server checks it as it checks every conversation it is sent.

const KEPT = "byline-conversations";
const MOST = 100;

const dialog = element.querySelector("dialog");
const [list, note] = [".conversations-list", ".conversations-note"].map((name) => dialog.querySelector(name));
const search = dialog.querySelector("input");
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });
const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });
let current = null; // the id of the conversation on the page
let held = new Set(); // the ids of all its questions that this page has shown
let beforeEdit = null; // the ids of its questions, once one of them is put differently

function kept() {
  try {
    const all = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(all) ? all.filter((one) => one?.exchanges?.length) : [];
  } catch {
    return [];
  }
}

// Browsers hold a few megabytes for a page: the oldest make room.
function write(all) {
  for (let most = MOST; most > 0; most = Math.floor(most / 2)) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(all.slice(0, most)));
      return;
    } catch {
      continue;
    }
  }
}

const idsOf = (exchanges) => exchanges.map(({ id }) => id);

function keep(stored) {
  if (!stored?.length) leave();
  if (!stored?.length) return;
  branch(stored);
  idsOf(stored).forEach((id) => held.add(id));
  if (stored.at(-1).finished) save(stored);
}

function leave() {
  current = null;
  held = new Set();
}

// What came after a question that was put differently is gone from the page, and stays here.
function branch(stored) {
  if (!beforeEdit) return;
  const ids = idsOf(stored);
  const dropped = beforeEdit.filter((id) => !ids.includes(id));
  beforeEdit = null;
  if (dropped.length < 2) return;
  leave();
  const later = dropped.length === 2 ? "The question that came after it is" : `The ${dropped.length - 1} questions that came after it are`;
  byline.hint(`${later} kept, with the conversation as it was, under Conversations.`);
}

// Another tab may have gone on with the same conversation: what it added is not lost to this one.
function save(stored) {
  const all = kept();
  const ids = idsOf(stored);
  const isThis = ({ id, day, exchanges }) =>
    day === stored[0].day &&
    idsOf(exchanges).every((one) => held.has(one)) &&
    (id === current || idsOf(exchanges).some((one) => ids.includes(one)));
  const old = all.find(isThis);
  const [first, last] = [ids[0], ids.at(-1)];
  current = old?.id ?? (all.some(({ id }) => id === first) ? last : first);
  const at = old?.exchanges.at(-1).id === last && old.at ? old.at : new Date().toISOString();
  write([{ id: current, day: stored[0].day, at, exchanges: stored }, ...all.filter((one) => one !== old)]);
}

function create(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children); // strings become text nodes
  return node;
}

function button(name, className, pressed) {
  const one = create("button", className, name);
  one.type = "button";
  one.addEventListener("click", pressed);
  return one;
}

function words({ exchanges }) {
  return exchanges.map(({ question, answer }) => `${question} ${answer?.text ?? ""}`).join(" ").toLowerCase();
}

function show() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = kept().filter((one) => wanted.every((word) => words(one).includes(word)));
  list.replaceChildren(...found.map(item));
  const empty = wanted.length ? "No conversation has these words." : "None yet. What you ask is kept here, in this browser.";
  note.textContent = found.length ? "" : empty;
}

function item(one) {
  const [first] = one.exchanges;
  const name = button(first.question, "conversations-name", () => reopen(one));
  const row = create("li", "", name, create("span", "conversations-facts", facts(one)));
  const away = button("Delete", "conversations-delete", () => remove(one, row));
  away.setAttribute("aria-label", `Delete “${first.question}”`);
  row.append(away);
  return row;
}

function facts(one) {
  const { exchanges } = one;
  const when = one.at ? time.format(new Date(one.at)) : one.day && day.format(new Date(one.day));
  const count = exchanges.length === 1 ? "1 question" : `${exchanges.length} questions, the last: “${exchanges.at(-1).question}”`;
  return [when, count].filter(Boolean).join(" · ");
}

function reopen(one) {
  current = one.id;
  held = new Set(idsOf(one.exchanges));
  byline.chosen = JSON.stringify(one.exchanges);
  dialog.close();
  byline.followEvidence?.(one.exchanges);
  document.getElementById("reopen")?.click();
}

function remove(one, row) {
  const place = kept().findIndex(({ id }) => id === one.id);
  write(kept().filter(({ id }) => id !== one.id));
  if (one.id === current) document.getElementById("restart")?.click();
  const undo = button("Undo", "conversations-undo", () => {
    write(kept().toSpliced(place, 0, one));
    show();
    search.focus();
  });
  undo.setAttribute("aria-label", `Undo, keep “${one.exchanges[0].question}”`);
  row.replaceChildren(create("span", "conversations-facts", `Deleted “${one.exchanges[0].question}”.`), undo);
  note.textContent = "";
  undo.focus();
}

element.querySelector(".conversations-open").addEventListener("click", () => {
  search.value = "";
  show();
  dialog.showModal();
});
dialog.querySelector(".conversations-close").addEventListener("click", () => dialog.close());
search.addEventListener("input", show);
window.addEventListener("storage", () => dialog.open && show()); // another tab keeps its own here
Object.assign((window.byline ??= {}), {
  keepConversation: keep,
  beforeEdit: (stored) => (beforeEdit = idsOf(stored ?? [])),
});
