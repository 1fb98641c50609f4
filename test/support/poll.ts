/** Asks again until it holds. @throws Error after `patienceMs` */
export async function poll(holds: () => Promise<boolean> | boolean, patienceMs = 25_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it never came to hold')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
