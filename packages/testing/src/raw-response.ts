import assert from 'node:assert/strict';

/** A response as its bytes say it. */
export interface RawResponse {
  readonly status: number;
  readonly statusLine: string;
  /** Names in lower case, in the order received. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Chunks put together; still compressed if the server compressed. */
  readonly body: Buffer;
  /** False when the connection ended before the announced body had arrived. */
  readonly isWhole: boolean;
}

/** The server closed the connection before a response was complete. */
export class AbortedResponse extends assert.AssertionError {
  /** The part of it that had arrived, if its head had. */
  readonly response: RawResponse | undefined;

  constructor(received: Buffer, response?: RawResponse) {
    super({ message: `the connection ended after ${JSON.stringify(received.toString())}` });
    this.response = response;
  }
}
