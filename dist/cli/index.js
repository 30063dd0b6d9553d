#!/usr/bin/env node
// The door for a terminal. The exit code is 2 from the first statement on, and whatever kills the process before it has an
// answer leaves it so: 0 and 1 are answers. The code behind it is that of the action, in the same file.
process.exitCode = 2;
const fail = (error) => {
    process.stderr.write(`error: INTERNAL_ERROR: ${error instanceof Error ? error.name : 'unknown'}\n`);
    process.exit(2);
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
    process.stderr.write(`error: this needs Node.js 24 or later, and here is ${process.versions.node}.
To bring it along for one command: npx -p node@24 -p s3-encryption-compliance s3-encryption-compliance …\n`);
    process.exit(3);
}
/** Read by index.ts. No variable of the environment, which a workflow could set for the action. */
Object.assign(globalThis, { [Symbol.for('s3-encryption-compliance.terminal')]: import.meta.url });
try {
    await import('../index.js');
}
catch (error) {
    fail(error);
}
export {};
