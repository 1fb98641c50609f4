import type { Language } from './languages.ts'
import { activityEn } from './messages/activity.en.ts'
import { activityPtBr } from './messages/activity.pt-BR.ts'
import { appEn } from './messages/app.en.ts'
import { appPtBr } from './messages/app.pt-BR.ts'
import { commonEn } from './messages/common.en.ts'
import { commonPtBr } from './messages/common.pt-BR.ts'
import { compareEn } from './messages/compare.en.ts'
import { comparePtBr } from './messages/compare.pt-BR.ts'
import { fetchesEn } from './messages/fetches.en.ts'
import { fetchesPtBr } from './messages/fetches.pt-BR.ts'
import { invalidationEn } from './messages/invalidation.en.ts'
import { invalidationPtBr } from './messages/invalidation.pt-BR.ts'
import { keysEn } from './messages/keys.en.ts'
import { keysPtBr } from './messages/keys.pt-BR.ts'
import { liveEn } from './messages/live.en.ts'
import { livePtBr } from './messages/live.pt-BR.ts'
import { overviewEn } from './messages/overview.en.ts'
import { overviewPtBr } from './messages/overview.pt-BR.ts'
import { procurementsEn } from './messages/procurements.en.ts'
import { procurementsPtBr } from './messages/procurements.pt-BR.ts'
import { providersEn } from './messages/providers.en.ts'
import { providersPtBr } from './messages/providers.pt-BR.ts'
import { recoveryEn } from './messages/recovery.en.ts'
import { recoveryPtBr } from './messages/recovery.pt-BR.ts'
import { searchEn } from './messages/search.en.ts'
import { searchPtBr } from './messages/search.pt-BR.ts'
import { serverEn } from './messages/server.en.ts'
import { serverPtBr } from './messages/server.pt-BR.ts'
import { settingsEn } from './messages/settings.en.ts'
import { settingsPtBr } from './messages/settings.pt-BR.ts'
import { tourEn } from './messages/tour.en.ts'
import { tourPtBr } from './messages/tour.pt-BR.ts'
import { transferEn } from './messages/transfer.en.ts'
import { transferPtBr } from './messages/transfer.pt-BR.ts'
import { undoEn } from './messages/undo.en.ts'
import { undoPtBr } from './messages/undo.pt-BR.ts'

const ptBr = {
  ...commonPtBr,
  ...appPtBr,
  ...overviewPtBr,
  ...settingsPtBr,
  ...providersPtBr,
  ...fetchesPtBr,
  ...invalidationPtBr,
  ...activityPtBr,
  ...keysPtBr,
  ...serverPtBr,
  ...undoPtBr,
  ...transferPtBr,
  ...livePtBr,
  ...procurementsPtBr,
  ...searchPtBr,
  ...comparePtBr,
  ...recoveryPtBr,
  ...tourPtBr,
}

export type WordId = keyof typeof ptBr

const en: Readonly<Record<WordId, string>> = {
  ...commonEn,
  ...appEn,
  ...overviewEn,
  ...settingsEn,
  ...providersEn,
  ...fetchesEn,
  ...invalidationEn,
  ...activityEn,
  ...keysEn,
  ...serverEn,
  ...undoEn,
  ...transferEn,
  ...liveEn,
  ...procurementsEn,
  ...searchEn,
  ...compareEn,
  ...recoveryEn,
  ...tourEn,
}

/** Every sentence of the interface, as ICU messages: a missing one does not compile. */
export const catalogue: Readonly<Record<Language, Readonly<Record<WordId, string>>>> = { 'pt-BR': ptBr, en }
