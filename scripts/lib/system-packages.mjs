import { tryRun } from './run.mjs'

/**
 * Installs Debian packages where that is allowed: as root, or with a sudo that asks nothing.
 * @param {readonly string[]} names - of Debian 12; newer releases' names (…t64) are found
 * @param {(text: string) => void} say
 * @returns {string | null} null when they are installed, else the exact command for the reader to type
 */
export function installPackages(names, say) {
  if (!tryRun('apt-get', ['--version']).ok) return `install these with your package manager: ${names.join(' ')}`
  const asRoot = process.getuid() === 0
  const arguments_ = ['install', '-y', '--no-install-recommends', ...names.map(nameHere)]
  const command = ['apt-get', ...arguments_].join(' ')
  if (!asRoot && !tryRun('sudo', ['-n', 'true']).ok) return `sudo ${command}`
  say(`Installing system packages: ${names.join(' ')} …`)
  const apt = (...args) => {
    // RUNLEVEL=1 keeps Debian from starting a service of what it installs, a Redis on 6379 for one.
    const set = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1']
    return asRoot
      ? tryRun('env', [...set, 'apt-get', ...args])
      : tryRun('sudo', ['-n', 'env', ...set, 'apt-get', ...args])
  }
  if (apt(...arguments_).ok) return null
  apt('update')
  const again = apt('install', '-y', '--no-install-recommends', ...names.map(nameHere))
  if (again.ok) return null
  say(again.output.trim().split('\n').slice(-5).join('\n'))
  return asRoot ? command : `sudo ${command}`
}

/** Debian 13 and Ubuntu 24.04 renamed the libraries whose time values grew to 64 bits. */
function nameHere(name) {
  const renamed = `${name}t64`
  return tryRun('apt-cache', ['show', '--no-all-versions', renamed]).ok ? renamed : name
}
