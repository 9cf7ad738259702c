// cmi5: the one file of the runtime that knows its words.
import { placeName } from "../../player/runtime/device.js";
import { fewestRight } from "../../player/runtime/judge.js";
import { launchQuery, parsed, RecordStore, request } from "../../player/runtime/lrs.js";
import { greetLate, greetWith } from "../../player/runtime/player_launch.js";
import { guarded } from "../../player/runtime/guarded.js";
import { Recorder } from "../../player/runtime/statements.js";

const DEFINED = ["initialized", "completed", "passed", "failed", "terminated"];
const JUDGED = ["passed", "failed"];

export function createAdapter(env) {
  return new Recorder(env, new Cmi5(env));
}

class Cmi5 {
  constructor(env) {
    this.env = env;
    this.restarts = false; // a token is given out once: a reloaded page has none
    this.token = "";
  }

  // Null where the platform can't be reached now; without a store where it won't have this page again.
  async open(course) {
    const query = launchQuery(this.env);
    if (!query.fetch) return null;
    const refused = this.token ? null : await this.authorise(query.fetch);
    if (!this.token) return refused;
    const [agent, registration, activity] = [query.actor, query.registration, query.activityId];
    const about = { activityId: activity, agent, registration };
    const store = new RecordStore(this.env, query.endpoint, "Basic " + this.token, about);
    const preferences = { profileId: "cmi5LearnerPreferences", agent };
    const [data] = await Promise.all([
      store.stored("GET", "LMS.LaunchData"),
      store.ask("GET", "agents/profile", preferences), // must have been asked for; nothing here depends on it
    ]);
    if (data.code !== 200) return null;
    return Object.assign(this.launched(parsed(data.came, {}), course, registration), {
      store,
      activity,
      registration,
      actor: JSON.parse(agent),
      learnerKey: agent + registration,
    });
  }

  // A token is given out once. A page that is loaded again has had it, and knows where it was to go back to.
  async authorise(address) {
    const place = placeName(["token", address]);
    const tab = guarded(() => this.env.window.sessionStorage, null);
    const before = guarded(() => tab.getItem(place), null);
    this.keep = (text) => guarded(() => tab.setItem(place, text));
    if (typeof before === "string") return over(before);
    const { code, came } = await request(this.env, address, { method: "POST" });
    this.token = parsed(came, {})["auth-token"] || "";
    if (this.token) this.keep("");
    return code === 200 ? over("") : null;
  }

  launched(data, course, registration) {
    const mastery = typeof data.masteryScore === "number" ? data.masteryScore : null;
    const address = String(data.returnURL || "");
    const returnUrl = /^https?:/i.test(address) ? address : null;
    if (returnUrl) this.keep(returnUrl);
    return {
      mode: String(data.launchMode || "Normal").toLowerCase(),
      mastery,
      masteryScore: mastery === null ? null : inWholePercent(mastery),
      returnUrl,
      template: Object.assign({ registration }, data.contextTemplate),
      greet: dutyOf(course, mastery),
      marks: (verb) => marksOf(verb, course.launch, mastery),
      adopted,
    };
  }
}

// A launch that came too late: nothing is known of the learner, and nothing will be told.
function over(address) {
  const nothing = { outcome: null, masteryScore: null, state: "", place: "", learnerKey: "" };
  return Object.assign(nothing, { mode: "over", greet: greetLate, returnUrl: address || null });
}

// A score is in whole per cent, so this asks for the same as the platform's finer number does.
function inWholePercent(mastery) {
  return Math.ceil(mastery * 100 - 1e-6) / 100;
}

// The page's own sentence on what passing takes, where the platform asks for another score than the author.
function dutyOf({ assessment, rules, launch: words }, mastery) {
  if (!assessment || mastery === null || inWholePercent(mastery) === rules.mastery) return null;
  const asked = inWholePercent(mastery);
  const needed = fewestRight(assessment.draw, asked);
  const sentence = words.duty.replace("{needed}", needed);
  return greetWith(sentence.replace("{percent}", Math.round(asked * 100)));
}

// What the standard wants in the context of its own verbs, and only of those.
function marksOf(verb, words, mastery) {
  if (!DEFINED.includes(verb)) return {};
  const judged = JUDGED.includes(verb);
  const decided = judged || verb === "completed" ? [words.moveon] : [];
  const made = { contextActivities: { category: [words.cmi5].concat(decided) } };
  if (judged && mastery !== null) made.extensions = { [words.masteryscore]: mastery };
  return made;
}

// What an earlier session could not send belongs to this one now, and nothing may be older than the start of
// this. Its start is past; its results are told anew, by the score that this session asks for.
function adopted(entry, began) {
  if (DEFINED.includes(entry.verb.id.split("/").pop())) return null;
  const start = new Date(began).toISOString();
  return Object.assign({}, entry, entry.timestamp < start ? { timestamp: start } : {});
}
