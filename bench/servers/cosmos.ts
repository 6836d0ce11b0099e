/** A Cosmos server that nobody here wrote, in a process of its own. */
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { ready } from './common.ts';

const server = createHttpServer();
server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port));
