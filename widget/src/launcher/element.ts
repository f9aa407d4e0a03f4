/** The closed window: a button in the corner with a count of unread messages. The rest is loaded when it is pressed. */

import type { Api } from "../core/api.ts";
import { choose } from "../core/language.ts";
import { memoryOf, type Memory } from "../core/memory.ts";
import type { Look } from "../core/types.ts";
import { LAUNCHER_WORDS, type LauncherWords } from "../locales/launcher.ts";
import type { AmendsPanel, create } from "../panel/panel.ts";
import { STYLE } from "./style.ts";
import { countUnread } from "./unread.ts";

export interface LauncherOptions {
  api: Api;
  merchant: string;
  /** Where the rest of the window is loaded from. */
  panel: string;
  language: string | undefined;
  theme: string | undefined;
}

const BUBBLE = `<svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="M4 5.500h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8L7 21.500v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1z"/><path d="M8 10h8M8 13.500h5"/></svg>`;

export class AmendsChat extends HTMLElement {
  private options!: LauncherOptions;
  private memory!: Memory;
  private look!: Look;
  private words!: LauncherWords;
  private language = "en";
  private button!: HTMLButtonElement;
  private panel: AmendsPanel | null = null;
  private opener: HTMLElement | null = null;
  private readonly closing = new AbortController();

  /** Show the launcher. The merchant's look decides its colours and corner. */
  async begin(options: LauncherOptions): Promise<void> {
    this.options = options;
    this.memory = memoryOf(options.merchant, options.api.identity);
    this.look = await options.api.look(options.merchant);
    const page = document.documentElement.lang;
    const wished = [this.memory.read()?.language, options.language, page, ...navigator.languages];
    this.speak(choose(wished, this.look.languages));
    this.draw();
    this.followTheme();
    void countUnread(options.api, this.memory, (count) => this.showUnread(count), this.closing.signal);
  }

  /** Open the window; also for the page's own "chat with us" links. */
  async open(opener: HTMLElement | null = null): Promise<void> {
    this.opener = opener ?? this.button;
    if (!this.panel) {
      this.button.ariaBusy = "true";
      try {
        const loaded = (await import(this.options.panel)) as { create: typeof create };
        this.panel = loaded.create({
          base: this.options.api.base,
          identity: this.options.api.identity,
          look: this.look,
          language: this.language,
          spoken: (language) => this.speak(language),
          closed: () => this.closed(),
          unread: (count) => this.showUnread(count),
        });
      } catch {
        this.say(this.words.failed); // no network, or the file is gone: the button stays, to press again
        return;
      } finally {
        this.button.ariaBusy = null;
      }
      this.closing.abort();
      this.followTheme();
      this.panel.setAttribute("position", this.look.position);
      this.shadowRoot!.append(this.panel);
    }
    this.button.hidden = true;
    this.showUnread(0);
    this.panel.open();
  }

  /** The words from here on; the label takes them with the next count. */
  private speak(language: string): void {
    this.lang = this.language = language;
    this.words = LAUNCHER_WORDS[language] ?? LAUNCHER_WORDS.en!;
  }

  private closed(): void {
    this.button.hidden = false;
    (this.opener?.isConnected ? this.opener : this.button).focus();
  }

  private draw(): void {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = `<button type="button" aria-haspopup="dialog">${BUBBLE}<span class="count" aria-hidden="true" hidden></span></button><span role="status"></span>`;
    this.button = root.querySelector("button")!;
    this.button.addEventListener("click", () => void this.open());
    this.setAttribute("position", this.look.position);
    this.style.zIndex = "2147483000";
    this.style.position = "relative";
    const { colour, ink, colour_dark, ink_dark } = this.look;
    const own = { "brand-light": colour, "ink-light": ink, "brand-dark": colour_dark, "ink-dark": ink_dark };
    for (const [name, value] of Object.entries(own)) this.style.setProperty(`--${name}`, value);
    this.showUnread(0);
  }

  private showUnread(count: number): void {
    const badge = this.shadowRoot!.querySelector<HTMLElement>(".count")!;
    badge.hidden = count === 0;
    badge.textContent = count > 9 ? "9+" : String(count);
    const [one, many] = this.words.unread;
    const unread = count === 1 ? one : many.replace("{count}", String(count));
    this.button.setAttribute("aria-label", count ? `${this.words.open}. ${unread}` : this.words.open);
    this.say(count ? unread : "");
  }

  private say(text: string): void {
    this.shadowRoot!.querySelector("[role=status]")!.textContent = text;
  }

  /** Light or dark as the page says with data-theme, else as the visitor prefers. */
  private followTheme(): void {
    const prefers = matchMedia("(prefers-color-scheme: dark)");
    const apply = (): void => {
      const theme = this.options.theme ?? (prefers.matches ? "dark" : "light");
      for (const element of [this, this.panel]) element?.setAttribute("theme", theme);
    };
    apply();
    prefers.onchange = apply;
  }
}

