import { setFlagsFromString } from 'node:v8';

/**
 * V8 would rather grow than collect: an import makes garbage only, and its heaps would take twice what they need. Old ones
 * that grow slowly, and the young ones of 4 MB that the program is started with (`--max-semi-space-size`: it counts from the
 * first moment or not at all), keep a million rows below 300 MB, next to the server on a small machine; of 1 MB they cost a
 * fifth of the time. They are collected hundreds of times a second, so by the thread itself: waiting for V8's helpers each
 * time made an import on a busy machine three to six times slower, most of it spent waiting. To be called before the rest of
 * the program is loaded: what has grown does not shrink.
 */
export function keepHeapsSmall(): void {
  for (const flag of ['--heap-growing-percent=50', '--no-parallel-scavenge']) setFlagsFromString(flag);
}
