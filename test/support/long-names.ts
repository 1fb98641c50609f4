/** Key names of a mebibyte each, alike but for their end. */
export const longNames = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, at) => Buffer.from(String(at).padStart(2 ** 20, 'k')))
