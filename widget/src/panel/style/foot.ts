/** The buttons that are always there, and the place to write. */

import { css } from "lit";

export const foot = css`
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
    gap: 4px;
    padding: 4px 8px;
    border-block-start: 1px solid var(--line);
  }
  .always a {
    color: inherit;
    text-decoration: none;
  }
  .always button,
  .always a {
    display: flex;
    align-items: center;
    gap: 5px;
    min-block-size: 36px;
    padding: 4px 6px;
    border-radius: 8px;
    font-size: 13px;
    line-height: 1.2;
    text-align: start;
  }
  .always button:hover,
  .always a:hover {
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
  .icon.camera {
    display: none;
  }
  @media (pointer: coarse) {
    form:has(.camera) {
      grid-template-columns: auto auto 1fr auto;
    }
    .icon.camera {
      display: grid;
    }
    form:has(textarea:not(:placeholder-shown)) {
      grid-template-columns: auto 1fr auto;
    }
    form:has(textarea:not(:placeholder-shown)) .icon.camera {
      display: none;
    }
  }
  @media (max-width: 360px) {
    .always {
      justify-content: space-between;
      padding: 1px 6px;
      gap: 0;
    }
    .always button,
    .always a {
      gap: 4px;
      padding: 2px 4px;
      font-size: 12.5px;
    }
    .always svg {
      inline-size: 15px;
      block-size: 15px;
    }
    form {
      padding: 0 6px 6px;
      gap: 2px;
    }
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
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
