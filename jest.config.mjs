export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: { '\\.ts$': ['<rootDir>/scripts/jest-strip.mjs', {}] },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  // Scenarios start child processes; two workers on two cores keep each story's timeouts honest.
  maxWorkers: 2,
  testTimeout: 60_000,
}
