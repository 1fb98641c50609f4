const local = '--url redis://127.0.0.1:6379/0'
const saved = '--connection production'

/** What one types, by the path of the command; a command without an example fails a test, as does one that does not parse. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  key: [`key pncp search_v2 '{"keywords": "merenda escolar"}'`, 'key --stdin < requests.jsonl'],
  stats: [`${local} stats --json`, `${saved} stats --sample 1000`, `${saved} stats --history --days 7`],
  invalidate: [
    `${saved} invalidate pncp --family search_v2 --dry-run`,
    `${saved} invalidate pncp --family search_v2 --confirm pncp`,
  ],
  delete: [`${saved} delete pncp:search_v2:a23b8f70 --dry-run`, `${saved} delete pncp:search_v2:a23b8f70 --confirm`],
  show: [`${saved} show pncp:daily_fetch:2026-11-23`],
  fetch: [`${saved} fetch --all`, `${saved} fetch pncp --day 2026-11-23 --dry-run`],
  'aside list': [`${saved} aside list`],
  'aside show': [`${saved} aside show pncp --day 2026-11-23`],
  'aside commit': [`${saved} aside commit pncp --day 2026-11-23 --confirm pncp`],
  'aside discard': [`${saved} aside discard pncp --day 2026-11-23 --confirm pncp`],
  search: [`${saved} search '{"keywords": "merenda escolar"}' --provider pncp`],
  compare: [`${saved} compare --from 2026-11-22 --to 2026-11-23 --csv > procurements.csv`],
  freshness: [`${saved} freshness --days 3`],
  undo: [
    `undo --list`,
    `${saved} undo 20261123140512-5f1c2a9b7d3e --dry-run`,
    `${saved} undo 20261123140512-5f1c2a9b7d3e`,
  ],
  export: [`${saved} export pncp --out pncp.pcb`, `${saved} export pncp --family search_v2 --out searches.pcb`],
  import: [
    `${local} import pncp.pcb --dry-run`,
    `${local} import pncp.pcb --confirm pncp`,
    `${saved} import removed.pcu --retarget production`,
  ],
  clean: [`${saved} clean`, `${saved} clean --apply --namespace pncp --rule no_ttl`],
  'schedule print': [`${saved} schedule print --format systemd`],
  'schedule next': ['schedule next --count 3'],
  'journal list': ['journal list --limit 20'],
  'journal unfinished': ['journal unfinished'],
  'journal inspect': [`${saved} journal inspect 9f86d081884c7d65`],
  'journal close': [`${saved} journal close 9f86d081884c7d65`],
  'journal verify': ['journal verify'],
  server: [`${saved} server`],
  'config check': [`${saved} config check`],
  'config set': [
    `${saved} config set maxmemory-policy volatile-ttl --dry-run`,
    `${saved} config set maxmemory-policy volatile-ttl --expect noeviction --confirm maxmemory-policy`,
  ],
  'config rewrite': [`${saved} config rewrite --confirm rewrite`],
  check: [`${saved} check`],
  completion: ['completion bash > ~/.local/share/bash-completion/completions/pcc', 'completion zsh >> ~/.zshrc'],
}
