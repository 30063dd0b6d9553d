// Determines whether the repository is private, so that object keys are not published by accident.

/**
 * Whether the repository is not public, for `list-keys: auto`. From the event, otherwise from the API; if neither says,
 * it counts as public, so that no key is shown by accident.
 */
export async function readRepositoryIsPrivate(
  event: Readonly<Record<string, unknown>>,
  readRepository: () => Promise<{ readonly private?: unknown; readonly visibility?: unknown }>,
): Promise<boolean> {
  const told = isPrivate(event.repository)
  if (told !== undefined) return told
  try {
    return isPrivate(await readRepository()) ?? false
  } catch {
    return false
  }
}

function isPrivate(repository: unknown): boolean | undefined {
  const { private: hidden, visibility } = (repository ?? {}) as {
    readonly private?: unknown
    readonly visibility?: unknown
  }
  if (visibility === 'public' || hidden === false) return false
  return visibility === 'private' || visibility === 'internal' || hidden === true ? true : undefined
}
