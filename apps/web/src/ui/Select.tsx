interface Props<Choice extends string> {
  readonly label: string;
  readonly value: Choice;
  readonly options: readonly { readonly value: Choice; readonly text: string }[];
  readonly onChange: (value: Choice) => void;
  readonly tip?: string | undefined;
  readonly testId?: string | undefined;
}

/** The platform's own list: works with every keyboard, reader and phone. */
export function Select<Choice extends string>({ label, value, options, onChange, tip, testId }: Props<Choice>) {
  return (
    <span className="select" data-tip={tip}>
      <select
        aria-label={label}
        value={value}
        data-testid={testId}
        onChange={(event) => onChange(event.target.value as Choice)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}
