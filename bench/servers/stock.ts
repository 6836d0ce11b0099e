/**
 * The stock Bot Framework shape, as the samples teach it: restify, a component of `WaterfallDialog` with prompts,
 * conversation and user state over `MemoryStorage`, everything saved at the end of the turn. Nothing is durable.
 */
import {
  type Activity,
  ActivityHandler,
  BotAdapter,
  ConversationState,
  MemoryStorage,
  type StatePropertyAccessor,
  TurnContext,
  UserState,
} from 'botbuilder';
import { ComponentDialog, DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import restify from 'restify';
import { isSigned } from '../../adapters/meta/signature.ts';
import { rawBody, ready, SECRET } from './common.ts';

class StockAdapter extends BotAdapter {
  override sendActivities(_context: TurnContext, activities: Partial<Activity>[]) {
    return Promise.resolve(activities.map((_one, index) => ({ id: String(index) })));
  }
  override updateActivity() {
    return Promise.resolve();
  }
  override deleteActivity() {
    return Promise.resolve();
  }
  override continueConversation() {
    return Promise.resolve();
  }
  process(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>) {
    return this.runMiddleware(new TurnContext(this, activity), logic);
  }
}

/** Eight questions, as many as the product's registration asks, so that both shapes run the same kind of turn. */
const QUESTIONS = ['consent', 'nik', 'name', 'birth', 'phone', 'whom', 'sure', 'again'];

class Registration extends ComponentDialog {
  constructor(private_: { profile: StatePropertyAccessor }) {
    super('registration');
    this.addDialog(new TextPrompt('text'));
    this.addDialog(
      new WaterfallDialog('steps', [
        ...QUESTIONS.map((question, index) => async (step: import('botbuilder-dialogs').WaterfallStepContext) => {
          const answers = step.values as Record<string, unknown>;
          if (index > 0) answers[QUESTIONS[index - 1] ?? ''] = step.result;
          return step.prompt('text', `Mohon ketik ${question}:`);
        }),
        async (step: import('botbuilder-dialogs').WaterfallStepContext) => {
          const profile = await private_.profile.get(step.context, {});
          Object.assign(profile, step.values);
          await step.context.sendActivity('Terima kasih, data sudah kami catat.');
          return step.endDialog();
        },
      ]),
    );
    this.initialDialogId = 'steps';
  }

  async run(context: TurnContext, accessor: StatePropertyAccessor) {
    const set = new DialogSet(accessor);
    set.add(this);
    const dialogs = await set.createContext(context);
    const results = await dialogs.continueDialog();
    if (results.status === DialogTurnStatus.empty) await dialogs.beginDialog(this.id);
  }
}

const storage = new MemoryStorage();
const conversationState = new ConversationState(storage);
const userState = new UserState(storage);
const dialogState = conversationState.createProperty('DialogState');
const dialog = new Registration({ profile: userState.createProperty('profile') });

class StockBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await dialog.run(context, dialogState);
      await next();
    });
  }
  override async run(context: TurnContext) {
    await super.run(context);
    await conversationState.saveChanges(context, false);
    await userState.saveChanges(context, false);
  }
}

const adapter = new StockAdapter();
const bot = new StockBot();
const server = restify.createServer();
server.use(restify.plugins.acceptParser(server.acceptable));
server.use(restify.plugins.queryParser());
server.post('/webhook', (request, response, next) => {
  rawBody(request, (body) => {
    const signed = isSigned(body, String(request.headers['x-hub-signature-256']), [SECRET]);
    const message = JSON.parse(body.toString('utf8')).entry[0].changes[0].value.messages[0];
    const activity: Partial<Activity> = {
      type: 'message',
      id: message.id,
      channelId: 'wire',
      from: { id: message.from, name: '' },
      recipient: { id: 'bot', name: '' },
      conversation: { id: message.from, isGroup: false, conversationType: 'personal', name: '' },
      text: message.text.body,
    };
    adapter
      .process(activity, (context) => bot.run(context))
      .then(() => {
        response.send(signed ? 200 : 401);
        next(false);
      });
  });
});
server.listen(0, '127.0.0.1', () => ready(server.address().port));
