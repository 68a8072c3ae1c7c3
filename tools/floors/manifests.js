import { floorViolation, folderOfPackage, SCOPE } from './floors.js';

/**
 * @typedef {object} PackageFiles a package as its files describe it
 * @property {string} folder `packages/isa`
 * @property {string} name
 * @property {readonly string[]} dependencies names, of every kind of dependency
 * @property {readonly string[]} references folders that its `tsconfig.json` refers to
 */

/**
 * What is wrong with how packages depend on each other, a sentence each: dependencies and project references must both
 * go down the floors, and say the same.
 *
 * @param {readonly PackageFiles[]} packages
 * @returns {string[]}
 */
export const manifestViolations = (packages) => packages.flatMap(violationsOf);

/** @param {PackageFiles} files */
function violationsOf({ folder, name, dependencies, references }) {
  const problems = [];
  if (folderOfPackage(name) !== folder)
    problems.push(`${folder} is named ${name}, not ${SCOPE}${folder.split('/')[1]}.`);
  const needed = dependencies
    .filter((dependency) => dependency.startsWith(SCOPE))
    .map((each) => folderOfPackage(each) ?? each);
  for (const to of new Set([...needed, ...references])) {
    const violation = floorViolation(folder, to);
    if (violation !== undefined) problems.push(violation);
    if (!references.includes(to))
      problems.push(`${folder} depends on ${to}, but its tsconfig.json does not refer to it.`);
    if (!needed.includes(to))
      problems.push(`${folder}/tsconfig.json refers to ${to}, but package.json does not depend on it.`);
  }
  return problems;
}
