import type { TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogStateManagerConfiguration } from 'botbuilder-dialogs';
import { MemoryScope } from '../sdk.ts';

/**
 * The SDK's `DialogContext` builds a `DialogStateManager`, which builds eight memory scopes per turn unless it finds its
 * configuration here. The key is not exported: `test/dialogs/sdk.test.ts` fails when an upgrade renames it.
 */
const CONFIGURATION = 'DialogStateManagerConfiguration';
const NOWHERE = 't';

/** The one place that every path leads to. It forgets: nothing the SDK writes there may outlive the turn. */
class ForgetfulScope extends MemoryScope {
  constructor() {
    super(NOWHERE, false);
  }
  override getMemory(_dc: DialogContext): object {
    return {};
  }
  override setMemory(_dc: DialogContext, _memory: object): void {}
}

/**
 * The least that a `DialogContext` needs when it is made: it writes `turn.activity`, which nothing of ours reads. One
 * short path for all keeps the SDK from parsing long ones letter by letter.
 */
export function createMinimalMemory(): (context: TurnContext) => void {
  const configuration: DialogStateManagerConfiguration = {
    pathResolvers: [{ transformPath: () => NOWHERE }],
    memoryScopes: [new ForgetfulScope()],
  };
  return (context) => {
    context.turnState.set(CONFIGURATION, configuration);
  };
}
