interface Props<Choice extends string> {
  readonly label: string;
  readonly value: Choice;
  readonly options: readonly { readonly value: Choice; readonly text: string; readonly tip?: string }[];
  readonly onChange: (value: Choice) => void;
}

/** A few choices of which one holds, side by side. */
export function Segmented<Choice extends string>({ label, value, options, onChange }: Props<Choice>) {
  return (
    <div className="segmented" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          data-tip={option.tip}
          onClick={() => onChange(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
