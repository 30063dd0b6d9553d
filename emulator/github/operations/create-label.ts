// POST /repos/{owner}/{repo}/labels (GitHub REST API, "Create a label").

import type { EmulatorResponse } from '../../http.ts'
import type { RepositoryCall } from '../call.ts'
import { renderJson, renderLabel } from '../render.ts'
import { findOrAddLabel } from '../state.ts'
import { checkLength, readRequiredText, readText, validationFailed } from '../validation.ts'

const MAX_NAME_CHARACTERS = 50

const MAX_DESCRIPTION_CHARACTERS = 100

/** POST /repos/{owner}/{repo}/labels: a name that exists in any case is refused. */
export function createLabel(call: RepositoryCall): EmulatorResponse {
  const name = readRequiredText(call.body, 'name')
  checkLength('Label', 'name', name, MAX_NAME_CHARACTERS)
  const color = readText(call.body, 'color') ?? 'ededed'
  if (!/^[0-9a-f]{6}$/i.test(color)) throw validationFailed('Label', 'color', 'invalid')
  const description = readText(call.body, 'description') ?? null
  if (description !== null) checkLength('Label', 'description', description, MAX_DESCRIPTION_CHARACTERS)
  if (call.repository.labels.has(name.toLowerCase())) throw validationFailed('Label', 'name', 'already_exists')
  const label = findOrAddLabel(call.state, call.repository, name)
  label.color = color.toLowerCase()
  label.description = description
  return renderJson(201, renderLabel(label, call.repository, call.apiUrl))
}
