import { z } from 'zod'

/**
 * Every way an act can fail, as a closed union: a new failure is a new code here and a sentence per language in
 * `shared/messages/`, never a new message to search for.
 */
export const failureCodes = [
  // what was asked for
  'bad_input',
  'unknown_namespace',
  'unknown_family',
  'unknown_profile',
  'not_found',
  'not_confirmed',
  'token_invalid',
  'refused',
  'busy',
  'cancelled',
  'too_large',
  // the connection
  'not_connected',
  'connect_refused',
  'connect_timeout',
  'host_not_found',
  'connection_lost',
  'auth_required',
  'auth_failed',
  'tls_untrusted',
  'tls_failed',
  'certificate_revoked',
  'revocation_list_expired',
  'revocation_list_unusable',
  'not_redis',
  'client_certificate_unusable',
  'client_certificate_required',
  'not_a_sentinel',
  'too_many_clients',
  'sentinel_name_unknown',
  'database_missing',
  // what the server or the profile does not allow
  'read_only',
  'read_only_replica',
  'primary_demoted',
  'primary_unconfirmed',
  'server_changed',
  'no_permission',
  'demo_only',
  // settings of the server
  'config_changed',
  'config_rejected',
  'config_fixed',
  'config_file_missing',
  // what the server says
  'command_timeout',
  'unknown_outcome',
  'server_loading',
  'server_out_of_memory',
  'server_cannot_persist',
  'server_error',
  'incomplete',
  // the providers
  'provider_unreachable',
  'provider_timeout',
  'provider_throttled',
  'provider_key_missing',
  'provider_key_rejected',
  'provider_refused',
  'provider_failed',
  'provider_truncated',
  'provider_not_json',
  'provider_schema_changed',
  'provider_too_large',
  'provider_redirected',
  'provider_breaker_open',
  'provider_page_limit',
  'provider_url_refused',
  // this machine
  'storage_failed',
  'disk_full',
  'secret_store_missing',
  'redis_server_missing',
  'internal',
] as const

export const FailureCode = z.enum(failureCodes)
export type FailureCode = z.infer<typeof FailureCode>

/**
 * A failure as data. `params` fill the sentence of the code (host, port, key, command, provider, page, wait…);
 * `message` is the technical English text for the folded details, free of secrets.
 */
export const Failure = z.strictObject({
  code: FailureCode,
  message: z.string().max(2_000),
  retryable: z.boolean(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Failure = z.infer<typeof Failure>
