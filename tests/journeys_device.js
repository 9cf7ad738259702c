/* The platform of the journeys where there is none: a package for the web keeps progress on the device if the learner
   ticks so, and nothing otherwise. The device may be full. Runs in a browser: the question is asked in a page. */
"use strict";

const HOOKS = "<p data-resume></p><p class=pager></p><p data-save-state></p><p data-announce></p>";

function ticks(world, { adapter }, wanted) {
  const box = adapter.env.window.document.querySelector("[data-keeps]");
  if (!box) return void world.fail("the learner is not asked");
  if (box.checked === wanted) return;
  box.checked = wanted;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  world.keeps = wanted && world.network === "ok";
}

const PLATFORM = {
  steps: 8,
  networks: ["ok", "ok", "ok", "full"],
  start: (world) => (world.keeps = false), // whether the learner has asked to keep, and the device could
  words: () => ({ words: { "keep": "Keep", "keep-note": "Not on a shared computer", "delete": "Delete" } }),
  told() {},
  arrived() {},
  asKept: (world, text) => text,
  endings: {},
  finish() {},
  reload() {},
  atLaunch: () => "ok",
  rescues: false, // what was not saved when a page crashed is gone
  travels: () => false,
  meets: (world) => world.keeps, // windows that keep nothing have nothing to do with each other
  forgets: (world) => (world.keeps = false),
  lasts: (world) => world.keeps && world.network === "ok",

  actions: {
    tick: (world, session) => ticks(world, session, true),
    untick: (world, session) => world.luck.chance(0.3) && ticks(world, session, false),
    erase(world, { adapter }) {
      const button = adapter.env.window.document.querySelector("[data-action=forget]");
      if (!button || world.luck.chance(0.8)) return;
      button.click();
      world.keeps = false;
    },
  },

  room(world, set) {
    if (world.network === "full") throw new Error("the device is full");
    set();
  },

  enter(world, env) {
    env.window.document = new DOMParser().parseFromString(HOOKS, "text/html");
    return {};
  },

  check(world, { session }) {
    const kept = Array.from(world.device.values());
    if (kept.length !== (world.keeps ? 1 : 0)) world.fail(`${kept.length} things kept, asked for: ${world.keeps}`);
    const held = world.keeps && T.decodeState(kept[0]);
    if (held && whole(held) !== whole(session.state)) world.fail(`kept ${whole(held)}, not ${whole(session.state)}`);
  },
};
