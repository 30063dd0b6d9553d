// Knows the modules whose mistakes would be the worst, the files that decide in them, and the tests that must notice.
export const MODULES = {
  verdict: {
    mutate: ['src/decide/verdict.ts', 'src/result/ending.ts'],
    tests: ['decide/verdict*', 'result/ending*'],
  },
  'job-manifest': {
    mutate: ['src/batch/job-manifest.ts', 'src/batch/expected-etag.ts', 'src/batch/start.ts'],
    tests: ['batch/job-manifest*', 'batch/expected-etag*', 'batch/start*'],
  },
  'completion-report': {
    mutate: [
      'src/batch/completion-report.ts',
      'src/batch/read-completion-report.ts',
      'src/batch/reconcile.ts',
      'src/batch/completion-report-key.ts',
      'src/objects/key-set.ts',
      'src/batch/failure-cause.ts',
      'src/batch/failure-groups.ts',
    ],
    tests: [
      'batch/completion-report*',
      'batch/read-completion-report*',
      'batch/reconcile*',
      'batch/failures*',
      'objects/key-set*',
    ],
  },
  display: {
    mutate: ['src/words/outside-text.ts', 'src/report/markdown.ts'],
    tests: ['words/outside-text*', 'report/markdown*'],
  },
}

/** The module this process is about. */
export function chosenModule() {
  const name = process.env.MUTATION_MODULE ?? ''
  const module = MODULES[name]
  if (module === undefined) throw new Error(`MUTATION_MODULE is "${name}"; accepted is one of ${Object.keys(MODULES)}`)
  return { name, ...module }
}
