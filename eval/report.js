// Shows the questions that the form asks for; without this script all are shown.
"use strict";
const form = document.getElementById("filter");
const cases = [...document.querySelectorAll(".case")];

function wanted(element) {
  const state = form.elements.state.value;
  const slice = form.elements.slice ? form.elements.slice.value : "";
  const words = form.elements.words.value.trim().toLowerCase();
  const isState = !state || element.dataset.state === state
    || (state === "refused" && element.dataset.refused === "yes");
  return isState
    && (!slice || element.dataset.slices.split("\n").includes(slice))
    && (!words || element.textContent.toLowerCase().includes(words));
}

function apply() {
  let shown = 0;
  for (const element of cases) {
    element.hidden = !wanted(element);
    shown += element.hidden ? 0 : 1;
  }
  form.querySelector("output").textContent = `${shown} of ${cases.length}`;
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches(".case")) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }
}

form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", openTarget);
apply();
openTarget();
