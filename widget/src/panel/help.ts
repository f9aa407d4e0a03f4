/** The merchant's help articles, searched in the place of the talk; each opens as a page of its own. */

import { html, nothing, type TemplateResult } from "lit";
import type { HelpArticle } from "../core/types.ts";
import type { Words } from "../locales/index.ts";
import { backIcon } from "./icons.ts";

export interface HelpParts {
  words: Words;
  base: string;
  /** Null while they are asked for. */
  found: readonly HelpArticle[] | null;
  /** What stands in the list's place where it cannot be read. */
  trouble: string;
  search(words: string): void;
  back(): void;
}

export function help(parts: HelpParts): TemplateResult {
  const { words, found } = parts;
  return html`<div class="view" role="region" aria-labelledby="help">
    <div class="bar">
      <button type="button" class="icon" aria-label=${words.back} @click=${parts.back}>${backIcon}</button>
      <h3 id="help" class="heading" tabindex="-1">${words.help}</h3>
    </div>
    <input class="search" type="search" aria-label=${words.searchHelp} placeholder=${words.searchHelp} maxlength="200"
      @input=${(event: Event) => parts.search((event.target as HTMLInputElement).value)} />
    <p class="none" role="status">${parts.trouble || (found?.length === 0 ? words.noHelp : "")}</p>
    ${found?.length ? html`<ul>${found.map((each) => html`<li>${article(parts, each)}</li>`)}</ul>` : nothing}
  </div>`;
}

function article({ base, words }: HelpParts, { title, summary, path }: HelpArticle): TemplateResult {
  return html`<a class="entry" href=${base + path} target="_blank" rel="noopener">
    <strong>${title}</strong><span>${summary}</span><span class="hidden">(${words.newTab})</span>
  </a>`;
}
