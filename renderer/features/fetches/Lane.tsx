import { Square } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FetchLane } from '../../../shared/contract/fetch.ts'
import type { ProviderMark as Mark } from '../../../shared/contract/provider.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { useFocusHeir } from '../../ui/use-focus-heir.ts'
import { LaneDetail } from './LaneDetail.tsx'
import { pagesPerSecond, secondsLeft } from './lane-pace.ts'
import { holderWords, laneReason, laneStatus } from './lane-status.ts'
import { PageCells } from './PageCells.tsx'
import { pagesRead, pagesRepeated } from './page-cells.ts'
import './lane.css'

export interface LaneProps {
  readonly lane: FetchLane
  readonly mark: Mark
  readonly now: number
  readonly stopping: boolean
  readonly onStop: () => void
  readonly onAgain: () => void
  /** Opens the decision on its result; null where none waits. */
  readonly onDecide: (() => void) | null
}

/** One provider's part of a run: state, cell per page, figures, and what went wrong. */
export function Lane({ lane, mark, now, stopping, onStop, onAgain, onDecide }: LaneProps) {
  const words = useWords()
  const { t, formats } = words
  const status = laneStatus(words, lane, stopping)
  const reason = laneReason(words, lane)
  const holder = holderWords(words, lane)
  const following = lane.state === 'following'
  const open = lane.state !== 'ended'
  const { heir, leaving } = useFocusHeir<HTMLElement>()
  return (
    <article className="lane" aria-label={lane.provider} tabIndex={-1} ref={heir}>
      <div className="lane__name">
        <p className="lane__state">
          <ProviderMark mark={mark} letter={lane.provider.charAt(0)} />
          <strong className="lane__provider">{lane.provider}</strong>
          <StatusWord shape={status.shape} tone={status.tone}>
            {status.word}
          </StatusWord>
        </p>
        <p>
          <span className="lane__count">{formats.integer(pagesRead(lane.pages))}</span>{' '}
          <span className="text-2">
            {lane.pagesTotal === null
              ? t('fetches.pages.plain', { n: pagesRead(lane.pages) })
              : t('fetches.pages.of', { total: formats.integer(lane.pagesTotal) })}
          </span>
        </p>
        {open && lane.walk && <p className="lane__walk">{lane.walk}</p>}
        {reason && <p className="lane__reason">{reason}</p>}
        {holder && <p className="lane__reason">{holder}</p>}
        {open && (
          <Button
            ref={leaving}
            size="small"
            icon={Square}
            onClick={onStop}
            reason={stopping ? t('fetches.lane.stopping') : null}
            reasonShown="hidden"
            aria-label={t(following ? 'fetches.lane.unfollow' : 'fetches.lane.stop', { provider: lane.provider })}
          >
            {t(following ? 'fetches.lane.unfollowWord' : 'fetches.lane.stopWord')}
          </Button>
        )}
      </div>
      <div className="lane__cells">
        <PageCells provider={lane.provider} pages={lane.pages} total={lane.pagesTotal} open={open} />
      </div>
      <Facts lane={lane} now={now} />
      <LaneDetail lane={lane} onAgain={onAgain} onDecide={onDecide} />
    </article>
  )
}

function Facts({ lane, now }: { readonly lane: FetchLane; readonly now: number }) {
  const { t, formats } = useWords()
  const rate = pagesPerSecond(lane, now)
  const left = secondsLeft(lane, now)
  const took = lane.startedAt !== null && lane.endedAt !== null ? lane.endedAt - lane.startedAt : null
  const repeated = pagesRepeated(lane.pages)
  return (
    <dl className="lane__facts">
      <Fact name={t('fetches.fact.items')}>{formats.integer(lane.items)}</Fact>
      <Fact name={t('fetches.fact.received')}>{formats.bytes(lane.bytes)}</Fact>
      <Fact name={t('fetches.fact.rate')}>{rate === null ? '–' : formats.decimal(rate, 2)}</Fact>
      <Fact name={t('fetches.fact.attempts')}>{formats.integer(lane.attempts)}</Fact>
      {repeated > 0 && <Fact name={t('fetches.fact.repeated')}>{formats.integer(repeated)}</Fact>}
      {lane.rejected > 0 && <Fact name={t('fetches.fact.rejected')}>{formats.integer(lane.rejected)}</Fact>}
      {lane.repeated > 0 && <Fact name={t('fetches.fact.repeatedItems')}>{formats.integer(lane.repeated)}</Fact>}
      {left !== null && <Fact name={t('fetches.fact.left')}>{`~ ${formats.duration(left * 1000)}`}</Fact>}
      {took !== null && <Fact name={t('fetches.fact.took')}>{formats.duration(took)}</Fact>}
      {lane.payloadBytes !== null && <Fact name={t('fetches.fact.stored')}>{formats.bytes(lane.payloadBytes)}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="lane__fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
