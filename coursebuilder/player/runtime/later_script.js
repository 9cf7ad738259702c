// The second script and its style: what nobody needs before they have begun. They are asked for at the learner's
// first touch, key or scroll, so that the first screen waits for neither and both are there in time.
export class LaterScript {
  // caught(work): work with its errors shown to the learner. joined(content): called once, when it has come;
  // later.js says what its content is.
  constructor(doc, caught, joined) {
    const own = doc.currentScript;
    Object.assign(this, { doc, caught, joined, parts: null, waiting: [] });
    this.addressOf = (name) => own.src.replace(/runtime\.js.*/, `${name}?v=${own.dataset.later}`);
  }

  // Does work(parts) now or when they have come; missing() if they can't be had. The next call asks again. `pressed`:
  // the control it is for, if any; pressed again while it waits, it is still one press.
  withParts(work, missing, pressed) {
    if (this.parts) return work(this.parts);
    if (!pressed || !this.waiting.some((one) => one[2] === pressed)) this.waiting.push([work, missing, pressed]);
    return this.load();
  }

  load() {
    const { doc } = this;
    if (this.parts || this.asked) return;
    if (!this.styled)
      doc.head.insertAdjacentHTML("beforeend", `<link rel="stylesheet" href="${this.addressOf("later.css")}">`);
    const script = (this.asked = doc.createElement("script"));
    this.styled = true;
    // A platform whose session is over may answer with a page of its own: that loads, and brings no parts.
    script.onload = script.onerror = this.caught(() => {
      this.asked = null;
      this.waiting.splice(0).forEach(([, missing]) => missing && missing());
    });
    script.src = this.addressOf("later.js");
    doc.head.appendChild(script);
  }

  // Called by the second script itself: what waited for it comes first, for that is what the learner did last.
  arrived(content) {
    this.parts = content.parts;
    this.joined(content);
    this.waiting.splice(0).forEach(([work]) => work(this.parts));
  }
}
