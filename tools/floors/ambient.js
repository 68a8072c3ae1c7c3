const CLOCK = 'reads the clock';
const CHANCE = 'draws randomness';
const NETWORK = 'reaches for the network';

/** What a global reads that the same inputs would not give again. */
const AMBIENT = new Map([
  ['Date', CLOCK],
  ['Date.now', CLOCK],
  ['Math.random', CHANCE],
  ['performance', CLOCK],
  ['crypto', CHANCE],
  ['fetch', NETWORK],
  ['XMLHttpRequest', NETWORK],
  ['WebSocket', NETWORK],
  ['EventSource', NETWORK],
]);

/**
 * Why an expression may not stand in a package, as a sentence, or `undefined` when it may: packages get time,
 * randomness and files handed in, so that the same inputs give the same trace.
 *
 * @param {any} node an ESTree member, call or new expression
 * @returns {string | undefined}
 */
export function ambientViolation(node) {
  const name = ambientName(node);
  const what = name === undefined ? undefined : AMBIENT.get(name);
  if (what === undefined) return undefined;
  return `${name} ${what}: a package gets such things handed in, so that the same inputs give the same trace.`;
}

/** @param {any} node */
function ambientName(node) {
  if (node.type === 'MemberExpression') return memberName(node);
  const callee = identifier(node.callee);
  // `new Date(ms)` only formats a time that it was given.
  if (callee === 'Date') return node.type === 'CallExpression' || node.arguments.length === 0 ? 'Date' : undefined;
  return callee;
}

/** @param {any} node */
function memberName(node) {
  const object = identifier(node.object);
  const property = node.computed ? node.property.value : node.property.name;
  if (object === 'globalThis') return property;
  if (object === undefined) return undefined;
  return object !== 'Date' && AMBIENT.has(object) ? object : `${object}.${property}`;
}

/** @param {any} node */
const identifier = (node) => (node?.type === 'Identifier' ? node.name : undefined);
