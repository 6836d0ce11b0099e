/**
 * The stock Bot Framework shape, as the samples teach it: restify, a component of `WaterfallDialog` with prompts,
 * conversation and user state over `MemoryStorage`, everything saved at the end of the turn. Nothing is durable, and
 * nothing is sent. It asks what the product's registration asks, each with the SDK's own prompt for such an answer.
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
import {
  ChoicePrompt,
  ComponentDialog,
  ConfirmPrompt,
  DateTimePrompt,
  DialogSet,
  DialogTurnStatus,
  type PromptValidatorContext,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
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

/** What is asked, and the prompt of the SDK that reads such an answer; `ANSWERS=text` takes any text for every one. */
const TEXT_ONLY = process.env['ANSWERS'] === 'text';
const QUESTIONS = [
  ['consent', 'confirm'],
  ['nik', 'nik'],
  ['name', 'text'],
  ['birth', 'date'],
  ['whom', 'choice'],
  ['sure', 'confirm'],
  ['again', 'confirm'],
] as const;
const CHOICES = ['myself', 'my child', 'my parent', 'somebody else'];
/** The recognisers know no Indonesian; the citizens of this shape write English where it reads more than text. */
const LOCALE = 'en-us';

class Registration extends ComponentDialog {
  constructor(private_: { profile: StatePropertyAccessor }) {
    super('registration');
    const isNik = async ({ recognized }: PromptValidatorContext<string>): Promise<boolean> =>
      recognized.succeeded && /^\d{16}$/.test(recognized.value ?? '');
    this.addDialog(new TextPrompt('text'));
    this.addDialog(new TextPrompt('nik', isNik));
    this.addDialog(new ConfirmPrompt('confirm', undefined, LOCALE));
    this.addDialog(new DateTimePrompt('date', undefined, LOCALE));
    this.addDialog(new ChoicePrompt('choice', undefined, LOCALE));
    this.addDialog(
      new WaterfallDialog('steps', [
        ...QUESTIONS.map(([question, kind], index) => async (step: WaterfallStepContext) => {
          const answers = step.values as Record<string, unknown>;
          if (index > 0) answers[QUESTIONS[index - 1]?.[0] ?? ''] = step.result;
          const prompt = `Mohon ketik ${question}:`;
          return step.prompt(TEXT_ONLY ? 'text' : kind, kind === 'choice' ? { prompt, choices: CHOICES } : { prompt });
        }),
        async (step: WaterfallStepContext) => {
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
// A date takes the recogniser tens of milliseconds: connections that wait for their turn must not be given up.
server.server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => ready(server.address().port));
