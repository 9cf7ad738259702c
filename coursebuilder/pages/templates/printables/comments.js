// Comments of a reviewer: a field at each numbered paragraph, kept in this page on this device, and saved as a
// file on request. Nothing is sent anywhere. Without scripts the copy is for paper alone.
(() => {
  const box = document.querySelector("[data-comments]");
  const { course, language, version, print, add, field, saved, unkept } = box.dataset;
  const key = `coursebuilder-comments:${course}:${language}:${print}`;
  const name = box.querySelector("input");
  const status = box.querySelector("output");
  const paragraphs = [...document.querySelectorAll("[data-module]")].map((shown) => {
    const { module, hash } = shown.dataset;
    return { shown, module, hash, number: shown.textContent, at: `${module} ${shown.textContent}` };
  });
  let kept = { by: "", comments: {} };
  try {
    const read = JSON.parse(localStorage.getItem(key));
    if (read && typeof read.comments === "object" && read.comments) kept = read;
  } catch {}

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      status.value = "";
    } catch {
      status.value = unkept;
    }
  };

  const open = ({ shown, number, at }, button) => {
    const text = document.createElement("textarea");
    text.rows = 3;
    text.className = "comment";
    text.setAttribute("aria-label", field.replace("{n}", number));
    text.value = kept.comments[at] || "";
    text.oninput = () => {
      if (text.value.trim()) kept.comments[at] = text.value;
      else delete kept.comments[at];
      keep();
    };
    const row = shown.closest("tr");
    (row ? row.cells[1] : shown.closest(".claim").querySelector(".said")).append(text);
    button.remove();
    return text;
  };

  for (const paragraph of paragraphs) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "comment-add";
    button.textContent = add;
    button.setAttribute("aria-label", field.replace("{n}", paragraph.number));
    button.onclick = () => open(paragraph, button).focus();
    paragraph.shown.append(button);
    if (kept.comments[paragraph.at]) open(paragraph, button);
  }

  name.value = kept.by || "";
  name.oninput = () => {
    kept.by = name.value;
    keep();
  };

  box.querySelector("button").onclick = () => {
    const by = name.value.trim();
    if (!by) return name.focus();
    const comments = paragraphs
      .filter(({ at }) => kept.comments[at])
      .map(({ module, number, hash, at }) => ({ module, number, hash, text: kept.comments[at] }));
    const file = { comments_on: course, language, version, print, by, comments };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
    const person = by.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    link.download = `${course}--comments--${person || "reviewer"}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    status.value = saved.replace("{n}", comments.length).replace("{file}", link.download);
  };
  for (const part of document.querySelectorAll("[data-comments], [data-comments-about]")) part.hidden = false;
})();
