/** Keys as written in the command table: `Shift+F11`, `Mod+K` (⌘ on a Mac, Ctrl elsewhere), `?`. */

const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export function matches(chord: string, event: Pressed, mac = isMac()): boolean {
  const parts = chord.split('+');
  const key = parts.pop()!;
  const wants = (name: string): boolean => parts.includes(name);
  const printable = key.length === 1 && !/[a-z]/i.test(key);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const ctrl = mac ? event.ctrlKey : false;
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.altKey === wants('Alt') &&
    (printable || event.shiftKey === wants('Shift')) &&
    mod === (wants('Mod') || (!mac && wants('Ctrl'))) &&
    ctrl === (mac && wants('Ctrl')) &&
    (mac || !event.metaKey)
  );
}

/** For people: `⇧F11` on a Mac, `Shift+F11` elsewhere. */
export function chordText(chord: string, mac = isMac()): string {
  if (!mac) return chord.replace('Mod', 'Ctrl');
  return chord.replace('Mod', '⌘').replace('Ctrl', '⌃').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '');
}

/** As `aria-keyshortcuts` takes it. */
export const ariaChord = (chord: string, mac = isMac()): string =>
  chord.replace('Mod', mac ? 'Meta' : 'Control').replace('Ctrl', 'Control');
