// The studio's text editor: CodeMirror 6 with what an author of a module needs, behind four functions.
// `npm run build` bundles it into ../built/editor.js, which is committed: nobody needs Node to use the studio.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { defaultHighlightStyle, defineLanguageFacet, Language, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { parser } from "@lezer/markdown";

// Not lang-markdown: with the languages of HTML, CSS and JavaScript that it brings the bundle is twice as large.
const MARKDOWN = new Language(defineLanguageFacet(), parser, [], "markdown");

// An editor in `parent`. `changed` is called after each change, `moved` with the line of the cursor.
// Tab is left to the browser, so that the keyboard gets out of the editor again.
export function openEditor({ parent, text, label, nonce, changed, moved, save }) {
  const extensions = [
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    MARKDOWN.extension,
    syntaxHighlighting(defaultHighlightStyle),
    EditorView.lineWrapping,
    EditorView.cspNonce.of(nonce),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true" }),
    keymap.of([{ key: "Mod-s", run: () => (save(), true) }, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed();
      if (update.docChanged || update.selectionSet) moved(lineOf(update.state));
    }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  return {
    text: () => view.state.doc.toString(),
    line: () => lineOf(view.state),
    focus: () => view.focus(),
    insert: (snippet) => insert(view, snippet),
    goTo: (line) => goTo(view, line),
    replace: (whole) => replace(view, whole),
    mark: (problems) => view.dispatch(setDiagnostics(view.state, problems.map((one) => diagnostic(view.state, one)))),
  };
}

function lineOf(state) {
  return state.doc.lineAt(state.selection.main.head).number;
}

// Blocks stand between blank lines, behind the paragraph that the cursor is in.
function insert(view, snippet) {
  const { doc } = view.state;
  let line = doc.lineAt(view.state.selection.main.head);
  while (line.number < doc.lines && doc.line(line.number + 1).text.trim()) line = doc.line(line.number + 1);
  const before = line.text.trim() ? "\n\n" : "\n";
  const from = line.to;
  const text = `${before}${snippet.trim()}\n`;
  view.dispatch({ changes: { from, insert: text }, selection: { anchor: from + before.length }, scrollIntoView: true });
  view.focus();
}

function goTo(view, number) {
  const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
  view.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: "center" }) });
  view.focus();
}

// Only what differs is changed, so that the cursor stays where it is and the change can be undone.
function replace(view, whole) {
  const old = view.state.doc.toString();
  const shorter = Math.min(old.length, whole.length);
  let start = 0;
  while (start < shorter && old[start] === whole[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === whole[whole.length - 1 - end]) end++;
  view.dispatch({ changes: { from: start, to: old.length - end, insert: whole.slice(start, whole.length - end) } });
}

function diagnostic(state, { line, severity, message, hint }) {
  const { from, to } = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
  return { from, to, severity: severity === "advice" ? "info" : severity, message: hint ? `${message}\n${hint}` : message };
}
