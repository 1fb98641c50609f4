import { Signpost } from 'lucide-react'
import { use } from 'react'
import { selectSettings, useSettings } from '../connection/settings-store.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd, KeyHintContext } from '../ui/Kbd.tsx'
import { routes } from './routes.tsx'
import { closeOverlay, useShell } from './shell-store.ts'
import { shortcutGroups } from './shortcuts.ts'
import { startTour } from './tour/tour-store.ts'

/** Every key and what it does. */
export function ShortcutMap() {
  const { t } = useWords()
  const open = useShell((state) => state.overlay === 'keys')
  const singleKeys = useSettings(selectSettings)?.singleKeys ?? true
  return (
    <Dialog
      open={open}
      onClose={closeOverlay}
      title={t('keys.title')}
      footStart={
        <Button
          variant="ghost"
          icon={Signpost}
          onClick={() => {
            closeOverlay()
            startTour()
          }}
        >
          {t('palette.tour')}
        </Button>
      }
      lead={t(singleKeys ? 'keys.singleNote' : 'keys.singleOff')}
    >
      <div className="key-map">
        <KeyGroup
          title={t('keys.screens')}
          rows={routes.map((route) => ({
            keys: [`G ${route.key}`, `Alt ${route.digit}`],
            what: t(route.label),
          }))}
        />
        {shortcutGroups.map((group) => (
          <KeyGroup
            key={group.title}
            title={t(group.title)}
            rows={group.shortcuts.map(({ keys, what }) => ({ keys, what: t(what) }))}
          />
        ))}
      </div>
    </Dialog>
  )
}

interface KeyGroupProps {
  readonly title: string
  readonly rows: readonly { readonly keys: readonly string[]; readonly what: string }[]
}

function KeyGroup({ title, rows }: KeyGroupProps) {
  const { t } = useWords()
  const hintOf = use(KeyHintContext)
  return (
    <section>
      <h3 className="key-map__title">{title}</h3>
      <dl>
        {rows.map(({ keys, what }) => (
          <div key={what} className="key-map__row">
            <dt>{what}</dt>
            <dd>
              {keys.map((key) => (
                <span key={key}>
                  <Kbd>{key}</Kbd>
                  <span className="visually-hidden">{hintOf(key) ?? t('keys.switchedOff')}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
