import { randomBytes } from 'node:crypto'
import { createGzip, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { unpackGzip } from '../../../electron/redis/unpack-gzip.ts'

const limits = { keep: 4_194_304, mostBytes: 67_108_864, mostMs: 60_000 }
/** Does not shrink much, so that a cut leaves something readable before it. */
const text = Buffer.from(randomBytes(30_000).toString('hex'))
const packed = gzipSync(text)
const unpack = (bytes: Uint8Array) => unpackGzip(bytes, limits)

describe('unpackGzip', () => {
  test('gives back what was packed, with every optional part of the head', async () => {
    const { head, ...facts } = await unpack(packed)
    expect(facts).toEqual({ state: 'whole', bytes: text.length, members: 1, trailing: 0 })
    expect(text.equals(head)).toBe(true)
    const flags = Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 0x61, 0, 0x62, 0, 0, 0])
    expect(await unpack(Buffer.concat([flags, packed.subarray(10)]))).toMatchObject({ state: 'whole', head: text })
  })

  test.each([0.01, 0.5, 0.99])(
    'B16: cut at %f of its length it shows what can be read, and says it is cut',
    async (share) => {
      const { state, head, bytes } = await unpack(packed.subarray(0, Math.floor(packed.length * share)))
      expect(state).toBe('truncated')
      expect(head.length).toBe(bytes)
      expect(bytes).toBeGreaterThan(share * text.length * 0.7)
      expect(text.subarray(0, bytes).equals(head)).toBe(true)
    },
  )

  test('B16: a small value cut in its trailer is still read whole, and called cut', async () => {
    const small = gzipSync('{"a": 1}')
    const read = await unpack(small.subarray(0, small.length - 3))
    expect([read.state, Buffer.from(read.head).toString()]).toEqual(['truncated', '{"a": 1}'])
  })

  test('B16: a wrong checksum, trailing bytes and two members are told', async () => {
    const wrong = Buffer.from(packed)
    wrong.writeUInt32LE(1, packed.length - 8)
    expect(await unpack(wrong)).toMatchObject({ state: 'checksum', head: text })
    expect(await unpack(Buffer.concat([packed, Buffer.from('garbage')]))).toMatchObject({
      state: 'whole',
      members: 1,
      trailing: 7,
      head: text,
    })
    expect(await unpack(Buffer.concat([packed, gzipSync('!')]))).toMatchObject({
      state: 'whole',
      members: 2,
      head: Buffer.concat([text, Buffer.from('!')]),
    })
  })

  test('damage in the middle keeps what stood before it', async () => {
    const broken = Buffer.from(packed)
    broken.fill(0xff, 20_000, 20_400)
    const { state, bytes } = await unpack(broken)
    expect(['corrupt', 'checksum']).toContain(state)
    expect(bytes).toBeGreaterThan(10_000)
  })

  test('B17: a bomb stops at the limit, says so, and keeps only what will be shown', { timeout: 30_000 }, async () => {
    const gzip = createGzip()
    const pieces: Buffer[] = []
    gzip.on('data', (piece: Buffer) => pieces.push(piece))
    const zeros = Buffer.alloc(1_048_576)
    for (let i = 0; i < 96; i++) gzip.write(zeros)
    gzip.end()
    await new Promise((resolve) => gzip.once('end', resolve))
    const { state, head, bytes } = await unpack(Buffer.concat(pieces))
    expect(state).toBe('too_large')
    expect(head.length).toBe(limits.keep)
    expect(bytes).toBeGreaterThan(limits.mostBytes)
    expect(bytes).toBeLessThan(limits.mostBytes + 1_048_576)
  })

  test('B17: gzip inside gzip is opened one layer', async () => {
    expect((await unpack(gzipSync(packed))).head).toEqual(packed)
  })

  test('a head that never ends is cut, not looped over', async () => {
    expect(await unpack(Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, 0x61]))).toMatchObject({
      state: 'truncated',
      bytes: 0,
    })
  })
})
