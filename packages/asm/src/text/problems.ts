import { type Diagnostic, nearest, type RelatedPosition, type Severity, type TextRange } from '@skep/base';

/** After this many, nobody reads on; what follows is counted, not kept. */
const MOST_DIAGNOSTICS = 200;
/** Looking for near misses is the dear part of reporting; bad input by the megabyte does not get it for every line. */
const MOST_SUGGESTIONS = 50;
/** No name is longer; a longer text is a near miss of nothing. */
const LONGEST_NAME = 64;

/** Collects what is wrong with a text. */
export class Problems {
  readonly #keeps: boolean;
  readonly #diagnostics: Diagnostic[] = [];
  #dropped = 0;
  #suggestions = 0;
  #errors = 0;

  /** @param keeps false for a trial whose outcome alone is asked for */
  constructor(keeps = true) {
    this.#keeps = keeps;
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  report(
    code: string,
    range: TextRange,
    message: string,
    more: { severity?: Severity; suggestion?: string | undefined; related?: readonly RelatedPosition[] } = {},
  ): void {
    const { severity = 'error', suggestion, related } = more;
    if (severity === 'error') this.#errors++;
    if (!this.#keeps) return;
    if (this.#diagnostics.length >= MOST_DIAGNOSTICS) {
      this.#dropped++;
      return;
    }
    this.#diagnostics.push({
      code: `asm/${code}`,
      severity,
      message,
      position: { kind: 'text', range },
      ...(related === undefined ? {} : { related }),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }

  /** Reports a name that nothing has, and the name that was probably meant. */
  unknownName(code: string, range: TextRange, name: string, message: string, candidates: () => Iterable<string>): void {
    const isWorthIt = this.#keeps && this.#suggestions++ < MOST_SUGGESTIONS && name.length <= LONGEST_NAME;
    const suggestion = isWorthIt ? nearest(name, candidates()) : undefined;
    const hint = suggestion === undefined ? '' : ` Did you mean \`${suggestion}\`?`;
    this.report(code, range, message + hint, { suggestion });
  }

  /** In the order of the text. */
  list(): readonly Diagnostic[] {
    const line = ({ position }: Diagnostic): number => (position?.kind === 'text' ? position.range.line : 0);
    const column = ({ position }: Diagnostic): number => (position?.kind === 'text' ? position.range.column : 0);
    const sorted = [...this.#diagnostics].sort((a, b) => line(a) - line(b) || column(a) - column(b));
    const last = sorted.at(-1)?.position;
    if (this.#dropped === 0 || last === undefined) return sorted;
    const message = `There are ${this.#dropped} more problems; the first ${MOST_DIAGNOSTICS} are shown.`;
    return [...sorted, { code: 'asm/too-many-problems', severity: 'error', message, position: last }];
  }
}

/** A name or a piece of source in a message, cut to a readable length. */
export function quote(text: string): string {
  return text.length > 40 ? `\`${text.slice(0, 37)}…\`` : `\`${text}\``;
}
