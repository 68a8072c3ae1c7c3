import { describe, expect, it } from 'vitest';
import { ariaChord, chordText, matches } from '../src/commands/chord.ts';
import { COMMANDS } from '../src/commands/commands.ts';

const press = (key: string, ...held: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[]) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

describe('chords', () => {
  it.each([
    ['F11', press('F11'), false, true],
    ['F11', press('F11', 'shift'), false, false],
    ['Shift+F11', press('F11', 'shift'), false, true],
    ['Mod+K', press('k', 'ctrl'), false, true],
    ['Mod+K', press('k', 'ctrl'), true, false],
    ['Mod+K', press('k', 'meta'), true, true],
    ['Mod+K', press('k', 'meta'), false, false],
    ['Ctrl+F8', press('F8', 'ctrl'), false, true],
    ['Ctrl+F8', press('F8', 'ctrl'), true, true],
    ['Ctrl+F8', press('F8', 'meta'), true, false],
    ['?', press('?', 'shift'), false, true],
  ] as const)('%s against %o on a Mac: %s', (chord, event, mac, expected) => {
    expect(matches(chord, event, mac)).toBe(expected);
  });

  it('are written as the platform does', () => {
    expect(chordText('Mod+Shift+S', false)).toBe('Ctrl+Shift+S');
    expect(chordText('Mod+Shift+S', true)).toBe('⌘⇧S');
    expect(ariaChord('Mod+K', false)).toBe('Control+K');
  });

  it('are each given to one command', () => {
    const keys = COMMANDS.flatMap((command) => command.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  });

  it('leave alone what browsers cannot do without', () => {
    const reserved = [
      'F5',
      'F12',
      'Mod+R',
      'Mod+T',
      'Mod+W',
      'Mod+N',
      'Mod+L',
      'Mod+C',
      'Mod+V',
      'Mod+F',
      'Alt+ArrowLeft',
    ];
    for (const { keys } of COMMANDS) for (const key of keys ?? []) expect(reserved).not.toContain(key);
  });
});
