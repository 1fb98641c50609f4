import { describe, expect, test } from 'vitest'
import { dateAgreement, numberAgreement, textAgreement } from '../../../electron/core/procurements/agreement.ts'

describe('how the values of a field stand to each other', () => {
  test.each([
    [['a', 'a'], 'same'],
    [['Belo Horizonte', 'BELO  HORIZONTE'], 'spelling'],
    [['São Paulo', 'Sao Paulo'], 'spelling'],
    [['a', 'b'], 'differs'],
    [['a', null], 'partial'],
    [['a', null, 'b'], 'differs'],
    [[null, null], 'unsaid'],
  ] as const)('texts %j: %s', (values, agreement) => {
    expect(textAgreement(values)).toBe(agreement)
  })

  test.each([
    [['2026-09-15 00:00:00', '2026-09-15T09:30:00'], 'same'],
    [['2026-09-15', '2026-09-15 09:30:00'], 'same'],
    [['2026-09-15 09:30:00', '2026-09-15 10:00:00'], 'differs'],
    [['2026-09-15 09:30', '2026-09-15 09:30:00'], 'same'],
    [['2026-09-15', '2026-09-16'], 'differs'],
    [['2026-09-15', null], 'partial'],
  ] as const)('dates %j: %s, as a day without an hour contradicts none', (values, agreement) => {
    expect(dateAgreement(values)).toBe(agreement)
  })

  test.each([
    [[1, 1.001], 'same'],
    [[1, 1.01], 'differs'],
    [[1, null], 'partial'],
    [[null, null], 'unsaid'],
  ] as const)('prices %j: %s, to the cent', (values, agreement) => {
    expect(numberAgreement(values)).toBe(agreement)
  })
})
