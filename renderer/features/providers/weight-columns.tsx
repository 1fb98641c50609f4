import type { Words } from '../../i18n/words.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'

/** How many keys a row of the policy report stands for, and their bytes, null where the server did not say. */
export function weightColumns<Row extends { readonly keys: number; readonly bytes: number | null }>({
  t,
  formats,
}: Words): readonly Column<Row>[] {
  return [
    {
      id: 'keys',
      header: t('policy.keys'),
      align: 'end',
      width: '88px',
      sortValue: ({ keys }) => keys,
      render: ({ keys }) => formats.integer(keys),
    },
    {
      id: 'bytes',
      header: t('policy.memory'),
      align: 'end',
      width: '96px',
      sortValue: ({ bytes }) => bytes,
      render: ({ bytes }) =>
        bytes === null ? <Unknown reason={t('reason.serverSilent')} /> : formats.mebibytes(bytes),
    },
  ]
}
