import { addressText } from '../../../shared/connection/address-text.ts'
import type { PasswordInput, PasswordKeeping, ProfileDraft } from '../../../shared/contract/connection.ts'
import { AppError } from '../app-error.ts'
import type { ConnectionSecrets } from '../ports/connection.ts'
import type { SecretVault, StoredProfile } from '../ports/stores.ts'

const secretName = (profileId: string) => `profile:${profileId}`
const sentinelSecretName = (profileId: string) => `profile:${profileId}:sentinel`

/** Stores or forgets what the operator chose. @returns how the profile's passwords are held from now on */
export async function savePasswords(
  vault: SecretVault,
  profileId: string,
  draft: ProfileDraft,
  former: StoredProfile | undefined,
): Promise<Pick<StoredProfile, 'password' | 'sentinelPassword'>> {
  const password = await savePassword(vault, secretName(profileId), draft.password, former?.password)
  const ofSentinel = draft.sentinelPassword ?? { kind: 'none' }
  const sentinelPassword = await savePassword(
    vault,
    sentinelSecretName(profileId),
    ofSentinel,
    former?.sentinelPassword,
  )
  return sentinelPassword === 'none' ? { password } : { password, sentinelPassword }
}

async function savePassword(
  vault: SecretVault,
  name: string,
  input: PasswordInput,
  former: PasswordKeeping = 'none',
): Promise<PasswordKeeping> {
  if (input.kind === 'keep') return former
  if (input.kind === 'store') {
    await vault.write(name, input.password)
    return 'stored'
  }
  await vault.remove(name)
  return input.kind
}

export async function removePasswords(vault: SecretVault, profileId: string): Promise<void> {
  await vault.remove(secretName(profileId))
  await vault.remove(sentinelSecretName(profileId))
}

/**
 * A stored password goes only to the server it was stored for: a typing error in the host, or a script in the page,
 * must not send it elsewhere.
 * @throws AppError `auth_required` where it has to be typed again
 */
export function assertKeptFor(stored: StoredProfile, draft: ProfileDraft): void {
  const kept = draft.password.kind === 'keep' && stored.password === 'stored'
  const keptOfSentinel = draft.sentinelPassword?.kind === 'keep' && stored.sentinelPassword === 'stored'
  if (!kept && !keptOfSentinel) return
  const { tls } = stored
  const same = whereTo(stored) === whereTo(draft) && tls.enabled === draft.tls.enabled
  const asStrict =
    (tls.verify === draft.tls.verify || draft.tls.verify) &&
    tls.ca === draft.tls.ca &&
    (tls.crlFile === undefined || tls.crlFile === draft.tls.crlFile)
  if (same && asStrict) return
  throw new AppError('auth_required', `the stored password of ${stored.name} was given for ${addressText(stored)}`, {
    params: { host: draft.host, port: draft.port, user: draft.username ?? 'default' },
  })
}

/** Who would get the passwords: the server, or the sentinels and whom they name. */
function whereTo({ host, port, sentinel }: Pick<StoredProfile, 'host' | 'port' | 'sentinel'>): string {
  const sentinels = [{ host, port }, ...(sentinel?.others ?? [])].map(addressText).sort()
  return JSON.stringify([sentinel?.name ?? null, sentinels])
}

/** What a draft would log in with; what is kept comes from the vault. */
export async function secretsOfDraft(vault: SecretVault, draft: ProfileDraft): Promise<ConnectionSecrets> {
  const read = async (input: PasswordInput | undefined, nameOf: (id: string) => string) => {
    if (input === undefined || input.kind === 'none') return null
    if (input.kind !== 'keep') return input.password
    return draft.id === null ? null : vault.read(nameOf(draft.id))
  }
  return {
    password: await read(draft.password, secretName),
    sentinelPassword: await read(draft.sentinelPassword, sentinelSecretName),
  }
}

/** @param given - typed now by the operator, for a profile that asks each time */
export async function secretsOfProfile(
  vault: SecretVault,
  profile: StoredProfile,
  given: ConnectionSecrets,
): Promise<ConnectionSecrets> {
  const needed = async (typed: string | null, keeping: PasswordKeeping, name: string, user: string | null) => {
    if (typed !== null) return typed
    if (keeping === 'none') return null
    const stored = keeping === 'stored' ? await vault.read(name) : null
    if (stored !== null) return stored
    // Either it is asked for each time, or the key store lost it: the profile stays, the operator types it again.
    throw new AppError('auth_required', `the password of ${profile.name} is needed`, {
      params: { host: profile.host, port: profile.port, user: user ?? 'default' },
    })
  }
  const { id, password, sentinelPassword = 'none', username, sentinel } = profile
  return {
    password: await needed(given.password, password, secretName(id), username),
    sentinelPassword: await needed(
      given.sentinelPassword,
      sentinelPassword,
      sentinelSecretName(id),
      sentinel?.username ?? null,
    ),
  }
}
