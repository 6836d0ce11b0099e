import type { Container } from '@azure/cosmos';
import type { ContainerName } from '../containers.ts';
import type { Patience } from './retry.ts';

/** What every operation of one open store shares. */
export interface Session {
  container(name: ContainerName): Container;
  readonly patience: Patience;
  readonly clock: () => number;
}
