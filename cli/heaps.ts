import { setFlagsFromString } from 'node:v8';

/**
 * V8 would rather grow than collect: an import makes garbage only, and its heaps would take twice what they need. Small
 * young generations cost some speed and keep a million rows below 300 MB, next to the server on a small machine. To be
 * called before the rest of the program is loaded: what has grown does not shrink.
 */
export function keepHeapsSmall(): void {
  for (const flag of ['--semi-space-growth-factor=1', '--min-semi-space-size=1', '--max-semi-space-size=2']) {
    setFlagsFromString(flag);
  }
}
