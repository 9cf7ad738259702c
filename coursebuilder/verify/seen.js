() => {
  const here = document.querySelector(".page.current");
  const fields = (form) =>
    Array.from(form.querySelectorAll("input, select, textarea, li[data-answer]"))
      .filter((one) => !/radio|checkbox/.test(one.type) || one.checked)
      .map((one) => (one.dataset.answer || one.value || ""))
      .join(",");
  const forms = Array.from(document.querySelectorAll(".question[id]"));
  const stops = Array.from(document.querySelectorAll(".stops a"));
  const shown = (selector) => Array.from(document.querySelectorAll(selector)).some((one) => one.getClientRects().length);
  const score = document.querySelector("[data-result-body] .score-text");
  return {
    page: here ? here.id.replace("page-", "") : "",
    answers: Object.fromEntries(forms.map((form) => [form.id.replace("q-", ""), fields(form)])),
    raw: score && shown("#page-result") ? parseInt(/\d+(?=\s?%)/.exec(score.textContent), 10) : null,
    open: shown("#page-result [data-action=retry]"),
    unread: stops.filter((one) => !one.classList.contains("done")).length,
    banner: shown("[data-banner]"),
    saved: /\S/.test((document.querySelector("[data-save-state]") || {}).textContent || ""),
  };
}
