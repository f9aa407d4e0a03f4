/** Server-sent events out of a stream of text (HTML standard, 9.2.6), whatever pieces it arrives in. */

export interface Sent {
  event: string;
  data: string;
}

export class SseReader {
  private rest = "";
  private event = "";
  private data: string[] = [];

  /** The events that `piece` completes. Comments and unknown fields are passed over. */
  take(piece: string): Sent[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    const sent: Sent[] = [];
    for (const line of lines) {
      if (line === "") {
        if (this.data.length) sent.push({ event: this.event || "message", data: this.data.join("\n") });
        this.event = "";
        this.data = [];
        continue;
      }
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "event") this.event = value;
      else if (field === "data") this.data.push(value);
    }
    return sent;
  }
}
