/** Cuts plain text into what is shown plainly, links, and numbers of orders and cases. Never any markup. */

export type Segment = { kind: "plain" | "link" | "number"; text: string };

/** Addresses; order numbers as NN-10023, of the order backends' contract; case numbers as AM-7KX2M9Q. */
const SPECIAL = /(https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{N}-])([A-Z]{2,4}-[0-9]{4,10}|AM-[0-9A-HJKMNP-TV-Z]{7})(?![\p{L}\p{N}]|-\p{N})/gu;
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

export interface Block {
  list: boolean;
  lines: string[];
}

/** Runs of lines: those that begin with a bullet make a list. */
export function blocks(text: string): Block[] {
  const found: Block[] = [];
  for (const line of text.split("\n")) {
    const list = line.startsWith("• ");
    const last = found[found.length - 1];
    const shown = list ? line.slice(2) : line;
    if (last?.list === list) last.lines.push(shown);
    else found.push({ list, lines: [shown] });
  }
  return found;
}

/** A line of a list that quotes a policy, «Heading (§ 3.2): text», in its two parts; null for any other. */
export function clause(line: string): [heading: string, text: string] | null {
  const found = /^(.*?\(§ [^)]+\)): (.*)$/s.exec(line);
  return found ? [found[1]!, found[2]!] : null;
}
