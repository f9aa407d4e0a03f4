/** The case at a glance, above the talk: one line when it is folded. */

import { html, nothing, type TemplateResult } from "lit";
import type { CaseCard } from "../core/types.ts";
import type { Words } from "../locales/index.ts";

export function caseCard(
  card: CaseCard | null,
  words: Words,
  open: boolean,
  toggled: (open: boolean) => void,
): TemplateResult | typeof nothing {
  if (!card) return nothing;
  return html`<div class="case" role="region" aria-label=${words.caseCard}>
    <details .open=${open}>
      <summary @click=${(event: Event) => folds(event, open, toggled)}>
        ${steps(card)}<strong>${card.state}</strong><span class="title" dir="auto">${card.title}</span>
      </summary>
      <div class="facts">
        <p class="title" dir="auto">${card.title}</p>
        ${card.amount ? html`<p class="amount">${card.amount}</p>` : nothing}
        ${card.progress ? html`<p>${card.progress}</p>` : nothing}
        ${card.next ? html`<p>${card.next}</p>` : nothing}
        <p class="small">${card.since} · <span class="number">${card.number}</span>${card.order
          ? html` · <span class="number">${card.order}</span>`
          : nothing}</p>
      </div>
    </details>
  </div>`;
}

/** The window remembers it, and folds and unfolds by what it remembers. */
function folds(event: Event, open: boolean, toggled: (open: boolean) => void): void {
  event.preventDefault();
  toggled(!open);
}

/** How far it is; the words beside it say the same. */
function steps({ step, steps, closed }: CaseCard): TemplateResult | typeof nothing {
  if (step === null) return nothing;
  const reached = closed ? steps : step;
  const marks = Array.from({ length: steps }, (_, at) => html`<i class=${at < reached ? "reached" : ""}></i>`);
  return html`<span class="steps" aria-hidden="true">${marks}</span>`;
}
