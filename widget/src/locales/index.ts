/** The words of a language, and filling their {braces}. */

import { en, type Words } from "./en.ts";
import { FURTHER } from "./further.ts";
import { nb } from "./nb.ts";
import { nl } from "./nl.ts";

export type { Words };
export const CATALOGUE: Record<string, Words> = { en, nl, nb, ...FURTHER };

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<string, string> = { en: "English", nl: "Nederlands", nb: "Norsk" };

export function wordsOf(language: string): Words {
  return CATALOGUE[language] ?? en;
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
