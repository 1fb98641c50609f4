// Runs the command line from a checkout. Standard output belongs to the command alone.

import { pathToFileURL } from 'node:url'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { redisEnvironment } from './lib/redis-server.mjs'
import { inRoot } from './lib/root.mjs'

requireNode()
ensurePackages()
const { buildIfStale } = await import('./build.mjs')
await buildIfStale()
Object.assign(process.env, redisEnvironment())
// In this very process: signals, standard input and the exit code need no forwarding.
await import(pathToFileURL(inRoot('out', 'cli', 'cli.js')).href)
