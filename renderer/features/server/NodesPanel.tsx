import type { NodeReport, ServerReport } from '../../../shared/contract/server-report.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** The servers that own keys, and who follows them. */
export function NodesPanel({ report }: { readonly report: ServerReport }) {
  const { t, formats } = useWords()
  const { nodes } = report
  const cluster = nodes.some(({ slots }) => slots !== null)
  const figure = (value: number | null, text: (known: number) => string) =>
    value === null ? <Unknown reason={t('reason.serverSilent')} /> : text(value)
  const column = (
    id: string,
    header: string,
    value: (node: NodeReport) => number | null,
    text: (known: number) => string = formats.integer,
  ): Column<NodeReport> => ({
    id,
    header,
    align: 'end',
    width: '112px',
    sortValue: value,
    render: (node) => figure(value(node), text),
  })
  const replicas = nodes.flatMap((node) => node.replicas)
  const slots = nodes.reduce((total, node) => total + (node.reached ? (node.slots ?? 0) : 0), 0)
  const note = [
    t('server.nodes.note', { nodes: nodes.length, replicas: replicas.length }),
    ...(cluster ? [t('server.nodes.slots', { n: formats.integer(slots) })] : []),
  ].join(', ')
  return (
    <Panel flush title={t('server.nodes.title')} note={note}>
      <DataTable
        caption={t('server.nodes.title')}
        rows={nodes}
        rowKey={({ address }) => address}
        columns={[
          {
            id: 'state',
            header: t('server.column.state'),
            width: '144px',
            render: ({ reached }) => (
              <StatusWord shape={reached ? 'ok' : 'error'} tone={reached ? 'quiet' : 'error'}>
                {t(reached ? 'server.nodes.answers' : 'server.nodes.silent')}
              </StatusWord>
            ),
          },
          {
            id: 'address',
            header: t('server.column.node'),
            rowHeader: true,
            render: ({ address, role }) => (
              <>
                <span className="mono">{address}</span> <span className="text-2">{t(`connection.role.${role}`)}</span>
              </>
            ),
          },
          ...(cluster ? [column('slots', t('server.column.slots'), (node) => node.slots)] : []),
          column('keys', t('server.column.keys'), (node) => node.keys),
          column(
            'used',
            t('server.column.used'),
            (node) => node.memory?.usedBytes ?? null,
            (bytes) => formats.mebibytes(bytes),
          ),
          column('ops', t('server.column.ops'), (node) => node.opsPerSecond),
          column('clients', t('server.column.clients'), (node) => node.connectedClients),
          {
            id: 'replicas',
            header: t('server.column.replicas'),
            width: '28%',
            render: (node) => <Replicas node={node} />,
          },
        ]}
      />
    </Panel>
  )
}

function Replicas({ node }: { readonly node: NodeReport }) {
  const { t, formats } = useWords()
  if (!node.reached || node.version === null) return <Unknown reason={t('reason.serverSilent')} />
  if (node.replicas.length === 0) return <span className="text-3">{t('server.nodes.noReplica')}</span>
  const text = node.replicas
    .map(({ address, state, lagSeconds, behindBytes }) => {
      const lag = lagSeconds === null ? '' : `, ${formats.duration(lagSeconds * 1_000)}`
      const behind = behindBytes ? `, ${t('server.nodes.behind', { bytes: formats.bytes(behindBytes) })}` : ''
      return `${address} ${state}${lag}${behind}`
    })
    .join('; ')
  return (
    <span className="mono" title={text}>
      {text}
    </span>
  )
}
