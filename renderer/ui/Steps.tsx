import { ChevronRight, CircleCheck } from 'lucide-react'
import './steps.css'
import { useWords } from '../i18n/words.ts'

export interface StepsProps {
  readonly steps: readonly string[]
  /** Index of the step on screen, from 0. */
  readonly current: number
}

/** The line of steps of a flow: done ones have a check, the current one its number and weight. */
export function Steps({ steps, current }: StepsProps) {
  const { t } = useWords()
  return (
    <ol className="steps">
      {steps.map((name, index) => (
        <li key={name} className="steps__step" aria-current={index === current ? 'step' : undefined}>
          {index > 0 && <ChevronRight size={12} aria-hidden="true" />}
          {index < current && <CircleCheck size={14} aria-hidden="true" />}
          <span aria-hidden="true">{index < current ? name : `${index + 1}. ${name}`}</span>
          <span className="visually-hidden">
            {index < current
              ? t('common.stepDone', { name })
              : t('common.step', { step: index + 1, steps: steps.length, name })}
          </span>
        </li>
      ))}
    </ol>
  )
}
