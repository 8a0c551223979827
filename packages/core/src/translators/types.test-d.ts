import { mydata } from '@oryu/core';
import { anyOf, expressJwt, ownStatus, responseStatus, type Translator } from '@oryu/core/translators';
import { providerErrors } from '@oryu/express';
import { providerErrors as koaErrors } from '@oryu/koa';
import type { Context } from 'koa';

class AppError extends Error {}
abstract class Refusal extends Error {
  constructor(readonly status: number) {
    super();
  }
}

// Translators with and without a context go together, in the context of the binding.
providerErrors(mydata(), { translate: anyOf(expressJwt, responseStatus, ownStatus(AppError, Refusal)) });
providerErrors(mydata(), { translate: responseStatus });
koaErrors(mydata(), { translate: anyOf(ownStatus(Error), (_thrown, ctx: Context) => void ctx.path) });

const translator: Translator = expressJwt;
koaErrors(mydata(), { translate: translator });

const ofReply = (_thrown: unknown, context: { readonly reply: object }) => void context.reply;
// @ts-expect-error: a translator for Fastify's context does not fit Koa's.
koaErrors(mydata(), { translate: ofReply });
// @ts-expect-error: ownStatus is called with classes.
providerErrors(mydata(), { translate: anyOf(ownStatus) });
// @ts-expect-error: without classes it recognises nothing.
ownStatus();
// @ts-expect-error: an object is not a class.
ownStatus({ status: 404 });
