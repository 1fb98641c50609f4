/** For the `default` of a switch over a closed union: a new member no longer compiles. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`)
}
