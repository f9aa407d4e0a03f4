/** The few words of the closed window, apart from the rest so that a page loads no more than it shows. */

import { FURTHER_LAUNCHER_WORDS } from "./further_launcher.ts";

export interface LauncherWords {
  open: string;
  /** `{count}` messages were not read yet. */
  unread: [one: string, many: string];
  failed: string;
}

export const LAUNCHER_WORDS: Record<string, LauncherWords> = {
  en: {
    open: "Open the chat",
    unread: ["1 unread message", "{count} unread messages"],
    failed: "The chat could not be loaded. Press again.",
  },
  nl: {
    open: "Chat openen",
    unread: ["1 ongelezen bericht", "{count} ongelezen berichten"],
    failed: "De chat kon niet worden geladen. Druk nogmaals.",
  },
  nb: {
    open: "Åpne chatten",
    unread: ["1 ulest melding", "{count} uleste meldinger"],
    failed: "Chatten kunne ikke lastes. Trykk igjen.",
  },
  ...FURTHER_LAUNCHER_WORDS,
};
