import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Answer, Question } from './questions.ts'

export interface Subject {
  /** @throws Error with the other process's own words */
  ask(question: Question): Promise<Answer>
  stop(): void
}

/** Starts the product's core in a process of its own and connects it. Questions are answered one at a time. */
export async function startSubject(opening: Omit<Extract<Question, { act: 'open' }>, 'act'>): Promise<Subject> {
  const child = fork(fileURLToPath(new URL('subject.js', import.meta.url)), { execArgv: ['--expose-gc'] })
  process.once('exit', () => child.kill('SIGKILL'))
  const subject: Subject = {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error(`the measured process ended during ${question.act}`))
        child.once('exit', onExit)
        child.once('message', (given: Answer | { readonly failure: string }) => {
          child.off('exit', onExit)
          if ('failure' in given) reject(new Error(given.failure))
          else resolve(given)
        })
        child.send(question)
      }),
    stop: () => child.disconnect(),
  }
  await subject.ask({ act: 'open', ...opening })
  return subject
}
