/** Cuts plain text into what is shown plainly, links, and numbers of orders and cases. Never any markup. */

export type Segment = { kind: "plain" | "link" | "number"; text: string };

const SPECIAL = /(https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{N}-])([A-Z]{2,3}-\d{4,10})(?![\p{L}\p{N}]|-\p{N})/gu;
const TRAILING = /[.,;:!?)\]}…]+$/;

export function segments(text: string): Segment[] {
  const found: Segment[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to > from) found.push({ kind: "plain", text: text.slice(from, to) });
  };
  for (const match of text.matchAll(SPECIAL)) {
    const special = match[1] ? match[1].replace(TRAILING, "") : match[0];
    if (match[1] && !isAddress(special)) continue;
    plain(match.index);
    found.push({ kind: match[1] ? "link" : "number", text: special });
    from = match.index + special.length;
  }
  plain(text.length);
  return found;
}

function isAddress(text: string): boolean {
  try {
    return new URL(text).hostname.length > 0;
  } catch {
    return false;
  }
}
