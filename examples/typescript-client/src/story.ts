// The story of examples/register, told by a client in TypeScript: each step is asserted, and the register
// that it leaves can be looked at. Usage: node dist/story.js ADDRESS TOKENS.json [en|zh]

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";

import { answered, at, type DutyRoom, refused, type Schemas } from "./client.js";
import { Listener } from "./events.js";
import { checkpoint, type Checkpoint, grew, included } from "./proofs.js";

const DUTY = { slug: "duty" };
const PORT = { slug: "port" };
const PROPOSAL = "/r/{slug}/api/v1/proposals/{proposal}";

const FAIR: Schemas["IssueProposal"] = {
  id: "XX-2026-06",
  area: "xixian",
  level: "2",
  scope: ["konggang", "weicheng"],
  period: { start: "2026-05-18T00:00+08:00", end: "2026-05-25T00:00+08:00" },
  issuer: "safety_office",
  reason: "临空博览会 · fair at the airport",
};
const STREETS: Schemas["IssueProposal"] = {
  id: "QH-2026-07",
  area: "qinhan",
  level: "3",
  scope: ["weicheng", "yaodian"],
  period: { start: "2026-05-19T08:00+08:00", end: "2026-05-23T22:00+08:00" },
  issuer: "city_management",
  reason: "街区活动 · street events",
};
const EARLY: Schemas["EndProposal"] = {
  id: "XX-2026-08",
  action: "end",
  order: "XX-2026-06",
  at: "2026-05-22T20:00+08:00",
  issuer: "safety_office",
  reason: "博览会提前闭幕 · the fair closes early",
};
const LEAK: Schemas["IssueProposal"] = {
  id: "H-P08",
  area: "heron_bay",
  level: "red",
  scope: ["west_2"],
  period: { start: "2026-05-12T12:00+08:00", end: "2026-05-13T12:00+08:00" },
  issuer: "port_police",
  reason: "leaking container",
  transition: "raise_at_once",
};
const APPROVED_LATER: Schemas["RatifyProposal"] = {
  id: "H-P10",
  action: "ratify",
  order: "H-P08",
  issuer: "harbour_master",
};

const [address, file, lang] = process.argv.slice(2);
assert.ok(address && file, "usage: node dist/story.js ADDRESS TOKENS.json [en|zh]");
const tokens: Record<string, string> = JSON.parse(readFileSync(file, "utf8"));

/** Somebody with a token. */
function person(name: string): DutyRoom {
  const token = tokens[name];
  assert.ok(token, `no token of ${name}`);
  return at(address as string, token, lang === "zh" ? "zh" : "en");
}

function told(text: string): void {
  process.stdout.write(`${text}\n`);
}

const act = (slug: string, proposal: string, etag: string) => ({
  path: { slug, proposal },
  header: { "If-Match": etag },
});

async function levelOf(room: DutyRoom, area: string, then: string): Promise<string | null> {
  const path = { ...DUTY, area };
  const asked = room.GET("/r/{slug}/api/v1/areas/{area}/level", { params: { path, query: { at: then } } });
  return (await answered(asked)).data.levels[0]?.level ?? null;
}

async function pointNow(room: DutyRoom): Promise<Checkpoint> {
  const asked = room.GET("/r/{slug}/api/v1/log/checkpoints", { params: { path: DUTY } });
  return checkpoint((await answered(asked)).data.now.checkpoint);
}

// -- the fair at the airport ---------------------------------------------------------------

async function raise(office: DutyRoom, committee: DutyRoom): Promise<number> {
  const params = { path: DUTY };
  const foreseen = await answered(office.POST("/r/{slug}/api/v1/decisions", { params, body: FAIR }));
  assert.equal(foreseen.data.verdict, "pending");

  // The same request sent twice, as after a broken connection, is done once.
  const once = { path: DUTY, header: { "Idempotency-Key": "fair" } };
  const propose = () =>
    answered(office.POST("/r/{slug}/api/v1/proposals", { params: once, body: FAIR }));
  const [proposed, again] = [await propose(), await propose()];
  assert.deepEqual(again, proposed);

  const issue = (etag: string) =>
    office.POST(`${PROPOSAL}/issue`, { params: act("duty", FAIR.id, etag) });
  const waits = await refused(issue(proposed.etag), 409);
  assert.equal(waits.decision.verdict, "pending");
  const missing = waits.decision.findings.map((finding) => finding.code);
  assert.deepEqual(missing, ["assessment.missing", "approval.missing"]);
  told(`409 ${waits.problem.code}: ${missing.join(", ")}`);

  const assessed = await answered(
    office.POST(`${PROPOSAL}/assess`, {
      params: act("duty", FAIR.id, waits.etag),
      body: { by: "safety_office", with: ["public_security"] },
    }),
  );
  // The committee is quicker than the office, which still has the state from before in hand.
  const approved = await answered(
    committee.POST(`${PROPOSAL}/approve`, {
      params: act("duty", FAIR.id, assessed.etag),
      body: { body: "governance_committee" },
    }),
  );
  const moved = await refused(issue(assessed.etag), 412);
  const [change, ...others] = moved.problem.changes ?? [];
  assert.deepEqual([change?.kind, change?.actor.person, others], ["approval", "gc-003", []]);
  assert.equal(moved.etag, approved.etag);
  told(`412 ${moved.problem.code}: ${change?.told}`);

  const issued = await answered(issue(moved.etag));
  assert.deepEqual([issued.data.verdict, issued.data.order], ["permit", FAIR.id]);
  assert.equal(await levelOf(office, "konggang", "2026-05-20T00:00Z"), "2");
  told(`issued ${issued.data.order}`);
  return issued.data.event;
}

// -- a new city asks for less than holds in one of its streets ------------------------------------

async function askForLess(city: DutyRoom): Promise<void> {
  const params = { path: DUTY };
  const proposed = await answered(
    city.POST("/r/{slug}/api/v1/proposals", { params, body: STREETS }),
  );
  const issue = (etag: string) =>
    city.POST(`${PROPOSAL}/issue`, { params: act("duty", STREETS.id, etag) });
  const denied = await refused(issue(proposed.etag), 409);
  const [finding] = denied.decision.findings;
  assert.deepEqual([denied.decision.verdict, finding?.code], ["deny", "floor.less_severe"]);
  told(`409 ${denied.problem.code}: ${finding?.message}`);

  // What would put it right is data, too: here, the scope that is left.
  const remedy = finding?.remedies.find((one) => "scope" in one);
  assert.ok(remedy && "scope" in remedy);
  const amended = await answered(
    city.PUT(PROPOSAL, {
      params: act("duty", STREETS.id, denied.etag),
      body: { ...STREETS, scope: remedy.scope },
    }),
  );
  assert.equal(amended.data.revision, 2);
  const issued = await answered(issue(amended.etag));
  assert.equal(issued.data.order, STREETS.id);
  told(`issued ${issued.data.order} in ${remedy.scope.join(", ")}`);
}

// -- the fair closes early ------------------------------------------------------------------------

async function end(office: DutyRoom, committee: DutyRoom): Promise<void> {
  const params = { path: DUTY };
  const proposed = await answered(
    office.POST("/r/{slug}/api/v1/proposals", { params, body: EARLY }),
  );
  const approved = await answered(
    committee.POST(`${PROPOSAL}/approve`, {
      params: act("duty", EARLY.id, proposed.etag),
      body: { body: "governance_committee" },
    }),
  );
  const ended = await answered(
    office.POST(`${PROPOSAL}/end`, { params: act("duty", EARLY.id, approved.etag) }),
  );
  assert.equal(ended.data.order, FAIR.id);
  const evening = "2026-05-23T12:00Z";
  assert.equal(await levelOf(office, "konggang", evening), "4");
  assert.equal(await levelOf(office, "yaodian", evening), "3");
  told(`ended ${ended.data.order} early`);
}

// -- somebody acts first, and has it ratified -------------------------------------------------------

async function ratify(police: DutyRoom, master: DutyRoom, board: DutyRoom, medic: DutyRoom): Promise<void> {
  const params = { path: PORT };
  const proposed = await answered(
    police.POST("/r/{slug}/api/v1/proposals", { params, body: LEAK }),
  );
  const issued = await answered(
    police.POST(`${PROPOSAL}/issue`, { params: act("port", LEAK.id, proposed.etag) }),
  );
  assert.ok(issued.data.provisional_until);
  const asked = await answered(
    master.POST("/r/{slug}/api/v1/proposals", { params, body: APPROVED_LATER }),
  );
  let etag = asked.etag;
  for (const [room, body] of [[board, "port_board"], [medic, "port_medic"]] as const) {
    const approved = await answered(
      room.POST(`${PROPOSAL}/approve`, {
        params: act("port", APPROVED_LATER.id, etag),
        body: { body },
      }),
    );
    etag = approved.etag;
  }
  const ratified = await answered(
    master.POST(`${PROPOSAL}/ratify`, { params: act("port", APPROVED_LATER.id, etag) }),
  );
  assert.equal(ratified.data.order, LEAK.id);
  const order = await answered(
    master.GET("/r/{slug}/api/v1/orders/{order}", { params: { path: { ...PORT, order: LEAK.id } } }),
  );
  told(`ratified ${ratified.data.order}: ${order.data.state}`);
}

// -- what was recorded, and that nothing was changed since ---------------------------------------------

async function prove(room: DutyRoom, kept: Checkpoint, seq: number): Promise<number> {
  const now = await pointNow(room);
  const query = { old: kept.size, new: now.size };
  const grown = await answered(
    room.GET("/r/{slug}/api/v1/log/proofs/consistency", { params: { path: DUTY, query } }),
  );
  grew(grown.data, kept, now);
  const proof = await answered(
    room.GET("/r/{slug}/api/v1/log/{seq}/proof", {
      params: { path: { ...DUTY, seq }, query: { size: now.size } },
    }),
  );
  assert.equal(JSON.parse(included(proof.data, now)).of, FAIR.id);
  const found = await answered(
    room.GET("/r/{slug}/api/v1/log/verification", { params: { path: DUTY } }),
  );
  assert.ok(found.data.sound);
  told(`proved: ${kept.size} events grew to ${now.size}, and event ${seq} is one of them`);
  return now.size;
}

const office = person("so-014");
const committee = person("gc-003");
const kept = await pointNow(office);
const listener = new Listener(office, "duty", kept.size);
const decided = await raise(office, committee);
await askForLess(person("qh-021"));
await end(office, committee);
await ratify(person("pp-001"), person("hm-001"), person("pb-001"), person("ph-001"));
const size = await prove(office, kept, decided);

const heard = await listener.until(size);
const expected = Array.from({ length: size - kept.size }, (_, place) => kept.size + place);
assert.deepEqual(heard.map((one) => one.id), expected);
assert.ok(heard.every((one) => one.kind === one.event.kind && one.id === one.event.event));
assert.ok(listener.connections > 1);
told(`heard ${heard.length} events, each once, over ${listener.connections} connections`);
