// Never answers, and must be stopped.
export const handler = () => new Promise(() => undefined)
