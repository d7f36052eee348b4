// The client: addresses, bodies and answers are typed by what was generated into schema.d.ts.

import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];
export type Decision = Schemas["RecordedDecision"];
export type DutyRoom = Client<paths>;

/** Somebody at a server: by their token, and in their language. */
export function at(address: string, token: string, lang: "en" | "zh" = "en"): DutyRoom {
  return createClient<paths>({
    baseUrl: address,
    headers: { Authorization: `Bearer ${token}`, "Accept-Language": lang },
  });
}

/** The server refused: `problem` says why, by `code` and in words. `etag` is what there is by now. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
    readonly etag: string,
  ) {
    super(`${status} ${problem.code}: ${problem.detail}`);
  }

  /** The decision that stands against it; every 409 of an issue, an end or a ratification that was decided has it. */
  get decision(): Decision {
    if (this.problem.decision === undefined) throw this;
    return this.problem.decision;
  }
}

/** What was answered, and the ETag to act with next. */
export interface Answer<T> {
  data: T;
  etag: string;
}

interface Asked<T> {
  data?: T;
  error?: Problem;
  response: Response;
}

/** Wait for an answer; a problem is thrown as `Refused`. */
export async function answered<T>(asked: Promise<Asked<T>>): Promise<Answer<T>> {
  const { data, error, response } = await asked;
  const etag = response.headers.get("ETag") ?? "";
  if (error !== undefined) throw new Refused(response.status, error, etag);
  if (data === undefined) throw new Error(`${response.status} without an answer`);
  return { data, etag };
}

/** Wait for what is expected to be refused. */
export async function refused(asked: Promise<Asked<unknown>>, status: number): Promise<Refused> {
  try {
    await answered(asked);
  } catch (error) {
    if (error instanceof Refused && error.status === status) return error;
    throw error;
  }
  throw new Error(`this was to be refused with ${status}`);
}
