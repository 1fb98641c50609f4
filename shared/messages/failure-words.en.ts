import { addressText } from '../connection/address-text.ts'
import type { FailureCatalogue, Fill } from './failure-sentence.ts'

const placeOr = (fallback: string) => (fill: Fill) =>
  addressText({ host: fill('host', fallback), port: fill('port', '') })
/** Within a sentence, and at its beginning. */
const place = placeOr('the server')
const placeFirst = placeOr('The server')
const after = (fill: Fill, name: string, mark: string, end = '') => {
  const text = fill(name, '')
  return text === '' ? '' : `${mark}${text}${end}`
}
const provider = (fill: Fill) => fill('provider', 'the provider')
const providerFirst = (fill: Fill) => fill('provider', 'The provider')
const onPage = (fill: Fill) => after(fill, 'page', ' on page ')
const why = (fill: Fill) => after(fill, 'reason', ': ')

export const failureWordsEn: FailureCatalogue = {
  urlProblems: {
    empty: 'no address was given',
    too_long: 'the address is too long',
    bad_characters: 'the address holds blanks, line ends or letters outside ASCII; write them percent-encoded',
    bad_scheme: 'the address must begin with redis://, rediss://, redis-sentinel:// or unix://',
    bad_escape: 'signs such as @ / ? # % in the user or password must be percent-encoded',
    bad_host: 'the host is not a valid name or IP address',
    bad_port: 'the port must be a number from 1 to 65535',
    bad_database: 'what follows the host must be a database number, such as /0',
    bad_sentinel: 'the name of the primary must follow the sentinels, such as #mymaster',
    bad_path:
      'a Unix socket is given by its absolute path of up to 107 characters, such as unix:///run/redis/redis.sock',
    has_query: 'parts behind ? or # are not supported; set those options in the form',
  },
  sentences: {
    bad_input: (f) => ({
      what: `${f('what', 'The input')} is not valid${why(f)}.`,
      next: 'Correct it and try again.',
    }),
    unknown_namespace: (f) => ({
      what: `No provider or namespace has ${after(f, 'namespace', 'the name “', '”') || 'an empty name'}.`,
      next: 'Choose one from the list, spelled exactly the same; patterns are not accepted.',
    }),
    unknown_family: (f) => ({
      what: `${f('namespace', 'This namespace')} has no key family called “${f('family', '?')}”.`,
      next: 'Choose one of the families shown for it.',
    }),
    unknown_profile: (f) => ({
      what: `There is no saved connection called “${f('profile', '?')}”.`,
      next: 'Choose a saved connection, or save this one first.',
    }),
    not_found: (f) => ({
      what: `${f('what', f('key', 'What was asked for'))} is no longer there.`,
      next: 'Refresh and choose again.',
    }),
    not_confirmed: (f) => ({
      what: `Nothing was changed: the typed confirmation is not exactly ${f('namespace', 'the name asked for')}.`,
      next: 'Type the name exactly as shown, without blanks.',
    }),
    token_invalid: () => ({
      what: 'Nothing was changed: the preview is used up, too old, or of another server.',
      next: 'Make a new preview and confirm that one.',
    }),
    refused: (f) => ({
      what: `The console refused this${why(f)}.`,
      next: 'Start it again from the screen it belongs to.',
    }),
    busy: (f) => ({
      what: `${f('operation', 'Another operation')} is still in progress${after(f, 'by', ' by ')}${after(f, 'since', ' since ')}.`,
      next: 'Wait until it ends, or stop it, and try again.',
    }),
    cancelled: (f) => ({
      what: `${f('operation', 'The operation')} was cancelled.`,
      next: 'What was done until then stays as it is; start it again when you wish.',
    }),
    too_large: (f) => ({
      what: `${f('what', f('key', 'The value'))} is larger than the limit${after(f, 'limit', ' of ')}.`,
      next: 'Ask for less: a shorter period, fewer bodies, or a part of the value.',
    }),
    not_connected: () => ({
      what: 'There is no open connection to a Redis.',
      next: 'Open a saved connection or the demo workspace.',
    }),
    connect_refused: (f) => ({
      what: `${placeFirst(f)} refused the connection: nothing listens there.`,
      next: 'Check host and port, and that the server is running.',
    }),
    connect_timeout: (f) => ({
      what: `${placeFirst(f)} did not answer in time.`,
      next: 'Check the address, the firewall, and whether a VPN is needed.',
    }),
    host_not_found: (f) => ({
      what: `No host is known by the name ${f('host', 'given')}.`,
      next: 'Check the spelling and that this machine can resolve names.',
    }),
    connection_lost: (f) => ({
      what: `The connection to ${place(f)} was lost.`,
      next: 'What was not done stays undone: once the server answers again, begin anew.',
    }),
    auth_required: (f) => ({
      what: `${placeFirst(f)} asks for a password.`,
      next: 'Enter the password, and the user where one is needed.',
    }),
    auth_failed: (f) => ({
      what: `${placeFirst(f)} did not accept the password of user ${f('user', 'default')}.`,
      next: 'Check user and password.',
    }),
    tls_untrusted: (f) => ({
      what: `The certificate of ${place(f)} cannot be trusted${why(f)}.`,
      next: 'Add the certificate authority to the connection, or ask for a valid certificate.',
    }),
    tls_failed: (f) => ({
      what: `No encrypted connection to ${place(f)} came about${why(f)}.`,
      next: 'Check whether this port speaks TLS, and switch TLS on or off to match.',
    }),
    certificate_revoked: (f) => ({
      what: `The certificate of ${place(f)}, or of an authority that vouches for it, was revoked.`,
      next: 'Do not use this server: ask who runs it, and for a new certificate.',
    }),
    revocation_list_expired: (f) => ({
      what: `The revocation list has expired${after(f, 'file', ' (', ')')}: whether the certificate of ${place(f)} was revoked since is unknown.`,
      next: 'Fetch the current list from the authority into that file, and connect again.',
    }),
    revocation_list_unusable: (f) => ({
      what: `The revocation list cannot be used${why(f)}${after(f, 'file', ' (', ')')}.`,
      next: 'Choose a PEM file, readable by you, with the list of every authority of the server’s chain.',
    }),
    not_redis: (f) => ({
      what: `What answers at ${place(f)} is not Redis.`,
      next: 'Check the port, and whether the server wants TLS.',
    }),
    client_certificate_unusable: (f) => ({
      what: `The client certificate cannot be used${why(f)}${after(f, 'file', ' (', ')')}.`,
      next: 'Choose a PEM certificate and its own PEM key without a passphrase, both readable by you.',
    }),
    client_certificate_required: (f) => ({
      what: `${placeFirst(f)} wants a client certificate it knows.`,
      next: 'Add the certificate and its key to the connection.',
    }),
    too_many_clients: (f) => ({
      what: `${placeFirst(f)} has no room for another connection (maxclients).`,
      next: 'Close idle clients, or raise maxclients.',
    }),
    not_a_sentinel: (f) => ({
      what: `What answers at ${place(f)} is no Sentinel.`,
      next: 'Give the sentinels’ port (26379 by default), or connect to this server directly.',
    }),
    sentinel_name_unknown: (f) => ({
      what: `The sentinel at ${place(f)} watches no primary called “${f('name', '?')}”.`,
      next: 'Check the name in the sentinels’ configuration; it is often mymaster.',
    }),
    database_missing: (f) => ({
      what: `${placeFirst(f)} has no database ${f('database', 'of that number')}.`,
      next: 'Choose a database the server has; 0 always exists.',
    }),
    read_only: (f) => ({
      what: `Nothing was written: the connection${after(f, 'connection', ' ')} is read-only.`,
      next: 'Allow writing in the connection’s settings if you mean to change this server.',
    }),
    read_only_replica: (f) => ({
      what: `Nothing was written: ${place(f)} is a replica, which takes no writes.`,
      next: 'Connect to the primary.',
    }),
    primary_demoted: (f) => ({
      what: `Server demoted: ${place(f)} is no longer the primary${after(f, 'name', ' of ')}.`,
      next: 'What had not been done stays undone. Look at the new primary, then make a new preview.',
    }),
    primary_unconfirmed: (f) => ({
      what: `No sentinel answers: whether ${place(f)} is still the primary${after(f, 'name', ' of ')} is not known.`,
      next: 'Nothing is removed or put back until one answers. Check the line to the sentinels.',
    }),
    server_changed: (f) => ({
      what: `Stopped: another server than before answers at ${place(f)}, after a restart or a failover.`,
      next: 'What had not been done stays undone. Look at what it holds, then make a new preview.',
    }),
    no_permission: (f) => ({
      what: `User ${f('user', 'of this connection')} may not run ${f('command', 'a command this needs')}${after(f, 'key', ' on ')}.`,
      next: 'Ask the server’s administrator for the right, or connect as another user.',
    }),
    demo_only: () => ({
      what: 'Nothing was written: demo data goes to the demo workspace only.',
      next: 'Open the demo workspace to fill it.',
    }),
    config_changed: (f) => ({
      what: `Nothing was changed: ${f('name', 'the setting')} is ${f('now', 'another value')} by now${after(f, 'seen', ', no longer ')}.`,
      next: 'Somebody else changed it. Look at the new value and decide again.',
    }),
    config_rejected: (f) => ({
      what: `Nothing was changed: the server does not take ${after(f, 'value', '“', '” for ')}${f('name', 'this setting')}${why(f)}.`,
      next: 'Correct the value and try again.',
    }),
    config_fixed: (f) => ({
      what: `Nothing was changed: ${f('name', 'this setting')} cannot be changed while the server runs.`,
      next: 'Change it in the configuration file or on the command line, and restart the server.',
    }),
    config_file_missing: (f) => ({
      what: `Nothing was written: ${place(f)} runs without a configuration file.`,
      next: 'The values stay in force until it restarts. Start it with a file to keep them.',
    }),
    command_timeout: (f) => ({
      what: `${f('command', 'A command')} got no answer in time.`,
      next: 'The server may be busy: look at its slow log, then try again.',
    }),
    unknown_outcome: (f) => ({
      what: `The connection broke while ${f('command', f('operation', 'a write'))} was under way: it may or may not have been done.`,
      next: 'Refresh to see what the server holds before doing it again.',
    }),
    server_loading: (f) => ({
      what: `${placeFirst(f)} is still loading its data${after(f, 'percent', ': ', ' %')}.`,
      next: 'Wait until it has finished.',
    }),
    server_out_of_memory: (f) => ({
      what: `Nothing was written: ${place(f)} has reached its memory limit.`,
      next: 'Raise maxmemory, choose an eviction policy, or remove keys.',
    }),
    server_cannot_persist: (f) => ({
      what: `Nothing was written: ${place(f)} cannot save to disk and refuses writes.`,
      next: 'Look at the server’s log and disk; it accepts writes again after a good save.',
    }),
    server_error: (f) => ({
      what: `The server answered ${f('command', 'a command')} with an error${why(f)}.`,
      next: 'Open the details for the server’s own words.',
    }),
    incomplete: (f) => ({
      what: `The keys could not be read completely${why(f)}.`,
      next: 'Check that every node answers, then make it anew.',
    }),
    provider_unreachable: (f) => ({
      what: `${providerFirst(f)} could not be reached${why(f)}.`,
      next: 'Check this machine’s network; then fetch again.',
    }),
    provider_timeout: (f) => ({
      what: `${providerFirst(f)} did not answer in time${onPage(f)}.`,
      next: 'The service is often slow at peak hours; fetch again later.',
    }),
    provider_throttled: (f) => ({
      what: `${providerFirst(f)} says there were too many requests${onPage(f)}.`,
      next: `Wait ${f('wait', 'a few minutes')} before fetching again.`,
    }),
    provider_key_missing: (f) => ({
      what: `${providerFirst(f)} needs an API key and none is set.`,
      next: 'Enter the key in the settings, or set it in the environment for the command line.',
    }),
    provider_key_rejected: (f) => ({
      what: `${providerFirst(f)} did not accept the API key.`,
      next: 'Check the key in the settings; it may be suspended or expired.',
    }),
    provider_refused: (f) => ({
      what: `${providerFirst(f)} refused the request${onPage(f)}${after(f, 'status', ' with status ')}${why(f)}.`,
      next: 'Check the period and coverage asked for; the details show its answer.',
    }),
    provider_failed: (f) => ({
      what: `${providerFirst(f)} failed on its side${onPage(f)}${after(f, 'status', ' with status ')}.`,
      next: 'Fetch again later; what was stored before stays.',
    }),
    provider_truncated: (f) => ({
      what: `The answer of ${provider(f)} broke off${onPage(f)}.`,
      next: 'Fetch again; nothing of the cut answer was used.',
    }),
    provider_not_json: (f) => ({
      what: `${providerFirst(f)} answered with something other than data${onPage(f)}.`,
      next: 'The details show its beginning; often a maintenance page. Fetch again later.',
    }),
    provider_schema_changed: (f) => ({
      what: `The records of ${provider(f)} have changed${onPage(f)}: ${f('field', 'a field')} should be ${f('expected', 'otherwise')} and is ${f('got', 'not')}.`,
      next: 'Nothing was stored. Update the console, or report the change with the details.',
    }),
    provider_too_large: (f) => ({
      what: `The answer of ${provider(f)} exceeds the size limit${after(f, 'limit', ' of ')}${onPage(f)}.`,
      next: 'Narrow the coverage in the settings and fetch again.',
    }),
    provider_redirected: (f) => ({
      what: `${providerFirst(f)} sent us to another address, which was not followed.`,
      next: 'Check the provider’s base address in the settings.',
    }),
    provider_breaker_open: (f) => ({
      what: `${providerFirst(f)} failed several times in a row and is left alone for now.`,
      next: `Try again in ${f('wait', 'a minute')}.`,
    }),
    provider_page_limit: (f) => ({
      what: `${providerFirst(f)} has more pages than the limit${after(f, 'limit', ' of ')}; nothing was stored.`,
      next: 'Narrow the coverage in the settings and fetch again.',
    }),
    provider_url_refused: (f) => ({
      what: `The base address of ${provider(f)} is not allowed${why(f)}.`,
      next: 'Use an https address; loopback addresses work on development connections only.',
    }),
    storage_failed: (f) => ({
      what: `${f('file', 'A file of the console')} could not be written or read${why(f)}.`,
      next: 'Check the rights and the space of the data folder.',
    }),
    disk_full: (f) => ({
      what: `There is not enough disk space${after(f, 'needed', ': needed ')}${after(f, 'free', ', free ')}.`,
      next: 'Free some space and try again; nothing unsaved was removed.',
    }),
    secret_store_missing: () => ({
      what: 'This system offers no safe place for secrets, so none was stored.',
      next: 'Choose to be asked for the password each time, or set it in the environment.',
    }),
    redis_server_missing: (f) => ({
      what: 'The demo workspace needs redis-server, which was not found on this machine.',
      next: `Install it (${f('command', 'sudo apt-get install redis-server')}) and start again, or connect to your Redis.`,
    }),
    internal: () => ({
      what: 'The console itself made a mistake.',
      next: 'Try again; if it happens once more, report it with the details.',
    }),
  },
}
