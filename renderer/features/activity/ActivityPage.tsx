import { goTo, useAddress } from '../../connection/address.ts'
import { useLive } from '../../connection/live-store.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Page } from '../../ui/Page.tsx'
import { RefreshButton } from '../../ui/RefreshButton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { canUndo, useActivity } from './activity-store.ts'
import { JournalTab } from './JournalTab.tsx'
import { LiveTab } from './live/LiveTab.tsx'
import './activity.css'

const tabs = ['journal', 'live'] as const
type Tab = (typeof tabs)[number]

/** Who did what, what of it can be undone, and what changes now. */
export function ActivityPage() {
  const { t, formats } = useWords()
  const { journal, bundles, refresh } = useActivity()
  const phase = useLive(({ status }) => status?.phase ?? 'off')
  const { query } = useAddress()
  const now = useNow(1_000)
  const tab = tabs.find((candidate) => candidate === query.tab) ?? 'journal'
  const page = latest(journal)
  const undo = latest(bundles)
  return (
    <Page
      title={t('activity.title')}
      summary={
        page && undo
          ? t('activity.summary', {
              entries: page.entries.length,
              undoable: undo.filter((bundle) => bundle.file === undefined && canUndo(bundle, now)).length,
            })
          : t('activity.summaryUnknown')
      }
      actions={tab === 'journal' && <RefreshButton onClick={() => void refresh()} />}
    >
      <Tabs<Tab>
        label={t('activity.sections')}
        value={tab}
        onValue={(value) => goTo(value === 'journal' ? '/activity' : `/activity?tab=${value}`)}
        tabs={[
          {
            value: 'journal',
            label: t('activity.tab.journal'),
            ...(page ? { count: formats.integer(page.entries.length) } : {}),
          },
          {
            value: 'live',
            label: t('activity.tab.live'),
            ...(phase === 'off' || phase === 'live' ? {} : { count: t(`live.phase.${phase}`) }),
          },
        ]}
      >
        {tab === 'journal' ? <JournalTab /> : <LiveTab />}
      </Tabs>
    </Page>
  )
}
