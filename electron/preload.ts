import { contextBridge, ipcRenderer } from 'electron'
import { bridgeName, type ConsoleBridge, eventChannel, invokeChannel } from '../shared/contract/bridge.ts'

// The page gets two functions and never an Electron object: the event argument of ipcRenderer stays on this side.
const bridge: ConsoleBridge = {
  invoke: (method, input) => ipcRenderer.invoke(invokeChannel, method, input),
  on: (listener) => {
    const forward = (_event: unknown, event: Parameters<typeof listener>[0]) => listener(event)
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.off(eventChannel, forward)
    }
  },
}

contextBridge.exposeInMainWorld(bridgeName, bridge)
