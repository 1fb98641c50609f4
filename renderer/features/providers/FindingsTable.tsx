import type { PolicyFinding, PolicyReport } from '../../../shared/contract/policy.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { requestInvalidation } from '../../connection/requested-flow.ts'
import { useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { weightColumns } from './weight-columns.tsx'

/** What breaks a rule, by family, and the preview that leads to its repair. */
export function FindingsTable({ report }: { readonly report: PolicyReport }) {
  const words = useWords()
  const { t } = words
  const markOf = useMarkOf()
  const notSettable = useWhyNotWritable('policy')
  const notRemovable = useWhyNotWritable('invalidate')
  if (report.findings.length === 0) {
    return (
      <p className="providers__note">
        <StatusWord shape="ok" tone="ok">
          {t('policy.clean')}
        </StatusWord>
        {report.undecidedTwins > 0 && (
          <span className="text-2"> {t('policy.undecided', { pairs: report.undecidedTwins })}</span>
        )}
      </p>
    )
  }
  const columns: readonly Column<PolicyFinding>[] = [
    {
      id: 'family',
      header: t('policy.family'),
      rowHeader: true,
      width: '240px',
      render: ({ namespace, family }) => (
        <span className="providers__finding">
          <ProviderMark mark={markOf(namespace)} letter={namespace.charAt(0)} />
          <span className="mono">{`${namespace}:${family}`}</span>
        </span>
      ),
    },
    {
      id: 'rule',
      header: t('policy.rule'),
      render: ({ rule }) => (
        <StatusWord shape="warning" tone="warning">
          {t(`policy.rule.${rule}`)}
        </StatusWord>
      ),
    },
    {
      id: 'sample',
      header: t('policy.sample'),
      wideOnly: true,
      render: ({ samples }) => <span className="mono text-2 providers__sample">{samples[0]?.label}</span>,
    },
    ...weightColumns<PolicyFinding>(words),
    {
      id: 'repair',
      header: t('policy.repair'),
      align: 'end',
      width: '160px',
      render: ({ namespace, rule, repair }) => (
        <Button
          size="small"
          variant="ghost"
          reason={repair === 'set_ttl' ? notSettable : notRemovable}
          reasonShown="hidden"
          aria-label={t('policy.repairNamed', {
            repair: t(`policy.repair.${repair}`),
            namespace,
            rule: t(`policy.rule.${rule}`),
          })}
          onClick={() => requestInvalidation({ namespace, rule })}
        >
          {t(`policy.repair.${repair}`)}
        </Button>
      ),
    },
  ]
  return (
    <>
      <DataTable
        caption={t('policy.findings')}
        columns={columns}
        rows={report.findings}
        rowKey={({ namespace, family, rule }) => `${namespace} ${family} ${rule}`}
      />
      {report.undecidedTwins > 0 && (
        <p className="providers__note text-2">{t('policy.undecided', { pairs: report.undecidedTwins })}</p>
      )}
    </>
  )
}
