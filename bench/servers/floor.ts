/** The floor: a restify route that checks the HMAC, parses the JSON and answers. No bot, nothing kept. */
import restify from 'restify';
import { isSigned } from '../../adapters/meta/signature.ts';
import { rawBody, ready, SECRET } from './common.ts';

const server = restify.createServer();
server.post('/webhook', (request, response, next) => {
  rawBody(request, (body) => {
    const signed = isSigned(body, String(request.headers['x-hub-signature-256']), [SECRET]);
    if (signed) JSON.parse(body.toString('utf8'));
    response.writeHead(signed ? 200 : 401, { 'content-length': '0' });
    response.end();
    next(false);
  });
});
server.listen(0, '127.0.0.1', () => ready(server.address().port));
