import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's folder, whatever the current one is. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** A path inside the checkout. */
export const inRoot = (...parts) => join(root, ...parts)

/** Whether `metaUrl` is the script that was started, not one that was imported. */
export const isStarted = (metaUrl) => process.argv[1] !== undefined && fileURLToPath(metaUrl) === process.argv[1]
