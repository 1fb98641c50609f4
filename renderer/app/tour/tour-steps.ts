import type { WordId } from '../../i18n/catalogue.ts'

export interface TourStep {
  /** Where the step is shown; null: wherever one is. */
  readonly address: string | null
  /** What it points at; a view that does not have it now is told of without it. */
  readonly target: string
  readonly title: WordId
  readonly text: WordId
}

/** Two minutes: the tasks that an operator has, at the things they are done with. */
export const tourSteps: readonly [TourStep, ...TourStep[]] = [
  { address: null, target: '.connection', title: 'tour.where', text: 'tour.where.text' },
  { address: '/overview', target: '.table--provider', title: 'tour.stale', text: 'tour.stale.text' },
  { address: '/providers/pncp', target: '.providers__actions', title: 'tour.invalidate', text: 'tour.invalidate.text' },
  { address: '/activity', target: '.page__body .panel', title: 'tour.undo', text: 'tour.undo.text' },
  { address: '/fetches', target: '.page__actions', title: 'tour.fetch', text: 'tour.fetch.text' },
  { address: '/keys', target: '.keys__list', title: 'tour.keys', text: 'tour.keys.text' },
  { address: null, target: '.top-bar__palette', title: 'tour.palette', text: 'tour.palette.text' },
]
