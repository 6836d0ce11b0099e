/** Background work, as the rooms see it. What is due is always in the documents: a lost tick costs time, never work. */
export interface Jobs {
  /**
   * Runs `work` every `ms` after the last run has ended, so that runs of one job never overlap. A run that fails is
   * reported and the next one comes all the same.
   */
  every(name: string, ms: number, work: () => Promise<void>): void;
  /** Starts no more runs and resolves when those under way have ended. */
  stop(): Promise<void>;
}
