import { PROGRAM_TYPES, type ProgramTypeName } from '@skep/abi';
import type { Syntax } from '@skep/session';
import { command } from '../commands/commands.ts';
import { THEMES } from '../store/preferences.ts';
import { update } from '../store/store.ts';
import { Icon, type IconName, Logo } from '../theme/icons.tsx';
import { useApp, useAppHandle } from '../ui/app-context.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { useCatalogue } from './catalogue.ts';
import { MoreMenu } from './MoreMenu.tsx';
import { useOpening } from './opening-context.ts';
import './header.css';

const SYNTAXES: readonly { readonly value: Syntax; readonly text: string }[] = [
  { value: 'auto', text: 'auto syntax' },
  { value: 'kernel', text: 'kernel syntax' },
  { value: 'mnemonic', text: 'mnemonic syntax' },
];

const TYPE_OPTIONS = PROGRAM_TYPES.filter((type) => type !== 'unspec').map((type) => ({ value: type, text: type }));

export function Header({ narrow }: { readonly narrow: boolean }) {
  const app = useAppHandle();
  const share = command('share');
  return (
    <header className={`header${narrow ? ' narrow' : ''}`}>
      <h1 className="brand">
        <Logo />
        <span>Skep</span>
      </h1>
      <SamplePicker />
      {!narrow && <SourceChoices />}
      <Badge />
      <span className="spring" />
      {!narrow && <ThemeSwitch />}
      <IconButton
        icon="share"
        text={narrow ? undefined : 'Share'}
        label={share.hint!}
        chord={share.keys?.[0]}
        className="framed"
        data-testid="share"
        onClick={() => share.run(app)}
      />
      <MoreMenu narrow={narrow} />
    </header>
  );
}

function SamplePicker() {
  const { samples } = useCatalogue();
  const opening = useOpening();
  const sample = useApp((state) => state.source.sample);
  const known = samples.find(({ id }) => id === sample);
  const loaded = useApp((state) => state.source.text !== '');
  const options = samples.map(({ id, title }) => ({ value: id, text: title }));
  if (known === undefined)
    options.unshift({ value: '', text: sample === undefined && loaded ? 'Your program' : 'Examples' });
  return (
    <Select
      label="Example"
      tip={known?.description ?? 'Open an example; your program is kept'}
      testId="sample-select"
      value={known?.id ?? ''}
      options={options}
      onChange={(id) => {
        const chosen = samples.find((one) => one.id === id);
        if (chosen !== undefined) void opening.openSample(chosen);
      }}
    />
  );
}

/** How the text is to be read. */
export function SourceChoices() {
  const { engine } = useAppHandle();
  const programType = useApp((state) => state.source.programType);
  const syntax = useApp((state) => state.source.syntax);
  return (
    <>
      <Select<ProgramTypeName>
        label="Program type"
        tip={
          'Program type: where in the kernel the program runs, and so what r1 points at.\nA .program line in the source goes before this.'
        }
        testId="program-type"
        value={programType}
        options={TYPE_OPTIONS}
        onChange={(type) => engine.setProgramType(type)}
      />
      <Select
        label="Syntax"
        tip={
          'kernel: r0 = *(u32 *)(r1 + 4), as the kernel and LLVM write it.\nmnemonic: ldxw r0, [r1+4], as uBPF and rbpf write it.'
        }
        testId="syntax"
        value={syntax}
        options={SYNTAXES}
        onChange={(value) => engine.setSyntax(value)}
      />
    </>
  );
}

function Badge() {
  const compilation = useApp((state) => state.source.compilation);
  if (compilation === undefined) return <span className="status-badge" data-testid="status" />;
  const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = compilation.diagnostics.filter(({ severity }) => severity === 'warning').length;
  const [tone, icon, text]: [string, IconName, string] =
    errors > 0
      ? ['bad', 'error', errors === 1 ? '1 error' : `${errors} errors`]
      : warnings > 0
        ? ['warn', 'warning', warnings === 1 ? '1 warning' : `${warnings} warnings`]
        : ['good', 'check', 'Assembles'];
  return (
    <span className={`status-badge ${tone}`} data-testid="status">
      <Icon name={icon} />
      {text}
    </span>
  );
}

const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

function ThemeSwitch() {
  const { engine } = useAppHandle();
  const theme = useApp((state) => state.preferences.theme);
  return (
    <div className="segmented icons" role="group" aria-label="Theme">
      {THEMES.map((one) => (
        <button
          key={one}
          type="button"
          aria-label={one === 'system' ? 'As the system' : one === 'light' ? 'Light' : 'Dark'}
          aria-pressed={one === theme}
          data-tip={one === 'system' ? 'Theme as the system' : one === 'light' ? 'Light theme' : 'Dark theme'}
          onClick={() => update(engine.store, 'preferences', (preferences) => ({ ...preferences, theme: one }))}
        >
          <Icon name={THEME_ICONS[one]} />
        </button>
      ))}
    </div>
  );
}
