/** A number as Python would hold it: `1` and `1.0` are two things, and an int has any size. `text` is Python's own. */
export class PyNumber {
  readonly kind: 'int' | 'float'
  readonly text: string

  constructor(kind: 'int' | 'float', text: string) {
    this.kind = kind
    this.text = text
  }
}

/** @param digits - decimal digits with an optional minus; leading zeros and `-0` become what Python prints */
export function pyInt(digits: string): PyNumber {
  return new PyNumber('int', digits.length < 16 ? String(Number(digits) + 0) : String(BigInt(digits)))
}

/** Marks a JavaScript number as a Python float: `pyFloat(10000)` is written `10000.0`. */
export function pyFloat(value: number): PyNumber {
  return new PyNumber('float', floatText(value))
}

/**
 * The text of `repr(float)`: the shortest digits that read back (JavaScript finds the same ones), with an exponent from
 * 1e16 up and below 1e-4, at least two exponent digits, and `.0` behind whole numbers.
 * Source: CPython `float_repr_style` short, `PyOS_double_to_string` with 'r'.
 */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`
  }
  const negative = mantissa.startsWith('-')
  const digits = mantissa.replace(/[-.]/g, '')
  return (negative ? '-' : '') + withPoint(digits, exponent)
}

/** Places the point of `d.ddd × 10^exponent`; `digits` has neither sign nor point. */
function withPoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${whole}.${digits.slice(exponent + 1) || '0'}`
}
