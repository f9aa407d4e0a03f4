/** The place to write: words, and files that are chosen, pasted, dropped or photographed. */

import { html, nothing, type TemplateResult } from "lit";
import { composes } from "../core/keys.ts";
import { shows } from "../core/seen.ts";
import { ACCEPTED } from "../core/uploads.ts";
import { fill, type Words } from "../locales/index.ts";
import { cameraIcon, clipIcon, sendIcon } from "./icons.ts";

export interface ComposerParts {
  send(text: string): void;
  writes(): void;
  files(files: File[]): void;
  refresh(): void;
}

const MOST_CHARACTERS = 2000;

export class Composer {
  private draft = "";

  constructor(private readonly parts: ComposerParts) {}

  /** `closed`: there is no conversation to write into, and will be none for a while. */
  render(words: Words, closed: boolean): TemplateResult {
    const over = [...this.draft].length - MOST_CHARACTERS;
    return html`
      <form @submit=${this.submitted}>
        <button type="button" class="icon" aria-label=${words.attach} title=${words.attach} ?disabled=${closed} @click=${this.choose}>${clipIcon}</button>
        <button type="button" class="icon camera" aria-label=${words.camera} title=${words.camera} ?disabled=${closed} @click=${this.photograph}>${cameraIcon}</button>
        <input type="file" accept=${ACCEPTED} multiple hidden @change=${this.chosen} />
        <textarea rows="1" aria-label=${words.placeholder} placeholder=${words.placeholder} enterkeyhint="send"
          aria-invalid=${over > 0 ? "true" : nothing} aria-describedby="length" dir="auto" ?disabled=${closed}
          .value=${this.draft} @input=${this.typed} @keydown=${this.key}></textarea>
        <button type="submit" class="icon send" aria-label=${words.send} ?disabled=${!this.sendable}>${sendIcon}</button>
        <p id="length" role="status">${over > 0 ? fill(words.tooLong, { over }) : ""}</p>
      </form>
    `;
  }

  files(files: File[]): void {
    if (files.length) this.parts.files(files);
  }

  pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.files(files);
  }

  private get sendable(): boolean {
    return shows(this.draft) && [...this.draft].length <= MOST_CHARACTERS;
  }

  private readonly typed = (event: Event): void => {
    const area = event.target as HTMLTextAreaElement;
    this.draft = area.value;
    if (shows(this.draft)) this.parts.writes();
    grow(area);
    this.parts.refresh();
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || composes(event)) return;
    event.preventDefault();
    this.submit(event.target as HTMLTextAreaElement);
  };

  private readonly submitted = (event: Event): void => {
    event.preventDefault();
    this.submit((event.target as HTMLFormElement).querySelector("textarea")!);
  };

  private submit(area: HTMLTextAreaElement): void {
    if (!this.sendable) return;
    const text = this.draft.trim();
    this.draft = area.value = "";
    grow(area);
    this.parts.send(text);
  }

  private readonly choose = (event: Event): void => this.ask(event, false);

  private readonly photograph = (event: Event): void => this.ask(event, true);

  /** A telephone opens its camera at once where it is asked for a picture of what is before it. */
  private ask(event: Event, camera: boolean): void {
    const input = (event.currentTarget as HTMLElement).parentElement!.querySelector<HTMLInputElement>("input")!;
    input.toggleAttribute("capture", camera);
    if (camera) input.setAttribute("capture", "environment");
    input.accept = camera ? "image/*" : ACCEPTED;
    input.multiple = !camera;
    input.click();
  }

  private readonly chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.files([...(input.files ?? [])]);
    input.value = "";
  };
}

/** As high as its words, up to what the style allows. */
function grow(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
