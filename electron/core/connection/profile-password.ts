import type { PasswordInput, ProfileDraft } from '../../../shared/contract/connection.ts'
import { AppError } from '../app-error.ts'
import type { SecretVault, StoredProfile } from '../ports/stores.ts'

const secretName = (profileId: string) => `profile:${profileId}`

/** Stores or forgets what the operator chose. @returns how the profile's password is held from now on */
export async function savePassword(
  vault: SecretVault,
  profileId: string,
  input: PasswordInput,
  former: StoredProfile['password'],
): Promise<StoredProfile['password']> {
  if (input.kind === 'keep') return former
  if (input.kind === 'store') {
    await vault.write(secretName(profileId), input.password)
    return 'stored'
  }
  await vault.remove(secretName(profileId))
  return input.kind
}

/**
 * A stored password goes only to the server it was stored for: a typing error in the host, or a script in the page,
 * must not send it elsewhere.
 * @throws AppError `auth_required` where it has to be typed again
 */
export function assertKeptFor(stored: StoredProfile, draft: ProfileDraft): void {
  if (draft.password.kind !== 'keep' || stored.password !== 'stored') return
  const { host, port, tls } = stored
  const same = host === draft.host && port === draft.port && tls.enabled === draft.tls.enabled
  if (same && (tls.verify === draft.tls.verify || draft.tls.verify) && tls.ca === draft.tls.ca) return
  throw new AppError('auth_required', `the stored password of ${stored.name} was given for ${host}:${port}`, {
    params: { host: draft.host, port: draft.port, user: draft.username ?? 'default' },
  })
}

/** The password a draft would connect with; a kept one comes from the vault. */
export async function passwordOfDraft(vault: SecretVault, draft: ProfileDraft): Promise<string | null> {
  if (draft.password.kind === 'none') return null
  if (draft.password.kind !== 'keep') return draft.password.password
  return draft.id === null ? null : vault.read(secretName(draft.id))
}

/** @param given - typed now by the operator, for a profile that asks each time */
export async function passwordOfProfile(
  vault: SecretVault,
  profile: StoredProfile,
  given: string | null,
): Promise<string | null> {
  if (given !== null) return given
  if (profile.password === 'none') return null
  const stored = profile.password === 'stored' ? await vault.read(secretName(profile.id)) : null
  if (stored !== null) return stored
  // Either it is asked for each time, or the key store lost it: the profile stays, the operator types it again.
  throw new AppError('auth_required', `the password of ${profile.name} is needed`, {
    params: { host: profile.host, port: profile.port, user: profile.username ?? 'default' },
  })
}
