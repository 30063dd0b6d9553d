// Defines the version of this action; the house test compares it with package.json.

export const VERSION = '0.1.0'
