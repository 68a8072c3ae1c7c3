export type Tone = 'info' | 'warning' | 'error';

/** Something that a person should know and can answer. It stays until it is dismissed or its cause is gone. */
export interface Notice {
  /** One notice per id: a newer one takes the older one's place. */
  readonly id: string;
  readonly tone: Tone;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

export interface NoticesState {
  readonly list: readonly Notice[];
}

export const initialNotices: NoticesState = { list: [] };

export function withNotice(notices: NoticesState, notice: Notice): NoticesState {
  return { list: [...notices.list.filter(({ id }) => id !== notice.id), notice] };
}

export function withoutNotice(notices: NoticesState, id: string): NoticesState {
  return notices.list.some((notice) => notice.id === id)
    ? { list: notices.list.filter((notice) => notice.id !== id) }
    : notices;
}
