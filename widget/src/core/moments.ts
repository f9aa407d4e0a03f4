/** Instants as a customer reads them, in the browser's time zone. */

/** English as it is written in Europe, where the merchants are: 14:05, 22 November. */
const LOCALES: Record<string, string> = { en: "en-GB" };
const locale = (language: string): string => LOCALES[language] ?? language;

export function clockTime(at: Date, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** Today, yesterday, or the date with its weekday. */
export function day(at: Date, now: Date, language: string): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days === 0 || days === -1) {
    return capital(new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day"), language);
  }
  return capital(
    new Intl.DateTimeFormat(locale(language), { weekday: "long", day: "numeric", month: "long" }).format(at),
    language,
  );
}

export function fullMoment(at: Date, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: "full", timeStyle: "short" }).format(at);
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
