import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../renderer')

/** Units, names of formats and commands: the same in every language. */
const untranslated =
  /^(pcc .*|\/\S+|mymaster|Ctrl .|unified:\*|redis:\/\/|KiB|MiB|GiB|TTL|TLS|UTC|JSON|Hex|ASCII|Glob|Redis|B|ms|s|db|URL|Esc|Enter|OK|CONFIG SET|[A-Z0-9_]+)$/
const spokenAttributes = new Set(['label', 'title', 'alt', 'placeholder', 'aria-label', 'caption', 'summary', 'header'])

test('no page says a word that stands in no catalogue', () => {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => textsIn(file, readFileSync(join(root, file), 'utf8')))
  expect(found).toEqual([])
})

test('the search finds what it is meant to find', () => {
  const page = `export const P = () => <p title="Two words">Hello {name} <b>{'um texto'}</b> <i>MiB</i></p>`
  expect(textsIn('p.tsx', page)).toEqual(['p.tsx: Two words', 'p.tsx: Hello', 'p.tsx: um texto'])
})

function textsIn(file: string, source: string): string[] {
  const texts: string[] = []
  const take = (text: string) => {
    const trimmed = text.trim()
    if (/\p{L}{2}/u.test(trimmed) && !untranslated.test(trimmed)) texts.push(`${file}: ${trimmed}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) take(node.text)
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) {
      if (ts.isStringLiteral(node.expression)) take(node.expression.text)
    }
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (spokenAttributes.has(node.name.getText())) take(node.initializer.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return texts
}
