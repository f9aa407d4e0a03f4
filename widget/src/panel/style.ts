/** The open window's look. Logical properties only, so that it mirrors by itself in right-to-left pages. */

import { css } from "lit";

const colours = css`
  :host {
    --surface: #ffffff;
    --raised: #f1f3f5;
    --text: #1c2126;
    --muted: #56616c;
    --line: #dfe4e8;
    --edge: #79838d;
    --trouble: #a4262c;
    --warm: #fff4d6;
    --warm-text: #553c00;
    color-scheme: light;
  }
  :host([theme="dark"]) {
    --surface: #171a1f;
    --raised: #262b33;
    --text: #e9edf1;
    --muted: #a9b3bd;
    --line: #343b44;
    --edge: #7f8a95;
    --trouble: #ff9b9f;
    --warm: #3b3114;
    --warm-text: #ffe6a3;
    color-scheme: dark;
  }
`;

const frame = css`
  :host {
    position: fixed;
    inset-block-end: 16px;
    inset-inline-end: 16px;
    inline-size: 400px;
    block-size: min(700px, calc(100dvh - 32px));
    font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
    color: var(--text);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  :host([position="start"]) {
    inset-inline: 16px auto;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    font: inherit;
    letter-spacing: normal;
  }
  [hidden] {
    display: none !important;
  }
  section {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    background: var(--surface);
    border-radius: 18px;
    overflow: hidden;
    box-shadow: 0 0 0 1px var(--line), 0 18px 48px rgb(0 0 0 / 0.24);
  }
  @media (prefers-reduced-motion: no-preference) {
    section {
      animation: rise 0.18s ease-out;
    }
    @keyframes rise {
      from {
        opacity: 0;
        transform: translateY(12px);
      }
    }
    .typing i {
      animation: dot 1.2s infinite;
    }
    .typing i:nth-child(2) {
      animation-delay: 0.15s;
    }
    .typing i:nth-child(3) {
      animation-delay: 0.3s;
    }
    @keyframes dot {
      30% {
        transform: translateY(-4px);
      }
      60% {
        transform: none;
      }
    }
  }
  @media (max-width: 480px) {
    :host,
    :host([position="start"]) {
      inset: 0;
      inline-size: auto;
      block-size: auto;
    }
    section {
      border-radius: 0;
      box-shadow: none;
    }
  }
  @media (forced-colors: active) {
    section {
      border: 1px solid;
    }
  }
  button {
    cursor: pointer;
    color: inherit;
    background: none;
    border: 0;
  }
  :focus-visible {
    outline: 2px solid var(--text);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

const head = css`
  .head {
    display: flex;
    align-items: center;
    gap: 10px;
    padding-block: 12px;
    padding-inline: 16px 10px;
    background: var(--brand);
    color: var(--ink);
  }
  .head :focus-visible {
    outline-color: var(--ink);
    outline-offset: -2px;
  }
  .logo {
    border-radius: 10px;
    object-fit: contain;
  }
  .title {
    flex: 1;
    min-inline-size: 0;
  }
  h2 {
    font-weight: 650;
    font-size: 17px;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .title p {
    font-size: 13px;
    line-height: 1.3;
  }
  .icon {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 12px;
  }
  .icon:hover {
    background: color-mix(in srgb, currentColor 14%, transparent);
  }
  #menu {
    position: absolute;
    z-index: 2;
    inset-block-start: 62px;
    inset-inline-end: 12px;
    max-inline-size: calc(100% - 24px);
    padding: 6px;
    background: var(--surface);
    border-radius: 12px;
    box-shadow: 0 0 0 1px var(--line), 0 8px 24px rgb(0 0 0 / 0.22);
  }
  #menu button {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    border-radius: 8px;
    text-align: start;
  }
  #menu button:hover {
    background: var(--raised);
  }
  #menu .sure {
    color: var(--trouble);
    font-weight: 600;
  }
  .banner {
    padding: 8px 16px;
    font-size: 14px;
    background: var(--warm);
    color: var(--warm-text);
  }
`;

const conversation = css`
  .log {
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
    margin-block-start: 10px;
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

const foot = css`
  .note:empty,
  #length:empty {
    display: none;
  }
  .note {
    padding: 6px 16px;
    font-size: 14px;
    background: var(--raised);
  }
  .always {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    padding: 4px 8px;
    border-block-start: 1px solid var(--line);
  }
  .always button {
    display: flex;
    align-items: center;
    gap: 5px;
    min-block-size: 36px;
    padding: 4px 6px;
    border-radius: 8px;
    font-size: 13px;
    text-align: start;
  }
  .always button:hover {
    background: var(--raised);
  }
  .always svg {
    inline-size: 17px;
    block-size: 17px;
    flex: none;
  }
  form {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: end;
    gap: 4px;
    padding: 0 10px 10px;
    padding-block-end: max(10px, env(safe-area-inset-bottom));
  }
  textarea {
    min-inline-size: 0;
    inline-size: 100%;
    max-block-size: 120px;
    padding: 10px 14px;
    resize: none;
    color: var(--text);
    background: var(--surface);
    border: 1.5px solid var(--edge);
    border-radius: 22px;
    scrollbar-width: thin;
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  textarea:focus {
    outline: 2px solid color-mix(in srgb, var(--brand) 75%, var(--text));
    outline-offset: -1px;
    border-color: transparent;
  }
  textarea[aria-invalid="true"] {
    border-color: var(--trouble);
  }
  .send {
    border-radius: 50%;
    background: var(--brand);
    color: var(--ink);
  }
  .send:hover {
    background: color-mix(in srgb, var(--brand) 85%, var(--ink));
  }
  .send:disabled {
    background: var(--raised);
    color: var(--muted);
    cursor: default;
  }
  :host(:dir(rtl)) .send svg {
    transform: scaleX(-1);
  }
  #length {
    grid-column: 1 / -1;
    padding-inline: 16px;
    font-size: 13px;
    color: var(--trouble);
  }
  .drop {
    position: absolute;
    inset: 8px;
    display: grid;
    place-items: center;
    border-radius: 12px;
    border: 2px dashed var(--text);
    background: color-mix(in srgb, var(--surface) 92%, transparent);
    font-weight: 600;
  }
`;

export const styles = [colours, frame, head, conversation, foot];
