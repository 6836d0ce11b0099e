/** What every bot of this kind loads before it says a word: `import 'botbuilder'`, and a restify route that listens. */
import { TurnContext } from 'botbuilder';
import restify from 'restify';

const server = restify.createServer();
server.get('/healthz', (_request, response, next) => {
  response.send(200, { ok: typeof TurnContext === 'function' });
  next();
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
