/** The case at a glance, and the list of conversations. */

import { css } from "lit";

export const cases = css`
  .case {
    flex: none;
    border-block-end: 1px solid var(--line);
    background: color-mix(in srgb, var(--brand) 7%, var(--surface));
    font-size: 14px;
  }
  .case summary {
    display: flex;
    gap: 8px;
    align-items: center;
    inline-size: auto;
    min-block-size: 36px;
    margin: 0;
    padding: 4px 16px;
    border-radius: 0;
    text-decoration: none;
    white-space: nowrap;
  }
  .case summary:focus-visible {
    outline-offset: -3px;
  }
  .case summary::after {
    content: "";
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-start: auto;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: translateY(-2px) rotate(45deg);
  }
  .case [open] > summary::after {
    transform: translateY(2px) rotate(225deg);
  }
  .case strong {
    flex: none;
    font-weight: 650;
  }
  .case summary .title {
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: 400;
    color: var(--muted);
  }
  .case [open] > summary .title {
    visibility: hidden;
  }
  .steps {
    display: flex;
    gap: 3px;
    flex: none;
  }
  .steps i {
    inline-size: 14px;
    block-size: 6px;
    border-radius: 3px;
    background: var(--line);
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .steps .reached {
    background: color-mix(in srgb, var(--brand) 75%, var(--text));
    box-shadow: none;
  }
  .facts {
    max-block-size: 40vh;
    overflow-y: auto;
    padding: 0 16px 10px;
    overflow-wrap: anywhere;
  }
  .facts .title,
  .facts .amount {
    font-weight: 600;
  }
  .facts .small {
    padding-block-start: 2px;
    font-size: 13px;
    color: var(--muted);
  }
  @media (max-width: 360px) {
    .case summary {
      min-block-size: 32px;
      padding: 2px 10px;
    }
  }
  .view {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 4px 16px 16px;
    overflow-wrap: anywhere;
  }
  .view .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    margin-inline-start: -10px;
  }
  .view h3 {
    font-weight: 650;
  }
  :host(:dir(rtl)) .bar svg {
    transform: scaleX(-1);
  }
  .view .none:empty {
    display: none;
  }
  .view ul {
    list-style: none;
    padding: 0;
    margin-block: 4px 14px;
  }
  .entry {
    display: block;
    inline-size: 100%;
    padding: 10px 12px;
    border-block-end: 1px solid var(--line);
    text-align: start;
  }
  .entry:hover,
  .entry[aria-current] {
    background: var(--raised);
  }
  .entry strong {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-weight: 600;
  }
  .entry span {
    display: block;
    font-size: 13.5px;
    color: var(--muted);
  }
  a.entry {
    color: inherit;
    text-decoration: none;
  }
  .search {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 14px;
    color: var(--text);
    background: var(--surface);
    border: 1.5px solid var(--edge);
    border-radius: 12px;
  }
  .search::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .closed {
    padding: 10px 16px 14px;
    border-block-start: 1px solid var(--line);
    font-size: 14px;
  }
  .closed .choice {
    margin-block-start: 8px;
  }
`;
