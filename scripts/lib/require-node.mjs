// Imported first by every script, and written so that old releases of Node can read it far enough to say so.
const NEEDED = { major: 20, minor: 19 };
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED.major || (major === NEEDED.major && minor < NEEDED.minor)) {
  console.error(
    '\nSkep needs Node ' +
      NEEDED.major +
      '.' +
      NEEDED.minor +
      ' or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      'Get a newer one from https://nodejs.org/ and run the command again.\n',
  );
  process.exit(1);
}
