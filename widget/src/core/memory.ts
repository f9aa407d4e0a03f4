/** What this browser keeps of a conversation, shared by all tabs of the website. */

import type { Identity } from "./api.ts";
import type { Content, Opened } from "./types.ts";

/** A message that the server has not acknowledged yet. */
export interface Unsent {
  clientId: string;
  text: string;
  at: string;
  content: Content;
}

export interface Remembered extends Opened {
  /** The last event that was seen with the window open. */
  seen: number;
  unsent: Unsent[];
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class Memory {
  readonly key: string;

  constructor(
    merchant: string,
    private readonly shelf: Shelf | null = browserShelf(),
  ) {
    this.key = `amends:${merchant}`;
  }

  read(): Remembered | null {
    try {
      const kept = JSON.parse(this.shelf?.getItem(this.key) ?? "null") as Remembered | null;
      return kept?.id && kept.secret ? { ...kept, seen: kept.seen ?? 0, unsent: kept.unsent ?? [] } : null;
    } catch {
      return null; // not ours, or the browser keeps nothing: as if it were the first visit
    }
  }

  write(kept: Remembered): void {
    try {
      this.shelf?.setItem(this.key, JSON.stringify(kept));
    } catch {
      // Full or forbidden: the conversation goes on and ends with the page.
    }
  }

  change(change: Partial<Remembered>): void {
    const kept = this.read();
    if (kept) this.write({ ...kept, ...change });
  }

  forget(): void {
    try {
      this.shelf?.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }
}

/** Each signed-in customer of a shared browser has a conversation of their own. */
export function memoryOf(merchant: string, identity: Identity | null): Memory {
  return new Memory(identity ? `${merchant}:${userOf(identity)}` : merchant);
}

/** The website's own id of the customer. The server alone checks the token; what is none stands for itself. */
function userOf(identity: Identity): string {
  try {
    const payload = (identity.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const { sub } = JSON.parse(atob(payload)) as { sub?: unknown };
    return typeof sub === "string" ? sub : identity;
  } catch {
    return identity;
  }
}

function browserShelf(): Shelf | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
