// What both pages of the studio share. Text of courses is only ever put in as text, never as HTML.

// The answer of the studio to a request. Throws an error whose `status` and `answer` say what was refused.
export async function ask(name, given = {}) {
  let response;
  try {
    response = await fetch(`api/${name}`, { method: "POST", body: JSON.stringify(given) });
  } catch {
    throw Object.assign(new Error("The studio isn't running any more. Start it again; your text is kept."), { status: 0 });
  }
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const answer = response.status === 409 ? JSON.parse(text) : null;
  throw Object.assign(new Error(answer ? "changed" : text), { status: response.status, answer });
}

// An element with properties and children; a child that is a string becomes text.
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export function counted(number, what) {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

// Calls `changed` each time another program has changed a file.
export async function watch(changed) {
  let seen = "";
  for (;;) {
    try {
      const { count } = await (await fetch(`api/changes?seen=${seen}`)).json();
      if (seen !== "" && count !== seen) changed();
      seen = count;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 3000)); // the studio was closed; it may come back
    }
  }
}
