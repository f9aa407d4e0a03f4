/** The chat API's JSON (docs/chat-api.md), as far as the window reads it. */

export type Author = "customer" | "bot" | "agent" | "system";
export type Owner = "bot" | "person";
export type Action = "talk_to_human" | "withdraw";

export interface Button {
  title: string;
  token: string;
  /** Which of the window's own buttons it repeats. */
  action?: Action;
}

/** A file that a person sent with an answer; a text has no pages. `url` is relative to the API. */
export interface SentFile {
  name: string;
  kind: string;
  pages: number;
  url: string;
  width?: number;
  height?: number;
}

export interface Body {
  text?: string;
  files?: SentFile[];
  buttons?: Button[];
  owner?: Owner;
  name?: string;
  /** In which language it was said, where the server knows. */
  language?: string;
  /** `agent`: the name of the person who wrote. `joined`: that they came, or left. */
  data?: { agent?: string; joined?: boolean };
  [member: string]: unknown;
}

export interface ChatEvent {
  seq: number;
  kind: string;
  author: Author;
  at: string;
  client_id: string | null;
  body: Body;
}

export interface Page {
  events: ChatEvent[];
  more: boolean;
  waiting: boolean;
  typing: boolean;
  typist: string | null;
  owner: Owner;
  case: CaseCard | null;
}

/** A case at a glance, in the words and the language of its conversation. */
export interface CaseCard {
  number: string;
  title: string;
  order: string | null;
  amount: string | null;
  /** Null where it ended before its last step. */
  step: number | null;
  steps: number;
  progress: string | null;
  state: string;
  since: string;
  next: string | null;
  closed: boolean;
}

/** What proves that a conversation is one's own. */
export interface Known {
  id: string;
  secret: string;
}

/** Work that is asked for in the place of a wait: the number whose hash with `salt` is `challenge`. */
export interface Challenge {
  salt: string;
  challenge: string;
  most: number;
  signature: string;
}

export interface HelpArticle {
  title: string;
  summary: string;
  path: string;
}

export interface Earlier {
  id: string;
  /** Null where this browser has it. */
  secret: string | null;
  language: string;
  began: string;
  last: string;
  words: string;
  /** There to read, and not to be gone on with. */
  closed: boolean;
  case: CaseCard | null;
}

export interface Standing {
  verified: boolean;
  owner: Owner;
  withdrawal: "open" | "over" | "unknown";
  withdrawal_until: string | null;
}

export interface Opened {
  id: string;
  secret: string;
  language: string;
}

export interface Look {
  merchant: string;
  name: string;
  languages: string[];
  colour: string;
  ink: string;
  colour_dark: string;
  ink_dark: string;
  position: "start" | "end";
  greeting: Record<string, string>;
  /** Where a person can be written to. */
  support: string;
  /** The languages in which there are help articles. */
  help: string[];
  logo: string | null;
}

/** What a message is to the API: words, a reply's button, or one of the window's own. */
export type Content = { text: string } | { token: string } | { action: Action };
