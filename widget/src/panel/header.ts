/** The top of the window: whose it is, who answers, the menu and the way out. */

import { html, nothing, type TemplateResult } from "lit";
import type { Look, Owner } from "../core/types.ts";
import { LANGUAGE_NAMES, type Words } from "../locales/index.ts";
import { closeIcon, moreIcon } from "./icons.ts";

export interface HeaderParts {
  words: Words;
  look: Look;
  base: string;
  language: string;
  owner: Owner;
  menuOpen: boolean;
  forgetAsked: boolean;
  toggleMenu(): void;
  another(): void;
  history(): void;
  help(): void;
  speak(language: string): void;
  transcript(): void;
  forget(): void;
  close(): void;
}

export function header(parts: HeaderParts): TemplateResult {
  const { words, look } = parts;
  return html`
    <div class="head">
      ${look.logo ? html`<img class="logo" src=${parts.base + look.logo} alt="" width="38" height="38" />` : nothing}
      <div class="title">
        <h2 id="name">${look.name}</h2>
        <p>${parts.owner === "person" ? words.person : words.bot}</p>
      </div>
      <button type="button" class="icon" id="menu-button" aria-label=${words.menu} aria-expanded=${parts.menuOpen}
        aria-controls="menu" @click=${parts.toggleMenu}>${moreIcon}</button>
      <button type="button" class="icon" id="close" aria-label=${words.close} @click=${parts.close}>${closeIcon}</button>
    </div>
    <div id="menu" ?hidden=${!parts.menuOpen}>
      <button type="button" @click=${parts.another}>${words.another}</button>
      <button type="button" @click=${parts.history}>${words.earlier}</button>
      ${look.help.includes(parts.language)
        ? html`<button type="button" @click=${parts.help}>${words.help}</button>`
        : nothing}
      <button type="button" @click=${parts.transcript}>${words.transcript}</button>
      <button type="button" class=${parts.forgetAsked ? "sure" : ""} @click=${parts.forget}>
        ${parts.forgetAsked ? words.forgetSure : words.forget}
      </button>
      ${look.languages.length > 1 ? languages(parts) : nothing}
    </div>
  `;
}

function languages({ words, look, language, speak }: HeaderParts): TemplateResult {
  return html`<div class="languages" role="group" aria-label=${words.language}>
    ${look.languages.map(
      (each) => html`<button type="button" lang=${each} aria-pressed=${each === language} @click=${() => speak(each)}>
        ${LANGUAGE_NAMES[each] ?? each}
      </button>`,
    )}
  </div>`;
}
