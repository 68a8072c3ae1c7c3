import type { AppStore } from '../store/store.ts';
import type { Client } from '../worker/client.ts';

/** What the parts of the engine share. One worker does one thing at a time; these say what it holds. */
export interface EngineContext {
  readonly store: AppStore;
  readonly client: Client;
  /** The session stands in the run of a packet. A load, a replay or a lost worker ends that. */
  inRun: boolean;
  /** Ends the replay that is under way, if any. */
  abortReplay: (() => void) | undefined;
  /** The page is rebuilding a lost worker; nobody else may talk to it meanwhile. */
  rebuilding: Promise<void> | undefined;
}
