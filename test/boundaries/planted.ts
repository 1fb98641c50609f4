/** For each import rule, files that break it and nothing but it needs to be told: path -> text. */
export const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycles': {
    'shared/time/one.ts': "import type { Two } from './two.ts'\nexport interface One { two: Two }\n",
    'shared/time/two.ts': "import type { One } from './one.ts'\nexport interface Two { one: One }\n",
  },
  'no-barrels': { 'shared/keys/index.ts': "export * from './key.ts'\n" },
  'no-unreached': { 'electron/core/forgotten.ts': 'export const forgotten = 1\n' },
  'no-tests-in-product': { 'electron/core/tested.ts': "import '../../test/support/helper.ts'\n" },
  'doors-are-not-imported': { 'electron/ipc/knocks.ts': "import '../main.ts'\n" },
  'shared-is-pure': { 'shared/util/reads.ts': "import 'node:fs'\n" },
  'core-knows-no-host': { 'electron/core/reads.ts': "import 'node:fs'\n" },
  'redis-is-one-adapter': {
    'electron/redis/stores.ts': "import type { Log } from '../storage/log.ts'\nexport type L = Log\n",
  },
  'providers-are-one-adapter': { 'electron/providers/use-case.ts': "import '../core/stats/collect.ts'\n" },
  'storage-is-one-adapter': { 'electron/storage/asks.ts': "import '../providers/http.ts'\n" },
  'sandbox-is-one-adapter': { 'electron/sandbox/asks.ts': "import '../redis/connect.ts'\n" },
  'schedule-is-one-adapter': { 'electron/schedule/waits.ts': "import 'node:timers'\n" },
  'ipc-translates': { 'electron/ipc/adapts.ts': "import '../redis/connect.ts'\n" },
  'app-knows-electron': { 'electron/app/counts.ts': "import '../core/stats/collect.ts'\n" },
  'preload-is-thin': { 'electron/preload.ts': "import '../shared/util/result.ts'\n" },
  'commands-call-the-core': { 'electron/commands/stores.ts': "import '../storage/log.ts'\n" },
  'electron-above-the-core': { 'electron/storage/window.ts': "import { app } from 'electron'\napp.quit()\n" },
  'command-line-without-electron': {
    'electron/cli.ts': "import './far.ts'\n",
    'electron/far.ts': "import './storage/window.ts'\n",
  },
  'ioredis-in-one-folder': { 'electron/sandbox/client.ts': "import { Redis } from 'ioredis'\nnew Redis()\n" },
  'page-without-backend': { 'renderer/ui/Schema.tsx': "import { z } from 'zod'\nz.string()\n" },
  'page-without-node': { 'renderer/lib/file.ts': "import 'node:fs'\n" },
  'page-takes-types-of-the-contract': {
    'renderer/connection/schema.ts': "import { schema } from '../../shared/contract/schema.ts'\nschema.parse(1)\n",
  },
  'page-parts-know-no-page': { 'renderer/ui/Reads.tsx': "import '../connection/store.ts'\n" },
  'page-tools-without-react': { 'renderer/bridge/hook.ts': "import { useState } from 'react'\nuseState()\n" },
  'connection-below-features': { 'renderer/connection/reads.ts': "import '../features/keys/keys-store.ts'\n" },
  'features-do-not-talk': { 'renderer/features/server/reads.ts': "import '../keys/keys-store.ts'\n" },
  'recharts-in-charts': { 'renderer/features/keys/Picture.tsx': "import { BarChart } from 'recharts'\nBarChart()\n" },
}

/** What the rules allow, planted beside: a rule that refuses one of these is too wide. */
export const allowed: Readonly<Record<string, string>> = {
  'shared/keys/key.ts': 'export const key = 1\n',
  'shared/util/result.ts': "import { md5 } from 'js-md5'\nexport const result = md5('')\n",
  'shared/contract/schema.ts':
    "import { z } from 'zod'\nexport const schema = z.number()\nexport type Schema = number\n",
  'electron/core/stats/collect.ts': "import { key } from '../../../shared/keys/key.ts'\nexport const collect = key\n",
  'electron/core/ports/port.ts': 'export interface Port { read(): void }\n',
  'electron/redis/connect.ts': "import { Redis } from 'ioredis'\nimport 'node:net'\nnew Redis()\n",
  'electron/storage/log.ts':
    "import 'node:fs'\nimport type { Port } from '../core/ports/port.ts'\nexport type Log = Port\n",
  'electron/providers/http.ts': "import { request } from 'undici'\nrequest('')\n",
  'electron/app/window.ts': "import { app } from 'electron'\nimport 'node:path'\napp.quit()\n",
  'electron/main.ts':
    "import './app/window.ts'\nimport './storage/log.ts'\nimport './redis/connect.ts'\nimport './providers/http.ts'\n",
  'renderer/connection/store.ts':
    "import type { Schema } from '../../shared/contract/schema.ts'\nimport { key } from '../../shared/keys/key.ts'\nexport const store: Schema = key\n",
  'renderer/features/keys/keys-store.ts': "import '../../connection/store.ts'\n",
  'renderer/features/keys/KeysChart.tsx':
    "import { BarChart } from 'recharts'\nimport { useState } from 'react'\nBarChart(useState())\n",
  'renderer/main.tsx': "import './features/keys/keys-store.ts'\nimport './features/keys/KeysChart.tsx'\n",
  'test/support/helper.ts': "import '../../shared/util/result.ts'\nimport '../../electron/core/stats/collect.ts'\n",
}
