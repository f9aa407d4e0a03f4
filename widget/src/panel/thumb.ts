/** A small picture of a file that is still being sent, drawn on a canvas: a strict page allows no blob: addresses. */

import { AsyncDirective, directive } from "lit/async-directive.js";
import type { ElementPart } from "lit";

const SIDE = 96;

class Thumb extends AsyncDirective {
  private drawn: File | null = null;

  render(_file: File): unknown {
    return undefined;
  }

  override update(part: ElementPart, [file]: [File]): unknown {
    if (this.drawn !== file) {
      this.drawn = file;
      void draw(part.element as HTMLCanvasElement, file);
    }
    return undefined;
  }
}

async function draw(canvas: HTMLCanvasElement, file: File): Promise<void> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return; // a PDF, or a kind that this browser cannot show: the name stands alone
  }
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
}

export const thumb = directive(Thumb);
