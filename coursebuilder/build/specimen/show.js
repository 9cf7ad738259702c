// Brings the player's page into every state at once, by pressing what a learner would press. A question's id says
// what happens to it: open-…, chosen-…, missing-… (checked with nothing chosen), wrong-…, out-… (of tries), right-…
// A conversation's says whether it is stopped by an unsafe reply or played to its end.
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
  if (["chosen", "wrong", "out", "right"].includes(state)) answer(form, state === "right");
  const check = form.querySelector("[data-action=check]");
  if (["missing", "wrong", "out", "right"].includes(state) && check && !check.closest("[hidden]")) check.click();
}

// The replies of the step that is shown, again and again until there are none.
function converse(talk, verdicts) {
  verdicts.forEach((verdict) => {
    const reply = talk.querySelector(`.step.now [data-how="${verdict}"] .reply`);
    if (reply) reply.click();
  });
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

function wait(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

// Page by page, as a learner goes: some parts are made ready when their page is turned to.
async function show() {
  document.dispatchEvent(new Event("pointerdown", { bubbles: true })); // asks for the second script
  await wait(400);
  for (const { id } of course.pages) {
    location.hash = `#page-${id}`;
    await wait(60);
    const page = document.getElementById(`page-${id}`);
    all(".question", page).forEach(bring);
    all("[id^=s-stopped]", page).forEach((talk) => converse(talk, ["unsafe"]));
    all("[id^=s-over]", page).forEach((talk) => converse(talk, ["unsafe", "not-quite", "best"]));
  }
  press("#page-reading .term");
  press("[data-action=submit]");
  press("[data-action=answers]");
  await wait(300);
  spread();
}

addEventListener("load", () => setTimeout(show, 200));
