/** The log: messages, pictures, choices. */

import { css } from "lit";

export const conversation = css`
  .log {
    position: relative;
    flex: 1;
    min-block-size: 60px;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 12px 16px 16px;
    overflow-wrap: anywhere;
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  .greeting,
  .day,
  .aside {
    text-align: center;
    font-size: 13px;
    color: var(--muted);
  }
  .greeting {
    padding-block-end: 4px;
  }
  .day {
    padding-block: 10px 2px;
  }
  .aside {
    padding-block: 12px 4px;
  }
  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin-block-start: 3px;
    padding-inline-end: 36px;
  }
  .message.first {
    margin-block-start: 12px;
  }
  .bubble {
    max-inline-size: 100%;
    padding: 9px 14px;
    border-radius: 16px;
    border-start-start-radius: 5px;
    border-end-start-radius: 5px;
    background: var(--raised);
  }
  .bubble p,
  .bubble li {
    white-space: pre-wrap;
    text-align: start;
  }
  .bubble ul {
    padding-inline-start: 18px;
    margin-block: 2px;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 28px;
    padding: 3px 8px;
    margin-inline-start: -8px;
    border-radius: 8px;
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 2px;
    list-style: none;
    cursor: pointer;
  }
  .clause {
    white-space: normal;
  }
  .clause > summary {
    min-block-size: 24px;
    padding: 1px 8px;
    text-decoration-style: dotted;
  }
  .clause > p {
    padding-block: 2px 6px;
  }
  .rest {
    inline-size: 100%;
  }
  .rest > summary {
    display: inline-flex;
    margin-inline: 0;
    border-style: dashed;
    text-decoration: none;
  }
  details[open] > summary .more,
  details:not([open]) > summary .fewer {
    display: none;
  }
  .first > .bubble {
    border-start-start-radius: 16px;
  }
  .own {
    align-items: flex-end;
    padding-inline: 48px 0;
  }
  .own > .bubble {
    border-radius: 16px;
    border-start-end-radius: 5px;
    border-end-end-radius: 5px;
    background: var(--brand);
    color: var(--ink);
  }
  .own.first > .bubble {
    border-start-end-radius: 16px;
  }
  .own.waiting > .bubble,
  .own.failed > .bubble {
    background: var(--surface);
    color: var(--text);
    box-shadow: inset 0 0 0 1.5px var(--edge);
  }
  .name {
    padding: 0 4px 3px;
    font-size: 13px;
    font-weight: 650;
  }
  .person > .bubble {
    background: color-mix(in srgb, var(--brand) 14%, var(--surface));
  }
  .notice > .bubble {
    background: none;
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .meta {
    padding: 3px 4px 0;
    font-size: 12.5px;
    color: var(--muted);
  }
  .trouble {
    color: var(--trouble);
    text-align: end;
  }
  .plain {
    min-block-size: 28px;
    padding: 2px 6px;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .number {
    font-weight: 650;
    white-space: nowrap;
  }
  a {
    color: inherit;
    text-underline-offset: 2px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 10px 14px;
  }
  .choices:last-child {
    margin-block-end: 0;
  }
  .choice {
    min-block-size: 40px;
    padding: 7px 15px;
    border-radius: 20px;
    border: 1.5px solid color-mix(in srgb, var(--brand) 75%, var(--text));
    font-weight: 550;
    text-align: start;
  }
  .choice:hover {
    background: color-mix(in srgb, var(--brand) 12%, var(--surface));
  }
  @media (max-width: 360px) {
    .log {
      padding-inline: 10px;
    }
    .message {
      padding-inline-end: 12px;
    }
    .own {
      padding-inline: 20px 0;
    }
  }
  .picture {
    display: block;
    max-inline-size: 100%;
    inline-size: auto;
    block-size: auto;
    max-block-size: 240px;
    border-radius: 12px;
  }
  .bubble:has(> .picture) {
    padding: 4px;
  }
  .file {
    display: flex;
    gap: 10px;
    align-items: center;
  }
  .file small {
    display: block;
    font-size: 13px;
  }
  .thumb {
    border-radius: 8px;
    inline-size: auto;
    block-size: auto;
    max-inline-size: 96px;
    max-block-size: 96px;
  }
  .sent-files {
    display: grid;
    gap: 6px;
    margin-block-start: 6px;
  }
  a.file {
    color: inherit;
  }
  progress {
    inline-size: 140px;
    block-size: 6px;
    margin-block-start: 6px;
    accent-color: var(--brand);
  }
  .typing {
    display: flex;
    gap: 5px;
    align-self: flex-start;
    margin: 0 16px 10px;
    padding: 12px 14px;
    border-radius: 16px;
    background: var(--raised);
  }
  .typing.person {
    align-items: center;
    padding-block: 8px;
    font-size: 13px;
    color: var(--muted);
  }
  .typing.person span {
    padding-inline-start: 4px;
  }
  .typing i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--muted);
  }
  .jump {
    position: absolute;
    inset-block-end: 128px;
    inset-inline-end: 18px;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--surface);
    box-shadow: 0 0 0 1px var(--edge), 0 3px 10px rgb(0 0 0 / 0.2);
  }
`;
