/** The chat API over fetch. Every failure is an ApiError that says whether the same call may succeed later. */

import type { Answer } from "./proof.ts";
import type { Challenge, ChatEvent, Content, Earlier, HelpArticle, Known, Look, Opened, Page, Standing } from "./types.ts";

export class ApiError extends Error {
  /**
   * `kind` is the last part of the problem's type, or `network`; `retryAfter` in seconds; `sentence` for the customer;
   * an answer to `challenge` is a way out.
   */
  constructor(
    readonly kind: string,
    readonly status: number,
    readonly retryAfter: number | null = null,
    readonly sentence: string | null = null,
    readonly challenge: Challenge | null = null,
  ) {
    super(`${kind} ${status}`);
  }

  get worthAnotherTry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** A signed-in customer, as the merchant's website vouches for them: a JSON Web Token (docs/chat-api.md). */
export type Identity = string;

export class Api {
  constructor(
    readonly base: string,
    readonly identity: Identity | null = null,
  ) {}

  look(merchant: string): Promise<Look> {
    return this.json(`/v1/merchants/${encodeURIComponent(merchant)}/widget`, {});
  }

  /** Without a signature that holds, the customer types the address. `known`: conversations that this browser had. */
  open(merchant: string, language: string, known: readonly Known[], proof?: Answer): Promise<Opened> {
    return this.asSignedIn("/v1/conversations", { merchant, language, known, proof });
  }

  /** The merchant's help articles about some words; all of them for none. */
  async help(merchant: string, language: string, words: string): Promise<HelpArticle[]> {
    const asked = new URLSearchParams({ language, words });
    const path = `/v1/merchants/${encodeURIComponent(merchant)}/help?${asked}`;
    return (await this.json<{ articles: HelpArticle[] }>(path, {})).articles;
  }

  /** The customer's conversations: those the website vouches for them in, and those this browser has the secrets of. */
  async history(merchant: string, known: readonly Known[]): Promise<Earlier[]> {
    const path = `/v1/merchants/${encodeURIComponent(merchant)}/history`;
    const told = await this.asSignedIn<{ conversations: Earlier[] }>(path, { known });
    return told.conversations;
  }

  /** A page that was open for long bears a signature that has expired: what it says then counts no more. */
  private async asSignedIn<T>(path: string, body: object): Promise<T> {
    if (!this.identity) return this.json(path, post(body));
    try {
      return await this.json(path, post({ ...body, identity: this.identity }));
    } catch (fault) {
      if (!(fault instanceof ApiError) || fault.kind !== "identity-not-signed") throw fault;
      return this.json(path, post(body));
    }
  }

  protected headers(): Record<string, string> {
    return {};
  }

  protected async call(path: string, request: RequestInit): Promise<Response> {
    let answer: Response;
    try {
      const headers = { ...this.headers(), ...(request.headers as Record<string, string> | undefined) };
      answer = await fetch(this.base + path, { ...request, headers, credentials: "omit" });
    } catch {
      throw new ApiError(request.signal?.aborted ? "aborted" : "network", 0);
    }
    if (!answer.ok) throw problem(answer.status, await answer.text(), answer.headers.get("Retry-After"));
    return answer;
  }

  protected async json<T>(path: string, request: RequestInit): Promise<T> {
    return (await (await this.call(path, request)).json()) as T;
  }
}

/** One conversation, with its secret in the Authorization header and never in an address. */
export class Conversation extends Api {
  readonly path: string;

  constructor(
    base: string,
    readonly id: string,
    private readonly secret: string,
  ) {
    super(base);
    this.path = `/v1/conversations/${id}`;
  }

  send(content: Content, clientId: string): Promise<ChatEvent> {
    return this.json(`${this.path}/messages`, post({ ...content, client_id: clientId }));
  }

  page(after: number, wait: number, signal?: AbortSignal): Promise<Page> {
    return this.json(`${this.path}/events?after=${after}&wait=${wait}`, signal ? { signal } : {});
  }

  standing(): Promise<Standing> {
    return this.json(this.path, {});
  }

  /** Addresses of a file's pictures that hold for some minutes from now. */
  links(fileId: string): Promise<{ thumb: string }> {
    return this.json(`${this.path}/files/${fileId}`, {});
  }

  async speak(language: string): Promise<void> {
    await this.call(`${this.path}/language`, post({ language }));
  }

  async typing(): Promise<void> {
    await this.call(`${this.path}/typing`, { method: "POST" });
  }

  async mailTranscript(): Promise<void> {
    await this.call(`${this.path}/transcript`, { method: "POST" });
  }

  stream(after: number, signal: AbortSignal): Promise<Response> {
    return this.call(`${this.path}/stream?after=${after}`, { signal, headers: { Accept: "text/event-stream" } });
  }

  /** Upload with progress, which fetch cannot tell. */
  upload(file: File, clientId: string, progress: (share: number) => void, signal: AbortSignal): Promise<ChatEvent> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append("client_id", clientId);
      form.append("file", file, file.name || "picture.png");
      request.open("POST", `${this.base}${this.path}/files`);
      request.setRequestHeader("Authorization", `Bearer ${this.secret}`);
      request.upload.onprogress = (at) => at.lengthComputable && progress(at.loaded / at.total);
      request.onload = () =>
        request.status < 300
          ? resolve(JSON.parse(request.responseText) as ChatEvent)
          : reject(problem(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      request.onerror = request.ontimeout = () => reject(new ApiError("network", 0));
      request.onabort = () => reject(new ApiError("aborted", 0));
      signal.addEventListener("abort", () => request.abort());
      request.send(form);
    });
  }

  protected override headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.secret}` };
  }
}

function post(body: unknown): RequestInit {
  return { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

function problem(status: number, body: string, retryAfter: string | null): ApiError {
  let told: { type?: string; sentence?: string; challenge?: Challenge } = {};
  try {
    told = JSON.parse(body) as typeof told;
  } catch {
    // A proxy's page: the status says enough.
  }
  const kind = told.type?.split(":").pop() ?? `http-${status}`;
  const wait = retryAfter ? Number(retryAfter) || null : null;
  return new ApiError(kind, status, wait, told.sentence ?? null, told.challenge ?? null);
}
