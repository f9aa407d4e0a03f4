/** The window's own colours, light and dark; the merchant's come from the launcher. */

import { css } from "lit";

export const colours = css`
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
