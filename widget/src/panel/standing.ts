/** What stands in the window whatever was said last: how the connection is, and the buttons that are always there. */

import { html, nothing, type TemplateResult } from "lit";
import { clockTime, fullMoment } from "../core/moments.ts";
import type { Session } from "../core/session.ts";
import { fill, type Words } from "../locales/index.ts";
import { personIcon, undoIcon } from "./icons.ts";

export function banner(session: Session, words: Words, support: string): TemplateResult {
  const [before, after] = trouble(session, words).split("{support}");
  return html`<p class="banner" role="status" ?hidden=${!before}>
    ${before}${after === undefined ? nothing : html`<a href="mailto:${support}">${support}</a>${after}`}
  </p>`;
}

function trouble(session: Session, words: Words): string {
  if (!session.online) return words.offline;
  if (session.trouble === "identity-not-signed") return words.signIn;
  if (session.proving) return words.proving;
  if (session.again) return fill(words.limit, { time: clockTime(session.again, session.language) });
  if (session.trouble) return words.unavailable;
  return session.connected ? "" : words.away;
}

/**
 * A person, and the statutory withdrawal while the right may exist. It is declared here by whoever said who they are;
 * anybody else is led to the page for it, which asks for no more than the law does.
 */
export function always(
  session: Session,
  page: string,
  words: Words,
  language: string,
  post: (run: () => void) => void,
): TemplateResult {
  const until = session.standing?.withdrawal_until;
  const title = until ? fill(words.withdrawUntil, { until: fullMoment(new Date(until), language) }) : nothing;
  const label = html`${undoIcon}${words.withdraw}`;
  return html`<div class="always">
    ${session.owner === "person" || session.again || session.closed
      ? nothing
      : html`<button type="button" @click=${() => post(() => session.act("talk_to_human", words.talk))}>
          ${personIcon}${words.talk}
        </button>`}
    ${session.standing?.withdrawal === "over"
      ? nothing
      : session.standing?.verified && !session.closed
        ? html`<button
            type="button"
            title=${title}
            @click=${() => post(() => session.act("withdraw", words.withdraw))}
          >
            ${label}
          </button>`
        : html`<a href=${page} target="_blank" rel="noopener">${label}</a>`}
  </div>`;
}
