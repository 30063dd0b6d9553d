// Mutates one of the modules in modules.mjs and asks its tests to notice. `break` makes a score below 90 % an error.
import { chosenModule } from './modules.mjs'

const { name, mutate } = chosenModule()

export default {
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  // Tests run as `npm run jest` runs them: native ES modules, types stripped by Node (scripts/jest-strip.mjs).
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  // Modules of a vm context are never given back: without a new process now and then, memory runs out.
  maxTestRunnerReuse: 60,
  jest: { configFile: 'proofs/mutation/jest.config.mjs' },
  coverageAnalysis: 'perTest',
  mutate,
  // tsconfig.json stays away, because Stryker rewrites it with an API that TypeScript 7 does not have.
  ignorePatterns: ['tsconfig*.json', 'dist', 'lib', 'bench', 'proofs/mutation/node_modules', 'coverage', '.github'],
  tempDirName: '.stryker-tmp',
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  timeoutMS: 20_000,
  warnings: { slow: false },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `reports/mutation-${name}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 92, break: 90 },
}
