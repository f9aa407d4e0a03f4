/** The open window's look. Logical properties only, so that it mirrors by itself in right-to-left pages. */

import { cases } from "./cases.ts";
import { colours } from "./colours.ts";
import { conversation } from "./conversation.ts";
import { foot } from "./foot.ts";
import { frame } from "./frame.ts";
import { head } from "./head.ts";

export const styles = [colours, frame, head, conversation, cases, foot];
