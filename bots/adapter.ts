import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder-core';

/** Where one turn's replies gather. */
const collected = new WeakMap<TurnContext, Partial<Activity>[]>();

/**
 * A `BotAdapter` that only collects: `sendActivity` appends to the turn and nothing leaves. What was collected is saved
 * with the conversation first and spoken afterwards, so no citizen reads words that a crash or a 412 then takes back.
 */
export class CollectingAdapter extends BotAdapter {
  /** A context for one activity; its replies are read with `replies` when the dialog has run. */
  open(activity: Partial<Activity>): TurnContext {
    const context = new TurnContext(this, activity);
    collected.set(context, []);
    return context;
  }

  /** What the turn has said so far, in order. */
  replies(context: TurnContext): readonly Partial<Activity>[] {
    return collected.get(context) ?? [];
  }

  /** Ids are `<inbound id>:<n>`: a turn that runs twice gives its replies the same ids. */
  override sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const list = collected.get(context);
    if (!list) return Promise.reject(new TypeError('this turn is over: nothing can be sent in it any more'));
    const inbound = context.activity.id ?? '';
    return Promise.resolve(
      activities.map((activity) => {
        list.push(activity);
        return { id: `${inbound}:${list.length}` };
      }),
    );
  }

  override updateActivity(): Promise<undefined> {
    return Promise.reject(new TypeError('a reply cannot be changed once it is collected: send another'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new TypeError('a reply cannot be taken back once it is collected'));
  }

  override continueConversation(_reference: Partial<ConversationReference>): Promise<void> {
    return Promise.reject(new TypeError('messages outside a turn are notices, not turns'));
  }
}
