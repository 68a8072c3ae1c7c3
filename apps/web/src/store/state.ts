import type { CaptureState } from './capture.ts';
import type { LayoutState } from './layout.ts';
import type { MachineState } from './machine.ts';
import type { NoticesState } from './notices.ts';
import type { PreferencesState } from './preferences.ts';
import type { ReplayState } from './replay.ts';
import type { SourceState } from './source.ts';

/** All that the page shows. Each slice has its file; changes go through the functions there. */
export interface AppState {
  readonly source: SourceState;
  readonly capture: CaptureState;
  readonly machine: MachineState;
  readonly replay: ReplayState;
  readonly layout: LayoutState;
  readonly preferences: PreferencesState;
  readonly notices: NoticesState;
}
