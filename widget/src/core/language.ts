/** The first of the wished languages that the merchant offers; its own first one otherwise. `no` and `nn` read `nb`. */
export function choose(wished: readonly (string | null | undefined)[], offered: readonly string[]): string {
  for (const wish of wished) {
    const primary = wish?.toLowerCase().split("-")[0] ?? "";
    const language = primary === "no" || primary === "nn" ? "nb" : primary;
    if (offered.includes(language)) return language;
  }
  return offered[0] ?? "en";
}
