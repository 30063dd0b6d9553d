// Logic with incomplete information: yes, no, or maybe. Pure.

export type Answer = 'yes' | 'no' | 'maybe'

export const toAnswer = (is: boolean): Answer => (is ? 'yes' : 'no')

/** Whether all answers are yes; yes for none. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no'
  return answers.includes('maybe') ? 'maybe' : 'yes'
}

/** Whether any answer is yes; no for none. */
export function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  return answers.includes('maybe') ? 'maybe' : 'no'
}

export function not(answer: Answer): Answer {
  if (answer === 'maybe') return answer
  return answer === 'yes' ? 'no' : 'yes'
}
