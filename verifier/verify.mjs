#!/usr/bin/env node
// Verifies exports and proofs of responselevels. Written from docs/log-format.md alone;
// it shares no code with the program, and needs nothing but Node 20 or newer.
//
//   node verify.mjs EXPORT [--against CHECKPOINT]... [--key VKEY]...
//   node verify.mjs --proof FILE [--against CHECKPOINT]... [--key VKEY]...
//   node verify.mjs --batch < jobs      one {"log", "against", "keys"} or {"proof", ...} a line
//
// Prints one line of JSON for each. Exit status: 0 sound or proved, 1 not, 2 not readable.

import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const LF = 0x0a;
const LONGEST = 65536;
const DEEPEST = 64;
const MOST_DIGITS = 18;
const ZEROS = "0".repeat(64);
const KINDS = new Set(
  ("register adoption keys proposal amendment assessment approval attempt withdrawal " +
    "decision order end ratification clock deed").split(" "),
);
const FIELDS = {
  v: "integer",
  seq: "integer",
  prev: "text",
  kind: "text",
  register: "text",
  recorded_at: "text",
  idem: "text",
  actor: null,
  client: null,
  site: null,
  request: null,
  time_source: null,
  engine: null,
  semantics: null,
};
const NAMED = { adoption: ["rules", "areas"], keys: ["keys"], decision: ["proposal", "decision"] };

class Unreadable extends Error {}
class Refused extends Error {}

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hexOf = (bytes) => sha256(bytes).toString("hex");

// -- canonical JSON --------------------------------------------------------------------------
// A recursive reader that takes nothing but the one way in which each value may be written.

const SHORT = { '"': '"', "\\": "\\", b: "\b", t: "\t", n: "\n", f: "\f", r: "\r" };
const SHORT_CODES = new Set([8, 9, 10, 12, 13, 34, 92]);

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  fail() {
    throw new Refused("not_canonical");
  }

  next() {
    return this.bytes[this.at];
  }

  eat(char) {
    if (this.bytes[this.at] !== char.charCodeAt(0)) this.fail();
    this.at += 1;
  }

  word(text, value) {
    for (const char of text) this.eat(char);
    return value;
  }

  value(depth) {
    switch (this.next()) {
      case 0x7b:
        return this.object(depth);
      case 0x5b:
        return this.list(depth);
      case 0x22:
        return this.text();
      case 0x74:
        return this.word("true", true);
      case 0x66:
        return this.word("false", false);
      case 0x6e:
        return this.word("null", null);
      default:
        return this.integer();
    }
  }

  integer() {
    const start = this.at;
    if (this.next() === 0x2d) this.at += 1;
    const first = this.at;
    while (this.next() >= 0x30 && this.next() <= 0x39) this.at += 1;
    const digits = this.at - first;
    if (digits === 0 || digits > MOST_DIGITS) this.fail();
    const text = this.bytes.toString("latin1", start, this.at);
    if (this.bytes[first] === 0x30 && (digits > 1 || text[0] === "-")) this.fail();
    return BigInt(text);
  }

  text() {
    this.eat('"');
    let text = "";
    for (;;) {
      const code = this.next();
      if (code === undefined || code < 0x20 || code > 0x7e) this.fail();
      this.at += 1;
      if (code === 0x22) return text;
      text += code === 0x5c ? this.escaped() : String.fromCharCode(code);
    }
  }

  escaped() {
    const char = String.fromCharCode(this.next() ?? 0);
    this.at += 1;
    if (char in SHORT) return SHORT[char];
    if (char !== "u") this.fail();
    const digits = this.bytes.toString("latin1", this.at, this.at + 4);
    if (!/^[0-9a-f]{4}$/.test(digits)) this.fail();
    this.at += 4;
    const code = parseInt(digits, 16);
    if (SHORT_CODES.has(code) || (code >= 0x20 && code <= 0x7e)) this.fail();
    return String.fromCharCode(code);
  }

  list(depth) {
    if (depth > DEEPEST) this.fail();
    this.eat("[");
    const list = [];
    if (this.next() === 0x5d) {
      this.at += 1;
      return list;
    }
    for (;;) {
      list.push(this.value(depth + 1));
      if (this.next() !== 0x2c) break;
      this.at += 1;
    }
    this.eat("]");
    return list;
  }

  object(depth) {
    if (depth > DEEPEST) this.fail();
    this.eat("{");
    const object = new Map();
    if (this.next() === 0x7d) {
      this.at += 1;
      return object;
    }
    let before = null;
    for (;;) {
      const key = this.text();
      if (before !== null && !comesBefore(before, key)) this.fail();
      before = key;
      this.eat(":");
      object.set(key, this.value(depth + 1));
      if (this.next() !== 0x2c) break;
      this.at += 1;
    }
    this.eat("}");
    return object;
  }
}

function comesBefore(one, other) {
  const left = Array.from(one, (char) => char.codePointAt(0));
  const right = Array.from(other, (char) => char.codePointAt(0));
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    if (left[i] !== right[i]) return left[i] < right[i];
  }
  return left.length < right.length;
}

function canonicalObject(line) {
  const reader = new Reader(line);
  if (reader.next() !== 0x7b) reader.fail();
  const object = reader.object(1);
  if (reader.at !== line.length - 1) reader.fail();
  return object;
}

// -- the log ---------------------------------------------------------------------------------

const found = (code, seq) => ({ code, seq });

function formed(line) {
  if (line.length > LONGEST) return "too_long";
  if (line[line.length - 1] !== LF) return "unended";
  let event;
  try {
    event = canonicalObject(line);
  } catch (error) {
    if (error instanceof Refused) return "not_canonical";
    throw error;
  }
  const version = event.get("v");
  if (typeof version === "bigint" && version !== 1n) return "version";
  for (const [name, type] of Object.entries(FIELDS)) {
    if (!event.has(name)) return "fields";
    const value = event.get(name);
    if (type === "integer" && typeof value !== "bigint") return "fields";
    if (type === "text" && typeof value !== "string") return "fields";
  }
  return event;
}

function* linesOf(bytes) {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(LF, start);
    const stop = end === -1 ? bytes.length : end + 1;
    yield bytes.subarray(start, stop);
    start = stop;
  }
}

function isTime(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{6})?Z$/.exec(text);
  if (match === null || match[7] === ".000000") return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
  return hour < 24 && minute < 60 && second < 60;
}

const sortable = (time) => (time.length === 20 ? `${time.slice(0, 19)}.000000Z` : time);

function apart(event, k, before) {
  const kind = event.get("kind");
  if (!KINDS.has(kind)) return "kind";
  if ((kind === "register") !== (k === 0)) return "begin";
  if (before !== null && event.get("register") !== before.get("register")) return "register";
  const at = event.get("recorded_at");
  if (!isTime(at)) return "time";
  if (before !== null) {
    const [then, now] = [sortable(before.get("recorded_at")), sortable(at)];
    if (now < then || (now === then && event.get("idem") !== before.get("idem"))) return "time";
  }
  return null;
}

function undocumented(event, folder, looked) {
  const kind = event.get("kind");
  if (!(kind in NAMED)) return null;
  if (kind === "decision" && typeof event.get("proposal") !== "string") return null;
  for (const field of NAMED[kind]) {
    const name = event.get(field) ?? null;
    if (name === null || looked.has(name)) continue;
    if (typeof name !== "string" || !/^sha256:[0-9a-f]{64}$/.test(name)) return "document_name";
    const path = join(folder, "documents", `${name.slice(7)}.json`);
    if (!existsSync(path)) return "document_missing";
    if (hexOf(fileBytes(path)) !== name.slice(7)) return "document_changed";
    looked.add(name);
  }
  return null;
}

// The roots of the full subtrees from the left, each with its number of leaves.
class Edge {
  constructor() {
    this.full = [];
    this.size = 0;
  }

  append(line) {
    let leaves = 1;
    let hash = sha256("\x00", line);
    while (this.full.length && this.full[this.full.length - 1].leaves === leaves) {
      hash = sha256("\x01", this.full.pop().hash, hash);
      leaves *= 2;
    }
    this.full.push({ leaves, hash });
    this.size += 1;
  }

  root() {
    if (this.full.length === 0) return sha256("");
    return this.full.map((each) => each.hash).reduceRight((right, left) => sha256("\x01", left, right));
  }
}

function walk(bytes, folder, sizes) {
  const edge = new Edge();
  const roots = new Map();
  const looked = new Set();
  let head = ZEROS;
  let before = null;
  let doubt = null;
  let bad = null;
  const note = () => sizes.has(edge.size) && roots.set(edge.size, edge.root());
  note();
  for (const line of linesOf(bytes)) {
    const k = edge.size;
    const event = formed(line);
    if (doubt !== null) {
      const knows = typeof event !== "string" && event.get("prev") === doubt;
      bad = knows ? found("changed", k - 1) : found("chain", k);
      break;
    }
    if (typeof event === "string") bad = found(event, k);
    else if (event.get("seq") !== BigInt(k)) bad = found("number", k);
    else if (k === 0 && event.get("prev") !== ZEROS) bad = found("first", 0);
    else if (event.get("prev") !== head) {
      doubt = hexOf(line);
      continue;
    } else {
      const code = apart(event, k, before) ?? (folder && undocumented(event, folder, looked));
      if (code) bad = found(code, k);
    }
    if (bad !== null) break;
    edge.append(line);
    head = hexOf(line);
    before = event;
    note();
  }
  if (bad === null && doubt !== null) bad = found("chain", edge.size);
  const register = before === null ? null : before.get("register");
  return { size: edge.size, root: edge.root(), head, register, bad, roots };
}

// -- checkpoints -----------------------------------------------------------------------------

const NAME = /^[^\p{White_Space}\p{Cc}\p{Cs}+]+$/u;

function bytesOf(base64) {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : null;
}

function parseCheckpoint(raw) {
  if (raw.length > LONGEST) throw new Unreadable("checkpoint");
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new Unreadable("checkpoint");
  }
  if (/[\x00-\x09\x0b-\x1f]/.test(text)) throw new Unreadable("checkpoint");
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length < 3) throw new Unreadable("checkpoint");
  if (lines.length > 3 && (lines[3] !== "" || lines.length === 4)) throw new Unreadable("checkpoint");
  const [origin, size, encoded] = lines;
  const root = bytesOf(encoded);
  if (!NAME.test(origin)) throw new Unreadable("origin");
  if (!/^(0|[1-9][0-9]{0,17})$/.test(size)) throw new Unreadable("size");
  if (root === null || root.length !== 32) throw new Unreadable("root");
  const signatures = lines.slice(4).map(parseSignature);
  const keys = new Set(signatures.map((each) => `${each.name} ${each.digits}`));
  if (signatures.length > 64 || keys.size !== signatures.length) throw new Unreadable("signatures");
  const signed = Buffer.from(`${origin}\n${size}\n${encoded}\n`, "utf-8");
  return { origin, size: BigInt(size), root, signatures, signed };
}

function parseSignature(line) {
  const match = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line);
  const bytes = match && bytesOf(match[2]);
  if (!bytes || bytes.length < 5 || !NAME.test(match[1])) throw new Unreadable("signature line");
  return { name: match[1], digits: bytes.toString("hex", 0, 4), raw: bytes.subarray(4) };
}

// Which 32 bytes are a public key: a point of the curve of Ed25519 whose order is the prime L.
// Node itself takes points of small order, with which anybody could "sign".

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const NEUTRAL = [0n, 1n, 1n, 0n];
const mod = (value) => ((value % P) + P) % P;

function power(base, exponent) {
  let [result, square] = [1n, mod(base)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

const D = mod(-121665n * power(121666n, P - 2n));
const numberOf = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);

function pointOf(bytes) {
  const number = numberOf(bytes);
  const sign = number >> 255n;
  const y = number & (2n ** 255n - 1n);
  if (y >= P) return null;
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * power(2n, (P - 1n) / 4n));
  if (mod(x * x) !== square || (x === 0n && sign === 1n)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function plus(p, q) {
  const [a, b] = [(p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])];
  const [c, d] = [2n * D * p[3] * q[3], 2n * p[2] * q[2]];
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function multiple(count, point) {
  let total = NEUTRAL;
  for (let [rest, each] = [count, point]; rest > 0n; rest >>= 1n) {
    if (rest & 1n) total = plus(total, each);
    each = plus(each, each);
  }
  return total;
}

const isNeutral = (point) => mod(point[0]) === 0n && mod(point[1] - point[2]) === 0n;

function honestKey(bytes) {
  const point = pointOf(bytes);
  return point !== null && !isNeutral(point) && isNeutral(multiple(L, point));
}

function honestSignature(bytes) {
  if (bytes.length !== 64 || numberOf(bytes.subarray(32)) >= L) return false;
  const point = pointOf(bytes.subarray(0, 32));
  return point !== null && !isNeutral(multiple(8n, point));
}

const SPKI = Buffer.from("302a300506032b6570032100", "hex");

function parseKey(text) {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text);
  const bytes = match && bytesOf(match[3]);
  if (!bytes || !NAME.test(match[1]) || bytes.length !== 33 || bytes[0] !== 1) {
    throw new Unreadable("verification key");
  }
  const digits = sha256(match[1], "\n", bytes).toString("hex", 0, 4);
  if (digits !== match[2]) throw new Unreadable("verification key");
  if (!honestKey(bytes.subarray(1))) throw new Unreadable("verification key");
  const der = Buffer.concat([SPKI, bytes.subarray(1)]);
  return { name: match[1], digits, key: createPublicKey({ key: der, format: "der", type: "spki" }) };
}

function hasSigned(key, checkpoint) {
  const one = checkpoint.signatures.find(
    (each) => each.name === key.name && each.digits === key.digits,
  );
  if (one === undefined || !honestSignature(one.raw)) return false;
  return verifySignature(null, checkpoint.signed, key.key, one.raw);
}

function disagrees(log, checkpoint, keys) {
  if (!checkpoint.own && !keys.every((key) => hasSigned(key, checkpoint))) {
    return found("signature", null);
  }
  if (log.register !== null && checkpoint.origin !== `responselevels/${log.register}`) {
    return found("origin", null);
  }
  if (checkpoint.size > BigInt(log.size)) return found("smaller", log.size);
  const root = log.roots.get(Number(checkpoint.size));
  return root.equals(checkpoint.root) ? null : found("differs", null);
}

// -- exports ---------------------------------------------------------------------------------

function fileBytes(path) {
  try {
    if (!statSync(path).isFile()) throw new Unreadable(path);
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(`${path}: ${error.code}`);
  }
}

function verifyExport({ log: path, against = [], keys = [] }) {
  if (!existsSync(path)) throw new Unreadable(path);
  const folder = statSync(path).isDirectory() ? path : null;
  const bytes = fileBytes(folder ? join(folder, "log.jsonl") : path);
  const vkeys = keys.map(parseKey);
  const checkpoints = against.map((each) => ({ own: false, ...parseCheckpoint(fileBytes(each)) }));
  const own = folder && join(folder, "checkpoint.txt");
  if (own && existsSync(own)) checkpoints.push({ own: true, ...parseCheckpoint(fileBytes(own)) });
  checkpoints.sort((one, other) => (one.size < other.size ? -1 : one.size > other.size ? 1 : 0));
  const log = walk(bytes, folder, new Set(checkpoints.map((each) => Number(each.size))));
  let bad = log.bad;
  for (const checkpoint of checkpoints) bad ??= disagrees(log, checkpoint, vkeys);
  return {
    sound: bad === null,
    size: log.size,
    root: log.root.toString("base64"),
    head: log.head,
    register: log.register,
    found: bad,
  };
}

// -- proofs ----------------------------------------------------------------------------------

const KEYS = {
  inclusion: ["line", "origin", "path", "proof", "root", "seq", "size"],
  consistency: ["new", "new_root", "old", "old_root", "origin", "path", "proof"],
};

function parseProof(raw) {
  if (raw.length > 4 * LONGEST || raw[raw.length - 1] !== LF) throw new Unreadable("proof");
  let data;
  try {
    data = canonicalObject(raw);
  } catch (error) {
    throw error instanceof Refused ? new Unreadable("proof") : error;
  }
  const keys = KEYS[data.get("proof")];
  if (!keys || [...data.keys()].join() !== keys.join()) throw new Unreadable("proof");
  const take = (key, type) => {
    const value = data.get(key);
    if (typeof value !== type) throw new Unreadable(key);
    return value;
  };
  const hashOf = (value) => {
    if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw new Unreadable("hash");
    return Buffer.from(value, "hex");
  };
  const number = (key) => {
    if (take(key, "bigint") < 0n) throw new Unreadable(key);
    return data.get(key);
  };
  if (!Array.isArray(data.get("path"))) throw new Unreadable("path");
  const common = {
    proof: data.get("proof"),
    origin: take("origin", "string"),
    path: data.get("path").map(hashOf),
  };
  if (common.proof === "inclusion") {
    const line = Buffer.from(take("line", "string"), "utf-8");
    if (line.length > LONGEST || line[line.length - 1] !== LF || line.some((byte) => byte > 0x7f)) {
      throw new Unreadable("line");
    }
    return { ...common, seq: number("seq"), size: number("size"), line, root: hashOf(data.get("root")) };
  }
  return {
    ...common,
    old: number("old"),
    now: number("new"),
    oldRoot: hashOf(data.get("old_root")),
    newRoot: hashOf(data.get("new_root")),
  };
}

const refuseUnless = (holds) => {
  if (!holds) throw new Refused("proof");
};

function holdsInclusion({ seq, size, line, path, root }) {
  refuseUnless(seq < size);
  let fn = seq;
  let sn = size - 1n;
  let reached = sha256("\x00", line);
  for (const beside of path) {
    refuseUnless(sn !== 0n);
    if (fn & 1n || fn === sn) {
      reached = sha256("\x01", beside, reached);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      reached = sha256("\x01", reached, beside);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  refuseUnless(sn === 0n && reached.equals(root));
}

function holdsConsistency({ old, now, oldRoot, newRoot, path }) {
  refuseUnless(old <= now);
  if (old === 0n || old === now) {
    refuseUnless(path.length === 0);
    refuseUnless(old !== 0n || oldRoot.equals(sha256("")));
    refuseUnless(old !== now || oldRoot.equals(newRoot));
    return;
  }
  refuseUnless(path.length > 0);
  const hashes = (old & (old - 1n)) === 0n ? [oldRoot, ...path] : path;
  let [fn, sn] = [old - 1n, now - 1n];
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  let [before, after] = [hashes[0], hashes[0]];
  for (const beside of hashes.slice(1)) {
    refuseUnless(sn !== 0n);
    if (fn & 1n || fn === sn) {
      before = sha256("\x01", beside, before);
      after = sha256("\x01", beside, after);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      after = sha256("\x01", after, beside);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  refuseUnless(sn === 0n && before.equals(oldRoot) && after.equals(newRoot));
}

function verifyProof({ proof: path, against = [], keys = [] }) {
  const proof = parseProof(fileBytes(path));
  const vkeys = keys.map(parseKey);
  const checkpoints = against.map((each) => parseCheckpoint(fileBytes(each)));
  const inclusion = proof.proof === "inclusion";
  const needed = inclusion
    ? [[proof.size, proof.root]]
    : [[proof.old, proof.oldRoot], [proof.now, proof.newRoot]];
  try {
    if (inclusion) holdsInclusion(proof);
    else holdsConsistency(proof);
    for (const checkpoint of checkpoints) {
      refuseUnless(vkeys.every((key) => hasSigned(key, checkpoint)));
    }
    for (const [size, root] of needed) {
      const fitting = checkpoints.filter(
        (each) => each.origin === proof.origin && each.size === size,
      );
      refuseUnless(fitting.length > 0 && fitting.every((each) => each.root.equals(root)));
    }
  } catch (error) {
    if (error instanceof Refused) return { proved: false };
    throw error;
  }
  return { proved: true };
}

// -- the command line ------------------------------------------------------------------------

function outcome(job) {
  try {
    return "proof" in job ? verifyProof(job) : verifyExport(job);
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message };
    throw error;
  }
}

function jobOf(args) {
  const job = { against: [], keys: [] };
  const rest = [...args];
  while (rest.length > 0) {
    const arg = rest.shift();
    if (arg === "--against") job.against.push(rest.shift());
    else if (arg === "--key") job.keys.push(rest.shift());
    else if (arg === "--proof") job.proof = rest.shift();
    else job.log = arg;
  }
  return job;
}

function main(args) {
  if (args[0] === "--batch") {
    const jobs = readFileSync(0, "utf-8").split("\n").filter((line) => line !== "");
    process.stdout.write(jobs.map((job) => `${JSON.stringify(outcome(JSON.parse(job)))}\n`).join(""));
    return 0;
  }
  const job = jobOf(args);
  if (job.log === undefined && job.proof === undefined) {
    process.stderr.write("usage: node verify.mjs EXPORT | --proof FILE [--against CHECKPOINT] [--key VKEY]\n");
    return 2;
  }
  const result = outcome(job);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if ("unreadable" in result) return 2;
  return result.sound || result.proved ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
