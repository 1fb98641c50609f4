import type { ValueCell } from '../../../shared/contract/keys.ts'
import { keyLabel, shownText } from './key-label.ts'
import { readText } from './sniff.ts'

/** Signs of one element that are shown: two hundred rows of two must stay below a mebibyte. */
const mostShown = 1_024

/** An element as it can be shown: text where it is text, else escaped byte by byte. */
export function valueCell(bytes: Uint8Array): ValueCell {
  const head = bytes.subarray(0, mostShown * 4)
  const read = readText(head, head.length < bytes.length)
  const text = read ? shownText(read.text.slice(0, mostShown)) : keyLabel(bytes).label
  const cut = read
    ? head.length < bytes.length || read.text.length > mostShown || text.length > mostShown
    : bytes.length > 64
  return { text: text.slice(0, mostShown), byteLength: bytes.length, cut }
}
