import { cacheZone } from '../../shared/time/cache-day.ts'
import type { Words } from '../i18n/words.ts'
import { selectSettings, useSettings } from './settings-store.ts'

/** The zone whose calendar days name the daily fetches. */
export const useDayZone = (): string => useSettings(selectSettings)?.dayZone ?? cacheZone

/** Its name on screen: São Paulo by its own, every other as the zone database writes it. */
export const zoneName = ({ t }: Words, zone: string): string => (zone === cacheZone ? t('common.saoPaulo') : zone)
