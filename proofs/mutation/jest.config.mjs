// Jest as the project runs it, over the tests of the mutated module only: a change that only far-off tests notice is one
// that its own tests let through, and scenarios run dist/, which no mutant reaches.
import project from '../../jest.config.mjs'
import { chosenModule } from './modules.mjs'

export default {
  ...project,
  rootDir: '../..',
  setupFiles: ['<rootDir>/proofs/mutation/first-failure.mjs'],
  testMatch: chosenModule().tests.map((name) => `<rootDir>/__tests__/unit/${name}.test.ts`),
}
