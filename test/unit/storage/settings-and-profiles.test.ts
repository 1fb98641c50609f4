import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataFolder, dataFolderPath } from '../../../electron/storage/data-folder.ts'
import { createFileLog } from '../../../electron/storage/log.ts'
import { createProfileStore } from '../../../electron/storage/profile-store.ts'
import { createSecretVault } from '../../../electron/storage/secret-vault.ts'
import { createSettingsStore } from '../../../electron/storage/settings-store.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const profile = {
  id: 'p1',
  name: 'alicit',
  host: 'redis.example',
  port: 6379,
  database: 0,
  username: null,
  tls: { enabled: true, verify: true, ca: null },
  environment: 'production',
  readOnly: true,
  password: 'ask',
} as const

describe('settings', () => {
  test('have defaults until changed, and keep a change', async () => {
    const folder = temporaryFolder()
    const store = createSettingsStore(folder, recordingLog())
    expect((await store.read()).language).toBe('system')
    await store.update({ language: 'en' })
    expect((await createSettingsStore(folder, recordingLog()).read()).language).toBe('en')
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600)
  })

  test('two changes at once are both kept', async () => {
    const store = createSettingsStore(temporaryFolder(), recordingLog())
    await Promise.all([store.update({ theme: 'dark' }), store.update({ density: 'comfortable' })])
    expect(await store.read()).toMatchObject({ theme: 'dark', density: 'comfortable' })
  })

  test('a damaged file is set aside and told, not overwritten', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'settings.json'), '{"language": "en"')
    const log = recordingLog()
    expect((await createSettingsStore(folder, log).read()).language).toBe('system')
    const aside = readdirSync(folder).find((name) => name.startsWith('settings.json.damaged-'))
    expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe('{"language": "en"')
    expect(log.messages).toEqual(['a damaged file was set aside'])
  })

  test('of a file edited by hand the good parts work; the rest is named', async () => {
    const folder = temporaryFolder()
    const good = { enabled: false, baseUrl: null, coverage: {} }
    const edited = {
      language: 'en',
      theme: 'pink',
      providers: { pncp: good, '*': good, unified: good, govbr: { enabled: 1 } },
    }
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(edited))
    expect(await createSettingsStore(folder, recordingLog()).read()).toMatchObject({
      language: 'en',
      theme: 'system',
      providers: { pncp: good },
    })
    expect(Object.keys((await createSettingsStore(folder, recordingLog()).read()).providers)).toEqual(['pncp'])
  })

  test('no key of a file reaches the prototype of all objects', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'settings.json'),
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    )
    await createSettingsStore(folder, recordingLog()).read()
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('saved connections', () => {
  test('are kept, changed and removed', async () => {
    const folder = temporaryFolder()
    const store = createProfileStore(folder, recordingLog())
    await store.save(profile)
    await store.save({ ...profile, id: 'p2', name: 'lab' })
    await store.save({ ...profile, readOnly: false })
    expect(
      (await createProfileStore(folder, recordingLog()).list()).map(({ name, readOnly }) => [name, readOnly]),
    ).toEqual([
      ['alicit', false],
      ['lab', true],
    ])
    await store.remove('p1')
    expect((await store.list()).map(({ id }) => id)).toEqual(['p2'])
  })

  test('have names of their own: two of one name could write to the wrong server', async () => {
    const store = createProfileStore(temporaryFolder(), recordingLog())
    await store.save(profile)
    await expect(store.save({ ...profile, id: 'p2' })).rejects.toMatchObject({ code: 'bad_input' })
  })

  test('of a list edited by hand the good entries work and the file as it was is kept', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'connections.json'),
      JSON.stringify([profile, { ...profile, id: 'p2', port: 0 }, profile]),
    )
    expect((await createProfileStore(folder, recordingLog()).list()).map(({ id }) => id)).toEqual(['p1'])
    expect(readdirSync(folder).some((name) => name.startsWith('connections.json.damaged-'))).toBe(true)
  })
})

describe('secrets', () => {
  const cipher = {
    encrypt: (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a) as Buffer,
    decrypt: (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
  }

  test('come back, and never lie readable on disk', async () => {
    const folder = temporaryFolder()
    await createSecretVault(folder, cipher, recordingLog()).write('profile:p1', 'canary-1234')
    expect(await createSecretVault(folder, cipher, recordingLog()).read('profile:p1')).toBe('canary-1234')
    const text = readFileSync(join(folder, 'secrets.json'), 'utf8')
    expect(text).not.toContain('canary-1234')
    expect(text).not.toContain(Buffer.from('canary-1234').toString('base64'))
  })

  test('without a key store are refused, and those stored before stay', async () => {
    const folder = temporaryFolder()
    await createSecretVault(folder, cipher, recordingLog()).write('profile:p1', 'x')
    const none = createSecretVault(folder, null, recordingLog())
    await expect(none.write('profile:p1', 'y')).rejects.toMatchObject({ code: 'secret_store_missing' })
    expect(await none.read('profile:p1')).toBeNull()
    expect(await createSecretVault(folder, cipher, recordingLog()).read('profile:p1')).toBe('x')
  })

  test('of another key store read as missing', async () => {
    const folder = temporaryFolder()
    await createSecretVault(folder, cipher, recordingLog()).write('profile:p1', 'x')
    const other = {
      ...cipher,
      decrypt: () => {
        throw new Error('wrong key')
      },
    }
    expect(await createSecretVault(folder, other, recordingLog()).read('profile:p1')).toBeNull()
  })
})

describe('the data folder', () => {
  test.each([
    [{ PCC_DATA_DIR: '/data/pcc' }, 'linux', '/data/pcc'],
    [{ XDG_DATA_HOME: '/x' }, 'linux', '/x/provider-cache-console'],
    [{ XDG_DATA_HOME: 'relative' }, 'linux', '/home/ana/.local/share/provider-cache-console'],
    [{}, 'darwin', '/home/ana/Library/Application Support/provider-cache-console'],
  ] as const)('of %j on %s is %s', (env, platform, path) => {
    expect(dataFolderPath(env, platform, '/home/ana')).toBe(path)
  })

  test('is made for the operator alone, also where it stood open and empty', () => {
    const parent = temporaryFolder()
    mkdirSync(join(parent, 'open'))
    chmodSync(join(parent, 'open'), 0o777)
    for (const name of ['open', 'new']) {
      const path = dataFolder({ PCC_DATA_DIR: join(parent, name) })
      expect(statSync(path).mode & 0o777).toBe(0o700)
    }
  })

  test('is made with the folders above it', () => {
    const path = join(temporaryFolder(), 'a', 'b', 'c')
    expect(dataFolder({ PCC_DATA_DIR: path })).toBe(path)
    expect(statSync(path).isDirectory()).toBe(true)
  })

  test.skipIf(process.platform !== 'linux').each(['/proc/nope', '/proc/nope/deeper', '/dev/null'])(
    'that cannot be made, %s, is said at once',
    (path) => {
      expect(() => dataFolder({ PCC_DATA_DIR: path })).toThrow(expect.objectContaining({ code: 'storage_failed' }))
    },
  )

  test('that others use keeps its rights', () => {
    const shared = temporaryFolder()
    writeFileSync(join(shared, 'somebody-elses.txt'), '')
    chmodSync(shared, 0o755)
    dataFolder({ PCC_DATA_DIR: shared })
    expect(statSync(shared).mode & 0o777).toBe(0o755)
  })
})

test('the log holds one record per line whatever is logged', () => {
  const folder = temporaryFolder()
  createFileLog(folder).warn('refused key', { key: 'a\nb\u001b[31m', error: new Error('why') })
  const lines = readFileSync(join(folder, 'console.log'), 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'warn',
    message: 'refused key',
    key: 'a\nb\u001b[31m',
    error: 'why',
  })
  expect(lines[0]).not.toContain('\u001b')
  expect(statSync(join(folder, 'console.log')).mode & 0o777).toBe(0o600)
})
