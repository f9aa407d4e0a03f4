/** How events and messages under way look in the log. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { clockTime, day, fullMoment } from "../core/moments.ts";
import type { Outgoing } from "../core/outbox.ts";
import type { Author, Body, Button, ChatEvent } from "../core/types.ts";
import type { Upload } from "../core/uploads.ts";
import { fill, type Words } from "../locales/index.ts";
import { fileBody, sentFiles, uploading } from "./files.ts";
import { said } from "./said.ts";

export interface LogParts {
  words: Words;
  language: string;
  /** Where the chat API is: addresses of pictures are relative to it. */
  base: string;
  online: boolean;
  /** The conversation is there to read, and nothing is chosen in it any more. */
  closed: boolean;
  press(button: Button): void;
  /** A long list is unfolded, or folded again. */
  fold(): void;
  retry(message: Outgoing): void;
  discard(message: Outgoing): void;
  retryUpload(upload: Upload): void;
  discardUpload(upload: Upload): void;
  renewThumb(event: ChatEvent): void;
}

/** So many choices are offered at once; a wall of them hides what is asked. */
const AT_ONCE = 4;
const SHOWN = new Set(["message", "reply", "notice", "file", "owner"]);

export function log(
  parts: LogParts,
  events: readonly ChatEvent[],
  unsent: readonly Outgoing[],
  uploads: readonly Upload[],
): TemplateResult {
  const shown = events.filter((event, at) => (SHOWN.has(event.kind) || event.body.text) && !isToldNext(event, events[at + 1]));
  const lastOwn = shown.findLastIndex((event) => event.author === "customer");
  return html`
    ${repeat(
      shown,
      (event) => event.seq,
      (event, at) => html`
        ${newDay(shown, at, parts.language)}
        ${isAside(event)
          ? aside(event, parts.words)
          : bubble(parts, event, shown[at - 1], shown[at + 1], at === lastOwn)}
        ${!parts.closed && at > lastOwn && unsent.every(({ state }) => state === "failed") ? choices(parts, event.body) : nothing}
      `,
    )}
    ${repeat(unsent, (message) => message.clientId, (message) => outgoing(parts, message))}
    ${repeat(uploads, (upload) => upload.clientId, (upload) => uploading(parts, upload))}
  `;
}

function newDay(events: readonly ChatEvent[], at: number, language: string): TemplateResult | typeof nothing {
  const here = new Date(events[at]!.at);
  const before = at > 0 ? new Date(events[at - 1]!.at) : null;
  if (before?.toDateString() === here.toDateString()) return nothing;
  return html`<p class="day"><span>${day(here, new Date(), language)}</span></p>`;
}

/** Something about the conversation itself: who answers it from here on. */
function isAside(event: ChatEvent): boolean {
  return event.kind === "owner" || event.body.data?.joined !== undefined;
}

/** Whether the next line tells the same, and by name. */
function isToldNext(event: ChatEvent, next: ChatEvent | undefined): boolean {
  return event.kind === "owner" && next?.body.data?.joined !== undefined;
}

function aside(event: ChatEvent, words: Words): TemplateResult {
  const told = event.body.owner === "person" ? words.ownerPerson : words.ownerBot;
  return html`<p class="aside" dir="auto">${event.kind === "owner" ? told : event.body.text}</p>`;
}

function bubble(
  parts: LogParts,
  event: ChatEvent,
  before: ChatEvent | undefined,
  after: ChatEvent | undefined,
  lastOwn: boolean,
): TemplateResult {
  const own = event.author === "customer";
  const kin = (other: ChatEvent | undefined): boolean =>
    other?.author === event.author && other.body.data?.agent === event.body.data?.agent && !isAside(other) &&
    other.at.slice(0, 16) === event.at.slice(0, 16);
  const person = event.author === "agent" ? (event.body.data?.agent ?? parts.words.agent) : null;
  const side = own ? "own" : person ? "person" : event.kind === "notice" ? "notice" : "other";
  return html`
    <div class="message ${side} ${kin(before) ? "" : "first"}" data-seq=${event.seq}>
      ${person && !kin(before)
        ? html`<p class="name" dir="auto">${person}<span class="hidden">:</span></p>`
        : html`<span class="hidden">${person ?? speaker(event.author, parts.words)}:</span>`}
      <div class="bubble" lang=${event.body.language ?? nothing}>
        ${event.kind === "file" ? fileBody(parts, event) : [said(event.body.text ?? "", parts.fold), sentFiles(parts, event)]}
      </div>
      ${kin(after) ? nothing : time(event.at, parts, own && lastOwn)}
    </div>
  `;
}

function speaker(author: Author, words: Words): string {
  return { customer: words.you, bot: words.assistant, agent: words.agent, system: words.assistant }[author];
}

function time(at: string, { words, language }: LogParts, delivered: boolean): TemplateResult {
  const instant = new Date(at);
  return html`<p class="meta">
    <time datetime=${at} title=${fullMoment(instant, language)}>${clockTime(instant, language)}</time>${delivered
      ? html` · ${words.delivered}`
      : nothing}
  </p>`;
}

/** The suggested answers. What the window offers at all times is not offered twice. */
function choices(parts: LogParts, { buttons, language }: Body): TemplateResult | typeof nothing {
  const shown = buttons?.filter((button) => !button.action) ?? [];
  if (!shown.length) return nothing;
  const press = (button: Button): TemplateResult =>
    html`<button type="button" class="choice" @click=${() => parts.press(button)}>${button.title}</button>`;
  const atOnce = shown.every(isFigure) ? shown.length : AT_ONCE;
  const rest = shown.slice(atOnce);
  return html`<div class="choices" role="group" aria-label=${parts.words.choices} lang=${language ?? nothing}>
    ${shown.slice(0, atOnce).map(press)}
    ${rest.length
      ? html`<details class="rest">
          <summary class="choice" @click=${parts.fold}>
            <span class="more">${fill(parts.words.moreChoices, { count: rest.length })}</span><span class="fewer">${parts.words.fewerChoices}</span>
          </summary>
          <div class="choices">${rest.map(press)}</div>
        </details>`
      : nothing}
  </div>`;
}

/** A step of a scale: half a scale would ask another question. */
function isFigure(button: Button): boolean {
  return /^\d{1,2}$/.test(button.title);
}

function outgoing(parts: LogParts, message: Outgoing): TemplateResult {
  const { words } = parts;
  return html`
    <div class="message own first ${message.state}">
      <span class="hidden">${words.you}:</span>
      <div class="bubble"><p dir="auto">${message.text}</p></div>
      ${message.state === "failed"
        ? html`<p class="meta trouble">
            ${words.failed} ${reason(message.why, words)}
            <button type="button" class="plain" @click=${() => parts.retry(message)}>${words.retry}</button>
            <button type="button" class="plain" @click=${() => parts.discard(message)}>${words.discard}</button>
          </p>`
        : html`<p class="meta">${parts.online ? words.sending : words.waiting}</p>`}
    </div>
  `;
}

function reason(why: string | null, words: Words): string {
  if (why === "too-many-requests") return words.failedMany;
  if (why === "unknown-button") return words.failedButton;
  return why === "invalid-message" || why === "invalid-request" ? words.failedText : "";
}

