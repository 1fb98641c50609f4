import { FlaskConical, type LucideIcon, ShieldAlert, Wrench } from 'lucide-react'
import type { Environment } from '../../shared/contract/connection.ts'
import './badge.css'

export interface EnvironmentBadgeProps {
  readonly environment: Environment
  /** The word in the operator's language, e.g. PROD. */
  readonly label: string
}

const shapes: Readonly<Record<Environment, LucideIcon>> = {
  production: ShieldAlert,
  staging: FlaskConical,
  development: Wrench,
}

/** The mode of a connection: solid red with a shield in production, an outline elsewhere. */
export function EnvironmentBadge({ environment, label }: EnvironmentBadgeProps) {
  const Shape = shapes[environment]
  return (
    <span className={`badge badge--${environment}`}>
      <Shape size={12} strokeWidth={2} aria-hidden="true" />
      {label}
    </span>
  )
}

/** A plain outlined word, e.g. "recorded answers". */
export function Badge({ children }: { readonly children: string }) {
  return <span className="badge">{children}</span>
}
