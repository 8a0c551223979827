import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { mydata } from '@oryu/core';
import express from 'express';
import { listen } from './server.js';

test('a request that is not HTTP is answered with 40001', async () => {
  const server = await listen(express(), 0);
  try {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('HELLO BANK\r\n\r\n');
    const [head, body] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(head).toContain('content-type: application/json; charset=UTF-8');
    expect(body).toBe(`{"rsp_code":"40001","rsp_msg":"${mydata().codes.get(40001)?.text}"}`);
  } finally {
    server.close();
  }
});
