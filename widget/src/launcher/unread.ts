/** Counts what came in while the window is closed: only for a visitor who has a conversation. */

import { type Api, ApiError, Conversation } from "../core/api.ts";
import { backoff } from "../core/backoff.ts";
import type { Memory } from "../core/memory.ts";
import { Timeline } from "../core/timeline.ts";

const WAIT_S = 25;

/** Until `signal` is aborted, or the conversation is not there any more. */
export async function countUnread(
  api: Api,
  memory: Memory,
  show: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const kept = memory.read();
  if (!kept) return;
  const conversation = new Conversation(api.base, kept.id, kept.secret);
  const timeline = new Timeline();
  let after = kept.seen;
  for (let tries = 0; !signal.aborted; ) {
    await looked(signal);
    try {
      const page = await conversation.page(after, WAIT_S, signal);
      timeline.add(page.events);
      after = Math.max(after, timeline.last);
      tries = 0;
      if (!signal.aborted) show(timeline.unreadAfter(memory.read()?.seen ?? 0));
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (signal.aborted || fault.status === 401) return;
      await new Promise((resolve) => setTimeout(resolve, backoff(++tries, 60_000)));
    }
  }
}

/** Returns when the page is visible: tabs in the background need no count. */
function looked(signal: AbortSignal): Promise<void> | void {
  if (!document.hidden) return;
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true, signal });
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
