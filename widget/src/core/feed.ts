/** Keeps a conversation's events coming: the stream where it works, long polling where something holds it back. */

import { ApiError, type Conversation } from "./api.ts";
import { backoff } from "./backoff.ts";
import { SseReader } from "./sse.ts";
import type { CaseCard, ChatEvent, Owner, Page } from "./types.ts";

export interface FeedParts {
  cursor(): number;
  events(events: ChatEvent[]): void;
  typing(active: boolean, typist: string | null): void;
  owner(owner: Owner): void;
  card(card: CaseCard | null): void;
  connected(yes: boolean): void;
  gone(): void;
}

/** Heartbeats come every 15 s; without any sign for so long, something in between holds the stream back. */
const SILENCE_MS = 40_000;
const STREAM_TRIES = 2;
const POLL_S = 25;
const FOREVER_MS = 2 ** 31 - 1;

export class Feed {
  private stopped = false;
  private mute = 0;
  private tries = 0;
  private asleep = false;
  private abort = new AbortController();
  private rest: (() => void) | null = null;

  constructor(
    private readonly conversation: Conversation,
    private readonly parts: FeedParts,
  ) {}

  async run(): Promise<void> {
    while (!this.stopped) {
      this.abort = new AbortController();
      try {
        if (this.asleep) await this.pause(FOREVER_MS);
        await this.catchUp();
        this.parts.connected(true);
        this.tries = 0;
        await (this.mute < STREAM_TRIES ? this.stream() : this.poll());
      } catch (fault) {
        if (this.stopped) return;
        if (!(fault instanceof ApiError)) throw fault;
        if (fault.status === 401) return this.parts.gone();
        if (fault.kind === "aborted") continue;
        this.parts.connected(false);
        await this.pause(fault.retryAfter ? fault.retryAfter * 1000 : backoff(this.tries++));
      }
    }
  }

  /** Try again now: the network is back, or the page is looked at again. */
  wake(): void {
    this.asleep = false;
    this.rest?.();
  }

  /** Let go of the connection until woken: a browser has six for a server, and tabs that nobody sees need none. */
  sleep(): void {
    this.asleep = true;
    this.abort.abort();
  }

  /** The network went away, which a stream may not notice for long. */
  interrupt(): void {
    this.abort.abort();
  }

  stop(): void {
    this.stopped = true;
    this.abort.abort();
    this.rest?.();
  }

  private async catchUp(): Promise<void> {
    for (let more = true; more && !this.stopped; ) {
      const page = await this.conversation.page(this.parts.cursor(), 0, this.abort.signal);
      more = page.more;
      this.told(page);
    }
  }

  private async poll(): Promise<void> {
    while (!this.stopped) {
      const page = await this.conversation.page(this.parts.cursor(), POLL_S, this.abort.signal);
      this.told(page);
    }
  }

  private told(page: Page): void {
    this.parts.events(page.events);
    this.parts.owner(page.owner);
    this.parts.card(page.case);
    this.parts.typing(page.typing, page.typist);
  }

  private async stream(): Promise<void> {
    const abort = this.abort;
    let heard = false;
    let silence = setTimeout(() => abort.abort(), SILENCE_MS);
    try {
      const answer = await this.conversation.stream(this.parts.cursor(), abort.signal);
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      const sse = new SseReader();
      for (let piece = await reader.read(); !piece.done && !this.stopped; piece = await reader.read()) {
        heard = true;
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), SILENCE_MS);
        for (const sent of sse.take(piece.value)) this.sent(sent.event, sent.data);
      }
    } catch (fault) {
      throw fault instanceof ApiError ? fault : new ApiError(abort.signal.aborted ? "aborted" : "network", 0);
    } finally {
      clearTimeout(silence);
      this.mute = heard ? 0 : this.mute + 1;
    }
  }

  private sent(event: string, data: string): void {
    if (event === "case") return this.parts.card(JSON.parse(data) as CaseCard | null);
    const told = JSON.parse(data) as ChatEvent & { active?: boolean; name?: string | null };
    if (event === "typing") this.parts.typing(told.active === true, told.name ?? null);
    else if (typeof told.seq === "number") this.parts.events([told]);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.rest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
