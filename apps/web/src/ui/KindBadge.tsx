import { KINDS, type Kind } from '../theme/regions.ts';

/** The letter of a kind of memory, in its hue. */
export function KindBadge({ kind }: { readonly kind: Kind }) {
  const { letter, name, words } = KINDS[kind];
  return (
    <span className={`badge kind-${kind}`} data-tip={`${name}\n${words}`} aria-hidden="true">
      {letter}
    </span>
  );
}
