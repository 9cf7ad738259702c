// Requests to a record store: where, as whom, and what came back. Never throws; code 0 means out of reach. So is a
// store whose answer is a page: a sign-in page, or a portal on the way, answers anything with 200.

const PASSING = [401, 408, 429]; // like the 500s
const PATIENCE_OF_ONE = 15000; // a request that takes longer is given up; asking again does no harm

export class RecordStore {
  // `about`: the activity, agent and registration that documents belong to, as they stand in addresses.
  constructor(env, endpoint, authorization, about) {
    const base = endpoint.replace(/\/?$/, "/");
    Object.assign(this, { env, base, authorization, about });
  }

  // Resolves with {code, came, etag}: the status, the reply's text and its ETag. `last`: may outlive the page.
  ask(method, resource, query, body, more, last) {
    const headers = { "X-Experience-API-Version": "1.0.3" };
    if (this.authorization) headers.Authorization = this.authorization;
    if (body) headers["Content-Type"] = "application/json";
    return request(this.env, this.base + resource + this.written(query), {
      method,
      headers: Object.assign(headers, more),
      body,
      keepalive: last,
    });
  }

  written(query) {
    const encode = this.env.window.encodeURIComponent;
    const pairs = Object.keys(query).filter((name) => query[name]);
    return "?" + pairs.map((name) => name + "=" + encode(query[name])).join("&");
  }

  // One of the documents of this learner and activity; ours, and those of cmi5, are JSON.
  async stored(method, name, body, headers, last) {
    const query = Object.assign({ stateId: name }, this.about);
    const answer = await this.ask(method, "activities/state", query, body, headers, last);
    const strange = method === "GET" && answer.code === 200 && answer.came && !parsed(answer.came, null);
    return strange ? Object.assign(answer, { code: 0 }) : answer;
  }

  // A store tells the ids of what it has taken, or nothing (204). Some name the new ones only; those that aren't
  // named are asked for.
  async post(statements, last) {
    const answer = await this.ask("POST", "statements", {}, JSON.stringify(statements), {}, last);
    if (!isTaken(answer.code) || answer.code === 204) return answer;
    const named = [].concat(parsed(answer.came, []));
    for (const { id } of statements)
      if (!named.includes(id) && !(await this.holds(id))) return Object.assign(answer, { code: 0 });
    return answer;
  }

  // Whether the store has a statement of this id.
  async holds(id) {
    const { code, came } = await this.ask("GET", "statements", { statementId: id });
    return code === 200 && parsed(came, {}).id === id;
  }
}

export function request(env, address, options) {
  const { window: win } = env;
  const ending = win.AbortController ? new win.AbortController() : {};
  const late = env.setTimeout(() => ending.abort && ending.abort(), PATIENCE_OF_ONE);
  return win
    .fetch(address, Object.assign({ signal: ending.signal }, options))
    .then((reply) =>
      reply.text().then((came) => {
        const page = isTaken(reply.status) && /html/i.test(reply.headers.get("Content-Type"));
        return { code: page ? 0 : reply.status, came, etag: reply.headers.get("ETag") };
      }),
    )
    .catch(() => ({ code: 0, came: "", etag: null }))
    .then((answer) => {
      env.clearTimeout(late);
      return answer;
    });
}

export function isTaken(code) {
  return code >= 200 && code < 300;
}

// The same request may well be taken later; 0: nobody was reached.
export function mayPass(code) {
  return !code || code >= 500 || PASSING.includes(code);
}

// The value a text stands for, or `otherwise` where it is no JSON.
export function parsed(text, otherwise) {
  try {
    return JSON.parse(text) || otherwise;
  } catch (broken) {
    return otherwise;
  }
}

// What the address of this page says, by name.
export function launchQuery({ window: win }) {
  const found = {};
  new win.URLSearchParams(win.location.search).forEach((value, name) => (found[name] = value));
  return found;
}
