// Writes src/locales/further*.ts: the words of each language that has a window.json in its folder of domain/.
import { readdirSync, existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const domain = path.join(here, "../domain");

export function writeLocales() {
  const codes = readdirSync(domain).filter((code) => existsSync(path.join(domain, code, "window.json"))).sort();
  write("further.ts", codes, "words", "Words", "./en.ts", "FURTHER");
  write("further_launcher.ts", codes, "launcher", "LauncherWords", "./launcher.ts", "FURTHER_LAUNCHER_WORDS");
}

function write(name, codes, part, type, from, constant) {
  const lines = [
    "// Written by locales.mjs out of domain/<code>/window.json: change these, and build again.",
    `import type { ${type} } from "${from}";`,
    ...codes.map((code) => `import { ${part} as ${code} } from "../../../domain/${code}/window.json";`),
    "",
    `export const ${constant} = { ${codes.join(", ")} } as unknown as Record<string, ${type}>;`,
    "",
  ];
  writeFileSync(path.join(here, "src/locales", name), lines.join("\n"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeLocales();
