import type { TurnContext } from 'botbuilder-core';
import { type DialogContext, type DialogStateManagerConfiguration, MemoryScope } from 'botbuilder-dialogs';

/**
 * The SDK's `DialogContext` builds a `DialogStateManager`, which builds eight memory scopes per turn unless it finds its
 * configuration here. The key is not exported: `test/dialogs/sdk.test.ts` fails when an upgrade renames it.
 */
const CONFIGURATION = 'DialogStateManagerConfiguration';

/** A scope that forgets: what the SDK writes (`turn.activity`) is read by nobody and must not outlive the turn. */
class ForgetfulScope extends MemoryScope {
  constructor(name: string) {
    super(name, false);
  }
  override getMemory(_dc: DialogContext): object {
    return {};
  }
}

/** The least that a `DialogContext` asks for when it is made: it writes below `turn` and reads below `dialog`. */
export function createMinimalMemory(): (context: TurnContext) => void {
  const configuration: DialogStateManagerConfiguration = {
    pathResolvers: [],
    memoryScopes: [new ForgetfulScope('turn'), new ForgetfulScope('dialog')],
  };
  return (context) => {
    context.turnState.set(CONFIGURATION, configuration);
  };
}
