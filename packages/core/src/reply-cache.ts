import type { Code } from './catalogue.js';
import { flat } from './flat.js';
import { ownMembers } from './own.js';
import type { Reply, RequestView } from './reply.js';

type Render = (code: Code, options: Readonly<Record<string, unknown>>, request: RequestView) => Reply;

/** A reply of one code, and perhaps a text; undefined until the text comes again. */
interface Entry {
  readonly code: Code;
  readonly text: string | undefined;
  readonly reply: Reply | undefined;
}

// Clients can influence variants and texts. All that is kept is therefore bounded, in number and in length: a standard
// keeps at most some 12 MB.
const mostVariants = 8;
const longestVariant = 64;
const mostReplies = 200;
const longestText = 450;
const longestBody = 4096;

/**
 * Keeps the replies of `render` for errors without options, or with a text alone. Past the bounds, replies are rendered
 * again each time. A kept reply is frozen, and points into nothing that a client sent.
 *
 * @returns a function that finds the reply, or renders it
 */
export function replyCache(render: Render): (variant: string, ...given: Parameters<Render>) => Reply {
  const variants = new Map<string, Map<Code, Entry>>();

  function repliesOf(variant: string): Map<Code, Entry> | undefined {
    const known = variants.get(variant);
    if (known !== undefined || variant.length > longestVariant || variants.size >= mostVariants) return known;
    const replies = new Map<Code, Entry>();
    variants.set(flat(variant), replies);
    return replies;
  }

  return (variant, code, options, request) => {
    const given = options.message as string | undefined;
    const replies = repliesOf(variant);
    if (replies === undefined || (given !== undefined && given.length > longestText))
      return render(code, options, request);
    const known = replies.get(given ?? code);
    if (known?.code === code && known.text === given && known.reply !== undefined) return known.reply;
    // A reply that is rendered of a copy does not hold the body from which the text was cut.
    const text = given === undefined ? undefined : flat(given);
    const reply = render(code, text === undefined ? options : ownMembers({ message: text }), request);
    const { body } = reply;
    // Not bytes: every receiver could change them. A text is only noted the first time: most texts made of what
    // clients send never come again.
    const isKept =
      typeof body === 'string' && body.length <= longestBody && (text === undefined || known !== undefined);
    if (known === undefined && replies.size >= mostReplies) replies.clear();
    replies.set(text ?? code, { code, text, reply: isKept ? freeze(reply) : undefined });
    return reply;
  };
}

function freeze(reply: Reply): Reply {
  Object.freeze(reply.headers);
  return Object.freeze(reply);
}
