/** The events of a conversation in their order, from whichever way they arrive: history, stream, or a sending's answer. */

import type { ChatEvent } from "./types.ts";

export class Timeline {
  private readonly bySeq = new Map<number, ChatEvent>();
  private complete = 0;

  /** Take events, in any order and more than once; the ones that were new. */
  add(events: Iterable<ChatEvent>): ChatEvent[] {
    const fresh: ChatEvent[] = [];
    for (const event of events) {
      if (this.bySeq.has(event.seq)) continue;
      this.bySeq.set(event.seq, event);
      fresh.push(event);
    }
    while (this.bySeq.has(this.complete + 1)) this.complete += 1;
    return fresh;
  }

  /** The last number before the first gap: what to read on from. */
  get cursor(): number {
    return this.complete;
  }

  get last(): number {
    return Math.max(0, ...this.bySeq.keys());
  }

  /** In which language something was said last. */
  get language(): string | undefined {
    return this.inOrder().findLast((event) => event.body.language)?.body.language;
  }

  inOrder(): ChatEvent[] {
    return [...this.bySeq.values()].sort((one, other) => one.seq - other.seq);
  }

  /** Whether the server has kept the message that this browser numbered so. */
  has(clientId: string): boolean {
    for (const event of this.bySeq.values()) if (event.client_id === clientId) return true;
    return false;
  }

  /** What others said after `seq`: what a closed window counts as unread. */
  unreadAfter(seq: number): number {
    return this.inOrder().filter((event) => event.seq > seq && isNews(event)).length;
  }
}

/** Whether an event is something that was said to the customer. */
export function isNews(event: ChatEvent): boolean {
  return event.author !== "customer" && (event.kind === "reply" || event.kind === "notice");
}
