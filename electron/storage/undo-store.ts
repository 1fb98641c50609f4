import { type FileHandle, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { UndoBundle } from '../../shared/contract/undo.ts'
import { AppError, toFailure } from '../core/app-error.ts'
import type { SavedKey } from '../core/ports/keyspace.ts'
import type { UndoStore } from '../core/ports/stores.ts'
import type { System } from '../core/ports/system.ts'
import { readJsonFile } from './json-file.ts'
import { keptCount, keptInOrder, readKept } from './kept-keys.ts'
import { ensurePrivateFolder, writeAtomically } from './private-file.ts'
import { codeOf, storageError } from './storage-error.ts'
import { readFrames } from './undo-frames.ts'
import { decodeSaved, parseBundleHead } from './undo-record.ts'
import { createUndoWriter } from './undo-writer.ts'

const hourMs = 3_600_000
/** Source: acceptance battery, default limits. */
const limits = { bytes: 2 * 1024 ** 3, hours: 24 } as const
/** An expired bundle's values go at once; that there was one is shown for a week. */
const rememberedMs = 7 * 24 * hourMs
/** A bundle nobody wrote to for so long has no writer any more. */
const abandonedMs = 60_000

const nameGrammar = /^[0-9a-f-]{1,64}$/

/**
 * `undo/<bundle>.pcu` holds the keys, `undo/<bundle>.json` the facts about them, `undo/<bundle>.kept` which of the keys
 * were saved but not removed. The facts of a bundle whose writer was
 * killed are counted anew from its frames.
 */
export function createUndoStore(dataFolder: string, system: System): UndoStore {
  const { clock, log } = system
  const folder = join(dataFolder, 'undo')
  const bundleFile = (bundle: string) => join(folder, `${bundle}.pcu`)
  const factsFile = (bundle: string) => join(folder, `${bundle}.json`)
  const keptFile = (bundle: string) => join(folder, `${bundle}.kept`)
  const keepFacts = (facts: UndoBundle) => writeAtomically(factsFile(facts.bundle), `${JSON.stringify(facts)}\n`)

  async function storedFacts(bundle: string): Promise<UndoBundle | null> {
    const parsed = UndoBundle.safeParse(await readJsonFile(factsFile(bundle), log))
    return parsed.success && parsed.data.bundle === bundle ? parsed.data : null
  }

  /** @returns null where the file is no bundle of ours */
  async function countedFacts(bundle: string): Promise<UndoBundle | null> {
    const handle = await openBundle(bundleFile(bundle), bundle)
    try {
      let head = null
      let keys = 0
      for await (const { index, body } of readFrames(handle)) {
        if (index === 0) head = parseBundleHead(body)
        else keys = Math.max(keys, index)
      }
      if (head === null) return null
      keys = Math.max(0, keys - keptCount(await readKept(keptFile(bundle))))
      const { size, mtimeMs } = await handle.stat()
      const { format: _format, ...known } = head
      const facts: UndoBundle = { bundle, ...known, keys, fileBytes: size, state: 'ready' }
      if (clock() - mtimeMs > abandonedMs) await keepFacts(facts)
      return facts
    } finally {
      await handle.close()
    }
  }

  /** The facts as they are now: expired and damaged are found out, not remembered. */
  async function describe(bundle: string): Promise<UndoBundle | null> {
    const facts = (await storedFacts(bundle)) ?? (await countedFacts(bundle))
    if (facts === null) {
      log.warn('a file in the undo folder is no bundle', { bundle })
      return null
    }
    if (clock() >= facts.undoUntil) return expire(facts)
    if (facts.state !== 'ready') return facts
    const found = await stat(bundleFile(bundle)).catch(() => null)
    return found?.size === facts.fileBytes ? facts : { ...facts, state: 'damaged' }
  }

  async function expire(facts: UndoBundle): Promise<UndoBundle | null> {
    await rm(bundleFile(facts.bundle), { force: true })
    await rm(keptFile(facts.bundle), { force: true })
    if (clock() >= facts.undoUntil + rememberedMs) {
      await rm(factsFile(facts.bundle), { force: true })
      return null
    }
    const expired: UndoBundle = facts.state === 'restored' ? facts : { ...facts, state: 'expired' }
    await keepFacts(expired)
    return expired
  }

  async function* read(bundle: string): AsyncGenerator<SavedKey | { readonly damaged: number }> {
    const handle = await openBundle(bundleFile(nameOf(bundle)), bundle)
    try {
      const facts = await storedFacts(bundle)
      const kept = await readKept(keptFile(bundle))
      const isKept = keptInOrder(kept)
      const saved = facts ? facts.keys + keptCount(kept) : 0
      let next = 1
      for await (const { index, body } of readFrames(handle)) {
        if (index === 0 && facts === null && parseBundleHead(body) === null) throw notFound(bundle)
        if (index < next) continue
        for (; next < index; next++) if (!isKept(next - 1)) yield { damaged: next - 1 }
        next += 1
        if (!isKept(index - 1)) yield (body && decodeSaved(body)) ?? { damaged: index - 1 }
      }
      for (; next <= saved; next++) if (!isKept(next - 1)) yield { damaged: next - 1 }
    } finally {
      await handle.close()
    }
  }

  return {
    limits,
    async create(of) {
      await ensurePrivateFolder(folder)
      const createdAt = clock()
      const bundle = `${new Date(createdAt).toISOString().slice(0, 19).replace(/\D/g, '')}-${system.randomHex(6)}`
      return createUndoWriter({
        bundle,
        path: bundleFile(bundle),
        keptPath: keptFile(bundle),
        head: { format: 1, ...of, createdAt, undoUntil: createdAt + limits.hours * hourMs },
        maxBytes: limits.bytes,
        // The keys themselves are on disk by now: facts that cannot be kept are counted from them later.
        keepFacts: (facts) =>
          keepFacts(facts).catch((error) => log.warn('undo facts not kept', { bundle, ...toFailure(error) })),
      })
    },
    async list() {
      const names = await readdir(folder).catch((error) =>
        codeOf(error) === 'ENOENT' ? [] : Promise.reject(storageError(error, 'undo')),
      )
      const bundles = new Set(
        names.filter((name) => /\.(pcu|json)$/.test(name)).map((name) => name.replace(/\.\w+$/, '')),
      )
      const found: UndoBundle[] = []
      for (const bundle of bundles) {
        const facts = nameGrammar.test(bundle) ? await describe(bundle) : null
        if (facts) found.push(facts)
      }
      return found.sort((a, b) => b.createdAt - a.createdAt)
    },
    read,
    async mark(bundle, state) {
      const facts = (await storedFacts(nameOf(bundle))) ?? (await countedFacts(bundle))
      if (facts === null) throw notFound(bundle)
      await keepFacts({ ...facts, state })
    },
    async freeBytes() {
      try {
        await ensurePrivateFolder(folder)
        const { bavail, bsize } = await statfs(folder)
        return bavail * bsize
      } catch (error) {
        log.warn('the free disk space is unknown', { ...toFailure(error) })
        return null
      }
    },
  }
}

/** A name from outside never becomes a path unless it is a plain bundle name. */
function nameOf(bundle: string): string {
  if (!nameGrammar.test(bundle)) throw notFound(bundle)
  return bundle
}

async function openBundle(path: string, bundle: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? notFound(bundle) : storageError(error, bundle)
  }
}

function notFound(bundle: string): AppError {
  const what = bundle.slice(0, 64)
  return new AppError('not_found', `no undo bundle ${what}`, { params: { what } })
}
