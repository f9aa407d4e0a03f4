/** Where the window stands, how it comes in, and what all its parts share. */

import { css } from "lit";

export const frame = css`
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
