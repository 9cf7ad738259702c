// Brings the player's page into every state at once, by pressing what a learner would press. A question's id says
// what happens to it: open-…, chosen-…, missing-… (checked with nothing chosen), wrong-…, right-…
"use strict";

function all(selector, root = document) {
  return Array.from(root.querySelectorAll(selector));
}

// Right answers come first in the data's letters; here the author's order tells, for nothing is shuffled but pairs
// and steps: those are left as they stand, which is wrong.
function answer(form, well) {
  const data = course.questions.find(({ id }) => "q-" + id === form.id);
  const boxes = all("[type=radio], [type=checkbox]", form);
  boxes.forEach((box) => {
    const right = (data.right || box.value).includes(box.value);
    const press = box.type === "radio" ? right === well : right && (well || box.value === data.right[0]);
    if (press && !boxes.some((other) => other.type === "radio" && other.checked)) box.click();
  });
  all("select", form).forEach((list) => (list.value = list.options[1].value));
  all(".entry input", form).forEach((field) => (field.value = well ? (data.texts || [16])[0] : "15"));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function bring(form) {
  const [state] = form.id.replace("q-", "").split("-");
  if (["chosen", "wrong", "right"].includes(state)) answer(form, state === "right");
  const check = form.querySelector("[data-action=check]");
  if (["missing", "wrong", "right"].includes(state) && check && !check.closest("[hidden]")) check.click();
}

function press(selector) {
  all(selector).forEach((one) => one.click());
}

const course = JSON.parse(document.getElementById("course").textContent);

// Every page at once, and what else is shown only now and then. Saving has its last word before that.
function spread() {
  const banner = document.querySelector("[data-banner]");
  banner.hidden = false;
  banner.querySelector("p").innerHTML = "<b>Not saved yet.</b> Your answers are safe on this page.";
  banner.querySelector("button").textContent = "Try now";
  document.querySelector("[data-resume]").hidden = false;
  document.getElementById("worried").open = true;
  all(".reveal").forEach((one, n) => (one.open = n === 0));
  all(".page").forEach((page, n) => {
    page.classList.add("current");
    if (n) page.style.marginTop = "5rem";
  });
  all("img").forEach((picture) => (picture.loading = "eager"));
  document.documentElement.classList.add("contents-open");
  document.activeElement.blur();
  scrollTo(0, 0);
  setTimeout(() => {
    document.documentElement.dataset.shown = "";
    parent.postMessage({ height: document.documentElement.scrollHeight }, "*");
  }, 300);
}

function show() {
  press("#page-reading .term");
  location.hash = "#page-check";
  setTimeout(() => {
    all(".question").forEach(bring);
    press("[data-action=submit]");
    press("[data-action=answers]");
    setTimeout(spread, 300);
  }, 300);
}

addEventListener("load", () => setTimeout(show, 200));
