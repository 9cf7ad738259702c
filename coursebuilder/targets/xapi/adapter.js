// xAPI with a tincan.xml: the one file of the runtime that knows how such a package is launched.
import { launchQuery, parsed, RecordStore } from "../../player/runtime/lrs.js";
import { Recorder } from "../../player/runtime/statements.js";

const IDENTIFIERS = ["account", "mbox", "mbox_sha1sum", "openid"];

export function createAdapter(env) {
  return new Recorder(env, { restarts: true, open: (course) => Promise.resolve(opened(env, course)) });
}

function opened(env, course) {
  const query = launchQuery(env);
  const actor = agentOf(parsed(query.actor, {}));
  if (!query.endpoint || !actor) return null;
  const activity = query.activity_id || course.launch.launched.id;
  const registration = query.registration || "";
  const agent = JSON.stringify(actor);
  const about = { activityId: activity, agent, registration };
  return {
    store: new RecordStore(env, query.endpoint, query.auth || "", about),
    actor,
    activity,
    registration,
    learnerKey: agent + registration,
    mode: "normal",
    mastery: null,
    masteryScore: null,
    returnUrl: null,
    template: registration ? { registration } : {},
    marks: () => ({}),
    adopted: (entry) => entry,
  };
}

// The learner by one identifier and nothing else; older launches put everything into lists.
function agentOf(given) {
  const first = (value) => (Array.isArray(value) ? value[0] : value);
  const name = IDENTIFIERS.find((one) => first(given[one]));
  if (!name) return null;
  const value = first(given[name]);
  return { objectType: "Agent", [name]: name === "account" ? accountOf(value) : value };
}

function accountOf(value) {
  return {
    homePage: value.homePage || value.accountServiceHomePage,
    name: value.name || value.accountName,
  };
}
