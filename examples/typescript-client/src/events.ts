// Events as they are recorded: followed, and after a break resumed where they were left, by Last-Event-ID.

import type { DutyRoom, Schemas } from "./client.js";

export interface Recorded {
  id: number;
  kind: string;
  event: Schemas["EventDocument"];
}

/** Yield the events after number `after` as they are recorded, until the stream ends or is broken off. */
export async function* follow(
  room: DutyRoom,
  slug: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Recorded> {
  const { data, response } = await room.GET("/r/{slug}/api/v1/events", {
    params: { path: { slug }, header: after < 0 ? {} : { "Last-Event-ID": String(after) } },
    parseAs: "stream",
    signal,
  });
  if (!response.ok || !data) throw new Error(`${response.status}: no stream of events`);
  let left = "";
  for await (const text of data.pipeThrough(new TextDecoderStream())) {
    const blocks = (left + text).split("\n\n");
    left = blocks.pop() ?? "";
    for (const block of blocks) {
      const found = parsed(block);
      if (found !== undefined) yield found;
    }
  }
}

/** What one block says; nothing where it is a sign of life, or says how the server is. */
function parsed(block: string): Recorded | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const [name, ...rest] = line.split(": ");
    if (name) fields.set(name, rest.join(": "));
  }
  const [id, kind, data] = [fields.get("id"), fields.get("event"), fields.get("data")];
  if (id === undefined || kind === undefined || data === undefined) return undefined;
  return { id: Number(id), kind, event: JSON.parse(data) };
}

/** Listens all along, with a connection that breaks after every few events. */
export class Listener {
  readonly heard: Recorded[] = [];
  connections = 0;
  #wanted = Infinity;
  #breaking = new AbortController();
  readonly #running: Promise<void>;

  constructor(
    private readonly room: DutyRoom,
    private readonly slug: string,
    private readonly size: number,
    private readonly each = 5,
  ) {
    this.#running = this.#run();
  }

  /** The number of the next event. */
  get next(): number {
    return this.size + this.heard.length;
  }

  /** Wait until all of the first `size` events were heard. */
  async until(size: number): Promise<Recorded[]> {
    this.#wanted = size;
    if (this.next >= size) this.#breaking.abort();
    await this.#running;
    return this.heard;
  }

  async #run(): Promise<void> {
    while (this.next < this.#wanted) {
      this.#breaking = new AbortController();
      this.connections += 1;
      try {
        await this.#listen();
      } catch (error) {
        if (!this.#breaking.signal.aborted) throw error;
      }
    }
  }

  async #listen(): Promise<void> {
    let count = 0;
    for await (const one of follow(this.room, this.slug, this.next - 1, this.#breaking.signal)) {
      this.heard.push(one);
      count += 1;
      if (count === this.each || this.next >= this.#wanted) {
        this.#breaking.abort();
        return;
      }
    }
  }
}
