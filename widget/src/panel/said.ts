/** What was said, with lists, links and numbers picked out. Text only: lit escapes it, and no markup is ever read. */

import { html, type TemplateResult } from "lit";
import { blocks, clause, segments } from "../core/text.ts";

export function said(text: string, fold: () => void): TemplateResult[] {
  return blocks(text).map(({ list, lines }) => {
    if (!list) return html`<p dir="auto">${words(lines.join("\n"))}</p>`;
    return html`<ul dir="auto">${lines.map((line) => html`<li>${item(line, fold)}</li>`)}</ul>`;
  });
}

/** What a policy says is there for who asks; the sentence above it has the reason. */
function item(line: string, fold: () => void): TemplateResult | TemplateResult[] {
  const quoted = clause(line);
  if (!quoted) return words(line);
  const [heading, text] = quoted;
  return html`<details class="clause">
    <summary @click=${fold}>${words(heading)}</summary>
    <p dir="auto">${words(text)}</p>
  </details>`;
}

function words(text: string): TemplateResult[] {
  return segments(text).map(({ kind, text: part }) => {
    if (kind === "link") return html`<a href=${part} target="_blank" rel="noopener noreferrer nofollow">${part}</a>`;
    return kind === "number" ? html`<strong class="number">${part}</strong>` : html`${part}`;
  });
}
