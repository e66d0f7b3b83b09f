// What the conversation does in the browser by itself.

Object.assign((window.byline ??= {}), {
  // Brings the last question to the top of the conversation, with as much answer as fits below.
  showLastQuestion() {
    const scroller = document.querySelector(".conversation .bubble-wrap");
    const question = [...document.querySelectorAll(".conversation .user-row")].at(-1);
    if (!scroller || !question) return;
    const distance = question.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTop += distance - 8;
  },
});

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
