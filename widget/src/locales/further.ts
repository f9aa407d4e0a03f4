// Written by locales.mjs out of domain/<code>/window.json: change these, and build again.
import type { Words } from "./en.ts";
import { words as de } from "../../../domain/de/window.json";
import { words as sv } from "../../../domain/sv/window.json";

export const FURTHER = { de, sv } as unknown as Record<string, Words>;
