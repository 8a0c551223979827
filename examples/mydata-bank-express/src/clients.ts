import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestView } from '@oryu/core';
import type { Request } from 'express';
import type { Database } from './database.js';

/** A MyData operator that the portal has registered. */
export interface Client {
  readonly client_id: string;
  readonly client_secret_hash: Uint8Array;
  readonly certificate_serial_number: string;
  readonly addresses: readonly string[];
  readonly callbacks: readonly string[];
  readonly scheduled_from_hour: number;
  readonly scheduled_to_hour: number;
  readonly daily_request_limit: number;
}

export type Clients = ReadonlyMap<string, Client>;

/** Read once: a client's callback must be known even while the database is not. */
export async function loadClients(database: Database): Promise<Clients> {
  const clients = await database.rows<Client>('select * from clients');
  return new Map(clients.map((client) => [client.client_id, client]));
}

/** The callback of an authorization request, if it names a client and one of the URLs registered for it. */
export function registeredCallback(clients: Clients) {
  return ({ url }: Pick<RequestView, 'url'>): string | undefined => {
    const query = new URLSearchParams(url.split('?')[1]);
    const client = clients.get(only(query, 'client_id') ?? '');
    const callback = only(query, 'redirect_uri') ?? '';
    return client?.callbacks.includes(callback) ? callback : undefined;
  };
}

function only(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

export function isSecretOf(client: Client, secret: string): boolean {
  return timingSafeEqual(createHash('sha256').update(secret).digest(), client.client_secret_hash);
}

/** What keeps a client from calling over this connection, in the standard's codes. */
export function connectionProblem(client: Client, request: Request): 40102 | 40103 | undefined {
  if (!client.addresses.includes(request.ip?.replace(/^::ffff:/, '') ?? '')) return 40102;
  // The TLS terminator in front sets this header from the subject of the verified client certificate,
  // and overwrites whatever the client sent.
  if (request.get('x-client-certificate-serialnumber') !== client.certificate_serial_number) return 40103;
  return undefined;
}
