interface Props {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly readOnly: boolean;
}

/** Stands in the editor's place, line for line, until that has been loaded, and for good where it cannot be. */
export function PlainEditor({ text, onChange, readOnly }: Props) {
  return (
    <textarea
      className="plain-editor"
      aria-label="Source of the program"
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      wrap="off"
      readOnly={readOnly}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
