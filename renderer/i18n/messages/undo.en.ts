import type { SameWords } from '../languages.ts'
import type { undoPtBr } from './undo.pt-BR.ts'

export const undoEn: SameWords<typeof undoPtBr> = {
  'undo.preview.title': 'Undo the removal of {target}',
  'undo.preview.titleUnknown': 'Undo a removal',
  'undo.preview.reading': 'Reading the copy and asking the server about each key…',
  'undo.preview.read': '{read} of {saved} keys of the copy looked up',
  'undo.preview.cancelled': 'Preview cancelled. Nothing was restored.',
  'undo.preview.caption': 'What would become of the keys of the copy',
  'undo.preview.line': 'What would become of them',
  'undo.preview.restorable': 'Come back',
  'undo.preview.restorableHint': 'byte for byte, with the same instant of expiry',
  'undo.preview.expired': 'Stay gone',
  'undo.preview.expiredHint': 'their lifetime has passed',
  'undo.preview.standing': 'Exist already',
  'undo.preview.standingHint': 'written again, or restored before; they stay as they are',
  'undo.preview.damaged': 'Damaged',
  'undo.preview.damagedHint': 'skipped; the others do not depend on them',
  'undo.preview.unknown': 'No answer',
  'undo.preview.unknownHint': 'this user may not ask about them',
  'undo.preview.samples': '{n} examples of the {count} keys that come back',
  'undo.preview.nothing': 'No key of the copy would come back.',

  'undo.fact.returns': 'Returns',
  'undo.fact.returnsText': 'What was removed, byte for byte, with the same instant of expiry.',
  'undo.fact.stays': 'Not touched',
  'undo.fact.staysText': 'Nothing that exists is overwritten, nor what is written from now on.',
  'undo.fact.copy': 'Copy',
  'undo.fact.copyText': '{size}, made {at}, valid until {until}',
  'undo.fact.damaged': 'Damaged',
  'undo.fact.damagedText': 'Records {places} of the copy',
  'undo.fact.damagedFirst': 'Records {places} of the copy, and others after them',
  'undo.fact.server': 'Server',
  'undo.fact.otherServer': 'The copy came from {server}; another server answers now.',

  'undo.confirm.title': 'Restore {count, plural, one {# key} other {# keys}} of {target} to {where}?',
  'undo.confirm.type': 'The keys came from another server. To restore them here, type this connection’s name: {name}',
  'undo.confirm.needsName': 'Type the connection’s name.',
  'undo.confirm.act': 'Restore {count, plural, one {# key} other {# keys}}',

  'undo.progress.title': 'Restoring {target}',
  'undo.background.label': 'Restore in the background',

  'undo.result.done': '{count, plural, =0 {No keys restored} one {# key restored} other {# keys restored}} of {target}',
  'undo.result.stopped':
    'Stopped: {count, plural, =0 {no keys restored} one {# key restored} other {# keys restored}} of {target}',
  'undo.result.failed':
    'Ended by a failure: {count, plural, =0 {no keys restored} one {# key restored} other {# keys restored}} of {target}',
  'undo.result.broken': 'The end of the restore of {target} did not reach this window',
  'undo.result.resume': 'Restoring again goes on from here: what is back already stays as it is.',
  'undo.result.again': 'Go on…',

  'undo.books.caption': 'Books of the restore',
  'undo.books.saved': 'Saved',
  'undo.books.restored': 'Restored',
  'undo.books.expired': 'Expired meanwhile',
  'undo.books.expiredHint': 'stay gone',
  'undo.books.keptNewer': 'Existed already',
  'undo.books.keptNewerHint': 'stay as they are',
  'undo.books.damaged': 'Copy damaged',
  'undo.books.failed': 'Failed',
  'undo.books.notAttempted': 'Not attempted',
}
