import './progress.css'

export interface ProgressProps {
  readonly label: string
  /** 0 to 1; null where the end is unknown. */
  readonly share: number | null
  readonly width?: string
}

/** A bar from empty to full; its figures stand beside it in words. */
export function Progress({ label, share, width = '100%' }: ProgressProps) {
  const value = share === null ? undefined : Math.max(0, Math.min(1, share))
  return (
    <div
      className="progress"
      style={{ width }}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
    >
      <div
        className={value === undefined ? 'progress__bar progress__bar--unknown' : 'progress__bar'}
        style={{ width: `${(value ?? 1) * 100}%` }}
      />
    </div>
  )
}
