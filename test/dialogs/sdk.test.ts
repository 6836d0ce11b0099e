import * as whole from 'botbuilder-dialogs';
import { CollectingAdapter } from '../../bots/adapter.ts';
import { createMinimalMemory } from '../../dialogs/form/memory.ts';
import * as sdk from '../../dialogs/sdk.ts';

const { DialogContext, DialogSet } = sdk;
const activity = { type: 'message', id: 'm', channelId: 'test', text: 'halo' };

test.each(Object.keys(sdk))('%s is the class that the package exports', (name) => {
  const parts: Readonly<Record<string, unknown>> = sdk;
  const all: Readonly<Record<string, unknown>> = { ...whole };
  expect(typeof parts[name]).toBe('function');
  expect(parts[name]).toBe(all[name]);
});

describe('the hot path of the SDK (guards the exact pin of botbuilder)', () => {
  test('a dialog context takes our memory configuration in place of its own scopes', () => {
    const context = new CollectingAdapter().open(activity);
    createMinimalMemory()(context);
    const dc = new DialogContext(new DialogSet(), context, { dialogStack: [] });
    expect(dc.state.configuration.memoryScopes).toHaveLength(1);
    expect(dc.state.configuration.pathResolvers).toHaveLength(1);
  });

  test('without it the SDK would build many: the guard above can fail', () => {
    const context = new CollectingAdapter().open(activity);
    const dc = new DialogContext(new DialogSet(), context, { dialogStack: [] });
    expect(dc.state.configuration.memoryScopes.length).toBeGreaterThan(5);
  });

  test('nothing of a turn stays in the shared configuration', () => {
    const useMinimalMemory = createMinimalMemory();
    const context = new CollectingAdapter().open({ ...activity, text: 'rahasia' });
    useMinimalMemory(context);
    const { state } = new DialogContext(new DialogSet(), context, { dialogStack: [] });
    expect(JSON.stringify(state.configuration)).not.toContain('rahasia');
    expect(state.getValue('turn.activity')).toEqual({});
  });
});
