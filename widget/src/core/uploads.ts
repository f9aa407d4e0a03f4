/** Files on their way: each with its progress, and with the server's own sentence where it is refused. */

import { ApiError } from "./api.ts";

export const MOST_BYTES = 10 * 1024 * 1024;
export const ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf";

export interface Upload {
  clientId: string;
  file: File;
  share: number;
  state: "sending" | "failed";
  /** The kind of the problem, and the sentence that came with it. */
  why: string | null;
  sentence: string | null;
  abort: AbortController;
}

type Carry = (item: Upload, signal: AbortSignal) => Promise<void>;

export class Uploads {
  readonly items: Upload[] = [];
  private readonly carriers = new Map<string, Carry>();

  /** `over` is told of what needs to be kept no longer: the server has it, or the customer let it go. */
  constructor(
    private readonly changed: () => void,
    private readonly over: (clientId: string) => void,
  ) {}

  has(clientId: string): boolean {
    return this.carriers.has(clientId);
  }

  add(file: File, clientId: string, carry: Carry): void {
    const item: Upload = {
      clientId, file, share: 0, state: "sending", why: null, sentence: null, abort: new AbortController(),
    };
    this.items.push(item);
    this.carriers.set(clientId, carry);
    if (file.size > MOST_BYTES) this.fail(item, "request-too-large", null);
    else void this.carry(item);
  }

  retry(item: Upload): void {
    item.state = "sending";
    item.share = 0;
    void this.carry(item);
  }

  discard(item: Upload): void {
    item.abort.abort();
    this.carriers.delete(item.clientId);
    this.over(item.clientId);
    const at = this.items.indexOf(item);
    if (at >= 0) this.items.splice(at, 1);
    this.changed();
  }

  progress(item: Upload, share: number): void {
    item.share = share;
    this.changed();
  }

  private async carry(item: Upload): Promise<void> {
    this.changed();
    try {
      await this.carriers.get(item.clientId)?.(item, item.abort.signal);
      this.discard(item);
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (fault.kind !== "aborted") this.fail(item, fault.kind, fault.sentence);
    }
  }

  private fail(item: Upload, why: string, sentence: string | null): void {
    Object.assign(item, { state: "failed", why, sentence });
    if (why !== "network" && why !== "unavailable") this.over(item.clientId);
    this.changed();
  }
}
