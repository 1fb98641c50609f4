import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import './tour.css'
import { type TourStep, tourSteps } from './tour-steps.ts'
import { endTour, toStep, useTour } from './tour-store.ts'

/** The tour beside the window's own things, which stay usable all the while. */
export function Tour() {
  const at = useTour((state) => state.step)
  const step = at === null ? undefined : tourSteps[at]
  if (at === null || !step) return null
  return <TourPanel at={at} step={step} />
}

function TourPanel({ at, step }: { readonly at: number; readonly step: TourStep }) {
  const { t } = useWords()
  const panel = useRef<HTMLElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  const isLast = at === tourSteps.length - 1
  // The next step is one key away, wherever the step has led.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each step anew
  useEffect(() => next.current?.focus(), [at])
  // Esc leaves what has the focus: the tour only while it is the tour.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !panel.current?.contains(document.activeElement)) return
      event.preventDefault()
      endTour()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <Pointer target={step.target} />
      <section className="tour" aria-label={t('palette.tour')} data-region="tour" tabIndex={-1} ref={panel}>
        <header className="tour__head">
          <p className="tour__place">{t('tour.place', { at: at + 1, of: tourSteps.length })}</p>
          <IconButton icon={X} size="small" label={`${t('tour.skip')}  Esc`} onClick={endTour} />
        </header>
        <div aria-live="polite">
          <h2 className="tour__title">{t(step.title)}</h2>
          <p className="tour__text">{t(step.text)}</p>
        </div>
        <footer className="tour__foot">
          {!isLast && (
            <Button variant="ghost" onClick={endTour}>
              {t('tour.skip')}
            </Button>
          )}
          <span className="tour__steps">
            {at > 0 && <Button onClick={() => toStep(at - 1)}>{t('tour.back')}</Button>}
            <Button variant="primary" ref={next} onClick={() => toStep(at + 1)}>
              {t(isLast ? 'tour.end' : 'tour.next')}
            </Button>
          </span>
        </footer>
      </section>
    </>
  )
}

/** A ring around what the step speaks of; it follows when the view moves. */
function Pointer({ target }: { readonly target: string }) {
  const [box, setBox] = useState<DOMRect | null>(null)
  useEffect(() => {
    const look = () => {
      const found = document.querySelector(target)?.getBoundingClientRect() ?? null
      setBox((before) => (before && found && isSame(before, found) ? before : found))
    }
    look()
    const timer = setInterval(look, 250)
    return () => clearInterval(timer)
  }, [target])
  if (box === null) return null
  const { left, top, width, height } = box
  return <div className="tour__pointer" aria-hidden="true" style={{ left, top, width, height }} />
}

function isSame(a: DOMRect, b: DOMRect): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height
}
