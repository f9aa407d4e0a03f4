/** One customer's conversation in one tab: opened once, remembered, kept in step with the server and other tabs. */

import { Api, ApiError, Conversation } from "./api.ts";
import { Feed } from "./feed.ts";
import { FileShelf } from "./kept.ts";
import type { Memory, Remembered } from "./memory.ts";
import { Outbox } from "./outbox.ts";
import { canSolve, solve } from "./proof.ts";
import { Timeline, isNews } from "./timeline.ts";
import type { Action, Button, CaseCard, ChatEvent, Content, Earlier, HelpArticle, Known, Opened, Owner, Standing } from "./types.ts";
import { MOST_BYTES, Uploads } from "./uploads.ts";

const STANDING_HOLDS_MS = 60_000;
const THUMB_RENEWAL_MS = 60_000;
const UNSEEN_MS = 60_000;
const TYPING_TOLD_MS = 3000;
/** So many earlier ones are shown to the server, so that it knows the browser again. */
const MOST_SHOWN = 3;
/** Where a server that refuses does not say for how long. */
const LIMIT_S = 60;

type SetOnce = "typing" | "typist" | "owner" | "connected" | "online" | "loaded" | "standing" | "card" | "proving";

export class Session {
  timeline = new Timeline();
  outbox = this.newOutbox();
  private readonly shelf = new FileShelf();
  uploads = new Uploads(() => this.changed(), (clientId) => void this.shelf.remove(clientId));
  typing = false;
  /** Who is writing; null for the assistant. */
  typist: string | null = null;
  owner: Owner = "bot";
  connected = true;
  online = navigator.onLine;
  loaded = false;
  /** Why there is no conversation, as the kind of an ApiError. */
  trouble: string | null = null;
  /** The browser is at work for a conversation to be opened. */
  proving = false;
  /** When a conversation can be opened again, where too many were. */
  again: Date | null = null;
  standing: Standing | null = null;
  /** How the conversation's case stands. */
  card: CaseCard | null = null;

  private conversation: Conversation | null = null;
  private feed: Feed | null = null;
  private opening = false;
  private standingAt = 0;
  private unseen = 0;
  private typingTold = 0;

  constructor(
    private readonly api: Api,
    private readonly merchant: string,
    /** The conversation's: it goes over to another one with the customer. */
    public language: string,
    private readonly memory: Memory,
    private readonly changed: () => void,
  ) {
    addEventListener("online", () => this.network(true));
    addEventListener("offline", () => this.network(false));
    addEventListener("storage", (event) => event.key === memory.key && this.elsewhere());
    document.addEventListener("visibilitychange", () => this.looked(!document.hidden));
  }

  /** Take the remembered conversation up again, or open one; two tabs at once open one between them. */
  async start(): Promise<void> {
    if (this.conversation || this.opening) return;
    this.opening = true;
    this.trouble = null;
    this.again = null;
    try {
      const kept = await this.alone(async () => this.memory.read() ?? (await this.opened()));
      this.follow(kept);
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      this.trouble = fault.kind;
      if (fault.kind === "too-many-requests") this.startAgain(fault.retryAfter ?? LIMIT_S);
    } finally {
      this.opening = false;
      this.changed();
    }
  }

  private startAgain(seconds: number): void {
    this.again = new Date(Date.now() + seconds * 1000);
    setTimeout(() => void this.start(), seconds * 1000);
  }

  say(text: string): void {
    this.post(text, { text });
  }

  press(button: Button): void {
    this.post(button.title, { token: button.token });
  }

  act(action: Action, title: string): void {
    this.post(title, { action });
  }

  /** The customer is writing: a person who has the chat is told, now and then. */
  async writes(): Promise<void> {
    if (this.owner !== "person" || Date.now() - this.typingTold < TYPING_TOLD_MS) return;
    this.typingTold = Date.now();
    try {
      await this.conversation?.typing();
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault; // the message itself will show what is wrong
    }
  }

  upload(file: File): void {
    const conversation = this.conversation;
    if (!conversation) return;
    const clientId = newId();
    if (file.size <= MOST_BYTES) void this.shelf.put({ clientId, conversation: conversation.id, file });
    this.carry(conversation, file, clientId);
  }

  /** Under one number, however often it is tried, from whichever page: the server keeps it once. */
  private carry(conversation: Conversation, file: File, clientId: string): void {
    this.uploads.add(file, clientId, async (item, signal) => {
      const progress = (share: number): void => this.uploads.progress(item, share);
      const event = await conversation.upload(file, clientId, progress, signal);
      this.arrived([event]);
    });
  }

  /** What was on its way when the page went. Where another tab is still at it, the server keeps the first to arrive. */
  private async sendOn(conversation: Conversation): Promise<void> {
    for (const { file, clientId } of await this.shelf.of(conversation.id)) {
      if (conversation !== this.conversation || this.uploads.has(clientId)) continue;
      if (this.timeline.has(clientId)) void this.shelf.remove(clientId);
      else this.carry(conversation, file, clientId);
    }
  }

  discard(clientId: string): void {
    this.outbox.discard(clientId);
    this.keepUnsent();
  }

  /** A picture's address has run out: get a new one, once in a while. */
  async renewThumb(event: ChatEvent): Promise<void> {
    const renewed = Number(event.body.renewed ?? 0);
    if (!this.conversation || Date.now() - renewed < THUMB_RENEWAL_MS) return;
    event.body.renewed = Date.now();
    try {
      event.body.thumb = (await this.conversation.links(String(event.body.id))).thumb;
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault; // the name stands in the picture's place
    }
    this.changed();
  }

  async mailTranscript(): Promise<"sent" | string> {
    try {
      await this.conversation?.mailTranscript();
      return "sent";
    } catch (fault) {
      if (fault instanceof ApiError) return fault.kind;
      throw fault;
    }
  }

  /** Nothing of what was said stays in this browser; the server keeps the cases. */
  async forget(): Promise<void> {
    this.memory.forgetAll();
    this.leave();
    await this.start();
  }

  /** Begin another conversation; this one is among the earlier ones from here on, if anything was said in it. */
  async another(): Promise<void> {
    if (this.loaded && !this.began) return;
    this.memory.putBy();
    this.leave();
    await this.start();
  }

  /** Those before and this one. An ApiError where they cannot be read now. */
  history(): Promise<Earlier[]> {
    return this.api.history(this.merchant, this.known);
  }

  /** The merchant's help articles about some words. An ApiError where they cannot be read now. */
  help(words: string): Promise<HelpArticle[]> {
    return this.api.help(this.merchant, this.language, words);
  }

  /** Show an earlier one, and go on with it where it can be. */
  async take(earlier: Earlier): Promise<void> {
    const { id, language, closed } = earlier;
    const secret = earlier.secret ?? this.known.find((each) => each.id === id)?.secret;
    if (!secret || id === this.conversation?.id) return;
    if (!this.loaded || this.began) this.memory.putBy();
    this.leave();
    const kept = { id, secret, language, closed, seen: 0, unsent: [] };
    this.memory.write(kept);
    this.language = language;
    this.follow(kept);
    this.changed();
  }

  /** Whether it is there to read, and no more. */
  get closed(): boolean {
    return this.memory.read()?.closed === true;
  }

  /** Which one is shown. */
  get id(): string | undefined {
    return this.conversation?.id;
  }

  /** Go on in another language: the server says so in it, and the window follows. */
  async choose(language: string): Promise<string | null> {
    try {
      await this.conversation?.speak(language);
      return null;
    } catch (fault) {
      if (fault instanceof ApiError) return fault.kind;
      throw fault;
    }
  }

  private get began(): boolean {
    return this.outbox.items.length > 0 || this.timeline.inOrder().some(({ author }) => author === "customer");
  }

  private get known(): Known[] {
    const kept = this.memory.read();
    const earlier = this.memory.earlier().filter(({ id }) => id !== kept?.id);
    return kept ? [{ id: kept.id, secret: kept.secret }, ...earlier] : earlier;
  }

  seen(): void {
    const last = this.timeline.last;
    if (last > (this.memory.read()?.seen ?? 0)) this.memory.change({ seen: last });
  }

  get unread(): number {
    return this.timeline.unreadAfter(this.memory.read()?.seen ?? 0);
  }

  private post(text: string, content: Content): void {
    this.typingTold = 0;
    this.outbox.add({ clientId: newId(), text, at: new Date().toISOString(), content });
    this.keepUnsent();
  }

  private async opened(): Promise<Remembered> {
    const opened = await this.openedAtAll();
    const kept = { ...opened, seen: 0, unsent: [] };
    this.memory.write(kept);
    return kept;
  }

  /** Where this network has opened many, the browser works for a moment instead of the customer waiting. */
  private async openedAtAll(): Promise<Opened> {
    const known = this.memory.earlier().slice(0, MOST_SHOWN);
    try {
      return await this.api.open(this.merchant, this.language, known);
    } catch (fault) {
      if (!(fault instanceof ApiError) || !fault.challenge || !canSolve()) throw fault;
      this.set({ proving: true });
      try {
        return await this.api.open(this.merchant, this.language, known, await solve(fault.challenge));
      } finally {
        this.set({ proving: false });
      }
    }
  }

  private follow(kept: Remembered): void {
    const conversation = new Conversation(this.api.base, kept.id, kept.secret);
    this.conversation = conversation;
    this.feed = new Feed(conversation, {
      cursor: () => this.timeline.cursor,
      events: (events) => this.arrived(events),
      typing: (active, typist) => this.set({ typing: active, typist }),
      owner: (owner) => this.set({ owner }),
      card: (card) => this.set({ card }),
      connected: (yes) => this.reached(yes),
      gone: () => void this.gone(),
    });
    void this.feed.run();
    for (const unsent of kept.unsent) this.outbox.add(unsent);
    void this.sendOn(conversation);
  }

  private arrived(events: ChatEvent[]): void {
    const fresh = this.timeline.add(events);
    for (const event of fresh) {
      if (event.client_id) this.outbox.discard(event.client_id);
      if (event.kind === "owner" && event.body.owner) this.owner = event.body.owner;
    }
    if (fresh.some((event) => event.client_id)) this.keepUnsent();
    this.speak(this.timeline.language);
    if (fresh.some(isNews)) void this.refreshStanding();
    if (fresh.length) this.changed();
  }

  private speak(language: string | undefined): void {
    if (!language || language === this.language) return;
    this.language = language;
    this.memory.change({ language });
  }

  private reached(yes: boolean): void {
    if (yes && !this.connected) this.outbox.revive();
    this.set({ connected: yes, loaded: this.loaded || yes });
  }

  /**
   * The server does not know this conversation any more, or the website's word for its customer has run out and was
   * given anew: go on with it then, or begin a new one, with what was not sent yet.
   */
  private async gone(): Promise<void> {
    const lost = this.memory.read();
    this.leave();
    const renewed = lost && this.api.identity ? await this.renewed(lost) : null;
    if (renewed) this.memory.write(renewed);
    else this.memory.forget();
    await this.start();
    if (!renewed) for (const message of lost?.unsent ?? []) if ("text" in message.content) this.outbox.add(message);
  }

  private async renewed(lost: Remembered): Promise<Remembered | null> {
    try {
      const found = (await this.history()).find(({ id }) => id === lost.id);
      return found?.secret && found.secret !== lost.secret ? { ...lost, secret: found.secret } : null;
    } catch (fault) {
      if (fault instanceof ApiError) return null;
      throw fault;
    }
  }

  private leave(): void {
    this.feed?.stop();
    this.outbox.close();
    this.feed = this.conversation = this.standing = null;
    this.timeline = new Timeline();
    this.outbox = this.newOutbox();
    this.set({ typing: false, typist: null, owner: "bot", loaded: false, card: null });
  }

  /** Another tab wrote: it may have begun a new conversation. */
  private elsewhere(): void {
    const kept = this.memory.read();
    if (kept && this.conversation && kept.id !== this.conversation.id) {
      this.leave();
      this.follow(kept);
    }
    this.changed();
  }

  /** A tab that nobody has looked at for a while reads nothing; it catches up when it is looked at again. */
  private looked(now: boolean): void {
    clearTimeout(this.unseen);
    if (now) this.feed?.wake();
    else this.unseen = window.setTimeout(() => this.feed?.sleep(), UNSEEN_MS);
  }

  private network(online: boolean): void {
    this.set({ online });
    if (online) {
      this.feed?.wake();
      this.outbox.revive();
      if (!this.conversation) void this.start();
    } else {
      this.feed?.interrupt();
    }
  }

  private async refreshStanding(): Promise<void> {
    const conversation = this.conversation;
    if (!conversation || (this.standing?.verified && Date.now() - this.standingAt < STANDING_HOLDS_MS)) return;
    this.standingAt = Date.now();
    try {
      const standing = await conversation.standing();
      if (conversation === this.conversation) this.set({ standing });
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault; // not known now: the button for withdrawing stays
    }
  }

  private newOutbox(): Outbox {
    return new Outbox({
      send: (message) => {
        if (!this.conversation) throw new ApiError("network", 0);
        return this.conversation.send(message.content, message.clientId);
      },
      sent: (event) => this.arrived([event]),
      changed: () => this.changed(),
      gone: () => void this.gone(),
      online: () => this.online && this.conversation !== null,
    });
  }

  private keepUnsent(): void {
    const unsent = this.outbox.items.map(({ clientId, text, at, content }) => ({ clientId, text, at, content }));
    this.memory.change({ unsent });
  }

  /** Run one at a time over all tabs, where the browser can do that. */
  private alone<T>(run: () => Promise<T>): Promise<T> {
    return "locks" in navigator ? (navigator.locks.request(this.memory.key, run) as Promise<T>) : run();
  }

  private set(change: Partial<Pick<Session, SetOnce>>): void {
    Object.assign(this, change);
    this.changed();
  }
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
