/** How a file looks in the log: sent, on its way, or refused. */

import { html, nothing, type TemplateResult } from "lit";
import type { ChatEvent, SentFile } from "../core/types.ts";
import type { Upload } from "../core/uploads.ts";
import { fill, type Words } from "../locales/index.ts";
import { pageIcon } from "./icons.ts";
import type { LogParts } from "./messages.ts";
import { thumb } from "./thumb.ts";

export function fileBody(parts: LogParts, event: ChatEvent): TemplateResult {
  const { name = "", kind, pages } = event.body;
  const label = fill(parts.words.uploaded, { name });
  if (kind === "picture") return html`${picture(parts, event, "picture", label)}`;
  return html`<span class="file">
    ${picture(parts, event, "thumb", "")}
    <span><bdi>${name}</bdi><small>${extent(pages, parts.words)}</small></span>
  </span>`;
}

/** What a person sent with an answer. Each opens by its link: a picture is shown, the rest is kept. */
export function sentFiles(parts: LogParts, event: ChatEvent): TemplateResult | typeof nothing {
  const files = event.body.files ?? [];
  return files.length ? html`<div class="sent-files">${files.map((file) => sentFile(parts, file))}</div>` : nothing;
}

function sentFile(parts: LogParts, file: SentFile): TemplateResult {
  const address = (path: string): string => new URL(path, parts.base).href;
  const small = file.pages
    ? html`<img class="thumb" src=${address(`${file.url}/thumb`)} alt="" loading="lazy" />`
    : pageIcon;
  const extentOf = file.kind === "document" ? extent(file.pages, parts.words) : "";
  return html`<a class="file" href=${address(file.url)} target="_blank" rel="noopener noreferrer">
    ${small}<span><bdi>${file.name}</bdi>${extentOf ? html`<small>${extentOf}</small>` : nothing}</span>
  </a>`;
}

function picture(parts: LogParts, event: ChatEvent, style: string, label: string): TemplateResult {
  const { thumb: address, width, height } = event.body;
  if (typeof address !== "string") return html`${pageIcon}`;
  return html`<img class=${style} src=${new URL(address, parts.base).href} alt=${label}
    width=${Number(width) || nothing} height=${Number(height) || nothing} @error=${() => parts.renewThumb(event)} />`;
}

function extent(pages: unknown, words: Words): string {
  if (typeof pages !== "number") return "";
  return pages === 1 ? words.documentOne : fill(words.document, { pages });
}

export function uploading(parts: LogParts, upload: Upload): TemplateResult {
  const { words } = parts;
  const name = upload.file.name;
  const percent = Math.round(upload.share * 100);
  const label = fill(words.uploading, { name, percent });
  return html`
    <div class="message own first ${upload.state}">
      <span class="hidden">${words.you}:</span>
      <div class="bubble file">
        ${upload.file.type.startsWith("image/")
          ? html`<canvas class="thumb" width="1" height="1" aria-hidden="true" ${thumb(upload.file)}></canvas>`
          : pageIcon}
        <span><bdi>${name}</bdi></span>
      </div>
      ${upload.state === "sending"
        ? html`<progress max="100" .value=${percent} aria-label=${label}></progress>`
        : html`<p class="meta trouble">
            ${refusal(upload, words)}
            ${upload.why === "network" || upload.why === "unavailable"
              ? html`<button type="button" class="plain" @click=${() => parts.retryUpload(upload)}>${words.retry}</button>`
              : nothing}
            <button type="button" class="plain" @click=${() => parts.discardUpload(upload)}>${words.discard}</button>
          </p>`}
    </div>
  `;
}

/** The server's own sentence where it sent one: it is in the customer's language and says what is wrong. */
function refusal(upload: Upload, words: Words): string {
  const name = upload.file.name;
  if (upload.sentence) return upload.sentence;
  if (upload.why === "request-too-large") return fill(words.fileTooLarge, { name });
  if (upload.why?.startsWith("file-")) return fill(words.fileKind, { name });
  if (upload.why === "too-many-requests") return words.failedMany;
  return fill(words.fileFailed, { name });
}
