/** Messages on their way to the server: one at a time, in their order, each under its own number until it is taken. */

import { ApiError } from "./api.ts";
import { backoff } from "./backoff.ts";
import type { Unsent } from "./memory.ts";
import type { ChatEvent } from "./types.ts";

export interface Outgoing extends Unsent {
  /** `waiting` also while the network is away; `failed` waits for the customer, or for the network if that was why. */
  state: "waiting" | "sending" | "failed";
  why: string | null;
}

export interface OutboxParts {
  send(message: Outgoing): Promise<ChatEvent>;
  sent(event: ChatEvent): void;
  changed(): void;
  gone(): void;
  online(): boolean;
  later?(run: () => void, ms: number): void;
}

const TRIES = 6;

export class Outbox {
  readonly items: Outgoing[] = [];
  private busy = false;
  private tries = 0;
  private closed = false;

  constructor(private readonly parts: OutboxParts) {}

  add(message: Unsent): void {
    this.items.push({ ...message, state: "waiting", why: null });
    this.parts.changed();
    void this.flush();
  }

  retry(clientId: string): void {
    for (const item of this.items) if (item.clientId === clientId) this.renew(item);
    this.parts.changed();
    void this.flush();
  }

  discard(clientId: string): void {
    const at = this.items.findIndex((item) => item.clientId === clientId);
    if (at >= 0) this.items.splice(at, 1);
    this.parts.changed();
  }

  /** The network is back: what failed for its absence goes out by itself. */
  revive(): void {
    for (const item of this.items) if (item.why === "network") this.renew(item);
    this.tries = 0;
    void this.flush();
  }

  close(): void {
    this.closed = true;
  }

  async flush(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let item = this.next(); item && this.parts.online() && !this.closed; item = this.next()) {
        if (!(await this.carry(item))) break;
      }
    } finally {
      this.busy = false;
    }
  }

  private next(): Outgoing | undefined {
    return this.items.find((item) => item.state === "waiting");
  }

  /** Send one; whether to go on with the next now. */
  private async carry(item: Outgoing): Promise<boolean> {
    item.state = "sending";
    this.parts.changed();
    try {
      const event = await this.parts.send(item);
      this.tries = 0;
      this.discard(item.clientId);
      this.parts.sent(event);
      return true;
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      return this.failed(item, fault);
    }
  }

  private failed(item: Outgoing, fault: ApiError): boolean {
    if (fault.status === 401) {
      item.state = "waiting";
      this.parts.gone();
      return false;
    }
    if (!fault.worthAnotherTry || ++this.tries >= TRIES) {
      this.tries = 0;
      item.state = "failed";
      item.why = fault.status === 0 ? "network" : fault.kind;
      this.parts.changed();
      return !fault.worthAnotherTry;
    }
    item.state = "waiting";
    this.parts.changed();
    const wait = fault.retryAfter ? fault.retryAfter * 1000 : backoff(this.tries, 8000);
    (this.parts.later ?? setTimeout)(() => void this.flush(), wait);
    return false;
  }

  private renew(item: Outgoing): void {
    if (item.state !== "failed") return;
    item.state = "waiting";
    item.why = null;
  }
}
