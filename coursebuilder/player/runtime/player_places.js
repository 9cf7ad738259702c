// Links to a place on a page, a sub-heading or a footnote: without a script the browser follows them itself.
export const PLACES = { actions: { place: goToPlace } };

function goToPlace(app, { hash }) {
  const target = app.doc.querySelector(hash);
  if (!target) return;
  const id = target.closest(".page").id.replace("page-", "");
  if (id !== app.shown) {
    app.visit(id);
    if (app.shown !== id) return; // not open yet
  }
  const folded = target.closest("details");
  if (folded) folded.open = true;
  target.tabIndex = -1;
  target.scrollIntoView();
  target.focus({ preventScroll: true });
}
