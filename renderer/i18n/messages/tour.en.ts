import type { SameWords } from '../languages.ts'
import type { tourPtBr } from './tour.pt-BR.ts'

export const tourEn: SameWords<typeof tourPtBr> = {
  'tour.place': 'Tour, step {at, number} of {of, number}',
  'tour.skip': 'Skip',
  'tour.back': 'Back',
  'tour.next': 'Next',
  'tour.end': 'Done',
  'tour.where': 'Where you are',
  'tour.where.text':
    'The name, mode and host of the connection stand here on every screen. Production has a red badge and a red frame around the whole window.',
  'tour.stale': 'Why is a provider stale?',
  'tour.stale.text':
    'One row per provider: its state in words, the reason beside it, the age of the last daily fetch against 24 h and 25 h, and the items against the median. Enter opens the provider.',
  'tour.invalidate': 'Preview an invalidation',
  'tour.invalidate.text':
    'I, or the button, opens a preview: the exact list, what stays, whether it can be undone. Nothing is removed before you have typed the provider’s name.',
  'tour.undo': 'Undo',
  'tour.undo.text':
    'What this console removed stays here for 24 h and comes back with its lifetimes. Below it the journal says who did what. U leads here from every screen.',
  'tour.fetch': 'Run a daily fetch',
  'tour.fetch.text':
    'F opens the form. Each provider has a lane with a cell per page, and a worse result never replaces a good one without being asked.',
  'tour.keys': 'Look at the keys',
  'tour.keys.text':
    'The search is literal. J and K move, the space bar peeks, Enter opens, Ctrl C copies the exact name. Looking changes nothing.',
  'tour.palette': 'Everything by name',
  'tour.palette.text':
    'Ctrl K finds keys, screens, providers, runs and actions, in Portuguese and in English. The ? key shows all shortcuts; this tour can be started again from both.',
}
