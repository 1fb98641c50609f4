import { CalendarCheck, CalendarX } from 'lucide-react'
import type { DayProbe } from '../../shared/contract/freshness.ts'
import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import { goTo } from '../connection/address.ts'
import { useFreshness } from '../connection/freshness-store.ts'
import { requestFetch } from '../connection/requested-flow.ts'
import type { Words } from '../i18n/words.ts'
import { latest } from '../lib/load.ts'
import type { PaletteEntry } from './palette-entry.ts'

/** Each day of each provider that was probed: what is stored is opened, what is not is offered to be fetched. */
export function dayEntries(words: Words): PaletteEntry[] {
  const report = latest(useFreshness.getState().freshness)
  if (report === null) return []
  return report.providers.flatMap(({ provider, days }) => days.map((probe) => dayEntry(words, provider, probe)))
}

function dayEntry({ t, formats }: Words, provider: string, { day, state, items }: DayProbe): PaletteEntry {
  const absent = state === 'absent'
  const key = dailyFetchKey(provider, day)
  return {
    id: `day:${provider}:${day}`,
    group: 'runs',
    icon: absent ? CalendarX : CalendarCheck,
    title: t('palette.dayOf', { provider, day: formats.fullDay(day) }),
    consequence:
      items === null ? t(absent ? 'palette.day.absent' : 'palette.day.unread') : t('palette.day.present', { n: items }),
    choose: absent
      ? () => requestFetch({ providers: [provider], day })
      : () => goTo(`/keys?${new URLSearchParams({ ns: provider, family: 'daily_fetch', key: btoa(key) })}`),
  }
}
