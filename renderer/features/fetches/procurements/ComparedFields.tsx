import type { Agreement, ComparedField, ProcurementDetail } from '../../../../shared/contract/procurements.ts'
import { useMarkOf } from '../../../connection/namespaces.ts'
import { useWords } from '../../../i18n/words.ts'
import type { StateShape, Tone } from '../../../ui/icons.ts'
import { ProviderMark } from '../../../ui/ProviderMark.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'

export interface ComparedFieldsProps {
  readonly detail: ProcurementDetail
  readonly differingOnly: boolean
}

type Told = Exclude<Agreement, 'same' | 'unsaid'>

const signs: Readonly<Record<Told, readonly [StateShape, Tone]>> = {
  differs: ['warning', 'warning'],
  spelling: ['info', 'quiet'],
  partial: ['empty', 'quiet'],
}

/** A field with one value for all is said once; where the records do not agree, each is named with its own. */
export function ComparedFields({ detail, differingOnly }: ComparedFieldsProps) {
  const { t } = useWords()
  const said = detail.fields.filter(({ agreement }) => agreement !== 'unsaid')
  const shown = differingOnly ? said.filter(({ agreement }) => agreement === 'differs') : said
  const unsaid = detail.fields.filter(({ agreement }) => agreement === 'unsaid')
  return (
    <>
      <Members detail={detail} />
      {shown.length === 0 && <p className="procurement__note">{t('procurements.noDifference')}</p>}
      <dl className="procurement__fields">
        {shown.map((field) => (
          <Field key={field.name} field={field} detail={detail} />
        ))}
      </dl>
      {!differingOnly && unsaid.length > 0 && (
        <p className="procurement__note text-2">
          {t('procurements.unsaidFields', {
            fields: unsaid.map(({ name }) => t(`procurements.field.${name}`)).join(', '),
          })}
        </p>
      )}
    </>
  )
}

/** The records, each with its own id at its provider and the address it gives for people. */
function Members({ detail: { members, moreMembers } }: { readonly detail: ProcurementDetail }) {
  const { t } = useWords()
  return (
    <>
      <ul className="procurement__members" aria-label={t('procurements.records')}>
        {members.map((member) => (
          <li key={`${member.provider} ${member.externalId} ${member.legacy}`}>
            <Provider member={member} />
            <span className="procurement__id mono">{member.externalId}</span>
            {member.sourceUrl !== null && <span className="procurement__url mono text-3">{member.sourceUrl}</span>}
          </li>
        ))}
      </ul>
      {moreMembers > 0 && <p className="procurement__note">{t('procurements.moreRecords', { n: moreMembers })}</p>}
    </>
  )
}

function Provider({ member: { provider, legacy } }: { readonly member: ProcurementDetail['members'][number] }) {
  const { t } = useWords()
  const markOf = useMarkOf()
  return (
    <span className="procurement__provider">
      <ProviderMark mark={markOf(provider)} letter={provider.charAt(0)} />
      {legacy ? t('procurements.legacy', { provider }) : provider}
    </span>
  )
}

function Field({ field, detail }: { readonly field: ComparedField; readonly detail: ProcurementDetail }) {
  const { t } = useWords()
  const { name, agreement, values } = field
  const sign = agreement === 'same' || agreement === 'unsaid' ? null : signs[agreement]
  const single = agreement === 'same' ? values[0] : undefined
  return (
    <div className={agreement === 'differs' ? 'procurement__field procurement__field--differs' : 'procurement__field'}>
      <dt>
        {t(`procurements.field.${name}`)}
        {sign && (
          <StatusWord shape={sign[0]} tone={sign[1]}>
            {t(`procurements.agreement.${agreement as Told}`)}
          </StatusWord>
        )}
      </dt>
      {single === undefined ? (
        values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value stands for the member of the same place
          <dd key={index} className="procurement__value">
            {detail.members[index] && <Provider member={detail.members[index]} />}
            <Value name={name} value={value} />
          </dd>
        ))
      ) : (
        <dd>
          <Value name={name} value={single} />
        </dd>
      )}
    </div>
  )
}

function Value({ name, value }: { readonly name: ComparedField['name']; readonly value: string | number | null }) {
  const { t, formats } = useWords()
  if (value === null) return <span className="text-3">{t('procurements.unsaid')}</span>
  if (typeof value === 'number') return <span>{formats.decimal(value, 2)}</span>
  if (name === 'status') return <span>{statusWord(t, value)}</span>
  return <span className="procurement__text">{value}</span>
}

const statuses = ['not_yet_public', 'published', 'suspended', 'revoked', 'annulled', 'awarded', 'removed'] as const

/** Other writers may have words of their own. */
function statusWord(t: ReturnType<typeof useWords>['t'], value: string): string {
  const known = statuses.find((status) => status === value)
  return known ? t(`procurements.status.${known}`) : value
}
