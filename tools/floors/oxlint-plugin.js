import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ambientViolation } from './ambient.js';
import { importViolation } from './floors.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} filename */
const inRepository = (filename) => relative(ROOT, filename).split(sep).join('/');

/** Imports go down the floors only; the table is `floors.js`. */
const imports = {
  /** @param {any} context */
  create(context) {
    const file = inRepository(context.filename);
    /** @param {any} node */
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const message = importViolation(file, specifier);
      if (message !== undefined) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

/** No clock, randomness or network below the session's caller. */
const ambient = {
  /** @param {any} context */
  create(context) {
    /** @param {any} node */
    const check = (node) => {
      const message = ambientViolation(node);
      if (message !== undefined) context.report({ node, message });
    };
    return { MemberExpression: check, NewExpression: check, CallExpression: check };
  },
};

export default { meta: { name: 'skep' }, rules: { imports, ambient } };
