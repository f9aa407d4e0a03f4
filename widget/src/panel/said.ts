/** What was said, with lists, links and numbers picked out. Text only: lit escapes it, and no markup is ever read. */

import { html, type TemplateResult } from "lit";
import { blocks, isClause, segments } from "../core/text.ts";
import { fill, type Words } from "../locales/index.ts";

/** So many clauses of a policy are shown at once; the rest is there for who asks. */
const UNFOLDED = 2;

export function said(text: string, own: Words, fold: () => void): TemplateResult[] {
  return blocks(text).map(({ list, lines }) => {
    if (!list) return html`<p dir="auto">${words(lines.join("\n"))}</p>`;
    return lines.length > UNFOLDED && lines.every(isClause) ? folded(lines, own, fold) : items(lines);
  });
}

function folded(lines: readonly string[], own: Words, fold: () => void): TemplateResult {
  return html`${items(lines.slice(0, UNFOLDED))}
    <details>
      <summary @click=${fold}>
        <span class="more">${fill(own.showAll, { count: lines.length })}</span><span class="fewer">${own.showFewer}</span>
      </summary>
      ${items(lines.slice(UNFOLDED))}
    </details>`;
}

function items(lines: readonly string[]): TemplateResult {
  return html`<ul dir="auto">${lines.map((line) => html`<li>${words(line)}</li>`)}</ul>`;
}

function words(text: string): TemplateResult[] {
  return segments(text).map(({ kind, text: part }) => {
    if (kind === "link") return html`<a href=${part} target="_blank" rel="noopener noreferrer nofollow">${part}</a>`;
    return kind === "number" ? html`<strong class="number">${part}</strong>` : html`${part}`;
  });
}
