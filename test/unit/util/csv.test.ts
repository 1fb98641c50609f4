import { describe, expect, test } from 'vitest'
import { csvLineEnd, csvRecord } from '../../../shared/util/csv.ts'

/** A reader by RFC 4180 alone, which knows nothing of the writer; every cell must be quoted. */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    if (text[at] !== '"') throw new SyntaxError(`no quote at ${at}`)
    let cell = ''
    for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at++) {
      if (text[at] === '"') at++
      cell += text[at] ?? ''
    }
    records.at(-1)?.push(cell)
    at += 1
    if (text[at] === ',') at += 1
    else if (text.startsWith('\r\n', at)) {
      at += 2
      records.push([])
    } else throw new SyntaxError(`neither a separator nor a line end at ${at}`)
  }
  return records.slice(0, -1)
}

const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1', '＋1', '－1', '＠x']
const disguised = [',=1', ';=1', '"=1', `'=1`, '  =1', '"; =HYPERLINK("http://x")', '|+1']
const harmless = ['', 'a', '1=2', 'a,b', 'a"b', 'a\nb', 'a\r\nb', 'Aquisição – merenda', '(=1)', '1-2']

describe('S24: a cell', () => {
  test.each([...dangerous, ...disguised])('%j gets a quote in front, and is otherwise what it was', (text) => {
    expect(readCsv(csvRecord([text, 'next']) + csvLineEnd)).toEqual([[`'${text}`, 'next']])
  })

  test.each(harmless)('%j stays what it is', (text) => {
    expect(readCsv(csvRecord([text, 'next']) + csvLineEnd)).toEqual([[text, 'next']])
  })

  test('a number, a truth and nothing are written plain; a negative number is no formula', () => {
    expect(readCsv(csvRecord([-1.5, 75480, true, null]) + csvLineEnd)).toEqual([['-1.5', '75480', 'true', '']])
  })

  test('a mebibyte in a cell comes back, and the records and columns are as many as they were', () => {
    const long = `=${'x,"\r\n'.repeat(200_000)}`
    const records = [['a', long], ...dangerous.map((text) => [text, 'b'])]
    const text = records.map((cells) => csvRecord(cells) + csvLineEnd).join('')
    const read = readCsv(text)
    expect(read.map((cells) => cells.length)).toEqual(records.map(() => 2))
    expect(read[0]?.[1]).toBe(`'${long}`)
  })
})
