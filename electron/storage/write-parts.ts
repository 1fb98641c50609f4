import type { FileHandle } from 'node:fs/promises'

/** Pieces the system takes in one go. */
const partsPerGo = 1_024

/** Writes the pieces one behind the other from where the file stands, without a copy that holds them all. */
export async function writeParts(handle: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  for (let from = 0; from < parts.length; from += partsPerGo) {
    const some = parts.slice(from, from + partsPerGo)
    const bytes = some.reduce((total, part) => total + part.byteLength, 0)
    const { bytesWritten } = await handle.writev(some)
    // The disk took a part: the rest is written, or fails with the true cause.
    if (bytesWritten < bytes) await handle.writeFile(Buffer.concat(some).subarray(bytesWritten))
  }
}
