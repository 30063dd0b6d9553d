// A mutant is noticed by the first failure: looking for the smallest one, as fast-check does, would only take time.
import fc from 'fast-check'

fc.configureGlobal({ endOnFailure: true })
