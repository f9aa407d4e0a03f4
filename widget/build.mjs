// Builds web/static/widget/: panel.js first, because widget.js names its version. `--out` puts them elsewhere.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeLocales } from "./locales.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const at = process.argv.indexOf("--out");
const out = at > 0 ? path.resolve(process.argv[at + 1]) : path.join(here, "../web/static/widget");

async function bundled(entry, format, define = {}) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format,
    target: ["es2022"],
    define,
    charset: "utf8",
    legalComments: "eof",
    conditions: ["production"],
    write: false,
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}

writeLocales();
const licence = "/* Amends, Apache-2.0. Holds lit, (c) Google LLC, BSD-3-Clause. */\n";
const panel = Buffer.concat([Buffer.from(licence), await bundled("src/panel/panel.ts", "esm")]);
const version = createHash("sha256").update(panel).digest("hex").slice(0, 12);
const launcher = await bundled("src/launcher/main.ts", "iife", { PANEL_VERSION: JSON.stringify(version) });

await mkdir(out, { recursive: true });
await writeFile(path.join(out, "panel.js"), panel);
await writeFile(path.join(out, "widget.js"), Buffer.concat([Buffer.from("/* Amends, Apache-2.0. */\n"), launcher]));
