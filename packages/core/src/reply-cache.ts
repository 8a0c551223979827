import { flat } from './flat.js';
import { headerRulesOf, withHeaderRules } from './merge-headers.js';
import { ownMembers } from './own.js';
import type { Reply } from './reply.js';
import type { Code } from './standard.js';

/** The replies of one form of the answer. */
interface Replies {
  readonly byCode: Map<Code, Reply>;
  readonly byText: Map<string, { readonly code: Code; readonly reply: Reply | undefined }>;
}

// Clients can influence variants and texts. All that is kept is therefore bounded, in number and in length.
const mostVariants = 8;
const longestVariant = 64;
const mostTexts = 100;
const longestText = 450;
const longestReply = 4096;

/**
 * Keeps the replies to errors that have no options, or a text alone. What is past the bounds is rendered again
 * each time. A kept reply is frozen, and points into nothing that a client sent.
 */
export class ReplyCache {
  readonly #variants = new Map<string, Replies>();

  /** The kept reply of a code, or of a code with a text; undefined if there is none. */
  find(variant: string, code: Code, text: string | undefined): Reply | undefined {
    const replies = this.#variants.get(variant);
    if (text === undefined) return replies?.byCode.get(code);
    const known = text.length > longestText ? undefined : replies?.byText.get(text);
    return known?.code === code ? known.reply : undefined;
  }

  /** Keeps a reply if there is room for it. Returns the kept one, else the one given. */
  keep(variant: string, code: Code, text: string | undefined, reply: Reply): Reply {
    if (text !== undefined && text.length > longestText) return reply;
    const replies = this.#repliesOf(variant);
    if (replies === undefined) return reply;
    const { byCode, byText } = replies;
    if (text === undefined) {
      const kept = keepable(reply);
      if (kept !== undefined) byCode.set(code, kept);
      return kept ?? reply;
    }
    const isKnown = byText.has(text);
    if (!isKnown && byText.size >= mostTexts) byText.clear();
    // The first time it is only noted: most texts made of what clients send never come again.
    const kept = isKnown ? keepable(reply) : undefined;
    byText.set(flat(text), { code, reply: kept });
    return kept ?? reply;
  }

  #repliesOf(variant: string): Replies | undefined {
    const known = this.#variants.get(variant);
    if (known !== undefined || variant.length > longestVariant || this.#variants.size >= mostVariants)
      return known;
    const replies: Replies = { byCode: new Map(), byText: new Map() };
    this.#variants.set(flat(variant), replies);
    return replies;
  }
}

/** A reply as it may be kept; undefined if it is too long, or has bytes, which whoever gets them can change. */
function keepable(reply: Reply): Reply | undefined {
  const { status, headers, body } = reply;
  if (typeof body !== 'string') return undefined;
  const fields = Object.entries(headers);
  const length = fields.reduce((sum, [name, value]) => sum + name.length + value.length, body.length);
  if (length > longestReply) return undefined;
  const kept = ownMembers(Object.fromEntries(fields.map(([name, value]) => [name, flat(value)])));
  const copy = { status, headers: Object.freeze(kept), body: flat(body) };
  return Object.freeze(withHeaderRules(copy, headerRulesOf(reply)));
}
