/**
 * Finds the number that a challenge asks for. `crypto.subtle` hashes beside the page, which stays free: a worker of its
 * own would have to come from the page's own origin, and the window's files do not.
 */

import { ApiError } from "./api.ts";
import type { Challenge } from "./types.ts";

export interface Answer {
  salt: string;
  number: number;
  signature: string;
}

type Digest = (text: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

const AT_ONCE = 500;

/** A page that did not come over https has no hashes: who is there waits. */
export function canSolve(): boolean {
  return typeof crypto.subtle?.digest === "function";
}

/** An ApiError, as for any other limit, where no number fits. */
export async function solve(
  { salt, challenge, most, signature }: Challenge,
  digest: Digest = (text) => crypto.subtle.digest("SHA-256", text),
): Promise<Answer> {
  const encoder = new TextEncoder();
  for (let from = 0; from <= most; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, most + 1 - from) }, (_, at) => from + at);
    const hashes = await Promise.all(numbers.map((number) => digest(encoder.encode(salt + number))));
    const found = hashes.findIndex((hash) => hex(hash) === challenge);
    if (found >= 0) return { salt, number: from + found, signature };
  }
  throw new ApiError("too-many-requests", 429);
}

function hex(hash: ArrayBuffer): string {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
