/** @returns a function that says whether one more request may pass at `nowMs`: at most `perSecond` in any second */
export function createFloodGate(perSecond: number): (nowMs: number) => boolean {
  let second = 0
  let passed = 0
  return (nowMs) => {
    const now = Math.floor(nowMs / 1000)
    if (now !== second) {
      second = now
      passed = 0
    }
    passed += 1
    return passed <= perSecond
  }
}
