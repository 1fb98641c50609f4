import type { SameWords } from '../languages.ts'
import type { transferPtBr } from './transfer.pt-BR.ts'

export const transferEn: SameWords<typeof transferPtBr> = {
  'export.act': 'Export…',
  'export.running': 'Exporting {target}',
  'export.phase.listing': '{done} of {of} keys of the server walked',
  'export.phase.copying': '{done} of {of} keys read; the file has {size}',
  'export.nothingChanges': 'Nothing on the server changes.',
  'export.stop': 'Stop',
  'export.stopping': 'Stopping…',
  'export.ended': 'Export of {target} ended',
  'export.notDone': '{target} was not exported',
  'export.cancelled': 'Export stopped. No file was left.',
  'export.whole': 'Complete',
  'export.partial': 'Partial',
  'export.took': '{size}, in {duration}',
  'export.books': 'Books of the export',
  'export.books.saved': 'In the file',
  'export.books.gone': 'Gone meanwhile',
  'export.books.changed': 'Rewritten meanwhile',
  'export.books.failed': 'Not readable',
  'export.books.listed': 'Listed',

  'import.act': 'Import…',
  'import.title': 'Import {target} from {file}',
  'import.from': 'file {file}',
  'import.returnsText': 'What the file holds, byte for byte, with the same instant of expiry.',
  'import.damagedHint': 'damaged, or outside of {target}; they are skipped',
  'import.confirm.type': 'To import, type {name}',
  'import.confirm.needsName': 'Type the name of the namespace.',
}
