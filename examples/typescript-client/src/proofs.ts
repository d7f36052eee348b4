// Proofs, verified here: nothing is taken on trust but the checkpoint that was kept (RFC 9162, section 2.1).

import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";

import type { Schemas } from "./client.js";

/** A checkpoint: what the log was at one size, by its root. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
}

/** Read the three lines of a checkpoint. */
export function checkpoint(text: string): Checkpoint {
  const [origin, size, root] = text.split("\n");
  assert.ok(origin && size && root);
  return { origin, size: Number(size), root: Buffer.from(root, "base64").toString("hex") };
}

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leaf = (line: string): Buffer => sha256(Uint8Array.of(0), Buffer.from(line, "ascii"));
const node = (left: Buffer, right: Buffer): Buffer => sha256(Uint8Array.of(1), left, right);
const half = (number: number): number => Math.floor(number / 2);

/** See that the line of a proof is in the log that `kept` is of; return the line. */
export function included(proof: Schemas["InclusionDocument"], kept: Checkpoint): string {
  assert.deepEqual([proof.origin, proof.size, proof.root], [kept.origin, kept.size, kept.root]);
  let [place, last] = [proof.seq, proof.size - 1];
  let reached: Buffer = leaf(proof.line);
  for (const text of proof.path) {
    assert.ok(last > 0);
    const beside = Buffer.from(text, "hex");
    if (place % 2 === 1 || place === last) {
      reached = node(beside, reached);
      while (place % 2 === 0 && place > 0) [place, last] = [half(place), half(last)];
    } else {
      reached = node(reached, beside);
    }
    [place, last] = [half(place), half(last)];
  }
  assert.equal(last, 0);
  assert.equal(reached.toString("hex"), kept.root);
  return proof.line;
}

/** See that the log that `now` is of only adds to the one that `kept` is of. */
export function grew(
  proof: Schemas["ConsistencyDocument"],
  kept: Checkpoint,
  now: Checkpoint,
): void {
  assert.deepEqual([proof.old, proof.old_root], [kept.size, kept.root]);
  assert.deepEqual([proof.new, proof.new_root], [now.size, now.root]);
  assert.ok(0 < proof.old && proof.old < proof.new);
  let [place, last] = [proof.old - 1, proof.new - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  const path = proof.path.map((text) => Buffer.from(text, "hex"));
  if (Number.isInteger(Math.log2(proof.old))) path.unshift(Buffer.from(kept.root, "hex"));
  const [first, ...others] = path;
  assert.ok(first);
  let before: Buffer = first;
  let after: Buffer = first;
  for (const beside of others) {
    assert.ok(last > 0);
    if (place % 2 === 1 || place === last) {
      [before, after] = [node(beside, before), node(beside, after)];
      while (place % 2 === 0 && place > 0) [place, last] = [half(place), half(last)];
    } else {
      after = node(after, beside);
    }
    [place, last] = [half(place), half(last)];
  }
  assert.equal(last, 0);
  assert.deepEqual([before.toString("hex"), after.toString("hex")], [kept.root, now.root]);
}
