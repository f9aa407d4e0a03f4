/** The top: whose window it is, the menu, the notice of a lost connection. */

import { css } from "lit";

export const head = css`
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
  .languages {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-start: 6px;
    padding-block-start: 6px;
    border-block-start: 1px solid var(--line);
  }
  #menu .languages button {
    inline-size: auto;
  }
  #menu [aria-pressed="true"] {
    background: var(--raised);
    font-weight: 650;
    text-decoration: underline;
    text-underline-offset: 3px;
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
  .banner a {
    color: inherit;
  }
  @media (max-width: 360px) {
    .head {
      padding-block: 3px;
    }
    .head .logo {
      display: none;
    }
    #menu {
      inset-block-start: 48px;
    }
  }
`;
