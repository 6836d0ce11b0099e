import type { Jobs } from './jobs.ts';

interface Job {
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | undefined;
}

/** Jobs on timers of this process. `onError` hears the name of a job whose run failed, and the error. */
export function createEmbeddedJobs(onError: (name: string, error: unknown) => void): Jobs {
  const jobs: Job[] = [];
  let stopped = false;

  async function run(job: Job, name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      onError(name, error);
    } finally {
      job.running = undefined;
    }
  }

  return {
    every(name, ms, work) {
      const job: Job = { timer: undefined, running: undefined };
      jobs.push(job);
      const next = (): void => {
        if (stopped) return;
        job.timer = setTimeout(() => {
          job.running = run(job, name, work);
          void job.running.then(next);
        }, ms);
        // A process with nothing left to do but tick may end.
        job.timer.unref();
      };
      next();
    },
    async stop() {
      stopped = true;
      for (const job of jobs) clearTimeout(job.timer);
      await Promise.all(jobs.map((job) => job.running));
    },
  };
}
