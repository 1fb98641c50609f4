import type { ReactNode } from 'react'
import type { OpenConnection } from '../../../shared/contract/connection.ts'
import { useWords } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Steps } from '../../ui/Steps.tsx'
import type { FlowStep } from './invalidation-store.ts'
import { Where } from './Where.tsx'

const steps = ['preview', 'confirm', 'progress', 'result'] as const satisfies readonly FlowStep[]

export interface FourStepsProps {
  readonly step: FlowStep
  /** The question or the fact of the step, with its figures. */
  readonly title: string
  /** The connection all four steps speak of. */
  readonly place: OpenConnection | null
  readonly foot: ReactNode
  readonly footStart: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The frame of what changes keys: seen, confirmed, run, told. */
export function FourSteps({ step, title, place, foot, footStart, onClose, children }: FourStepsProps) {
  const { t } = useWords()
  return (
    <Dialog
      open
      onClose={onClose}
      above={<Steps steps={steps.map((name) => t(`invalidation.step.${name}`))} current={steps.indexOf(step)} />}
      title={title}
      lead={<Where place={place} />}
      foot={foot}
      footStart={footStart}
    >
      {children}
    </Dialog>
  )
}
