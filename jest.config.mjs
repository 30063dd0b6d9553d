export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: { '\\.ts$': ['<rootDir>/scripts/jest-strip.mjs', {}] },
  setupFilesAfterEnv: ['<rootDir>/scripts/jest-coverage.mjs'],
  // Scenarios wait for children as often as they compute: a third worker keeps two cores busy.
  maxWorkers: 3,
  testTimeout: 60_000,
}
