import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeExport } from '../../../electron/storage/export-file.ts'

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'pcc-export-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

test('the text is written whole, in the place of what stood there', async () => {
  const path = join(await folder(), 'a.csv')
  await writeFile(path, 'old')
  const pieces = Array.from({ length: 3_000 }, (_, index) => `linha ${index} ção\r\n`.repeat(20))
  await writeExport(path, pieces)
  expect(await readFile(path, 'utf8')).toBe(pieces.join(''))
})

test('S8: a link of that name is replaced and never followed', async () => {
  const here = await folder()
  await writeFile(join(here, 'outside'), 'kept')
  await symlink(join(here, 'outside'), join(here, 'a.csv'))
  await writeExport(join(here, 'a.csv'), ['new'])
  expect(await readFile(join(here, 'outside'), 'utf8')).toBe('kept')
  expect(await readFile(join(here, 'a.csv'), 'utf8')).toBe('new')
})

test('what fails leaves what stood there, and nothing beside it', async () => {
  const here = await folder()
  await writeFile(join(here, 'a.csv'), 'old')
  const broken = (function* () {
    yield 'x'
    throw new Error('broken')
  })()
  await expect(writeExport(join(here, 'a.csv'), broken)).rejects.toMatchObject({ code: 'storage_failed' })
  expect(await readdir(here)).toEqual(['a.csv'])
  expect(await readFile(join(here, 'a.csv'), 'utf8')).toBe('old')
  await mkdir(join(here, 'folder'))
  await expect(writeExport(join(here, 'folder'), ['x'])).rejects.toMatchObject({ code: 'storage_failed' })
  expect((await readdir(here)).toSorted()).toEqual(['a.csv', 'folder'])
})
