// The second script and its style: what nobody needs before they have begun. They are asked for at the learner's
// first touch, key or scroll, so that the first screen waits for neither and both are there in time.
// later.js says what a part of it may have.
export class Door {
  constructor(doc, guarded, joined) {
    const own = doc.currentScript;
    Object.assign(this, { doc, guarded, joined, parts: null, waiting: [] });
    this.addressOf = (name) => own.src.replace(/runtime\.js.*/, `${name}?v=${own.dataset.later}`);
  }

  // Does work(parts) now or when they have come; missing() if they can't be had. The next call asks again.
  withParts(work, missing) {
    if (this.parts) return work(this.parts);
    this.waiting.push([work, missing]);
    return this.open();
  }

  open() {
    const { doc } = this;
    if (this.parts || this.asked) return;
    if (!this.styled)
      doc.head.insertAdjacentHTML("beforeend", `<link rel="stylesheet" href="${this.addressOf("later.css")}">`);
    const script = (this.asked = doc.createElement("script"));
    this.styled = true;
    script.arrived = this.guarded((parts, words, told) => {
      this.parts = parts;
      this.joined(words, told);
    });
    // A platform whose session is over may answer with a page of its own: that loads, and brings no parts.
    script.onload = script.onerror = this.guarded(() => {
      this.asked = null;
      this.waiting.splice(0).forEach(([work, missing]) => (this.parts ? work(this.parts) : missing && missing()));
    });
    script.src = this.addressOf("later.js");
    doc.head.appendChild(script);
  }
}
