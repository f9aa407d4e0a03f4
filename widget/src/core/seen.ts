/** Whether a text shows anything: the server takes no message that does not (amends/conversations/text.py). */

/** The same list as the server has. */
const UNSEEN =
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164" +
  "\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";
const SEEN = new RegExp(`[^\\s\\x00-\\x1f\\x7f-\\x9f${UNSEEN}]`, "u");

export function shows(text: string): boolean {
  return SEEN.test(text);
}
