// Written by locales.mjs out of domain/<code>/window.json: change these, and build again.
import type { LauncherWords } from "./launcher.ts";
import { launcher as de } from "../../../domain/de/window.json";
import { launcher as sv } from "../../../domain/sv/window.json";

export const FURTHER_LAUNCHER_WORDS = { de, sv } as unknown as Record<string, LauncherWords>;
