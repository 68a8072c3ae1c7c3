/** Quiet, and without what a headless test has no use for. The sandbox needs a user other than root. */
export function chromiumFlags(): string[] {
  const flags = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    // A page that a test makes up counts as the open internet, from which frames of this machine are blocked.
    '--disable-features=LocalNetworkAccessChecks',
  ];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...flags] : flags;
}
