/** The list of a customer's conversations and their cases, in the place of the talk. */

import { html, nothing, type TemplateResult } from "lit";
import { day } from "../core/moments.ts";
import type { Earlier } from "../core/types.ts";
import type { Words } from "../locales/index.ts";
import { backIcon } from "./icons.ts";

export interface HistoryParts {
  words: Words;
  language: string;
  /** Null while they are asked for. */
  found: readonly Earlier[] | null;
  /** What stands in the list's place where it cannot be read. */
  trouble: string;
  /** Which one is shown. */
  present: string | undefined;
  take(earlier: Earlier): void;
  another(): void;
  back(): void;
}

export function history(parts: HistoryParts): TemplateResult {
  const { words, found } = parts;
  return html`<div class="view" role="region" aria-labelledby="earlier">
    <div class="bar">
      <button type="button" class="icon" aria-label=${words.back} @click=${parts.back}>${backIcon}</button>
      <h3 id="earlier" class="heading" tabindex="-1">${words.earlier}</h3>
    </div>
    <p class="none" role="status">${parts.trouble || (found?.length === 0 ? words.noneEarlier : "")}</p>
    ${found?.length ? html`<ul>${found.map((each) => html`<li>${entry(parts, each)}</li>`)}</ul>` : nothing}
    <button type="button" class="choice" @click=${parts.another}>${words.another}</button>
  </div>`;
}

function entry(parts: HistoryParts, each: Earlier): TemplateResult {
  const present = each.id === parts.present;
  return html`<button type="button" class="entry" aria-current=${present ? "true" : nothing} @click=${() => parts.take(each)}>
    <strong dir="auto">${each.case?.title ?? each.words}</strong>
    <span>${[day(new Date(each.last), new Date(), parts.language), each.case?.state, each.case?.amount]
      .filter(Boolean)
      .join(" · ")}</span>
    ${present ? html`<span>${parts.words.shownNow}</span>` : nothing}
  </button>`;
}
