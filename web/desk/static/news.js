// News for a page: a stream while the page can be seen. Over HTTP/1.1 a browser opens six connections to a site, for all
// of its windows together: few of them hear at once, the others look every few seconds, and a hidden one does neither.
(() => {
  "use strict";
  const NAMES = ["queue", "talk", "case", "here", "typing", "gone"];
  const MARKS = ["queue", "talk", "case"]; // what comes with these is how far the page has come then
  const STREAMS = 3;
  const LOOK_MS = 4000;
  const PAUSES_MS = [1000, 2000, 5000, 15000];

  // The right to a stream of its own, among all windows of this browser: a function that gives it back, or null.
  const take = (name) => new Promise((resolve) => {
    const hold = (lock) => (lock ? new Promise((release) => resolve(release)) : resolve(null));
    navigator.locks.request(name, { ifAvailable: true }, hold).catch(() => resolve(null));
  });
  const takeOne = async () => {
    for (let n = 0; navigator.locks && n < STREAMS; n += 1) {
      const release = await take(`amends-desk-news-${n}`);
      if (release) return release;
    }
    return null;
  };
  const pause = (ms, over) => new Promise((resolve) => {
    if (over.aborted) { resolve(); return; }
    const timer = setTimeout(resolve, ms);
    over.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });

  // What htmx takes for an EventSource.
  class News extends EventTarget {
    constructor(address) {
      super();
      this.loaded = new URL(address, location.href);
      this.marked = new URL(this.loaded);
      this.readyState = EventSource.OPEN;
      this.heard = false;
      this.ended = false;
      this.turn = null;
      document.addEventListener("visibilitychange", () => this.follow(!document.hidden));
      addEventListener("pagehide", () => this.follow(false));
      addEventListener("pageshow", () => this.follow(!document.hidden));
      // A part that could not be loaded is asked for again with the next stream.
      for (const failed of ["htmx:sendError", "htmx:responseError"]) {
        document.addEventListener(failed, () => { this.marked = new URL(this.loaded); });
      }
      this.follow(!document.hidden);
    }

    follow(seen) {
      if (!seen || this.ended) { this.turn?.abort(); this.turn = null; return; }
      if (this.turn) return;
      this.turn = new AbortController();
      this.run(this.turn.signal);
    }

    async run(over) {
      for (let failures = 0; !over.aborted;) {
        const release = await takeOne();
        const opened = over.aborted ? false : await this.listen(Boolean(release), over);
        release?.();
        failures = opened ? 0 : failures + 1;
        const wait = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)];
        await pause(release ? wait : Math.max(wait, LOOK_MS), over);
      }
    }

    // Until the stream ends; whether it began.
    listen(stays, over) {
      const address = new URL(this.marked);
      if (this.heard) address.searchParams.set("again", "1");
      if (!stays) address.searchParams.set("once", "1");
      return new Promise((resolve) => {
        const source = new EventSource(address);
        let opened = false;
        const end = () => { source.close(); resolve(opened); };
        over.addEventListener("abort", end, { once: true });
        source.onopen = () => { opened = true; this.heard = true; };
        source.onerror = end;
        for (const name of NAMES) source.addEventListener(name, (event) => this.tell(name, event.data));
      });
    }

    tell(name, data) {
      if (MARKS.includes(name)) this.marked.searchParams.set(name, data);
      if (name === "gone") this.close();
      this.dispatchEvent(new MessageEvent(name, { data }));
    }

    close() {
      this.ended = true;
      this.readyState = EventSource.CLOSED;
      this.follow(false);
    }
  }

  htmx.createEventSource = (address) => new News(address);
})();
