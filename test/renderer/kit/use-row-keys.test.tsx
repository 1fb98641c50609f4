import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useRowKeys } from '../../../renderer/ui/use-row-keys.ts'

afterEach(cleanup)

function Rows({ drawn }: { readonly drawn: readonly number[] }) {
  const keys = useRowKeys(drawn)
  return drawn.map((index) => (
    <button type="button" key={keys.get(index)}>
      {index}
    </button>
  ))
}

const shown = (container: HTMLElement) => [...container.querySelectorAll('button')]
const places = (container: HTMLElement) => shown(container).map(({ textContent }) => Number(textContent))

test('rows that stay keep their elements in either direction, and one in focus keeps the focus', () => {
  const { container, rerender } = render(<Rows drawn={[10, 11, 12, 13]} />)
  const [, eleven, twelve] = shown(container)
  twelve?.focus()
  for (const drawn of [
    [11, 12, 13, 14],
    [9, 10, 11, 12],
    [11, 12, 13],
  ]) {
    rerender(<Rows drawn={drawn} />)
    expect(places(container)).toEqual(drawn)
    expect(shown(container)[drawn.indexOf(11)]).toBe(eleven)
    expect(document.activeElement).toBe(twelve)
  }
})

test('after a jump the elements are used again, beside the one that has the focus', () => {
  const { container, rerender } = render(<Rows drawn={[0, 1, 2, 3]} />)
  const before = shown(container)
  before[0]?.focus()
  rerender(<Rows drawn={[0, 500, 501, 502]} />)
  expect(places(container)).toEqual([0, 500, 501, 502])
  expect(shown(container)).toEqual(before)
  expect(document.activeElement).toBe(before[0])
  rerender(<Rows drawn={[0, 900, 901, 902, 903]} />)
  expect(places(container)).toEqual([0, 900, 901, 902, 903])
  expect(shown(container).slice(0, 4)).toEqual(before)
})
