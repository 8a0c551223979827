import { createServer } from 'node:http';
import { bytes, headers, status, type Variant } from './variant.js';

export const variants: Variant[] = [
  {
    name: 'floor',
    server: () => createServer((_request, response) => response.writeHead(status, headers).end(bytes)),
  },
];
