/** The open chat window: a dialog with the log, the buttons that are always there, and the place to write. */

import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { Api, ApiError, type Identity } from "../core/api.ts";
import { composes } from "../core/keys.ts";
import { memoryOf } from "../core/memory.ts";
import { Session } from "../core/session.ts";
import type { Button, Earlier, HelpArticle, Look } from "../core/types.ts";
import { fill, wordsOf, type Words } from "../locales/index.ts";
import { caseCard } from "./case.ts";
import { Composer } from "./composer.ts";
import { keepWithin } from "./focus.ts";
import { header } from "./header.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { downIcon } from "./icons.ts";
import { log } from "./messages.ts";
import { Place } from "./place.ts";
import { always, banner } from "./standing.ts";
import { styles } from "./style/index.ts";

/** So long after a letter was typed, what was typed is searched for. */
const SEARCH_AFTER_MS = 250;

/** What the launcher hands over when it loads this file. No class of its own: each file has its copy of them. */
export interface PanelParts {
  /** Where the chat API is. */
  base: string;
  /** The signed-in customer, where the website vouches for one. */
  identity: Identity | null;
  look: Look;
  /** The one to begin in. */
  language: string;
  /** The conversation has gone over to another language. */
  spoken(language: string): void;
  closed(): void;
  unread(count: number): void;
}

export class AmendsPanel extends LitElement {
  static override styles = styles;

  parts!: PanelParts;
  private session!: Session;
  private composer!: Composer;
  private words!: Words;
  private menuOpen = false;
  private forgetAsked = false;
  private note = "";
  private readonly place = new Place(() => this.requestUpdate());
  private dragging = false;
  private history = false;
  /** Whether the case's card is unfolded, once the customer has said so. */
  private unfolded: boolean | null = null;
  /** What stands in the place of the talk; what was found for it, and why nothing was. */
  private view: "talk" | "history" | "help" = "talk";
  private found: readonly Earlier[] | null = null;
  private articles: readonly HelpArticle[] | null = null;
  private viewTrouble = "";
  private searching = 0;
  private asked = 0;

  begin(parts: PanelParts): void {
    this.parts = parts;
    const memory = memoryOf(parts.look.merchant, parts.identity);
    this.history = memory.read() !== null;
    this.session = new Session(
      new Api(parts.base, parts.identity), parts.look.merchant, parts.language, memory, () => this.changed(),
    );
    this.speak();
    this.composer = new Composer({
      send: (text) => this.posted(() => this.session.say(text)),
      writes: () => void this.session.writes(),
      files: (files) => this.posted(() => files.forEach((file) => this.session.upload(file))),
      refresh: () => this.requestUpdate(),
    });
    void this.session.start();
  }

  open(): void {
    this.hidden = false;
    this.place.follow();
    if (this.session.trouble) void this.session.start();
    this.session.seen();
    this.requestUpdate();
    void this.updateComplete.then(() => this.takeFocus());
  }

  close(): void {
    this.hidden = true;
    this.menuOpen = this.forgetAsked = false;
    this.parts.closed();
  }

  protected override firstUpdated(): void {
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("paste", (event) => this.composer.pasted(event));
    this.addEventListener("dragover", (event) => this.drag(event, true));
    this.addEventListener("dragleave", (event) => this.drag(event, false));
    this.addEventListener("drop", (event) => this.drop(event));
  }

  protected override updated(_changes: PropertyValues): void {
    const log = this.find(".log");
    if (log) this.place.keep(log);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.parts) return nothing;
    const { session, words } = this;
    return html`
      <section role="dialog" aria-modal=${this.coversPage ? "true" : nothing} aria-labelledby="name"
        class=${this.dragging ? "dragging" : ""}>
        ${header({
          words, look: this.parts.look, base: this.parts.base, language: session.language,
          owner: session.owner, menuOpen: this.menuOpen, forgetAsked: this.forgetAsked,
          toggleMenu: () => this.toggleMenu(),
          another: () => void this.another(),
          history: () => void this.list(),
          help: () => this.showHelp(),
          speak: (language) => void this.choose(language),
          transcript: () => void this.transcript(),
          forget: () => void this.forget(),
          close: () => this.close(),
        })}
        ${banner(session, words, this.parts.look.support)}
        ${this.view === "talk" ? this.talk() : this.view === "history" ? this.conversations() : this.help()}
        ${this.dragging ? html`<p class="drop">${words.drop}</p>` : nothing}
      </section>
    `;
  }

  private conversations(): TemplateResult {
    return history({
      words: this.words, language: this.session.language, found: this.found, trouble: this.viewTrouble,
      present: this.session.id,
      take: (earlier) => void this.take(earlier),
      another: () => void this.another(),
      back: () => this.talkAgain(),
    });
  }

  private help(): TemplateResult {
    return help({
      words: this.words, base: this.parts.base, found: this.articles, trouble: this.viewTrouble,
      search: (words) => this.searchSoon(words),
      back: () => this.talkAgain(),
    });
  }

  private talk(): TemplateResult {
    const { session, words } = this;
    return html`
        ${caseCard(session.card, words, this.cardIsOpen, (open) => this.fold(open))}
        <div class="log" role="log" tabindex="0" aria-label=${words.log} @scroll=${() => this.place.scrolled()}
          aria-live=${this.history && !session.loaded ? "off" : "polite"} aria-relevant="additions">
          <div class="lines">
            <p class="greeting">${this.parts.look.greeting[session.language] ?? ""}</p>
            ${log(this.logParts(), session.timeline.inOrder(), session.outbox.items, session.uploads.items)}
          </div>
        </div>
        ${this.typing()} ${this.jump()}
        <p class="note" role="status">${this.note}</p>
        ${always(session, this.withdrawal(), words, session.language, (run) => this.posted(run))}
        ${session.closed
          ? html`<div class="closed">
              <p>${words.closedTalk}</p>
              <button type="button" class="choice" @click=${() => void this.another()}>${words.another}</button>
            </div>`
          : this.composer.render(words, session.again !== null)}
    `;
  }

  private fold(open: boolean): void {
    this.unfolded = open;
    this.requestUpdate();
  }

  /** Unfolded where there is room for it, and while it is open; the customer's own choice comes first. */
  private get cardIsOpen(): boolean {
    const roomy = matchMedia("(min-width: 481px) and (min-height: 700px)").matches;
    return this.unfolded ?? (roomy && this.session.card?.closed === false);
  }

  /** The page on which anybody can withdraw, in the window's language. */
  private withdrawal(): string {
    const { base, look } = this.parts;
    return `${base}/withdraw/${encodeURIComponent(look.merchant)}?lang=${this.session.language}`;
  }

  private typing(): TemplateResult | typeof nothing {
    const busy = this.session.typing || !this.session.loaded;
    if (!busy || !this.session.online || this.session.trouble) return nothing;
    const { typist } = this.session;
    const label = !this.session.loaded
      ? this.words.loading
      : typist
        ? this.words.personTyping.replace("{name}", typist)
        : this.words.typing;
    return html`<div class="typing ${typist ? "person" : ""}" role="img" aria-label=${label}>
      <i></i><i></i><i></i>${typist ? html`<span dir="auto">${label}</span>` : nothing}
    </div>`;
  }

  private jump(): TemplateResult | typeof nothing {
    if (!this.place.hidesMore) return nothing;
    return html`<button type="button" class="jump" aria-label=${this.words.newMessages} @click=${this.toEnd}>${downIcon}</button>`;
  }

  private logParts(): Parameters<typeof log>[0] {
    const { session } = this;
    return {
      words: this.words,
      language: session.language,
      base: this.parts.base,
      online: session.online,
      closed: session.closed,
      press: (button: Button) => this.posted(() => session.press(button)),
      fold: () => this.place.stay(),
      retry: (message) => session.outbox.retry(message.clientId),
      discard: (message) => session.discard(message.clientId),
      retryUpload: (upload) => session.uploads.retry(upload),
      discardUpload: (upload) => session.uploads.discard(upload),
      renewThumb: (event) => void session.renewThumb(event),
    };
  }

  /** Do what the customer asked, show the end of the log, and go on writing from there. */
  private posted(run: () => void): void {
    run();
    this.place.toEnd();
    this.note = "";
    this.requestUpdate();
    if (this.shadowRoot?.activeElement?.matches("textarea") === false) this.takeFocus();
  }

  private changed(): void {
    if (!this.hidden) this.session?.seen();
    if (!this.session) return;
    this.speak();
    this.parts.unread(this.hidden ? this.session.unread : 0);
    this.requestUpdate();
  }

  /** In the language of the conversation. */
  private speak(): void {
    const { language } = this.session;
    if (this.lang === language) return;
    this.lang = language;
    this.words = wordsOf(language);
    this.parts.spoken(language);
  }

  private async transcript(): Promise<void> {
    this.menuOpen = false;
    const came = await this.session.mailTranscript();
    const told: Record<string, string> = {
      sent: this.words.transcriptSent,
      "not-verified": this.words.transcriptNeedsOrder,
      "too-many-requests": this.words.tooManyCopies,
    };
    this.tell(told[came] ?? this.words.unavailable);
    this.takeFocus();
  }

  /** The conversations before, as they stand now. */
  private async list(): Promise<void> {
    this.found = null;
    this.turnTo("history");
    await this.fetched(async () => void (this.found = await this.session.history()));
  }

  private showHelp(): void {
    this.articles = null;
    this.turnTo("help");
    void this.search("");
  }

  private searchSoon(words: string): void {
    clearTimeout(this.searching);
    this.searching = window.setTimeout(() => void this.search(words), SEARCH_AFTER_MS);
  }

  /** What was typed last is what is shown, whichever answer comes first. */
  private search(words: string): Promise<void> {
    const asked = ++this.asked;
    return this.fetched(async () => {
      const found = await this.session.help(words);
      if (asked === this.asked) this.articles = found;
    });
  }

  private turnTo(view: "history" | "help"): void {
    this.menuOpen = false;
    this.view = view;
    this.requestUpdate();
    void this.updateComplete.then(() => this.find(".heading")?.focus());
  }

  /** What a view shows, or that it cannot be read now. */
  private async fetched(fetch: () => Promise<void>): Promise<void> {
    this.viewTrouble = "";
    try {
      await fetch();
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      this.viewTrouble = fill(this.words.unavailable, { support: this.parts.look.support });
    }
    this.requestUpdate();
  }

  private talkAgain(): void {
    this.view = "talk";
    this.menuOpen = false;
    this.note = "";
    this.place.follow();
    this.requestUpdate();
    void this.updateComplete.then(() => this.takeFocus());
  }

  private async take(earlier: Earlier): Promise<void> {
    this.unfolded = null;
    await this.session.take(earlier);
    this.talkAgain();
  }

  private async another(): Promise<void> {
    this.unfolded = null;
    await this.session.another();
    this.talkAgain();
  }

  private async choose(language: string): Promise<void> {
    this.menuOpen = false;
    this.requestUpdate();
    const refused = language === this.session.language ? null : await this.session.choose(language);
    if (refused) this.tell(fill(this.words.unavailable, { support: this.parts.look.support }));
    this.find("#menu-button")?.focus();
  }

  private async forget(): Promise<void> {
    if (!this.forgetAsked) {
      this.forgetAsked = true;
      this.requestUpdate();
      return;
    }
    this.menuOpen = this.forgetAsked = false;
    await this.session.forget();
    this.talkAgain();
    this.tell(this.words.forgotten);
  }

  private tell(note: string): void {
    this.note = note;
    this.requestUpdate();
  }

  private toggleMenu(): void {
    this.menuOpen = !this.menuOpen;
    this.forgetAsked = false;
    this.requestUpdate();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Tab") keepWithin(this.shadowRoot!, event);
    if (event.key !== "Escape" || composes(event)) return;
    event.stopPropagation();
    if (!this.menuOpen) return this.view !== "talk" ? this.talkAgain() : this.close();
    this.toggleMenu();
    this.find("#menu-button")?.focus();
  }

  private drag(event: DragEvent, over: boolean): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const inside = over || (event.relatedTarget instanceof Node && this.shadowRoot?.contains(event.relatedTarget) === true);
    if (inside !== this.dragging) {
      this.dragging = inside;
      this.requestUpdate();
    }
  }

  private drop(event: DragEvent): void {
    event.preventDefault();
    this.dragging = false;
    this.composer.files([...(event.dataTransfer?.files ?? [])]);
    this.requestUpdate();
  }

  private toEnd(): void {
    this.place.toEnd();
    this.requestUpdate();
    this.takeFocus();
  }

  /** To the place to write; on a touch screen to the log, since a keyboard would cover half of it. */
  private takeFocus(): void {
    const log = this.session.again !== null || this.session.closed || matchMedia("(pointer: coarse)").matches;
    this.find(log ? ".log" : "textarea")?.focus({ preventScroll: true });
  }

  private get coversPage(): boolean {
    return matchMedia("(max-width: 480px)").matches;
  }

  private find(selector: string): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }
}

customElements.define("amends-panel", AmendsPanel);

export function create(parts: PanelParts): AmendsPanel {
  const panel = new AmendsPanel();
  panel.hidden = true;
  panel.begin(parts);
  return panel;
}
