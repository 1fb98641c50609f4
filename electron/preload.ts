import { contextBridge, ipcRenderer } from 'electron'
import { bridgeName, type ConsoleBridge, eventChannel, invokeChannel } from '../shared/contract/bridge.ts'
import type { AppEvent } from '../shared/contract/events.ts'

const listeners = new Set<(event: AppEvent) => void>()
ipcRenderer.on(eventChannel, (_event, event: AppEvent) => {
  for (const listener of listeners) listener(event)
})

// The page gets two functions and never an Electron object: the event argument of ipcRenderer stays on this side.
const bridge: ConsoleBridge = {
  invoke: (method, input) => ipcRenderer.invoke(invokeChannel, method, input),
  on: (listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
}

contextBridge.exposeInMainWorld(bridgeName, bridge)
