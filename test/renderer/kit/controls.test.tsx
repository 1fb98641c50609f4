import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Button } from '../../../renderer/ui/Button.tsx'
import { DataTable } from '../../../renderer/ui/DataTable.tsx'
import { FailureNotice } from '../../../renderer/ui/FailureNotice.tsx'
import { niceTicks } from '../../../renderer/ui/nice-ticks.ts'
import { renderPage } from '../../support/render-page.tsx'

afterEach(cleanup)

describe('a button that cannot be used', () => {
  test('keeps its place, says why, and does nothing', async () => {
    const act = vi.fn<() => void>()
    renderPage(
      <Button onClick={act} reason="falta UNLINK">
        Invalidar
      </Button>,
    )
    const button = screen.getByRole('button', { name: 'Invalidar' })
    await userEvent.click(button)
    expect(act).not.toHaveBeenCalled()
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe('falta UNLINK')
  })

  test('U1: keeps the focus when pressing it made it so', async () => {
    function Once() {
      const [reason, setReason] = useState<string | null>(null)
      return (
        <Button reason={reason} onClick={() => setReason('já parando')}>
          Parar
        </Button>
      )
    }
    renderPage(<Once />)
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    const button = screen.getByRole('button', { name: 'Parar' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(button)
  })

  test('does not submit its form', async () => {
    const submit = vi.fn<() => void>()
    renderPage(
      <form onSubmit={submit}>
        <Button type="submit" reason="nada mudou">
          Salvar
        </Button>
      </form>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Salvar' }))
    expect(submit).not.toHaveBeenCalled()
  })
})

describe('a table that opens rows', () => {
  const rows = [
    { id: 'a', size: 2 },
    { id: 'b', size: null },
    { id: 'c', size: 10 },
  ]
  const open = vi.fn<(row: { readonly id: string }) => void>()
  const table = (
    <DataTable
      caption="Chaves"
      rows={rows}
      rowKey={({ id }) => id}
      onOpen={open}
      columns={[
        { id: 'id', header: 'Chave', rowHeader: true, render: ({ id }) => id },
        {
          id: 'size',
          header: 'Tamanho',
          align: 'end',
          sortValue: ({ size }) => size,
          render: ({ size }) => size ?? '–',
        },
      ]}
    />
  )

  test('has one tab stop; arrows and J K move it, Enter opens', async () => {
    renderPage(table)
    const user = userEvent.setup()
    await user.tab()
    await user.tab()
    await user.keyboard('{ArrowDown}j{k}{Enter}')
    expect(open).toHaveBeenLastCalledWith(rows[1])
    expect(screen.getAllByRole('row').filter((row) => row.tabIndex === 0)).toHaveLength(1)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('4')
  })

  test('sorts the unknown last, whichever way', async () => {
    renderPage(table)
    const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent)
    await userEvent.click(screen.getByRole('button', { name: 'Tamanho' }))
    expect(names()).toEqual(['c', 'a', 'b'])
    await userEvent.click(screen.getByRole('button', { name: 'Tamanho' }))
    expect(names()).toEqual(['a', 'c', 'b'])
  })
})

test('a failure says what and what next in words, and keeps the technical text folded', () => {
  renderPage(
    <FailureNotice
      failure={{ code: 'connect_refused', message: 'ECONNREFUSED', retryable: true, params: { host: 'h', port: 1 } }}
    />,
  )
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain('h:1')
  expect(alert.querySelector('details')?.open).toBe(false)
  expect(alert.querySelector('details')?.textContent).toContain('ECONNREFUSED')
})

test('ticks are round, begin at zero and reach the top', () => {
  expect(niceTicks(1_506)).toEqual([0, 500, 1_000, 1_500, 2_000])
  expect(niceTicks(3, 1)).toEqual([0, 1, 2, 3])
  expect(niceTicks(0)).toEqual([0, 1])
})
