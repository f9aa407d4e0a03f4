/** Which part of the log is in view: its end, or the beginning of what came in where that is longer than the view. */

const NEAR_END = 60;
const ABOVE = 8;

export class Place {
  /** Whether the log goes along with what comes in. */
  private following = true;
  /** Messages up to this one have been in view to their end. */
  private read = 0;
  private below = false;
  private placed = -1;
  private height = 0;
  private view = 0;
  private log: HTMLElement | null = null;

  constructor(private readonly changed: () => void) {}

  /** Whether there is more than a line or two below the view. */
  get hidesMore(): boolean {
    return this.below;
  }

  /** Go along from here on. */
  follow(): void {
    this.following = true;
  }

  /** Show the end: the customer wrote, or asked for it. */
  toEnd(): void {
    this.follow();
    if (this.log) this.read = last(this.log);
  }

  /** Somebody reads here: do not move. */
  stay(): void {
    this.following = false;
  }

  /** The log was drawn, or has grown: pictures come in after their message. */
  keep(log: HTMLElement): void {
    if (this.log !== log) {
      this.log = log;
      const grown = new ResizeObserver(() => this.put());
      for (const element of [log, log.querySelector(".lines")!]) grown.observe(element);
    }
    this.put();
  }

  /** The customer scrolled. What this class did itself is no wish of theirs, nor what came of a picture that grew. */
  scrolled(): void {
    const log = this.log;
    if (!log || Math.abs(log.scrollTop - this.placed) < 2) return;
    if (log.scrollHeight !== this.height || log.clientHeight !== this.view) return this.put();
    this.placed = -1;
    this.following = this.atEnd(log);
    if (this.following) this.read = last(log);
    this.tell(log);
  }

  private put(): void {
    const log = this.log;
    if (!log?.clientHeight) return;
    this.height = log.scrollHeight;
    this.view = log.clientHeight;
    if (this.following) {
      const fresh = this.firstFresh(log);
      const top = fresh?.matches(".message ~ .message") ? fresh.offsetTop - ABOVE : 0;
      const tooLong = fresh !== undefined && log.scrollHeight - top > log.clientHeight;
      log.scrollTop = tooLong ? top : log.scrollHeight;
      this.placed = log.scrollTop;
      if (!tooLong) this.read = last(log);
    }
    this.tell(log);
  }

  /** The first message that somebody else wrote after the customer's last one and that was not in view yet. */
  private firstFresh(log: HTMLElement): HTMLElement | undefined {
    const all = [...log.querySelectorAll<HTMLElement>(".message")];
    const since = all.slice(all.findLastIndex((message) => message.matches(".own")) + 1);
    return since.find((message) => Number(message.dataset.seq) > this.read);
  }

  private tell(log: HTMLElement): void {
    const below = !this.atEnd(log);
    if (below === this.below) return;
    this.below = below;
    this.changed();
  }

  private atEnd(log: HTMLElement): boolean {
    return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  }
}

function last(log: HTMLElement): number {
  return Math.max(0, ...[...log.querySelectorAll<HTMLElement>("[data-seq]")].map(({ dataset }) => Number(dataset.seq)));
}
