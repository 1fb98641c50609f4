import { type ComponentProps, type ReactNode, useId } from 'react'
import './field.css'

export interface FieldProps {
  readonly label: string
  /** What may stand here, or what it changes. */
  readonly help?: ReactNode
  /** What is wrong, in words; read out when it appears. */
  readonly error?: string | null
  /** Gets the ids that tie the control to its words. */
  readonly children: (ids: ControlIds) => ReactNode
}

export interface ControlIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** A label, its control, and the words about it. */
export function Field({ label, help, error = null, children }: FieldProps) {
  const id = useId()
  const described = [help ? `${id}-help` : null, error === null ? null : `${id}-error`].filter((part) => part !== null)
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': error === null ? undefined : true,
      })}
      {help && (
        <p className="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error !== null && (
        <p className="field__error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'size'> {
  readonly value: string
  readonly onValue: (value: string) => void
  /** For hosts, keys and ids. */
  readonly mono?: boolean
  readonly size?: 'control' | 'dialog'
}

export function TextInput({ onValue, mono = false, size = 'control', className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={`text-input text-input--${size}${mono ? ' mono' : ''}${className ? ` ${className}` : ''}`}
      onChange={(event) => onValue(event.target.value)}
    />
  )
}

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  readonly value: string
  readonly onValue: (value: string) => void
}

export function TextArea({ onValue, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      autoComplete="off"
      spellCheck={false}
      rows={4}
      {...rest}
      className={`text-input text-input--area mono${className ? ` ${className}` : ''}`}
      onChange={(event) => onValue(event.target.value)}
    />
  )
}

export interface SelectProps<V extends string> extends Omit<ComponentProps<'select'>, 'onChange' | 'value' | 'size'> {
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onValue: (value: V) => void
}

export function Select<V extends string>({ options, onValue, className, ...rest }: SelectProps<V>) {
  return (
    <select
      {...rest}
      className={`select${className ? ` ${className}` : ''}`}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value)
        if (chosen) onValue(chosen.value)
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'onChange' | 'checked' | 'type'> {
  readonly checked: boolean
  readonly onChecked: (checked: boolean) => void
  /** Stands at the right and belongs to the target. */
  readonly label: ReactNode
  readonly help?: ReactNode
}

export function Checkbox({ onChecked, label, help, className, ...rest }: CheckboxProps) {
  return <Tick {...rest} kind="checkbox" onChecked={onChecked} label={label} help={help} />
}

/** A setting that acts at once. */
export function Switch({ onChecked, label, help, className, ...rest }: CheckboxProps) {
  return <Tick {...rest} kind="switch" onChecked={onChecked} label={label} help={help} />
}

function Tick({ kind, onChecked, label, help, ...rest }: CheckboxProps & { readonly kind: 'checkbox' | 'switch' }) {
  const id = useId()
  return (
    <div className="tick">
      <input
        {...rest}
        id={id}
        type="checkbox"
        role={kind === 'switch' ? 'switch' : undefined}
        className={`tick__box tick__box--${kind}`}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChecked(event.target.checked)}
      />
      <div>
        <label htmlFor={id} className="tick__label">
          {label}
        </label>
        {help && (
          <p className="field__help" id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
    </div>
  )
}
