/** The pictures on buttons, drawn in the colour of the text around them. */

import { svg, type SVGTemplateResult } from "lit";

const stroke = (path: SVGTemplateResult): SVGTemplateResult => svg`
  <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

export const closeIcon = stroke(svg`<path d="M6 6l12 12M18 6L6 18" />`);
export const moreIcon = stroke(svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`);
export const sendIcon = stroke(svg`<path d="M5 12h13M12.500 6l6 6-6 6" />`);
export const clipIcon = stroke(
  svg`<path d="M20 11.500l-8.300 8.300a5 5 0 0 1-7.100-7.100l8.700-8.700a3.400 3.400 0 0 1 4.800 4.800l-8.600 8.600a1.700 1.700 0 0 1-2.400-2.400l7.800-7.800" />`,
);
export const cameraIcon = stroke(
  svg`<path d="M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4z" /><circle cx="12" cy="13" r="3.300" />`,
);
export const downIcon = stroke(svg`<path d="M12 5v13M6 12.500l6 6 6-6" />`);
export const pageIcon = stroke(svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />`);
export const backIcon = stroke(svg`<path d="M15 5l-7 7 7 7" />`);
export const personIcon = stroke(svg`<circle cx="12" cy="8" r="3.600" /><path d="M5 20c.7-4 3.400-6 7-6s6.300 2 7 6" />`);
export const undoIcon = stroke(svg`<path d="M8 5L4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3" />`);
