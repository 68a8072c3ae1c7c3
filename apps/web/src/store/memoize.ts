/** Remembers the last answer, so that a selector gives the same object while its inputs are the same. */
export function memoizeOne<Inputs extends readonly unknown[], Answer>(
  compute: (...inputs: Inputs) => Answer,
): (...inputs: Inputs) => Answer {
  let last: { readonly inputs: Inputs; readonly answer: Answer } | undefined;
  return (...inputs) => {
    const known = last;
    if (known !== undefined && inputs.every((input, i) => input === known.inputs[i])) return known.answer;
    const answer = compute(...inputs);
    last = { inputs, answer };
    return answer;
  };
}
