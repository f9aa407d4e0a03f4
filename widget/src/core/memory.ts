/** What this browser keeps of a conversation, shared by all tabs of the website. */

import type { Identity } from "./api.ts";
import type { Content, Known, Opened } from "./types.ts";

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
  /** There to read: the server says so of an earlier one whose cases are closed. */
  closed?: boolean;
}

/** So many earlier ones are known by a browser. */
const MOST_EARLIER = 19;

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
    this.remove(this.key);
  }

  /** The conversation is put beside the earlier ones, and another one may begin. */
  putBy(): void {
    const kept = this.read();
    if (!kept) return;
    const others = this.earlier().filter(({ id }) => id !== kept.id);
    this.keep([{ id: kept.id, secret: kept.secret }, ...others].slice(0, MOST_EARLIER));
    this.forget();
  }

  /** The earlier ones, the last first. */
  earlier(): Known[] {
    try {
      const kept = JSON.parse(this.shelf?.getItem(this.earlierKey) ?? "[]") as Known[];
      return kept.filter(({ id, secret }) => id && secret);
    } catch {
      return [];
    }
  }

  forgetAll(): void {
    this.forget();
    this.remove(this.earlierKey);
  }

  private get earlierKey(): string {
    return `${this.key}:earlier`;
  }

  private keep(earlier: readonly Known[]): void {
    try {
      this.shelf?.setItem(this.earlierKey, JSON.stringify(earlier));
    } catch {
      // Full or forbidden: they are not found again.
    }
  }

  private remove(key: string): void {
    try {
      this.shelf?.removeItem(key);
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
