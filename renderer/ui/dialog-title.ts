import { createContext, useContext } from 'react'

/** Id of the title of the dialog one stands in. */
export const DialogTitleId = createContext<string | undefined>(undefined)

/**
 * For a step that comes while its dialog stays: named by the dialog's title, it is read out when the focus enters it, as
 * the title of a dialog is when that opens.
 */
export const useDialogTitleId = (): string | undefined => useContext(DialogTitleId)
