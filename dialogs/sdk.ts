/**
 * The few classes of botbuilder-dialogs that run here, each from its own file: the package's index also loads prompts,
 * number and date recognisers and expressions for twenty languages, 200 files and a quarter of the time to start, of which
 * nothing is used. The paths are not promised by the package: its version is pinned, and `test/dialogs/sdk.test.ts` fails
 * when an upgrade moves them or when the index exports other classes than these.
 */
export { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
export { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
export { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError.js';
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
export { MemoryScope } from 'botbuilder-dialogs/lib/memory/scopes/memoryScope.js';
